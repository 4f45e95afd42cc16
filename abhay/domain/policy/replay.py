"""Replays the climb of past cases through `decide`: who would have been paged when under another policy.

Only the policy differs. A case begins when it began, its unit is known when it was, and it is answered when it was,
whoever would have been paged by then; each rung is taken to reach somebody. Reminders page nobody new and are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from abhay.domain.actions import EnterRung, Exhausted, WaitUntil
from abhay.domain.cases.reassignment import Climb, PageNewUnits, follow_of, reassign
from abhay.domain.escalation import DESK_EVERY, Case, History, decide
from abhay.domain.policy.rules import Rules, effective
from models.enums import RouteState, Severity, Status
from models.policy import DESK, LONGEST_WAIT, PolicyDocument

_REMINDED = History(reminders=LONGEST_WAIT)
"""As many reminders as fit into the longest wait: none is due any more."""


@dataclass(frozen=True)
class Past:
    """What decided the climb of a past case; times are aware.

    `began_at`: its first rung was entered. `unit` has it since `unit_at`; both are None for a case without a unit.
    `ended_at`: nobody was to be paged any more, as it was acknowledged, closed, or looked at while still open.
    `held`: its sender was not believed until a person named the unit. `answered_rung` is the rung that answered.
    """

    severity: Severity
    began_at: datetime
    ended_at: datetime
    unit: str | None = None
    unit_at: datetime | None = None
    held: bool = False
    answered_rung: str | None = None


@dataclass(frozen=True)
class Paged:
    """A rung that is paged for the n-th time, and when."""

    rung: str
    round: int
    at: datetime


@dataclass(frozen=True)
class RungCount:
    """In how many cases a rung is paged, and the median of the seconds from a case's beginning until it is."""

    cases: int
    median: float | None


def replay(past: Past, document: PolicyDocument) -> tuple[Paged, ...]:
    """Returns who would have been paged, in order, before the case ended."""
    return tuple(_climb(past, document))


def first_paged(pages: Sequence[Paged]) -> Mapping[str, datetime]:
    """Returns when each rung is paged first."""
    found: dict[str, datetime] = {}
    for each in pages:
        found.setdefault(each.rung, each.at)
    return found


def is_unasked(past: Past, pages: Sequence[Paged]) -> bool:
    """Returns whether the rung that answered would not have been paged by then: the answer might have come later."""
    return past.answered_rung is not None and past.answered_rung not in first_paged(pages)


def count_of(rung: str, climbs: Sequence[tuple[datetime, Sequence[Paged]]]) -> RungCount:
    """Returns how often and how soon a rung is paged in these climbs, each given with its beginning."""
    waits = sorted(
        (first[rung] - began_at).total_seconds() for began_at, pages in climbs if rung in (first := first_paged(pages))
    )
    if not waits:
        return RungCount(0, None)
    middle = len(waits) // 2
    return RungCount(len(waits), waits[middle] if len(waits) % 2 else (waits[middle - 1] + waits[middle]) / 2)


def _climb(past: Past, document: PolicyDocument) -> Iterator[Paged]:
    case, at = Case(Status.RECEIVED, RouteState.RESOLVED, held=past.held), past.began_at
    while at < past.ended_at:
        known = past.unit_at is not None and past.unit_at <= at
        rules = Rules(effective(document, past.severity, past.unit if known else None), document.rung)
        if known and not case.has_units:
            yield from _to_new_unit(case, rules, at)
        case = replace(case, has_units=known, held=past.held and not known)
        decision = decide(case, rules, _REMINDED, at)
        if isinstance(decision, EnterRung | Exhausted):
            case = _entered(case, decision, at)
            yield Paged(case.rung or DESK, case.round, at)
            continue
        at = _next_look(past, at, decision.at if isinstance(decision, WaitUntil) else past.ended_at)


def _entered(case: Case, decision: EnterRung | Exhausted, at: datetime) -> Case:
    entered = replace(case, status=Status.AWAITING, rung_entered_at=at)
    if isinstance(decision, Exhausted):
        return replace(entered, rung=DESK, round=1, due_at=at + DESK_EVERY, exhausted=True)
    due_at = at + timedelta(seconds=decision.wait)
    return replace(entered, rung=decision.rung, round=decision.round, due_at=due_at)


def _to_new_unit(case: Case, rules: Rules, at: datetime) -> Iterator[Paged]:
    """Yields the rungs of a unit that is found after the case left the desk: they are paged against its clock."""
    change = reassign((), ("unit",))
    follow = follow_of(change, Climb(case.rung, case.round, case.due_at, case.exhausted), rules, at)
    if isinstance(follow, PageNewUnits):
        yield from (Paged(rung, round_, at) for rung, round_ in follow.rungs)


def _next_look(past: Past, at: datetime, until: datetime) -> datetime:
    """Returns the time of the next look: the unit may be found before the deadline."""
    return past.unit_at if past.unit_at is not None and at < past.unit_at < until else until
