"""Lasting faults: two reasons more, who holds which keys, and held mails that are quietened or not genuine."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REASONS_BEFORE = (
    "'new_alert', 'location_unknown', 'held_unauthenticated', 'read_by_hand', 'forwarded', 'out_of_state', 'copy',"
    " 'not_ours', 'exhausted', 'no_contact', 'undelivered', 'pin_locked', 'late_ack', 'merged', 'split',"
    " 'milestone_overdue', 'flood', 'engine_late', 'prefect_down', 'worker_down', 'database_down', 'mailbox_down',"
    " 'mailbox_full', 'canary_lost'"
)
OUTCOMES_BEFORE = "'safe', 'hospital', 'not_found', 'out_of_state', 'false_alarm', 'duplicate', 'died'"
EVENTS_BEFORE = (
    "'received', 'attached', 'routed', 'rung_entered', 'paged', 'reminded', 'acknowledged', 'stood_down', 'milestone',"
    " 'overdue', 'exhausted', 'rerouted', 'revealed', 'handed_over', 'closed', 'repaired', 'merged', 'split'"
)


def _known(table: str, column: str, values: str) -> None:
    name = f"ck_{table}_{column}_known"
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, f"{column} IN ({values})")


def upgrade() -> None:
    """The way there."""
    _known("notification", "reason", f"{REASONS_BEFORE}, 'words_failed', 'cases_still'")
    _known("alert", "outcome", f"{OUTCOMES_BEFORE}, 'not_genuine'")
    _known("timeline", "event", f"{EVENTS_BEFORE}, 'quieted'")
    op.create_table(
        "key_holder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("fingerprints", sa.dialects.postgresql.JSONB(), nullable=False),
        sa.Column("seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_holder")),
    )


def downgrade() -> None:
    """The way back: the audit log still tells that a held mail was quietened."""
    op.drop_table("key_holder")
    op.execute("DELETE FROM timeline WHERE event = 'quieted'")
    op.execute("UPDATE alert SET outcome = 'false_alarm' WHERE outcome = 'not_genuine'")
    op.execute("UPDATE notification SET reason = 'read_by_hand' WHERE reason IN ('words_failed', 'cases_still')")
    _known("timeline", "event", EVENTS_BEFORE)
    _known("alert", "outcome", OUTCOMES_BEFORE)
    _known("notification", "reason", REASONS_BEFORE)
