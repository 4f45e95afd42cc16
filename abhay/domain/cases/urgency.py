"""How urgent an open case is on the desk's board: the moment that counts next, and whether anybody has answered.

Cases are sorted by that moment alone. What is overdue lies in the past, so it comes first without a rule of its own,
and the longest overdue comes first of all. Nothing here reads a clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from abhay.domain.escalation import IMPLIED_BY
from models.enums import MilestoneKind, Status


class Alarm(StrEnum):
    """How a board sounds for a case: `QUIET` somebody has it, `NEW` nobody has, `LAST` nobody above can be told."""

    QUIET = "quiet"
    NEW = "new"
    LAST = "last"


@dataclass(frozen=True)
class Standing:
    """What urgency depends on; times are aware.

    `due_at` is the next climb, or for a held case the desk's next page. `ladder` are the rungs of the case's severity
    from the lowest up, `next_at` the next look at the case.
    """

    status: Status
    drill: bool
    rung: str | None
    ladder: Sequence[str]
    received_at: datetime
    due_at: datetime | None = None
    exhausted_at: datetime | None = None
    next_at: datetime | None = None


@dataclass(frozen=True)
class StepClock:
    """One step after the acknowledgement: its deadline, and whether it is done."""

    kind: MilestoneKind
    due_at: datetime
    done: bool


def next_step(steps: Iterable[StepClock]) -> StepClock | None:
    """Returns the open step whose deadline comes first; one that a later step implies is not open."""
    known = tuple(steps)
    done = {step.kind for step in known if step.done}
    open_ = (step for step in known if not step.done and IMPLIED_BY.get(step.kind) not in done)
    return min(open_, key=lambda step: step.due_at, default=None)


def deadline(case: Standing, steps: Iterable[StepClock]) -> datetime | None:
    """Returns the moment that a board counts down to; None while nothing is due, or the case is not routed yet.

    Of a case that nobody answered on any rung it is the moment at which the last one ran out: it is overdue since.
    """
    if case.status is Status.ACKNOWLEDGED:
        step = next_step(steps)
        return step.due_at if step else None
    return case.exhausted_at or case.due_at


def sort_key(case: Standing, steps: Iterable[StepClock]) -> datetime:
    """Returns the moment by which a board sorts: the deadline, else the next look, else the receipt."""
    return deadline(case, steps) or case.next_at or case.received_at


def alarm(case: Standing) -> Alarm:
    """Returns how a board sounds for a case. A drill never sounds like a case that nobody above can be told of."""
    if case.status not in (Status.RECEIVED, Status.AWAITING):
        return Alarm.QUIET
    at_the_top = bool(case.ladder) and case.rung == case.ladder[-1]
    return Alarm.LAST if (at_the_top or case.exhausted_at is not None) and not case.drill else Alarm.NEW
