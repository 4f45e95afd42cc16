"""Pure rules of reassignment: which units have a case after its route was corrected, and what the clock does.

An operator names a unit, a unit answers that a case is not its own, or new evidence names a further unit.
In each case the clock goes on: a unit that is new to a case is paged against the running deadline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from abhay.domain.policy.rules import Rules
from models.enums import RouteState, Status
from models.policy import DESK, Scope

MOST_NOT_OURS = 2
"""Answers "not ours" after which a case goes to the desk instead of another unit; our own estimate."""


@dataclass(frozen=True)
class Reassignment:
    """The units that have a case from now on: `new` ones did not have it and are paged, `gone` ones are stood down."""

    units: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def state(self) -> RouteState:
        """Returns the route's state: one unit is certain, several are not, and without a unit the desk has the case."""
        if not self.units:
            return RouteState.UNRESOLVED
        return RouteState.RESOLVED if len(self.units) == 1 else RouteState.AMBIGUOUS


def reassign(before: Sequence[str], after: Sequence[str]) -> Reassignment:
    """Compares the units that have a case with those that shall have it."""
    return Reassignment(
        units=tuple(after),
        new=tuple(unit for unit in after if unit not in before),
        gone=tuple(unit for unit in before if unit not in after),
    )


def units_after_not_ours(units: Sequence[str], unit: str, suggested: str | None, earlier: int) -> tuple[str, ...]:
    """Returns the units that have a case after one of them answered that it is not its own.

    The other units keep it; without others the suggested unit gets it. Without either, and from the second such
    answer on (`earlier` counts those before), the desk gets it: the result is empty.
    """
    if earlier + 1 >= MOST_NOT_OURS:
        return ()
    others = tuple(each for each in units if each != unit)
    if others or suggested in (None, unit):
        return others
    return (suggested,)


def with_further_units(units: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """Returns the units that have a case after new evidence named some: no paged unit loses the case by it."""
    return tuple(dict.fromkeys((*units, *named)))


def outdates_route(*, routed: bool, by_person: bool) -> bool:
    """Returns whether a new message makes a route stale: never one that a person decided."""
    return routed and not by_person


def must_route_again(status: Status, *, stale: bool, held: bool) -> bool:
    """Returns whether a stale route is decided again now: only while an answer is awaited, never for a held case."""
    return stale and status is Status.AWAITING and not held


@dataclass(frozen=True)
class Holder:
    """The post whose answer stopped the climb; `unit` is None for a post of the whole State."""

    unit: str | None


def answer_holds(change: Reassignment, holder: Holder | None) -> bool:
    """Returns whether an acknowledgement still counts: its unit has the case, or it named none and no unit is new."""
    if holder is None or not change.units:
        return False
    return holder.unit in change.units or (not change.new and holder.unit not in change.gone)


@dataclass(frozen=True)
class Climb:
    """How far a case has climbed; its rung runs out at `due_at`."""

    rung: str | None = None
    round: int = 1
    due_at: datetime | None = None
    exhausted: bool = False


@dataclass(frozen=True)
class Reopened:
    """A case whose answer no longer counts: it waits for one again, on its rung and with its old deadline."""

    status: Status
    due_at: datetime | None


def reopened(rung: str | None, entered_at: datetime | None, rules: Rules) -> Reopened:
    """Returns the status and the deadline that a case had before it was acknowledged."""
    if rung is None or entered_at is None:
        return Reopened(Status.RECEIVED, None)
    return Reopened(Status.AWAITING, rules.due_after(rung, entered_at))


@dataclass(frozen=True)
class KeepClock:
    """The clock stays as it is, and nobody is paged now."""


@dataclass(frozen=True)
class ToDesk:
    """No unit has the case: the desk has it until `due_at`."""

    due_at: datetime


@dataclass(frozen=True)
class BeginLadder:
    """A case that waited at the desk has a unit now: its next step enters the first rung."""


@dataclass(frozen=True)
class PageNewUnits:
    """The new units' posts are paged on these rungs, each with its round; the deadline stays."""

    rungs: tuple[tuple[str, int], ...]


Follow = KeepClock | ToDesk | BeginLadder | PageNewUnits


def follow_of(change: Reassignment, climb: Climb, rules: Rules, now: datetime) -> Follow:
    """Returns what the clock does after a reassignment of a case without a valid answer."""
    if not change.units:
        return _without_unit(climb, rules, now)
    if climb.rung == DESK and not climb.exhausted:
        return BeginLadder()
    if not change.new or climb.rung is None:  # without a rung the next step pages the first one
        return KeepClock()
    return PageNewUnits(_reached_by_units(climb.rung, climb.round, rules))


def _without_unit(climb: Climb, rules: Rules, now: datetime) -> Follow:
    """Returns the desk with the sooner of the old deadline and its own; a rung of the whole State keeps its clock."""
    rule = rules.rungs.get(climb.rung or DESK)
    if climb.rung in (None, DESK) or (rule is not None and rule.scope is Scope.STATE):
        return KeepClock()
    own = rules.due_after(DESK, now)
    return ToDesk(max(now, min(climb.due_at or own, own)))


def _reached_by_units(rung: str, round_: int, rules: Rules) -> tuple[tuple[str, int], ...]:
    """Returns the units' rungs up to the current one, or all of them if the current one is not on the ladder."""
    names = rules.names()
    reached = names[: names.index(rung) + 1] if rung in names else names
    return tuple((name, round_ if name == rung else 1) for name in reached if rules.rungs[name].scope is Scope.UNIT)
