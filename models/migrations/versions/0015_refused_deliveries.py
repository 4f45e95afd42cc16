"""Refused deliveries by source, their reason among the desk's, and the source and road of an integrator's token."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

REASONS_BEFORE = (
    "'new_alert', 'location_unknown', 'held_unauthenticated', 'read_by_hand', 'forwarded', 'out_of_state', 'copy',"
    " 'not_ours', 'exhausted', 'no_contact', 'undelivered', 'pin_locked', 'late_ack', 'merged', 'split',"
    " 'milestone_overdue', 'flood', 'engine_late', 'prefect_down', 'worker_down', 'database_down', 'mailbox_down',"
    " 'mailbox_full', 'canary_lost', 'words_failed', 'cases_still'"
)


def _reasons(values: str) -> None:
    op.drop_constraint(op.f("ck_notification_reason_known"), "notification", type_="check")
    op.create_check_constraint(op.f("ck_notification_reason_known"), "notification", f"reason IN ({values})")


def upgrade() -> None:
    """The way there."""
    _reasons(f"{REASONS_BEFORE}, 'deliveries_refused'")
    op.create_table(
        "refused_delivery",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reasons", sa.dialects.postgresql.JSONB(), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_refused_delivery")),
    )
    op.add_column("api_token", sa.Column("source", sa.Text(), nullable=True))
    op.add_column("api_token", sa.Column("mail", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """The way back: tokens bound to a source are revoked, since the release before would let them bring any."""
    op.execute("UPDATE api_token SET revoked_at = now() WHERE source IS NOT NULL AND revoked_at IS NULL")
    op.drop_column("api_token", "mail")
    op.drop_column("api_token", "source")
    op.drop_table("refused_delivery")
    op.execute("UPDATE notification SET reason = 'read_by_hand' WHERE reason = 'deliveries_refused'")
    _reasons(REASONS_BEFORE)
