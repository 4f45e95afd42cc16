"""Epochs: a database that was put back is known by them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.create_table(
        "epoch",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("began_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("stands_on", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("lost_seconds", sa.BigInteger(), nullable=True),
        sa.Column("doubt_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("refs_after", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("beats", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("reason IN ('first', 'restored', 'copied')", name=op.f("ck_epoch_reason_known")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_epoch_numbers_from_one")),
        sa.CheckConstraint(
            "reason = 'first' OR (stands_on IS NOT NULL AND refs_after IS NOT NULL)",
            name=op.f("ck_epoch_replaced_stands_on"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_epoch")),
        sa.UniqueConstraint("id", name=op.f("uq_epoch_id")),
    )


def downgrade() -> None:
    """The way back: a database that is put back is not known as such; refs stay where they are."""
    op.drop_table("epoch")
