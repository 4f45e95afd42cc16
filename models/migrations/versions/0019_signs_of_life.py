"""The processes that tell of their keys tell that they live, and the desk hears of a watcher that does not."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

REASONS_BEFORE = (
    "'new_alert', 'location_unknown', 'held_unauthenticated', 'read_by_hand', 'forwarded', 'out_of_state', 'copy',"
    " 'not_ours', 'exhausted', 'no_contact', 'undelivered', 'pin_locked', 'late_ack', 'merged', 'split',"
    " 'milestone_overdue', 'flood', 'engine_late', 'prefect_down', 'worker_down', 'database_down', 'mailbox_down',"
    " 'mailbox_full', 'canary_lost', 'words_failed', 'cases_still', 'deliveries_refused', 'taken_back',"
    " 'pin_guessed'"
)


def _known(values: str) -> None:
    op.drop_constraint(op.f("ck_notification_reason_known"), "notification", type_="check")
    op.create_check_constraint(op.f("ck_notification_reason_known"), "notification", f"reason IN ({values})")


def upgrade() -> None:
    """The way there."""
    _known(f"{REASONS_BEFORE}, 'watcher_down'")
    op.rename_table("key_holder", "live_process")
    op.execute("ALTER INDEX pk_key_holder RENAME TO pk_live_process")


def downgrade() -> None:
    """The way back."""
    op.execute("ALTER INDEX pk_live_process RENAME TO pk_key_holder")
    op.rename_table("live_process", "key_holder")
    op.execute("UPDATE notification SET reason = 'worker_down' WHERE reason = 'watcher_down'")
    _known(REASONS_BEFORE)
