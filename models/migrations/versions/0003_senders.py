"""Who is sending a message: a claim ends with its process."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.add_column("notification", sa.Column("sender", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """The way back."""
    op.drop_column("notification", "sender")
