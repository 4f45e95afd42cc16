"""What operators are typing of a call: sealed, each person's own, and gone within a day."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from models.base import sealed_column, text_column


class CallDraft(SQLModel, table=True):
    """A note of a call that is being typed, or was sent: `id` is the key in its form.

    `sealed` holds the fields as typed; once the note was sent it holds a hash of what was sent and no word of it, and
    `ref` is its case. A row is deleted a day after it changed.
    """

    __tablename__ = "call_draft"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    sealed: bytes = sealed_column()
    ref: str | None = text_column(default=None, foreign_key="alert.ref")
    changed_at: datetime = Field(index=True)
