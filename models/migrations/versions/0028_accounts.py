"""Accounts of people, their sessions, and counts of wrong passwords."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def _when(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """The way there."""
    roles = "'integrator', 'operator', 'unit', 'admin', 'auditor'"
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sign_in_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("link_hash", sa.Text(), nullable=True),
        _when("link_expires_at", nullable=True),
        _when("created_at"),
        _when("disabled_at", nullable=True),
        sa.CheckConstraint(f"role IN ({roles})", name=op.f("ck_account_role_known")),
        sa.CheckConstraint("role <> 'integrator'", name=op.f("ck_account_signs_in")),
        sa.CheckConstraint("(role = 'unit') = (unit_id IS NOT NULL)", name=op.f("ck_account_unit_role_has_unit")),
        sa.CheckConstraint("(link_hash IS NULL) = (link_expires_at IS NULL)", name=op.f("ck_account_link_ends")),
        sa.ForeignKeyConstraint(["unit_id"], ["police_unit.id"], name=op.f("fk_account_unit_id_police_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_account_sign_in_name")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_account_link_hash")),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("id_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("display", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Text(), nullable=True),
        _when("created_at"),
        _when("seen_at"),
        _when("authenticated_at"),
        _when("expires_at"),
        sa.CheckConstraint(
            "(account_id IS NULL) = (display IS NOT NULL)",
            name=op.f("ck_sign_in_session_an_account_s_or_a_display_s"),
        ),
        sa.CheckConstraint("unit_id IS NULL OR display IS NOT NULL", name=op.f("ck_sign_in_session_unit_of_a_display")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["police_unit.id"], name=op.f("fk_sign_in_session_unit_id_police_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("id_hash", name=op.f("uq_sign_in_session_id_hash")),
    )
    op.create_index(op.f("ix_sign_in_session_account_id"), "sign_in_session", ["account_id"])
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        _when("last_at"),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_sign_in_failures_failures_not_negative")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_failures")),
    )


def downgrade() -> None:
    """The way back: nobody signs in; tokens go on."""
    for table in ("sign_in_failures", "sign_in_session", "account"):
        op.drop_table(table)
