"""The browsers that take pushes beside a contact point's own channel."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _when(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """The way there."""
    op.add_column("contact_point", _when("push_until", nullable=True))
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_digest", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("pin_mark", sa.Text(), nullable=False),
        _when("created_at"),
        _when("expires_at"),
        _when("seen_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact_point.id"], name=op.f("fk_push_subscription_contact_id_contact_point")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("contact_id", "endpoint_digest", name="uq_push_subscription_once"),
    )


def downgrade() -> None:
    """The way back: browsers subscribe anew."""
    op.drop_table("push_subscription")
    op.drop_column("contact_point", "push_until")
