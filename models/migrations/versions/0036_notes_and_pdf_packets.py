"""Notes about a case that are no answer, sealed, with their entry in the timeline; packets as PDF."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_NOW = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")


def _known(name: str) -> list[str]:
    """Returns the words that the database takes now: other revisions add theirs in whatever order."""
    return re.findall(r"'([a-z_]+)'", op.get_bind().execute(_NOW, {"name": name}).scalar_one())


def _take(table: str, column: str, words: list[str]) -> None:
    name = f"ck_{table}_{column}_known"
    listed = ", ".join(f"'{word}'" for word in words)
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, f"{column} IN ({listed})")


def upgrade() -> None:
    """The way there."""
    _take("timeline", "event", [*_known("ck_timeline_event_known"), "noted"])
    _take("hand_over", "format", [*_known("ck_hand_over_format_known"), "pdf"])
    op.create_table(
        "case_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_case_note_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
    )
    op.create_index(op.f("ix_case_note_alert_id"), "case_note", ["alert_id"])


def downgrade() -> None:
    """The way back: the notes are lost, and a packet that was a PDF is told as the same on paper."""
    op.drop_table("case_note")
    op.execute("DELETE FROM timeline WHERE event = 'noted'")
    _take("timeline", "event", [each for each in _known("ck_timeline_event_known") if each != "noted"])
    op.execute("UPDATE hand_over SET format = 'html' WHERE format = 'pdf'")
    _take("hand_over", "format", [each for each in _known("ck_hand_over_format_known") if each != "pdf"])
