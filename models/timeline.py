"""The details of each event in a case's timeline: one model per event, the only way to write and read them.

Details hold ids, words of the contract, counts and times; no typed text and no name. In JSON a field that is
not set is left out, and times are RFC 3339 in UTC.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, PlainSerializer, ValidationError

from models.enums import (
    CaseAct,
    FailOver,
    IntakeChannel,
    MilestoneKind,
    Mover,
    Outcome,
    PacketFormat,
    RouteState,
    TimelineEvent,
    Trust,
)


def rfc3339(moment: datetime) -> str:
    """Returns a time in UTC with microseconds and a Z."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


Moment = Annotated[datetime, PlainSerializer(rfc3339)]


class Detail(BaseModel):
    """Base of the details; fields that only another version knows are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event: ClassVar[TimelineEvent]

    def as_json(self) -> dict[str, Any]:
        """Returns the detail as it is stored."""
        return self.model_dump(mode="json", exclude_none=True)


class Unreadable(Detail):
    """A detail without its required fields: it only tells that the event happened."""


class Received(Detail):
    """The first message opened the case; `unread_fields` are fields of it that could not be read.

    `again_of` is the ref of a closed case that had the same message, word for word.
    """

    event = TimelineEvent.RECEIVED
    source: str
    channel: IntakeChannel
    trust: Trust
    readable: bool
    unread_fields: tuple[str, ...] | None = None
    again_of: str | None = None


class Attached(Detail):
    """A further message joined the case, and so many contact points were paged again.

    `event_kind` is `merged` in rows of versions before the sixth revision: no message came in then, another case's
    moved.
    """

    event = TimelineEvent.ATTACHED
    source: str | None = None
    channel: IntakeChannel | None = None
    event_kind: str
    paged_again: int | None = None

    @property
    def by_merge(self) -> bool:
        """Whether the row reports a merge, not a message."""
        return self.event_kind == "merged"


class Routed(Detail):
    """The evidence named the units."""

    event = TimelineEvent.ROUTED
    mover: Mover | None = None
    state: RouteState
    district: str | None = None
    units: tuple[str, ...]
    confidence: float


class RungEntered(Detail):
    """A rung was entered for the n-th time."""

    event = TimelineEvent.RUNG_ENTERED
    round: int
    due_at: Moment
    mover: Mover | None = None


class Paged(Detail):
    """Pages were queued; `told` lists `unit/post/channel`, with `state` for a post of the whole State.

    `because` says why, where a page went on to the next contact points of its post.
    """

    event = TimelineEvent.PAGED
    told: tuple[str, ...]
    attempt: int | None = None
    because: FailOver | None = None
    mover: Mover | None = None


class Reminded(Paged):
    """Reminders were queued; `switched_off` lists, as `told` does, who was paged in this rung and is off by now."""

    event = TimelineEvent.REMINDED
    switched_off: tuple[str, ...] | None = None


class Exhausted(Detail):
    """Nobody answered on any rung: the desk is paged until somebody does."""

    event = TimelineEvent.EXHAUSTED
    due_at: Moment
    mover: Mover | None = None


class Answered(Detail):
    """Base of a post's answers: the way of the answer, and the duty post."""

    via: str | None = None
    post: str | None = None
    unit: str | None = None
    answered_rung: str | None = None


class Acknowledged(Answered):
    """A post acknowledged; `late` if another one had the case already."""

    event = TimelineEvent.ACKNOWLEDGED
    late: bool | None = None


class MilestoneNoted(Answered):
    """A post reported a milestone."""

    event = TimelineEvent.MILESTONE
    milestone: MilestoneKind


class Closed(Answered):
    """The case ended; `again` if it had ended before, with an outcome that stays."""

    event = TimelineEvent.CLOSED
    outcome: Outcome
    again: bool | None = None


class StoodDown(Detail):
    """These units were stood down."""

    event = TimelineEvent.STOOD_DOWN
    units: tuple[str, ...]


class Overdue(Detail):
    """A milestone is overdue and was followed up for the n-th time (`nudge`); `told_rung` is the rung that was told."""

    event = TimelineEvent.OVERDUE
    milestone: MilestoneKind
    nudge: int
    due_at: Moment
    told_rung: str | None = None
    mover: Mover | None = None


class Rerouted(Detail):
    """A person changed the route; `not_ours` is the unit that refused the case, `suggest` the one that it named."""

    event = TimelineEvent.REROUTED
    units: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    not_ours: str | None = None
    suggest: str | None = None


class Revealed(Detail):
    """The person and the content were revealed, or the `file` that came with a message was opened."""

    event = TimelineEvent.REVEALED
    role: str | None = None
    file: str | None = None


class HandedOver(Detail):
    """A hand-over packet was given out for another State's police."""

    event = TimelineEvent.HANDED_OVER
    number: int
    format: PacketFormat
    state: str


class Repaired(Detail):
    """The sweep repaired the case's run; `found` is the fault."""

    event = TimelineEvent.REPAIRED
    found: str


class Merged(Detail):
    """Two cases became one: `merged` went into this one with its messages, or this one went `into` another."""

    event = TimelineEvent.MERGED
    into: str | None = None
    merged: str | None = None
    events: tuple[UUID, ...] | None = None
    paged_again: int | None = None


class Split(Detail):
    """Messages left for the new case `split`, or came from the case `split_from`."""

    event = TimelineEvent.SPLIT
    split: str | None = None
    split_from: str | None = None
    events: tuple[UUID, ...] = ()


class Quieted(Detail):
    """A held message pages the desk no more until then, unless it is routed or another one comes."""

    event = TimelineEvent.QUIETED
    until: Moment


class Undone(Detail):
    """The act was taken back by whoever did it, or by the desk; `milestone` is the step, if it was one."""

    event = TimelineEvent.UNDONE
    act: CaseAct
    milestone: MilestoneKind | None = None


class Replied(Detail):
    """A duty phone sent something back that is no answer: `said` is stop, words or missed_call, `via` the way."""

    event = TimelineEvent.REPLIED
    said: str
    via: str | None = None
    post: str | None = None
    unit: str | None = None


class Noted(Detail):
    """Somebody added a note, whose text is sealed apart."""

    event = TimelineEvent.NOTED
    via: str | None = None
    unit: str | None = None


DETAILS: Mapping[TimelineEvent, type[Detail]] = {
    kind.event: kind
    for kind in (
        Received, Attached, Routed, RungEntered, Paged, Reminded, Exhausted, Acknowledged, MilestoneNoted, Closed,
        StoodDown, Overdue, Rerouted, Revealed, HandedOver, Repaired, Merged, Split, Quieted, Undone, Replied,
        Noted,
    )
}  # fmt: skip
"""The model of each event."""


def read_detail(event: TimelineEvent, kept: Mapping[str, Any]) -> Detail:
    """Returns a stored detail, whichever version wrote it; a field that cannot be read counts as absent."""
    left = dict(kept)
    while True:
        try:
            return DETAILS[event].model_validate(left)
        except ValidationError as error:
            wrong = {str(each["loc"][0]) for each in error.errors()} & left.keys()
            if not wrong:
                return Unreadable()
            left = {key: value for key, value in left.items() if key not in wrong}
