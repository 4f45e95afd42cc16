"""The views of a case for people and partners, in the shape of the contract, without person and content.

`AlertView` is the whole case, `AlertLine` one line of a list. Only `Revealed` holds the person and the
content; it needs a reason and is written to the audit log.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from models.enums import (
    FailOver,
    IntakeChannel,
    Language,
    Line,
    MessageKind,
    MessageStatus,
    Outcome,
    Severity,
    Status,
    TimelineEvent,
    Trust,
)
from models.payloads import Payload, PostContent, Subject, Technical
from models.routes import Route
from models.timeline import Detail, read_detail


class AcknowledgementView(Payload):
    """The answer that stopped the climb.

    `unit_answered_at` is null while the answer came from outside the unit and no post of the unit has answered.
    """

    by: str
    post: str | None
    via: str
    at: datetime
    rung: str | None
    unit: str | None = None
    unit_answered_at: datetime | None = None


class MilestonesView(Payload):
    """The time at which each milestone was reached; null: not yet."""

    dispatched: datetime | None = None
    reached: datetime | None = None
    family_informed: datetime | None = None
    handed_over: datetime | None = None


class DeadlinesView(Payload):
    """The deadline of each milestone; null: its clock does not run."""

    dispatched: datetime | None = None
    reached: datetime | None = None
    family_informed: datetime | None = None
    handed_over: datetime | None = None
    closed: datetime | None = None


class NotificationView(Payload):
    """One message to one contact point, without its address.

    `order` is the contact point's place in the order of its post, `gateway` who took the message, where its channel
    has gateways. `resend_of` is the message that this one repeats; `in_place_of` the one after which it went on to
    this contact point, `because` why.
    """

    id: UUID
    kind: MessageKind
    rung: str
    round: int
    attempt: int
    unit: str | None
    post: str
    channel: str
    status: MessageStatus
    queued_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    reason: str
    order: int = 1
    gateway: str | None = None
    resend_of: UUID | None = None
    in_place_of: UUID | None = None
    because: FailOver | None = None


class TimelineView(Payload):
    """One event of the timeline, in database time."""

    at: datetime
    event: TimelineEvent
    rung: str | None
    actor: str
    detail: dict[str, Any]

    @property
    def facts(self) -> Detail:
        """The detail as the model of its event."""
        return read_detail(self.event, self.detail)


class SimilarView(Payload):
    """Another case that may be about the same person, and the kinds of what both share, such as `phone`."""

    ref: str
    status: Status
    shared: tuple[str, ...]


class EventView(Payload):
    """One message of a source that belongs to the case: enough to choose it by, nothing of its content."""

    id: UUID
    source: str
    channel: IntakeChannel
    kind: str
    trust: Trust
    received_at: datetime
    posted_at: datetime | None
    is_test: bool = False


class AlertLine(Payload):
    """A case in a list."""

    ref: str
    id: UUID
    status: Status
    severity: Severity
    source: str
    channel: IntakeChannel
    drill: bool
    is_test: bool = False
    trust: Trust
    received_at: datetime
    posted_at: datetime | None
    route: Route | None
    rung: str | None
    due_at: datetime | None
    acknowledgement: AcknowledgementView | None
    outcome: Outcome | None
    policy_version: int


class AlertView(AlertLine):
    """A case with its whole history; `flow_run_state` is null while Prefect cannot be reached.

    `merged_into`, `merged`, `split_from` and `split` are refs: the case that goes on in its place, the cases
    merged into it, the case from which it was split, and the cases that were split from it. `again_of` is the ref of
    a closed case that had the same message, word for word.
    """

    milestones: MilestonesView = MilestonesView()
    deadlines: DeadlinesView = DeadlinesView()
    flow_run_id: UUID | None
    flow_run_state: str | None = None
    notifications: tuple[NotificationView, ...] = ()
    timeline: tuple[TimelineView, ...] = ()
    events: tuple[EventView, ...] = ()
    merged_into: str | None = None
    merged: tuple[str, ...] = ()
    split_from: str | None = None
    split: tuple[str, ...] = ()
    again_of: str | None = None
    maybe_same: tuple[SimilarView, ...] = ()


class AlertPage(Payload):
    """A page of cases, newest first; `next_cursor` asks for the next page, null at the end."""

    alerts: tuple[AlertLine, ...]
    next_cursor: str | None = None


class FileView(Payload):
    """A file that came with a message: a safe name, its type, size in bytes and SHA-256, and the message's id."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    event: UUID


class AttachmentView(Payload):
    """A file that came with a message: its name, type and size, not its bytes; `id` opens it."""

    id: str = ""
    filename: str | None = None
    media_type: str
    bytes: int


class SenderClaim(Payload):
    """The sender that a mail claims, and the findings of our mail server (`spf=fail`); proven or not."""

    sender: str
    reply_to: str | None = None
    results: tuple[str, ...] = ()


class RevealedEvent(Payload):
    """One message of a partner about the person: the parsed payload, and the text as it came."""

    received_at: datetime
    posted_at: datetime | None
    source: str
    channel: IntakeChannel
    kind: str
    trust: Trust
    subject: Subject
    technical: Technical
    content: PostContent
    attachments: tuple[AttachmentView, ...] = ()
    heard_from: str | None = None
    note: str | None = None
    problems: tuple[str, ...] = ()
    as_received: str | None = None
    sender: SenderClaim | None = None

    @property
    def unread(self) -> bool:
        """Whether the text as it came holds more: parts of it, or all, could not be parsed."""
        return bool(self.problems) or self.subject == Subject() or self.content.text is None


class NoteView(Payload):
    """The text typed with an answer."""

    at: datetime
    by: str
    note: str


class Revealed(Payload):
    """The person, the technical details and the content, newest message first.

    `route` names the places of its evidence, which a case shows without them.
    """

    ref: str
    events: tuple[RevealedEvent, ...]
    notes: tuple[NoteView, ...] = ()
    route: Route | None = None


class UnitView(Payload):
    """A police unit."""

    unit: str
    name_en: str
    name_hi: str
    district: str
    unit_type: str


class ContactView(Payload):
    """A way to reach a post, without its PIN; `unit` is null for the posts of the whole State.

    `address` is null for whoever may not change contact points. `phone` is for the desk to call. `order`: 1 is paged
    first, the next ones where it is not reached. `line`: mobile or landline, for a telephone number.
    """

    post: str
    channel: str
    address: str | None
    active: bool
    unit: str | None = None
    name: str | None = None
    phone: str | None = None
    line: Line | None = None
    language: Language = Language.HINDI
    order: int = 1


class PolicyVersionView(Payload):
    """The time and the author of a saved policy, and the note that was typed with it."""

    version: int
    created_at: datetime
    created_by: str
    note: str | None = None


class PolicyVersions(Payload):
    """Every saved policy, newest first."""

    versions: tuple[PolicyVersionView, ...] = Field(default=())


class WindowView(Payload):
    """A weekly time of duty in Indian time: `to` may be of the next day; `contacts` name contact points of the post."""

    model_config = ConfigDict(serialize_by_alias=True)

    post: str
    contacts: tuple[str, ...]
    days: tuple[str, ...]
    start: str = Field(serialization_alias="from")
    end: str = Field(serialization_alias="to")


class OverrideView(Payload):
    """Who is on duty from one moment until before another, whatever the roster says; who said so, when and why."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: UUID
    post: str
    start: datetime = Field(serialization_alias="from")
    end: datetime = Field(serialization_alias="to")
    contacts: tuple[str, ...]
    reason: str
    by: str
    at: datetime


class GapView(Payload):
    """A time at which nobody is on duty at a post that has a roster; `minutes` are rounded up."""

    model_config = ConfigDict(serialize_by_alias=True)

    unit: str
    post: str
    start: datetime = Field(serialization_alias="from")
    end: datetime = Field(serialization_alias="to")
    minutes: int


class RosterView(Payload):
    """The duty roster of a unit `at` a moment: its windows, overrides, gaps; `shifts` counts those of calendars."""

    unit: str
    version: int
    at: datetime
    windows: tuple[WindowView, ...] = ()
    overrides: tuple[OverrideView, ...] = ()
    shifts: dict[str, int] = Field(default_factory=dict[str, int])
    gaps: tuple[GapView, ...] = ()


class DutyView(Payload):
    """A contact point that is reached now; `address` is null for whoever may not change contact points."""

    name: str | None
    channel: str
    address: str | None
    phone: str | None


class PostOnDutyView(Payload):
    """Who is reached at a post: `gap`: its roster names nobody, so that `contacts`, if any, stand in."""

    post: str
    rostered: bool
    gap: bool
    contacts: tuple[DutyView, ...]


class OnDutyView(Payload):
    """Who is reached at each post of a unit at a moment."""

    unit: str
    at: datetime
    posts: tuple[PostOnDutyView, ...]


class ShortcomingView(Payload):
    """Why a unit is not ready: `no_contact`, `one_contact`, `one_channel`, `not_tested` (contact points, `count`).

    `roster_gap`: `count` minutes of the next 14 days.
    """

    post: str
    lack: str
    count: int


class UnitReadinessView(Payload):
    """How ready a unit is to be paged: 0 to 100, and every reason why it is not 100."""

    unit: str
    score: int
    reasons: tuple[ShortcomingView, ...]


class ReadinessView(Payload):
    """The readiness of every unit, the least ready first; a test counts for `test_days` days."""

    at: datetime
    test_days: int
    units: tuple[UnitReadinessView, ...]


class ContactTestView(Payload):
    """A test of a contact point: whether it was handed over, else why not."""

    post: str
    channel: str
    name: str | None
    sent: bool
    error: str | None
