"""A contact point's name and telephone, for the desk that has to phone a post."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.add_column("contact_point", sa.Column("name", sa.Text(), nullable=True))
    op.add_column("contact_point", sa.Column("phone", sa.Text(), nullable=True))


def downgrade() -> None:
    """The way back: names and telephones are lost."""
    op.drop_column("contact_point", "phone")
    op.drop_column("contact_point", "name")
