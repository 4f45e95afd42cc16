"""The mailbox: how far it was read, what became of each mail, and the test mails."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.create_table(
        "canary",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("returned_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("due_at > sent_at", name=op.f("ck_canary_due_after_sent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canary")),
    )
    op.create_index(op.f("ix_canary_mailbox"), "canary", ["mailbox"], unique=False)
    op.create_table(
        "mailbox",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("looked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("used_percent", sa.Integer(), nullable=True),
        sa.CheckConstraint("used_percent >= 0", name=op.f("ck_mailbox_percent_of_something")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailbox")),
    )
    op.create_table(
        "mailbox_message",
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("noted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("alert_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("settled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "fate IN ('case', 'repeat', 'known', 'canary', 'own', 'gone')", name=op.f("ck_mailbox_message_fate_known")
        ),
        sa.CheckConstraint(
            "fate IS NULL OR fate NOT IN ('case', 'repeat') OR alert_id IS NOT NULL",
            name=op.f("ck_mailbox_message_case_has_alert"),
        ),
        sa.CheckConstraint("(fate IS NULL) = (taken_at IS NULL)", name=op.f("ck_mailbox_message_fate_has_time")),
        sa.CheckConstraint(
            "settled_at IS NULL OR fate IS NOT NULL", name=op.f("ck_mailbox_message_settled_after_fate")
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_mailbox_message_alert_id_alert")),
        sa.ForeignKeyConstraint(["mailbox"], ["mailbox.name"], name=op.f("fk_mailbox_message_mailbox_mailbox")),
        sa.PrimaryKeyConstraint("mailbox", "uidvalidity", "uid", name=op.f("pk_mailbox_message")),
    )
    op.create_index("ix_mailbox_message_sha256", "mailbox_message", ["mailbox", "sha256"], unique=False)
    op.create_index(
        "ix_mailbox_message_unsettled",
        "mailbox_message",
        ["mailbox", "uidvalidity", "uid"],
        unique=False,
        postgresql_where="settled_at IS NULL",
    )


def downgrade() -> None:
    """The way back."""
    op.drop_index("ix_mailbox_message_unsettled", table_name="mailbox_message", postgresql_where="settled_at IS NULL")
    op.drop_index("ix_mailbox_message_sha256", table_name="mailbox_message")
    op.drop_table("mailbox_message")
    op.drop_table("mailbox")
    op.drop_index(op.f("ix_canary_mailbox"), table_name="canary")
    op.drop_table("canary")
