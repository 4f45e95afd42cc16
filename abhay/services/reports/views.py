"""A report as programs read it."""

from collections.abc import Mapping
from datetime import date, datetime

from abhay.domain.reports.figures import Figures, Line
from abhay.domain.reports.waits import Quantile, Summary
from abhay.services.reports.report import Report
from models.enums import Outcome
from models.payloads import Payload


class QuantileView(Payload):
    """A length of time; `longer` means that it is longer than this, because too many were never acknowledged."""

    seconds: float
    longer: bool


class TimesView(Payload):
    """Of `n` waits `unanswered` ended without an acknowledgement. Median and 90 % are null of fewer than five."""

    n: int
    unanswered: int
    median: QuantileView | None
    p90: QuantileView | None


class LineView(Payload):
    """The figures of some cases; `climbs` counts acknowledged ones after no climb, one, and more."""

    key: str
    cases: int
    acknowledged: int
    reached: int
    no_level_answered: int
    climbs: tuple[int, ...]
    to_acknowledge: TimesView
    to_reach: TimesView


class LevelView(Payload):
    """How a level answered, each time that a case came to it."""

    rung: str
    entered: int
    climbed: int
    to_acknowledge: TimesView


class FiguresView(Payload):
    """All figures of a group of cases; the keys of `shifts` are the hours in IST at which they begin."""

    total: LineView
    open: int
    units: tuple[LineView, ...]
    levels: tuple[LevelView, ...]
    shifts: tuple[LineView, ...]
    severities: tuple[LineView, ...]
    outcomes: Mapping[Outcome, int]


class ReportView(Payload):
    """The figures of whole days in India; `unit` is set if they are one unit's alone. Drills and tests stand apart."""

    first: date
    last: date
    at: datetime
    unit: str | None
    merged: int
    cases: FiguresView
    drills_and_tests: FiguresView


def view_of(report: Report) -> ReportView:
    """Returns a report for programs."""
    return ReportView(
        first=report.period.first,
        last=report.period.last,
        at=report.at,
        unit=report.unit,
        merged=report.merged,
        cases=_figures(report.cases),
        drills_and_tests=_figures(report.apart),
    )


def _figures(figures: Figures) -> FiguresView:
    return FiguresView(
        total=_line(figures.total),
        open=figures.open,
        units=tuple(_line(each) for each in figures.units),
        levels=tuple(
            LevelView(
                rung=each.rung,
                entered=each.entered,
                climbed=each.climbed,
                to_acknowledge=_times(each.to_acknowledge),
            )
            for each in figures.levels
        ),
        shifts=tuple(_line(each) for each in figures.shifts),
        severities=tuple(_line(each) for each in figures.severities),
        outcomes=dict(figures.outcomes),
    )


def _line(line: Line) -> LineView:
    return LineView(
        key=line.key,
        cases=line.cases,
        acknowledged=line.acknowledged,
        reached=line.reached,
        no_level_answered=line.exhausted,
        climbs=line.climbs,
        to_acknowledge=_times(line.to_acknowledge),
        to_reach=_times(line.to_reach),
    )


def _times(summary: Summary) -> TimesView:
    return TimesView(
        n=summary.n,
        unanswered=summary.unanswered,
        median=_quantile(summary.median),
        p90=_quantile(summary.p90),
    )


def _quantile(quantile: Quantile | None) -> QuantileView | None:
    return None if quantile is None else QuantileView(seconds=round(quantile.seconds, 1), longer=quantile.beyond)
