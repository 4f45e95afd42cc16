"""Which messages their senders marked as tests, and two more reasons for which the desk is told of a case."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NEW = ("maybe_same", "ended_by_sender")
CONSTRAINT = "ck_notification_reason_known"
_NOW = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")


def _known() -> list[str]:
    """Returns the reasons that the database takes now: other revisions add theirs in whatever order."""
    written = op.get_bind().execute(_NOW, {"name": CONSTRAINT}).scalar_one()
    return re.findall(r"'([a-z_]+)'", written)


def _take(reasons: list[str]) -> None:
    listed = ", ".join(f"'{reason}'" for reason in reasons)
    op.drop_constraint(op.f(CONSTRAINT), "notification", type_="check")
    op.create_check_constraint(op.f(CONSTRAINT), "notification", f"reason IN ({listed})")


def upgrade() -> None:
    """The way there."""
    _take([*_known(), *NEW])
    for table in ("alert", "alert_event"):
        op.add_column(table, sa.Column("is_test", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """The way back."""
    for table in ("alert_event", "alert"):
        op.drop_column(table, "is_test")
    op.execute("UPDATE notification SET reason = 'merged' WHERE reason = 'maybe_same'")
    op.execute("UPDATE notification SET reason = 'new_alert' WHERE reason = 'ended_by_sender'")
    _take([reason for reason in _known() if reason not in NEW])
