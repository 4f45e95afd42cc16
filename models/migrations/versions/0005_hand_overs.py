"""Hand-over packets for other States, and whether they were received; a sender's own number of its message.

A notice to the desk says whom it is about.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MILESTONES = "'dispatched', 'reached', 'family_informed', 'handed_over', 'closed'"
MILESTONES_BEFORE = "'dispatched', 'reached', 'family_informed', 'closed'"
EVENTS_BEFORE = (
    "'received', 'attached', 'routed', 'rung_entered', 'paged', 'reminded', 'acknowledged', 'stood_down', 'milestone',"
    " 'overdue', 'exhausted', 'rerouted', 'revealed', 'closed', 'repaired', 'merged', 'split'"
)


def _known(table: str, column: str, name: str, values: str) -> None:
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, f"{column} IN ({values})")


def upgrade() -> None:
    """The way there."""
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.CheckConstraint("format IN ('cap', 'text', 'html')", name=op.f("ck_hand_over_format_known")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_hand_over_numbers_from_one")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_hand_over_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
        sa.UniqueConstraint("alert_id", "number", name="uq_hand_over_number"),
    )
    op.create_table(
        "hand_over_receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_hand_over_receipt_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over_receipt")),
    )
    op.create_index(op.f("ix_hand_over_receipt_alert_id"), "hand_over_receipt", ["alert_id"], unique=False)
    op.add_column("alert_event", sa.Column("delivery_key", sa.Text(), nullable=True))
    op.create_unique_constraint(op.f("uq_alert_event_delivery_key"), "alert_event", ["delivery_key"])
    op.add_column("notification", sa.Column("about_unit_id", sa.Text(), nullable=True))
    op.add_column("notification", sa.Column("about_post_id", sa.Text(), nullable=True))
    op.create_foreign_key(
        op.f("fk_notification_about_unit_id_police_unit"), "notification", "police_unit", ["about_unit_id"], ["id"]
    )
    op.create_foreign_key(op.f("fk_notification_about_post_id_post"), "notification", "post", ["about_post_id"], ["id"])
    _known("milestone", "kind", "ck_milestone_kind_known", MILESTONES)
    _known("notification", "milestone", "ck_notification_milestone_known", MILESTONES)
    _known("timeline", "event", "ck_timeline_event_known", f"{EVENTS_BEFORE}, 'handed_over'")


def downgrade() -> None:
    """The way back: what was handed over is told as a reveal, and its clock is forgotten."""
    op.execute("UPDATE timeline SET event = 'revealed' WHERE event = 'handed_over'")
    op.execute("UPDATE notification SET milestone = NULL WHERE milestone = 'handed_over'")
    op.execute("DELETE FROM milestone WHERE kind = 'handed_over'")
    _known("timeline", "event", "ck_timeline_event_known", EVENTS_BEFORE)
    _known("notification", "milestone", "ck_notification_milestone_known", MILESTONES_BEFORE)
    _known("milestone", "kind", "ck_milestone_kind_known", MILESTONES_BEFORE)
    op.drop_constraint(op.f("fk_notification_about_post_id_post"), "notification", type_="foreignkey")
    op.drop_constraint(op.f("fk_notification_about_unit_id_police_unit"), "notification", type_="foreignkey")
    op.drop_column("notification", "about_post_id")
    op.drop_column("notification", "about_unit_id")
    op.drop_constraint(op.f("uq_alert_event_delivery_key"), "alert_event", type_="unique")
    op.drop_column("alert_event", "delivery_key")
    op.drop_index(op.f("ix_hand_over_receipt_alert_id"), table_name="hand_over_receipt")
    op.drop_table("hand_over_receipt")
    op.drop_table("hand_over")
