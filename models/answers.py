"""What the posts answered: acknowledgements, milestones, wrong PINs.

What somebody wrote with an answer is sealed (`sealed_note`). `note` is what versions before the fourth
revision wrote in clear: each start seals what is left of it.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.base import check, one_of, text_column
from models.enums import MilestoneKind


class Acknowledgement(SQLModel, table=True):
    """Somebody took the case; the first one stops the climb, later ones are kept and honoured."""

    __table_args__ = (Index("uq_acknowledgement_first", "alert_id", unique=True, postgresql_where="first"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    first: bool
    by: str = text_column()
    via: str = text_column()
    post_id: str | None = text_column(default=None)
    unit_id: str | None = text_column(default=None)
    rung: str | None = text_column(default=None)
    notification_id: UUID | None = Field(default=None, foreign_key="notification.id")
    note: str | None = text_column(default=None)
    sealed_note: bytes | None = None
    at: datetime


class Milestone(SQLModel, table=True):
    """One of the clocks after an acknowledgement; `nudges` counts how often it was found overdue."""

    __table_args__ = (
        one_of("kind", MilestoneKind),
        check("nudged_has_time", "(nudges = 0) = (nudged_at IS NULL)"),
        check("nudges_not_negative", "nudges >= 0"),
    )

    alert_id: UUID = Field(foreign_key="alert.id", primary_key=True)
    kind: str = text_column(primary_key=True)
    due_at: datetime
    done_at: datetime | None = None
    done_by: str | None = text_column(default=None)
    note: str | None = text_column(default=None)
    sealed_note: bytes | None = None
    nudges: int = Field(default=0)
    nudged_at: datetime | None = None


class PinFailure(SQLModel, table=True):
    """Wrong PINs of one contact point in one case; five lock its link for that case."""

    __tablename__ = "pin_failure"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("failures_counted", "failures >= 1"),)

    alert_id: UUID = Field(foreign_key="alert.id", primary_key=True)
    contact_id: UUID = Field(foreign_key="contact_point.id", primary_key=True)
    failures: int
    last_at: datetime
