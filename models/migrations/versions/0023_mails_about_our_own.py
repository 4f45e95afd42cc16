"""Mails about our own messages: the desk's reason for an answer by mail, and three fates of a mail."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

REASONS_BEFORE = (
    "'new_alert', 'location_unknown', 'held_unauthenticated', 'read_by_hand', 'forwarded', 'out_of_state', 'copy',"
    " 'not_ours', 'exhausted', 'no_contact', 'undelivered', 'pin_locked', 'pin_guessed', 'late_ack', 'merged', 'split',"
    " 'milestone_overdue', 'words_failed', 'taken_back', 'flood', 'engine_late', 'prefect_down', 'worker_down',"
    " 'watcher_down', 'database_down', 'mailbox_down', 'mailbox_full', 'canary_lost', 'cases_still',"
    " 'deliveries_refused'"
)
FATES_BEFORE = "'case', 'repeat', 'known', 'canary', 'own', 'gone'"


def _known(table: str, column: str, values: str) -> None:
    name = f"ck_{table}_{column}_known"
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, f"{column} IN ({values})")


def upgrade() -> None:
    """The way there."""
    _known("notification", "reason", f"{REASONS_BEFORE}, 'mail_answer'")
    _known("mailbox_message", "fate", f"{FATES_BEFORE}, 'answer', 'machine', 'ended'")


def downgrade() -> None:
    """The way back: answers by mail stay in their cases, as messages about the person."""
    op.execute("UPDATE notification SET reason = 'new_alert' WHERE reason = 'mail_answer'")
    op.execute("UPDATE mailbox_message SET fate = 'own' WHERE fate IN ('answer', 'machine', 'ended')")
    _known("mailbox_message", "fate", FATES_BEFORE)
    _known("notification", "reason", REASONS_BEFORE)
