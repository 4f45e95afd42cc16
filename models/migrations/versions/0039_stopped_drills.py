"""Drills that somebody stopped: one more word for why a drill ended."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_NAME = "ck_drill_ending_known"


def upgrade() -> None:
    """The way there."""
    op.drop_constraint(op.f(_NAME), "drill", type_="check")
    op.create_check_constraint(op.f(_NAME), "drill", "ending IN ('window', 'done', 'real_load', 'stopped')")


def downgrade() -> None:
    """The way back: a drill that was stopped is one whose cases all ended."""
    op.drop_constraint(op.f(_NAME), "drill", type_="check")
    op.execute("UPDATE drill SET ending = 'done' WHERE ending = 'stopped'")
    op.create_check_constraint(op.f(_NAME), "drill", "ending IN ('window', 'done', 'real_load')")
