"""Messages as rows: one per alert, kind, rung, round, attempt, unit, post, contact and channel."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, json_column, one_of, text_column
from models.enums import FailOver, MessageKind, MessageStatus, MilestoneKind, Reason, Reported

ONE_ROW = ("alert_id", "kind", "rung", "round", "attempt", "unit_id", "post_id", "contact_id", "channel")


class Notification(SQLModel, table=True):
    """One message to one contact point, written in the transaction of the step that caused it.

    `milestone` is the overdue milestone of a follow-up; `about_unit_id` and `about_post_id` are the subject of
    a notice to the desk. `again_after` is set on a failed or unknown message that will be sent again;
    `resend_of` is the message that this one repeats, so that a possible duplicate is labelled. Until
    `try_after`, a message belongs to the task that makes its quick tries. `sender` is the advisory lock that
    the sending process holds for as long as it lives. `gateway` is the one of its channel's gateways that took it.
    At `go_on_at` the next contact point of the post is paged, unless the message is known to be delivered by then;
    it is None where nobody is left to go on to. `in_place_of` is the message that this one follows so, `because` why.
    """

    __table_args__ = (
        one_of("kind", MessageKind),
        one_of("status", MessageStatus),
        one_of("reason", Reason),
        one_of("milestone", MilestoneKind),
        one_of("because", FailOver),
        UniqueConstraint(*ONE_ROW, name="uq_notification_once", postgresql_nulls_not_distinct=True),
        check("sending_has_deadline", "status <> 'sending' OR sending_deadline IS NOT NULL"),
        check("queued_never_sent", "status <> 'queued' OR (sent_at IS NULL AND delivered_at IS NULL)"),
        check("sent_has_time", "status NOT IN ('sent', 'delivered') OR sent_at IS NOT NULL"),
        check("delivered_has_time", "(status = 'delivered') = (delivered_at IS NOT NULL)"),
        check("counts_from_one", "round >= 1 AND attempt >= 1"),
        check("follows_for_a_cause", "(in_place_of IS NULL) = (because IS NULL)"),
        check("again_after_failure", "again_after IS NULL OR status IN ('failed', 'unknown')"),
        Index("ix_notification_failed", "channel", "failed_at", postgresql_where="status = 'failed'"),
        Index("ix_notification_out", "channel", "sent_at"),
        Index("ix_notification_open", "alert_id", postgresql_where="status IN ('queued', 'sending')"),
        Index("ix_notification_go_on", "alert_id", postgresql_where="go_on_at IS NOT NULL"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    kind: MessageKind = enum_column(MessageKind)
    rung: str = text_column()
    round: int
    attempt: int
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id")
    post_id: str = text_column(foreign_key="post.id")
    contact_id: UUID = Field(foreign_key="contact_point.id")
    channel: str = text_column()
    reason: Reason = enum_column(Reason)
    milestone: MilestoneKind | None = enum_column(MilestoneKind, default=None)
    about_unit_id: str | None = text_column(default=None, foreign_key="police_unit.id")
    about_post_id: str | None = text_column(default=None, foreign_key="post.id")
    status: MessageStatus = enum_column(MessageStatus, default=MessageStatus.QUEUED)
    queued_at: datetime
    sending_deadline: datetime | None = None
    sender: int | None = Field(default=None, sa_type=BigInteger)
    tries: int = Field(default=0)
    try_after: datetime | None = None
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    failed_at: datetime | None = None
    again_after: datetime | None = None
    resend_of: UUID | None = Field(default=None, foreign_key="notification.id")
    go_on_at: datetime | None = None
    in_place_of: UUID | None = Field(default=None, foreign_key="notification.id", index=True)
    because: FailOver | None = enum_column(FailOver, default=None)
    gateway: str | None = text_column(default=None)
    provider_id: str | None = text_column(default=None)
    error: str | None = text_column(default=None)


ONE_EVENT = ("gateway", "provider_id", "notification_id", "raw", "provider_at")


class DeliveryEvent(SQLModel, table=True):
    """One receipt of a gateway, kept as it came: the message's state is the fold of all of them.

    `notification_id` is null while nobody knows the gateway's own id of the message; it is filled once the answer of
    the send is stored. `raw` is the gateway's word, `provider_at` its own time of the event, if it told one.
    """

    __tablename__ = "delivery_event"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        one_of("reported", Reported),
        UniqueConstraint(*ONE_EVENT, name="uq_delivery_event_once", postgresql_nulls_not_distinct=True),
        Index("ix_delivery_event_orphan", "gateway", "provider_id", postgresql_where="notification_id IS NULL"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    gateway: str = text_column()
    provider_id: str | None = text_column(default=None)
    notification_id: UUID | None = Field(default=None, foreign_key="notification.id", index=True)
    reported: Reported = enum_column(Reported)
    raw: str = text_column()
    provider_at: datetime | None = None
    received_at: datetime


class ReceivedReply(SQLModel, table=True):
    """One reply that was handled, without its text and its sender: the gateway may bring it again.

    `key` is the gateway's own id of it, or a hash; `said` what it said, `result` what became of it.
    """

    __tablename__ = "received_reply"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (UniqueConstraint("gateway", "key", name="uq_received_reply_once"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    gateway: str = text_column()
    key: str = text_column()
    notification_id: UUID | None = Field(default=None, foreign_key="notification.id", index=True)
    said: str = text_column()
    result: str = text_column()
    received_at: datetime


class ReplyDay(SQLModel, table=True):
    """The wrong codes from one number of a duty phone over the day that began with the first of them.

    `number` is its national number. `answers` are the texts that told it how to answer; `told_at` is when the desk was
    told in this day; null if it was not.
    """

    __tablename__ = "reply_day"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("wrong_not_negative", "wrong >= 0"), check("answers_not_negative", "answers >= 0"))

    number: str = text_column(primary_key=True)
    wrong: int = Field(default=0)
    answers: int = Field(default=0)
    began_at: datetime
    told_at: datetime | None = None


class ProviderHealth(SQLModel, table=True):
    """How a channel (`sms`), or one of its gateways (`sms/NAME`), fares; healthy ones need no row.

    `failures` are the times of its failures within the last minute, in seconds since 1970. While `opened_at` is set
    its breaker is open: others are preferred. One message is let through as a probe from `probe_at` on.
    """

    __tablename__ = "provider_health"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("open_has_probe", "(opened_at IS NULL) = (probe_at IS NULL)"),)

    provider: str = text_column(primary_key=True)
    opened_at: datetime | None = None
    reason: str | None = text_column(default=None)
    failures: list[float] = json_column(default_factory=list)
    probe_at: datetime | None = None
