"""The figures of a period: for all its cases, and by unit, level, shift, day, month and severity.

A case with several units counts for each of them, so that the units add up to more than the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from abhay.clock import in_ist
from abhay.domain.reports.cases import ReportedCase
from abhay.domain.reports.shifts import shift_of
from abhay.domain.reports.waits import Summary, spread, summary
from models.enums import Outcome

MOST_CLIMBS = 2
"""Climbs that are told apart: none, one, and this many or more."""

NO_UNIT = ""
"""Stands for the cases that no unit has."""


@dataclass(frozen=True)
class Line:
    """The figures of some cases; `climbs` counts acknowledged ones that climbed not at all, once, and more often.

    `key` is a unit's id, a severity, the hour at which a shift begins, a day (2026-11-29) or a month (2026-11).
    """

    key: str
    cases: int
    to_acknowledge: Summary
    to_reach: Summary
    climbs: tuple[int, ...]
    exhausted: int
    reached: int
    spread: tuple[int, ...]

    @property
    def acknowledged(self) -> int:
        """How many somebody acknowledged."""
        return self.to_acknowledge.answered


@dataclass(frozen=True)
class Level:
    """How a level answered: each time that a case came to it counts once."""

    rung: str
    entered: int
    to_acknowledge: Summary
    climbed: int


@dataclass(frozen=True)
class Figures:
    """Everything that is told of a group of cases; `outcomes` counts those that ended."""

    total: Line
    units: tuple[Line, ...]
    levels: tuple[Level, ...]
    shifts: tuple[Line, ...]
    days: tuple[Line, ...]
    months: tuple[Line, ...]
    severities: tuple[Line, ...]
    outcomes: Mapping[Outcome, int]
    open: int


def figures(cases: Sequence[ReportedCase], now: datetime, shifts: Sequence[int], rungs: Sequence[str]) -> Figures:
    """Returns the figures; `shifts` are hours in IST, `rungs` the levels in their order, others follow."""

    def by(keys: Callable[[ReportedCase], Iterable[str]]) -> tuple[Line, ...]:
        groups: defaultdict[str, list[ReportedCase]] = defaultdict(list)
        for case in cases:
            for key in keys(case):
                groups[key].append(case)
        return tuple(line(key, groups[key], now) for key in sorted(groups))

    return Figures(
        total=line("", cases, now),
        units=by(lambda case: case.units or (NO_UNIT,)),
        levels=_levels(cases, now, rungs),
        shifts=by(lambda case: [f"{shift_of(case.received_at, shifts):02}"]),
        days=by(lambda case: [day_of(case.received_at).isoformat()]),
        months=by(lambda case: [day_of(case.received_at).isoformat()[:7]]),
        severities=by(lambda case: [case.severity.value]),
        outcomes=Counter(case.outcome for case in cases if case.outcome is not None),
        open=sum(case.closed_at is None for case in cases),
    )


def line(key: str, cases: Sequence[ReportedCase], now: datetime) -> Line:
    """Returns the figures of some cases."""
    waits = [case.wait(now) for case in cases]
    climbed = Counter(min(case.climbs, MOST_CLIMBS) for case in cases if case.acknowledged_at is not None)
    return Line(
        key=key,
        cases=len(cases),
        to_acknowledge=summary(waits),
        to_reach=summary(case.reach(now) for case in cases),
        climbs=tuple(climbed[times] for times in range(MOST_CLIMBS + 1)),
        exhausted=sum(case.exhausted for case in cases),
        reached=sum(case.reached_at is not None for case in cases),
        spread=spread(waits),
    )


def _levels(cases: Iterable[ReportedCase], now: datetime, rungs: Sequence[str]) -> tuple[Level, ...]:
    stays = [stay for case in cases for stay in case.stays]
    found = {stay.rung for stay in stays}
    order = [*(rung for rung in rungs if rung in found), *sorted(found - set(rungs))]
    return tuple(
        Level(
            rung=rung,
            entered=sum(stay.rung == rung for stay in stays),
            to_acknowledge=summary(stay.wait(now) for stay in stays if stay.rung == rung),
            climbed=sum(stay.rung == rung and stay.climbed for stay in stays),
        )
        for rung in order
    )


def day_of(moment: datetime) -> date:
    """Returns the day of a moment in India."""
    return in_ist(moment).date()
