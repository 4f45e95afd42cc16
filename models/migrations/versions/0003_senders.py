"""Who is sending a message: a claim ends with its process."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""


def downgrade() -> None:
    """The way back."""
