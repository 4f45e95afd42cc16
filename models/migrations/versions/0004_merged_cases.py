"""Cases that were merged and split; notes are sealed.

What was written in clear before stays in its old column until the next start seals it: a migration has no
keys. On the way back, notes that were sealed are lost; what was merged and split stays where it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

EVENTS = (
    "'received', 'attached', 'routed', 'rung_entered', 'paged', 'reminded', 'acknowledged', 'stood_down', 'milestone',"
    " 'overdue', 'exhausted', 'rerouted', 'revealed', 'closed', 'repaired'"
)
LINKS = ("merged_into", "split_from")
SEALED = (("acknowledgement", "sealed_note"), ("milestone", "sealed_note"), ("audit", "sealed_reason"))


def upgrade() -> None:
    """The way there."""
    for column in LINKS:
        op.add_column("alert", sa.Column(column, sa.Text(), nullable=True))
        op.create_foreign_key(op.f(f"fk_alert_{column}_alert"), "alert", "alert", [column], ["ref"])
        op.create_index(f"ix_alert_{column}", "alert", [column], postgresql_where=f"{column} IS NOT NULL")
    op.create_check_constraint(
        op.f("ck_alert_merged_is_duplicate"), "alert", "merged_into IS NULL OR outcome = 'duplicate'"
    )
    op.create_check_constraint(op.f("ck_alert_merged_into_another"), "alert", "merged_into <> ref")
    for table, column in SEALED:
        op.add_column(table, sa.Column(column, sa.LargeBinary(), nullable=True))
    op.drop_constraint(op.f("ck_timeline_event_known"), "timeline")
    op.create_check_constraint(op.f("ck_timeline_event_known"), "timeline", f"event IN ({EVENTS}, 'merged', 'split')")


def downgrade() -> None:
    """The way back."""
    op.drop_constraint(op.f("ck_timeline_event_known"), "timeline")
    op.execute("UPDATE timeline SET event = 'rerouted' WHERE event IN ('merged', 'split')")
    op.create_check_constraint(op.f("ck_timeline_event_known"), "timeline", f"event IN ({EVENTS})")
    for table, column in SEALED:
        op.drop_column(table, column)
    op.drop_constraint(op.f("ck_alert_merged_into_another"), "alert")
    op.drop_constraint(op.f("ck_alert_merged_is_duplicate"), "alert")
    for column in LINKS:
        op.drop_index(f"ix_alert_{column}", table_name="alert")
        op.drop_constraint(op.f(f"fk_alert_{column}_alert"), "alert")
        op.drop_column("alert", column)
