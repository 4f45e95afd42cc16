"""The line, the language and the order of contact points, and the gateway that took a message."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.add_column("contact_point", sa.Column("line", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_contact_point_line_known"), "contact_point", "line IN ('mobile', 'landline')")
    op.add_column("contact_point", sa.Column("language", sa.Text(), server_default="hi", nullable=False))
    op.create_check_constraint(op.f("ck_contact_point_language_known"), "contact_point", "language IN ('hi', 'en')")
    op.add_column("contact_point", sa.Column("preference", sa.Integer(), server_default="1", nullable=False))
    op.create_check_constraint(op.f("ck_contact_point_preference_from_one"), "contact_point", "preference >= 1")
    op.add_column("notification", sa.Column("gateway", sa.Text(), nullable=True))


def downgrade() -> None:
    """The way back."""
    op.drop_column("notification", "gateway")
    for column in ("preference", "language", "line"):
        op.drop_column("contact_point", column)
