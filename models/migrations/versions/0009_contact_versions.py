"""Versions of a unit's contact points: who changed what, so that nobody writes over a list they have not seen."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there: a list that was never changed since is version 0, without a row."""
    op.create_table(
        "contact_version",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_contact_version_versions_from_one")),
        sa.PrimaryKeyConstraint("unit", "version", name=op.f("pk_contact_version")),
    )


def downgrade() -> None:
    """The way back: what was changed when is in the audit log."""
    op.drop_table("contact_version")
