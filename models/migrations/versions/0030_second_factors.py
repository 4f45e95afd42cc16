"""Second factors of accounts, and the end and the last use of tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def _when(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """The way there: a token of before ends a year from now."""
    op.add_column("account", sa.Column("sealed_seed", sa.LargeBinary(), nullable=True))
    op.add_column("account", sa.Column("used_step", sa.Integer(), nullable=True))
    op.add_column("account", _when("factor_since"))
    op.create_check_constraint(
        op.f("ck_account_factor_has_seed"), "account", "factor_since IS NULL OR sealed_seed IS NOT NULL"
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        _when("used_at"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.add_column("api_token", _when("last_used_at"))
    op.add_column("api_token", _when("expires_at"))
    op.execute("UPDATE api_token SET expires_at = greatest(created_at, abhay_now()) + interval '365 days'")
    a_year = sa.text("abhay_now() + interval '365 days'")  # for the release before, which names no such column
    op.alter_column("api_token", "expires_at", nullable=False, server_default=a_year)


def downgrade() -> None:
    """The way back: a password is enough, and tokens end when they are revoked."""
    op.drop_column("api_token", "expires_at")
    op.drop_column("api_token", "last_used_at")
    op.drop_table("recovery_code")
    op.drop_constraint(op.f("ck_account_factor_has_seed"), "account", type_="check")
    for column in ("factor_since", "used_step", "sealed_seed"):
        op.drop_column("account", column)
