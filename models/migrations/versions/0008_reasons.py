"""Why a message is sent is one of the known reasons, as every other vocabulary is.

Every version so far wrote these values alone, so the rows of any of them pass.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REASONS = (
    "'new_alert', 'location_unknown', 'held_unauthenticated', 'read_by_hand', 'forwarded', 'out_of_state', 'copy',"
    " 'not_ours', 'exhausted', 'no_contact', 'undelivered', 'pin_locked', 'late_ack', 'merged', 'split',"
    " 'milestone_overdue', 'flood', 'engine_late', 'prefect_down', 'worker_down', 'database_down', 'mailbox_down',"
    " 'mailbox_full', 'canary_lost'"
)
NAME = "ck_notification_reason_known"


def upgrade() -> None:
    """The way there."""
    op.create_check_constraint(op.f(NAME), "notification", f"reason IN ({REASONS})")


def downgrade() -> None:
    """The way back."""
    op.drop_constraint(op.f(NAME), "notification", type_="check")
