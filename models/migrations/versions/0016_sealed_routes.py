"""The places that a route names, sealed; `route` and `route_why` keep kinds, units, weights and codes."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there: rows of before stay as they are until `abhay key rotate`, since a migration has no keys."""
    op.add_column("alert", sa.Column("sealed_route", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """The way back: units, kinds and weights are in `route`; the places are in the messages themselves."""
    op.drop_column("alert", "sealed_route")
