"""What is typed about why stands beside the audit entry, which commits to it: keys change, entries stay as they are.

Texts that stand in the entries are moved as they are sealed. The commitment to them needs the keys: `abhay` makes
it when it next prepares the database.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.add_column("audit", sa.Column("reason_commitment", sa.Text(), nullable=True))
    op.create_table(
        "audit_text",
        sa.Column("audit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_salt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_audit_text_audit_id_audit")),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_audit_text")),
    )
    op.create_index(
        "ix_audit_text_to_commit", "audit_text", ["audit_id"], postgresql_where=sa.text("sealed_salt IS NULL")
    )
    op.execute("INSERT INTO audit_text SELECT id, sealed_reason FROM audit WHERE sealed_reason IS NOT NULL")
    op.execute("UPDATE audit SET sealed_reason = NULL WHERE sealed_reason IS NOT NULL")
    op.create_index("ix_audit_to_move", "audit", ["id"], postgresql_where=sa.text("sealed_reason IS NOT NULL"))


def downgrade() -> None:
    """The way back: the texts go back into their entries, commitments are lost."""
    op.drop_index("ix_audit_to_move", "audit")
    op.execute("UPDATE audit SET sealed_reason = t.sealed FROM audit_text AS t WHERE t.audit_id = audit.id")
    op.drop_table("audit_text")
    op.drop_column("audit", "reason_commitment")
