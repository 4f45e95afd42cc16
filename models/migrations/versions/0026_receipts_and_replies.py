"""Every receipt of a gateway, replies that were handled, wrong codes by number, and what the desk is told of replies."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

REASONS = ("reply_words", "reply_stop", "missed_call", "code_guessed")
_NOW = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
_TIME = sa.DateTime(timezone=True)


def _known(name: str) -> list[str]:
    """Returns the words that the database takes now: other revisions add theirs in whatever order."""
    written = op.get_bind().execute(_NOW, {"name": name}).scalar_one()
    return re.findall(r"'([a-z_]+)'", written)


def _take(table: str, column: str, words: list[str]) -> None:
    name = f"ck_{table}_{column}_known"
    listed = ", ".join(f"'{word}'" for word in words)
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, f"{column} IN ({listed})")


def upgrade() -> None:
    """The way there."""
    _take("notification", "reason", [*_known("ck_notification_reason_known"), *REASONS])
    _take("timeline", "event", [*_known("ck_timeline_event_known"), "replied"])
    _delivery_event()
    _received_reply()
    op.create_table(
        "reply_day",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("began_at", _TIME, nullable=False),
        sa.Column("told_at", _TIME, nullable=True),
        sa.CheckConstraint("wrong >= 0", name=op.f("ck_reply_day_wrong_not_negative")),
        sa.CheckConstraint("answers >= 0", name=op.f("ck_reply_day_answers_not_negative")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reply_day")),
    )


def _delivery_event() -> None:
    op.create_table(
        "delivery_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("notification_id", sa.Uuid(), nullable=True),
        sa.Column("reported", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("provider_at", _TIME, nullable=True),
        sa.Column("received_at", _TIME, nullable=False),
        sa.CheckConstraint(
            "reported IN ('sent', 'delivered', 'failed', 'unknown')", name=op.f("ck_delivery_event_reported_known")
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("fk_delivery_event_notification_id_notification")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_event")),
        sa.UniqueConstraint(
            "gateway", "provider_id", "notification_id", "raw", "provider_at",
            name="uq_delivery_event_once", postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_delivery_event_notification_id"), "delivery_event", ["notification_id"])
    op.create_index(
        "ix_delivery_event_orphan",
        "delivery_event",
        ["gateway", "provider_id"],
        postgresql_where=sa.text("notification_id IS NULL"),
    )


def _received_reply() -> None:
    op.create_table(
        "received_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("notification_id", sa.Uuid(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("received_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("fk_received_reply_notification_id_notification")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_reply")),
        sa.UniqueConstraint("gateway", "key", name="uq_received_reply_once"),
    )
    op.create_index(op.f("ix_received_reply_notification_id"), "received_reply", ["notification_id"])


def downgrade() -> None:
    """The way back."""
    for table in ("reply_day", "received_reply", "delivery_event"):
        op.drop_table(table)
    listed = ", ".join(f"'{reason}'" for reason in REASONS)
    op.execute(f"UPDATE notification SET reason = 'mail_answer' WHERE reason IN ({listed})")  # noqa: S608  our words
    op.execute("DELETE FROM timeline WHERE event = 'replied'")
    _take("notification", "reason", [each for each in _known("ck_notification_reason_known") if each not in REASONS])
    _take("timeline", "event", [each for each in _known("ck_timeline_event_known") if each != "replied"])
