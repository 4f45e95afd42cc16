"""What a report knows of a case: times, units and levels. No person, no place, no words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from abhay.domain.reports.waits import Wait
from models.enums import Outcome, Severity, TimelineEvent
from models.policy import DESK


@dataclass(frozen=True)
class Stay:
    """The time for which a case stood at a level; `left_by` is the event that ended it, None while it lasts."""

    rung: str
    entered_at: datetime
    left_at: datetime | None = None
    left_by: TimelineEvent | None = None

    def wait(self, now: datetime) -> Wait:
        """Returns how long the level took to answer, or for how long it had not when the case went on."""
        seconds = ((self.left_at or now) - self.entered_at).total_seconds()
        return Wait(max(0.0, seconds), answered=self.left_by is TimelineEvent.ACKNOWLEDGED)

    @property
    def climbed(self) -> bool:
        """Whether the time of this level ran out."""
        return self.left_by in (TimelineEvent.RUNG_ENTERED, TimelineEvent.EXHAUSTED)


@dataclass(frozen=True)
class ReportedCase:
    """A case of the period; `units` have it now. `apart` is a drill, or a test of its sender."""

    apart: bool
    severity: Severity
    received_at: datetime
    acknowledged_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome | None
    reached_at: datetime | None
    exhausted: bool
    units: tuple[str, ...]
    stays: tuple[Stay, ...] = ()

    def wait(self, now: datetime) -> Wait:
        """Returns how long it took from the first message until somebody acknowledged; else until its end, or now."""
        until = self.acknowledged_at or self.closed_at or now
        seconds = (until - self.received_at).total_seconds()
        return Wait(max(0.0, seconds), answered=self.acknowledged_at is not None)

    def reach(self, now: datetime) -> Wait:
        """Returns how long it took until somebody was with the person."""
        until = self.reached_at or self.closed_at or now
        return Wait(max(0.0, (until - self.received_at).total_seconds()), answered=self.reached_at is not None)

    @property
    def climbs(self) -> int:
        """How often the case went to a higher level; that it came to the desk again at the end is one more."""
        levels = {stay.rung for stay in self.stays} - {DESK}
        return max(0, len(levels) - 1) + self.exhausted


@dataclass(frozen=True)
class Happened:
    """An event of a case's timeline, with the level that it stood at afterwards."""

    event: TimelineEvent
    at: datetime
    rung: str | None
    round: int = 1


TELLING = (
    TimelineEvent.RUNG_ENTERED,
    TimelineEvent.ACKNOWLEDGED,
    TimelineEvent.EXHAUSTED,
    TimelineEvent.REROUTED,
    TimelineEvent.CLOSED,
)
"""The events that begin and end stays; an acknowledgement that came late is none of them."""


def stays_of(events: Iterable[Happened]) -> tuple[Stay, ...]:
    """Returns how long a case stood at which level; `events` are those of `TELLING` in their order.

    A case that is given to another unit may keep its clock. It begins anew if it comes to a level at which it was
    before, or leaves the desk for its first one: then nobody let time run out.
    """
    done: list[Stay] = []
    open_: Stay | None = None
    moved_at: datetime | None = None
    for each in events:
        if each.event is TimelineEvent.REROUTED:
            moved_at = each.at
            continue
        if open_ is not None:
            anew = moved_at is not None and _begins_anew(each, open_, done)
            left_by = TimelineEvent.REROUTED if anew else each.event
            done.append(replace(open_, left_at=moved_at if anew else each.at, left_by=left_by))
        entered = each.event is TimelineEvent.RUNG_ENTERED and each.rung is not None
        open_ = Stay(each.rung, each.at) if entered and each.rung is not None else None
        moved_at = None
    return (*done, open_) if open_ is not None else tuple(done)


def _begins_anew(event: Happened, stay: Stay, before: Iterable[Stay]) -> bool:
    if event.event is not TimelineEvent.RUNG_ENTERED or event.round != 1:
        return False
    return stay.rung == DESK or event.rung in {stay.rung, *(each.rung for each in before)}
