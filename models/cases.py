"""The case itself: the alert's row that every decision reads, and what came in, encrypted."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import check, json_column, one_of, text_column
from models.enums import IntakeChannel, Outcome, RouteState, Severity, Status, Trust


class Alert(SQLModel, table=True):
    """One person in distress, from the first message to the outcome.

    `next_at` is when this case must be looked at again (the earliest of deadline, reminder, resend,
    milestone); it is null only when the case is closed, so no open case can be forgotten. `version`
    counts the changes of the row. `reminders` is the number of the current rung's last reminder.
    `merged_into` is the ref of the case that goes on in its place, `split_from` that of the case which
    its first messages left.
    """

    __table_args__ = (
        one_of("severity", Severity),
        one_of("status", Status),
        one_of("channel", IntakeChannel),
        one_of("trust", Trust),
        one_of("route_state", RouteState),
        one_of("outcome", Outcome),
        check("ref_shape", "ref ~ '^RJ-[0-9]{4}-[0-9]{6,}$'"),
        check("open_has_next_at", "(status = 'closed') = (next_at IS NULL)"),
        check("closed_has_outcome", "(status = 'closed') = (outcome IS NOT NULL)"),
        check("closed_has_time", "(status = 'closed') = (closed_at IS NOT NULL)"),
        check("acknowledged_has_time", "status <> 'acknowledged' OR acknowledged_at IS NOT NULL"),
        check("awaiting_not_acknowledged", "status NOT IN ('received', 'awaiting') OR acknowledged_at IS NULL"),
        check("received_has_no_rung", "status <> 'received' OR rung IS NULL"),
        check("awaiting_has_rung", "status <> 'awaiting' OR (rung IS NOT NULL AND route IS NOT NULL)"),
        check("rung_has_clock", "(rung IS NULL) = (rung_entered_at IS NULL)"),
        check("rung_has_round", "(rung IS NULL) = (round IS NULL)"),
        check("due_after_entry", "due_at IS NULL OR rung_entered_at IS NULL OR due_at >= rung_entered_at"),
        check("route_has_state", "(route IS NULL) = (route_state IS NULL)"),
        check("round_counts_from_one", "round >= 1"),
        check("merged_is_duplicate", "merged_into IS NULL OR outcome = 'duplicate'"),
        check("merged_into_another", "merged_into <> ref"),
        Index("ix_alert_due", "next_at", postgresql_where="status <> 'closed'"),
        Index("ix_alert_merged_into", "merged_into", postgresql_where="merged_into IS NOT NULL"),
        Index("ix_alert_split_from", "split_from", postgresql_where="split_from IS NOT NULL"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    ref: str = text_column(unique=True)
    source: str = text_column()
    channel: str = text_column()
    external_id: str | None = text_column(default=None)
    severity: str = text_column()
    trust: str = text_column()
    status: str = text_column(default=Status.RECEIVED.value)
    drill: bool = Field(default=False)
    readable: bool = Field(default=True)
    received_at: datetime = Field(index=True)
    posted_at: datetime | None = None
    policy_version: int = Field(foreign_key="policy_version.version")
    route: dict[str, Any] | None = json_column(default=None, nullable=True)
    route_state: str | None = text_column(default=None)
    rung: str | None = text_column(default=None)
    round: int | None = None
    reminders: int = Field(default=0)
    rung_entered_at: datetime | None = None
    due_at: datetime | None = None
    exhausted_at: datetime | None = None
    next_at: datetime | None = None
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = text_column(default=None)
    flow_run_id: UUID | None = Field(default=None, unique=True)
    version: int = Field(default=1)
    merged_into: str | None = text_column(default=None, foreign_key="alert.ref")
    split_from: str | None = text_column(default=None, foreign_key="alert.ref")


class Lease(SQLModel, table=True):
    """A worker's word that it is looking at a case now; it runs out by itself if the worker dies."""

    alert_id: UUID = Field(foreign_key="alert.id", primary_key=True)
    holder: str = text_column()
    until: datetime


class AlertUnit(SQLModel, table=True):
    """A police unit that a case was routed to; `stood_down_at` is set when another one has it."""

    __tablename__ = "alert_unit"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    alert_id: UUID = Field(foreign_key="alert.id", primary_key=True)
    unit_id: str = text_column(foreign_key="police_unit.id", primary_key=True, index=True)
    position: int
    stood_down_at: datetime | None = None


class AlertEvent(SQLModel, table=True):
    """One message of a partner that belongs to a case; the same `event_key` never comes in twice.

    `delivery_key` stands for the sender's own number of the message, where its scheme has one and what
    it says could be read: the same number with the same meaning is the same message.
    """

    __tablename__ = "alert_event"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (one_of("trust", Trust), one_of("channel", IntakeChannel))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    event_key: str = text_column(unique=True)
    delivery_key: str | None = text_column(default=None, unique=True)
    source: str = text_column()
    channel: str = text_column()
    kind: str = text_column()
    trust: str = text_column()
    received_at: datetime
    posted_at: datetime | None = None
    problems: list[str] = json_column(default_factory=list)


class Evidence(SQLModel, table=True):
    """What came in, encrypted: the exact bytes and the payload read from them; the hash is of the bytes."""

    event_id: UUID = Field(foreign_key="alert_event.id", primary_key=True)
    media_type: str = text_column()
    sha256: str = text_column()
    raw: bytes
    payload: bytes


class Subject(SQLModel, table=True):
    """The person in distress and the technical details, encrypted, as one event told them."""

    event_id: UUID = Field(foreign_key="alert_event.id", primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    sealed: bytes


class Content(SQLModel, table=True):
    """The post and its attachments, encrypted, as one event told them."""

    event_id: UUID = Field(foreign_key="alert_event.id", primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    sealed: bytes


class Identity(SQLModel, table=True):
    """A keyed hash of something that names the person (account, phone, e-mail): for matching alone."""

    __table_args__ = (UniqueConstraint("alert_id", "kind", "digest", name="uq_identity_alert_kind_digest"),)

    id: int | None = Field(default=None, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id")
    kind: str = text_column()
    digest: str = text_column(index=True)
