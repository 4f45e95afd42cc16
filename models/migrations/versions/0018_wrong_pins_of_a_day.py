"""Wrong PINs of a contact over a day, at all its links: their count, and a reason to tell the desk of it."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

REASONS_BEFORE = (
    "'new_alert', 'location_unknown', 'held_unauthenticated', 'read_by_hand', 'forwarded', 'out_of_state', 'copy',"
    " 'not_ours', 'exhausted', 'no_contact', 'undelivered', 'pin_locked', 'late_ack', 'merged', 'split',"
    " 'milestone_overdue', 'flood', 'engine_late', 'prefect_down', 'worker_down', 'database_down', 'mailbox_down',"
    " 'mailbox_full', 'canary_lost', 'words_failed', 'cases_still', 'deliveries_refused', 'taken_back'"
)


def _reasons(values: str) -> None:
    name = "ck_notification_reason_known"
    op.drop_constraint(op.f(name), "notification", type_="check")
    op.create_check_constraint(op.f(name), "notification", f"reason IN ({values})")


def upgrade() -> None:
    """The way there: the first day of each contact begins with its next wrong PIN."""
    _reasons(f"{REASONS_BEFORE}, 'pin_guessed'")
    op.create_table(
        "pin_day",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("began_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("wrong >= 0", name=op.f("ck_pin_day_wrong_not_negative")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact_point.id"], name=op.f("fk_pin_day_contact_id_contact_point")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_pin_day")),
    )


def downgrade() -> None:
    """The way back: wrong PINs count per case alone; the audit log still has each."""
    op.drop_table("pin_day")
    op.execute("UPDATE notification SET reason = 'pin_locked' WHERE reason = 'pin_guessed'")
    _reasons(REASONS_BEFORE)
