"""The reason codes of a route in a column beside it; `route` keeps the form that the release before reads."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.add_column("alert", sa.Column("route_why", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    """The way back: the English of every reason is in `route` too."""
    op.drop_column("alert", "route_why")
