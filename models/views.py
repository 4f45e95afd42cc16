"""What people and partners are shown of a case, in the shape of the contract: no person, no post.

`AlertView` is the whole of it, `AlertLine` one line of a list. The person and the content are in
`Revealed` alone, which is handed out against a reason and written to the audit log.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from models.enums import IntakeChannel, MessageKind, MessageStatus, Outcome, Severity, Status, TimelineEvent, Trust
from models.payloads import Payload, PostContent, Subject, Technical
from models.routes import Route


class AcknowledgementView(Payload):
    """Who has the case: the answer that stopped the climb."""

    by: str
    post: str | None
    via: str
    at: datetime
    rung: str | None
    unit: str | None = None


class MilestonesView(Payload):
    """When each step after the acknowledgement was reached; null: not yet."""

    dispatched: datetime | None = None
    reached: datetime | None = None
    family_informed: datetime | None = None
    handed_over: datetime | None = None


class DeadlinesView(Payload):
    """Until when each step after the acknowledgement is expected; null: its clock does not run."""

    dispatched: datetime | None = None
    reached: datetime | None = None
    family_informed: datetime | None = None
    handed_over: datetime | None = None
    closed: datetime | None = None


class NotificationView(Payload):
    """One message to one contact point, without its address."""

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


class TimelineView(Payload):
    """One thing that happened, in database time."""

    at: datetime
    event: TimelineEvent
    rung: str | None
    actor: str
    detail: dict[str, Any]


class EventView(Payload):
    """One message of a source that belongs to the case: enough to choose it by, nothing of what it says."""

    id: UUID
    source: str
    channel: IntakeChannel
    kind: str
    trust: Trust
    received_at: datetime
    posted_at: datetime | None


class AlertLine(Payload):
    """A case in a list."""

    ref: str
    id: UUID
    status: Status
    severity: Severity
    source: str
    channel: IntakeChannel
    drill: bool
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
    """A case with everything that was done for it; `flow_run_state` is null while Prefect cannot be asked.

    `merged_into`, `merged`, `split_from` and `split` are refs: the case that goes on in its place, those that
    it goes on for, the one that its first messages left, and those that left it.
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


class AlertPage(Payload):
    """Some cases, newest first; `next_cursor` asks for those after them, null at the end."""

    alerts: tuple[AlertLine, ...]
    next_cursor: str | None = None


class AttachmentView(Payload):
    """A file that came with a mail: what it is, not what is in it."""

    filename: str | None = None
    media_type: str
    bytes: int


class SenderClaim(Payload):
    """Who a mail says it is from, in its own words, and what our mail server found (`spf=fail`); proven or not."""

    sender: str
    reply_to: str | None = None
    results: tuple[str, ...] = ()


class RevealedEvent(Payload):
    """What one message of a partner said of the person, as it was read, and the words as they came."""

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
        """Whether there is more to see in the words as they came: parts, or all of it, could not be read."""
        return bool(self.problems) or self.subject == Subject() or self.content.text is None


class NoteView(Payload):
    """What somebody wrote when answering."""

    at: datetime
    by: str
    note: str


class Revealed(Payload):
    """The person, the technical details and the content, newest message first."""

    ref: str
    events: tuple[RevealedEvent, ...]
    notes: tuple[NoteView, ...] = ()


class UnitView(Payload):
    """A police unit."""

    unit: str
    name_en: str
    name_hi: str
    district: str
    unit_type: str


class ContactView(Payload):
    """A way to reach a post, without its PIN; `unit` is null for the posts of the whole State."""

    post: str
    channel: str
    address: str
    active: bool
    unit: str | None = None


class PolicyVersionView(Payload):
    """When and by whom a policy was saved."""

    version: int
    created_at: datetime
    created_by: str


class PolicyVersions(Payload):
    """Every saved policy, newest first."""

    versions: tuple[PolicyVersionView, ...] = Field(default=())
