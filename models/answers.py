"""Answers: acknowledgements, milestones, wrong PINs, hand-overs and their receipts, and acts that can be undone.

The text typed with an answer is sealed (`sealed_note`). Versions before the fourth revision wrote `note` in
clear: each start seals what is left of it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from pydantic import ConfigDict
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, json_column, one_of, sealed_column, text_column
from models.enums import CaseAct, MilestoneKind, PacketFormat, RouteState, Status
from models.payloads import Payload


class Acknowledgement(SQLModel, table=True):
    """An acknowledgement; the first of a case stops the climb, later ones are stored too."""

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
    sealed_note: bytes | None = sealed_column(default=None)
    at: datetime


class Milestone(SQLModel, table=True):
    """A milestone after an acknowledgement; the columns `nudges` and `nudged_at` hold its follow-ups."""

    __table_args__ = (
        one_of("kind", MilestoneKind),
        check("nudged_has_time", "(nudges = 0) = (nudged_at IS NULL)"),
        check("nudges_not_negative", "nudges >= 0"),
    )

    alert_id: UUID = Field(foreign_key="alert.id", primary_key=True)
    kind: MilestoneKind = enum_column(MilestoneKind, primary_key=True)
    due_at: datetime
    done_at: datetime | None = None
    done_by: str | None = text_column(default=None)
    note: str | None = text_column(default=None)
    sealed_note: bytes | None = sealed_column(default=None)
    nudges: int = Field(default=0)
    nudged_at: datetime | None = None


class PinFailure(SQLModel, table=True):
    """The wrong PINs of one contact point in one case; five lock its link for that case."""

    __tablename__ = "pin_failure"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("failures_counted", "failures >= 1"),)

    alert_id: UUID = Field(foreign_key="alert.id", primary_key=True)
    contact_id: UUID = Field(foreign_key="contact_point.id", primary_key=True)
    failures: int
    last_at: datetime


class PinDay(SQLModel, table=True):
    """The wrong PINs of one contact point at all its links over the day that began with the first of them.

    `told_at` is when the desk was told in this day; null if it was not.
    """

    __tablename__ = "pin_day"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("wrong_not_negative", "wrong >= 0"),)

    contact_id: UUID = Field(foreign_key="contact_point.id", primary_key=True)
    wrong: int
    began_at: datetime
    told_at: datetime | None = None


class HandOver(SQLModel, table=True):
    """One hand-over packet that was given out; later packets refer to it by its number and time.

    `state` is the other State as it was named, `by` the token or terminal that asked. The packet itself is
    not stored: it is made from sealed rows.
    """

    __tablename__ = "hand_over"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        one_of("format", PacketFormat),
        UniqueConstraint("alert_id", "number", name="uq_hand_over_number"),
        check("numbers_from_one", "number >= 1"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id")
    number: int
    format: PacketFormat = enum_column(PacketFormat)
    state: str = text_column()
    at: datetime
    by: str = text_column()


class CaseNote(SQLModel, table=True):
    """A note about a case that is no answer; the text is sealed."""

    __tablename__ = "case_note"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    at: datetime
    by: str = text_column()
    sealed: bytes = sealed_column()


class HandOverReceipt(SQLModel, table=True):
    """A receipt of the other State's police; the name and the note are sealed."""

    __tablename__ = "hand_over_receipt"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    at: datetime
    noted_by: str = text_column()
    sealed: bytes = sealed_column()


class AlertBefore(Payload):
    """What an act changes in the row of a case."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64")

    status: Status
    rung: str | None
    round: int | None
    rung_entered_at: datetime | None
    due_at: datetime | None
    reminders: int
    exhausted_at: datetime | None
    acknowledged_at: datetime | None
    unit_answered_at: datetime | None = None
    route: dict[str, Any] | None
    route_why: dict[str, Any] | None
    sealed_route: bytes | None = None
    route_state: RouteState | None
    route_stale: bool
    routed_by_person: bool
    not_ours: int


class MilestoneBefore(Payload):
    """A step's clock; its note stays sealed, in base64."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64")

    kind: MilestoneKind
    due_at: datetime
    done_at: datetime | None
    done_by: str | None
    sealed_note: bytes | None
    nudges: int
    nudged_at: datetime | None


class Before(Payload):
    """A case before an act: its row, its steps, its units with their places, its answer, and what was to be sent.

    `entered_at` is when its rung had been entered once the act was done; `milestone` the step that the act noted.
    """

    alert: AlertBefore
    milestones: tuple[MilestoneBefore, ...]
    units: tuple[str, ...]
    answer: UUID | None
    queued: tuple[UUID, ...]
    again: dict[UUID, datetime]
    entered_at: datetime | None = None
    milestone: MilestoneKind | None = None


class UndoPoint(SQLModel, table=True):
    """An act of people on a case, who did it, and what the case was before it (`before`; notes stay sealed).

    `before` is null for an act that cannot be undone and only bars earlier ones. `at` is the act's time, which its
    messages carry too. `undone_at` is null while it stands.
    """

    __tablename__ = "undo_point"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (one_of("act", CaseAct), check("undone_later", "undone_at IS NULL OR undone_at >= at"))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    act: CaseAct = enum_column(CaseAct)
    by: str = text_column()
    post_id: str | None = text_column(default=None)
    unit_id: str | None = text_column(default=None)
    of_desk: bool = Field(default=False)
    at: datetime
    undone_at: datetime | None = None
    before: dict[str, Any] | None = json_column(default=None, nullable=True)
