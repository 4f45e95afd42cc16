"""Why a policy was saved: a note with each version, sealed, since it is typed by a person."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there; older versions have no note."""
    op.add_column("policy_version", sa.Column("sealed_note", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """The way back."""
    op.drop_column("policy_version", "sealed_note")
