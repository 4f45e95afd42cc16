"""The report of a period: read once, counted once, and the same for the page, the files, the API and the terminal."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from abhay import clock
from abhay.adapters.store.directory.names import Names
from abhay.adapters.store.views.reports import CasesOfPeriod, read_cases
from abhay.domain.permissions import require, sees_only
from abhay.domain.policy.rules import Rules
from abhay.domain.reports.figures import Figures, figures
from abhay.errors import BadPeriod
from abhay.services.runtime import Runtime
from models.actors import Act, Actor
from models.enums import Severity
from models.policy import DESK, PolicyDocument

LONGEST = timedelta(days=366)
"""The longest period of one report."""

USUAL = timedelta(days=30)
"""The period of a report for which none is chosen, today included."""


@dataclass(frozen=True)
class Period:
    """Whole days in India, both included. Raises `BadPeriod`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not self.first <= self.last <= self.first + LONGEST:
            raise BadPeriod

    @property
    def since(self) -> datetime:
        """The first moment."""
        return clock.day_begins(self.first)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return clock.day_begins(self.last + timedelta(days=1))


@dataclass(frozen=True)
class Report:
    """The figures of a period at a moment of the database; `apart` are those of drills and tests.

    `unit` is the one whose cases alone are told, None for all. `merged` cases went on as others, and are not counted.
    """

    at: datetime
    period: Period
    unit: str | None
    cases: Figures
    apart: Figures
    merged: int
    names: Names
    document: PolicyDocument
    shifts: tuple[int, ...]


def period_of(first: date | None, last: date | None, today: date) -> Period:
    """Returns the period between two days; a missing one is today, or as many days before as are usual."""
    last = last or max(today, first or today)
    return Period(first or last - USUAL + timedelta(days=1), last)


async def make_report(runtime: Runtime, period: Period, actor: Actor) -> Report:
    """Returns the report of a period; a unit's actor gets that unit's alone. Raises `WrongRole`, `TooManyCases`."""
    require(actor, Act.READ_REPORTS)
    unit = sees_only(actor)
    read = await read_cases(runtime.database, period.since, period.until, unit)
    shifts = runtime.settings.reports.shifts
    return await asyncio.to_thread(_count, read, period, unit, shifts)


def _count(read: CasesOfPeriod, period: Period, unit: str | None, shifts: tuple[int, ...]) -> Report:
    rungs = rungs_of(read.document)
    cases = read.cases if unit is None else tuple(replace(case, units=(unit,)) for case in read.cases)

    def of(*, apart: bool) -> Figures:
        return figures([case for case in cases if case.apart is apart], read.at, shifts, rungs)

    return Report(
        at=read.at,
        period=period,
        unit=unit,
        cases=of(apart=False),
        apart=of(apart=True),
        merged=read.merged,
        names=read.names,
        document=read.document,
        shifts=shifts,
    )


def rungs_of(document: PolicyDocument) -> tuple[str, ...]:
    """Returns the levels of the policy, the desk first, then as the ladders climb."""
    ladders = (Rules(document.severity.of(each), document.rung).names() for each in Severity)
    return tuple(dict.fromkeys((DESK, *(rung for ladder in ladders for rung in ladder))))
