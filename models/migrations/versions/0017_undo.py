"""Acts that can be undone: what the case was before each, a reason and an event more."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

REASONS_BEFORE = (
    "'new_alert', 'location_unknown', 'held_unauthenticated', 'read_by_hand', 'forwarded', 'out_of_state', 'copy',"
    " 'not_ours', 'exhausted', 'no_contact', 'undelivered', 'pin_locked', 'late_ack', 'merged', 'split',"
    " 'milestone_overdue', 'flood', 'engine_late', 'prefect_down', 'worker_down', 'database_down', 'mailbox_down',"
    " 'mailbox_full', 'canary_lost', 'words_failed', 'cases_still', 'deliveries_refused'"
)
EVENTS_BEFORE = (
    "'received', 'attached', 'routed', 'rung_entered', 'paged', 'reminded', 'acknowledged', 'stood_down', 'milestone',"
    " 'overdue', 'exhausted', 'rerouted', 'revealed', 'handed_over', 'closed', 'repaired', 'merged', 'split', 'quieted'"
)


def _known(table: str, column: str, values: str) -> None:
    name = f"ck_{table}_{column}_known"
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, f"{column} IN ({values})")


def upgrade() -> None:
    """The way there."""
    _known("notification", "reason", f"{REASONS_BEFORE}, 'taken_back'")
    _known("timeline", "event", f"{EVENTS_BEFORE}, 'undone'")
    op.create_table(
        "undo_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("of_desk", sa.Boolean(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("undone_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("before", sa.dialects.postgresql.JSONB(), nullable=True),
        sa.CheckConstraint(
            "act IN ('milestone', 'not_ours', 'closure', 'route')", name=op.f("ck_undo_point_act_known")
        ),
        sa.CheckConstraint("undone_at IS NULL OR undone_at >= at", name=op.f("ck_undo_point_undone_later")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_undo_point_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo_point")),
    )
    op.create_index(op.f("ix_undo_point_alert_id"), "undo_point", ["alert_id"])


def downgrade() -> None:
    """The way back: nothing can be undone any more; the audit log still tells what was."""
    op.drop_table("undo_point")
    op.execute("DELETE FROM timeline WHERE event = 'undone'")
    op.execute("UPDATE notification SET reason = 'new_alert' WHERE reason = 'taken_back'")
    _known("timeline", "event", EVENTS_BEFORE)
    _known("notification", "reason", REASONS_BEFORE)
