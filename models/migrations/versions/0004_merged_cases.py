"""Cases that were merged and split; notes are sealed."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""


def downgrade() -> None:
    """The way back."""
