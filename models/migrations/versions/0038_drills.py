"""Drills: what was ordered, their cases and scorecards, and the rung above which a drill's case never climbs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_OPEN_DRILL = sa.text("top_rung IS NOT NULL AND status <> 'closed'")


def upgrade() -> None:
    """The way there; no case is one of a drill of ours yet."""
    op.add_column("alert", sa.Column("top_rung", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_alert_top_rung_of_a_drill"), "alert", "top_rung IS NULL OR drill")
    op.create_index("ix_alert_open_drill", "alert", ["id"], postgresql_where=_OPEN_DRILL)
    op.create_table(
        "drill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("top_rung", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scorecard", JSONB(none_as_null=True), nullable=True),
        sa.CheckConstraint("severity IN ('imminent', 'high', 'concern')", name=op.f("ck_drill_severity_known")),
        sa.CheckConstraint(
            "reason IN ('routine', 'roster_changed', 'contacts_changed', 'channel_changed', 'policy_changed', "
            "'training', 'night')",
            name=op.f("ck_drill_reason_known"),
        ),
        sa.CheckConstraint("ending IN ('window', 'done', 'real_load')", name=op.f("ck_drill_ending_known")),
        sa.CheckConstraint("ends_at > started_at", name=op.f("ck_drill_window_ahead")),
        sa.CheckConstraint("ended_at IS NULL OR ending IS NOT NULL", name=op.f("ck_drill_ended_for_a_cause")),
        sa.CheckConstraint("(ended_at IS NULL) = (scorecard IS NULL)", name=op.f("ck_drill_scored_at_its_end")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill")),
    )
    op.create_index("ix_drill_open", "drill", ["id"], postgresql_where=sa.text("ended_at IS NULL"))
    op.create_table(
        "drill_unit",
        sa.Column("drill_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["drill_id"], ["drill.id"], name=op.f("fk_drill_unit_drill_id_drill")),
        sa.ForeignKeyConstraint(["unit_id"], ["police_unit.id"], name=op.f("fk_drill_unit_unit_id_police_unit")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_drill_unit_alert_id_alert")),
        sa.PrimaryKeyConstraint("drill_id", "unit_id", name=op.f("pk_drill_unit")),
        sa.UniqueConstraint("alert_id", name=op.f("uq_drill_unit_alert_id")),
    )


def downgrade() -> None:
    """The way back: the drills are lost, and their open cases are ended, since they would climb to the top."""
    op.execute(
        "UPDATE alert SET status = 'closed', outcome = 'false_alarm', closed_at = now(), next_at = NULL, due_at = NULL,"
        " version = version + 1 WHERE top_rung IS NOT NULL AND status <> 'closed'"
    )
    op.drop_table("drill_unit")
    op.drop_table("drill")
    op.drop_index("ix_alert_open_drill", "alert")
    op.drop_constraint(op.f("ck_alert_top_rung_of_a_drill"), "alert", type_="check")
    op.drop_column("alert", "top_rung")
