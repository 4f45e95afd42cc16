"""Accounts of an identity provider, and the sign-ins that are on their way to it and back."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there; every account of before is our own."""
    op.add_column("account", sa.Column("issuer", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("subject", sa.Text(), nullable=True))
    op.create_unique_constraint(op.f("uq_account_issuer"), "account", ["issuer", "subject"])
    op.create_check_constraint(
        op.f("ck_account_provider_names_person"), "account", "(issuer IS NULL) = (subject IS NULL)"
    )
    op.create_check_constraint(
        op.f("ck_account_provider_keeps_password"), "account", "issuer IS NULL OR password_hash IS NULL"
    )
    op.add_column("sign_in_session", sa.Column("by_provider", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "provider_sign_in",
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("browser_hash", sa.Text(), nullable=False),
        sa.Column("sealed_nonce", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_verifier", sa.LargeBinary(), nullable=False),
        sa.Column("onward", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_provider_sign_in")),
    )
    op.create_index(op.f("ix_provider_sign_in_browser_hash"), "provider_sign_in", ["browser_hash"])


def downgrade() -> None:
    """The way back: accounts of a provider stay, without a way in until an admin makes a set-up link."""
    op.drop_table("provider_sign_in")
    op.drop_column("sign_in_session", "by_provider")
    op.drop_constraint(op.f("ck_account_provider_keeps_password"), "account", type_="check")
    op.drop_constraint(op.f("ck_account_provider_names_person"), "account", type_="check")
    op.drop_constraint(op.f("uq_account_issuer"), "account", type_="unique")
    op.drop_column("account", "subject")
    op.drop_column("account", "issuer")
