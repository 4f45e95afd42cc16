"""Hand-over packets for other States, and whether they were received."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""


def downgrade() -> None:
    """The way back."""
