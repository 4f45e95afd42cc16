"""What the database was filled from, so that a start which would change nothing need not look."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.create_table(
        "preparation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("filled_from", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_preparation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparation")),
    )


def downgrade() -> None:
    """The way back."""
    op.drop_table("preparation")
