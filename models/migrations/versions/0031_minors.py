"""Which messages say that the person is under 18: whoever supervises then sees no name, and Childline is added."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there; of older messages the page says it when they are opened."""
    op.add_column("alert_event", sa.Column("minor", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """The way back."""
    op.drop_column("alert_event", "minor")
