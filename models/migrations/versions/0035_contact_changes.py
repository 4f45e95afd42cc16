"""Changes of contact points that wait for a second person; what is wanted is sealed, as it has addresses."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.create_table(
        "contact_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("posts", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_change")),
        sa.CheckConstraint(
            "outcome IN ('confirmed', 'refused', 'outdated')", name=op.f("ck_contact_change_outcome_known")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_contact_change_decided_has_outcome")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_contact_change_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (sealed IS NOT NULL)", name=op.f("ck_contact_change_sealed_until_decided")
        ),
    )


def downgrade() -> None:
    """The way back; what still waits is lost."""
    op.drop_table("contact_change")
