"""What operators are typing of a call, sealed, until it is sent or a day has passed."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.create_table(
        "call_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_call_draft_account_id_account")),
        sa.ForeignKeyConstraint(["ref"], ["alert.ref"], name=op.f("fk_call_draft_ref_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_draft")),
    )
    op.create_index(op.f("ix_call_draft_account_id"), "call_draft", ["account_id"])
    op.create_index(op.f("ix_call_draft_changed_at"), "call_draft", ["changed_at"])


def downgrade() -> None:
    """The way back: what is being typed is lost."""
    op.drop_table("call_draft")
