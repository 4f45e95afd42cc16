"""A report in words: its tables with the names of what they count, for the page and for the PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from abhay import clock
from abhay.domain.reports.figures import NO_UNIT, Figures, Level, Line
from abhay.domain.reports.shifts import shift_end
from abhay.domain.reports.waits import Summary
from abhay.services.reports.report import Report
from abhay.wording import words
from abhay.wording.screens.reports import REPORTS, lengths
from abhay.wording.words import Bilingual
from models.enums import Severity
from models.policy import DESK


@dataclass(frozen=True)
class Labelled:
    """Figures of some cases, and what they are called."""

    label: Bilingual
    line: Line


@dataclass(frozen=True)
class LabelledLevel:
    """How a level answered, and what it is called."""

    label: Bilingual
    level: Level


@dataclass(frozen=True)
class Fact:
    """One figure with its name."""

    label: Bilingual
    value: Bilingual


@dataclass(frozen=True)
class Section:
    """A table of figures; `limit` are the seconds at which the scale of its drawings ends."""

    key: str
    title: Bilingual
    heading: Bilingual
    rows: tuple[Labelled, ...]
    limit: float
    note: Bilingual | None = None


@dataclass(frozen=True)
class Levels:
    """The table of levels."""

    rows: tuple[LabelledLevel, ...]
    limit: float


@dataclass(frozen=True)
class Shown:
    """The whole report in words."""

    period: Bilingual
    made: Bilingual
    of_unit: Bilingual | None
    sums: tuple[Fact, ...]
    climbs: tuple[Labelled, ...]
    levels: Levels
    shifts: tuple[Labelled, ...]
    most_in_spread: int
    sections: tuple[Section, ...]
    outcomes: tuple[Fact, ...]
    apart: Section | None


def shown(report: Report) -> Shown:
    """Returns a report in words."""
    cases = report.cases
    shifts = tuple(Labelled(shift_words(int(each.key), report.shifts), each) for each in cases.shifts)
    severities = [Labelled(words.SEVERITY[Severity(each.key)], each) for each in cases.severities]
    return Shown(
        period=_filled(
            "period", first=_day(report.period.first.isoformat()), last=_day(report.period.last.isoformat())
        ),
        made=_filled("made", at=Bilingual.same(clock.ist(report.at))),
        of_unit=None if report.unit is None else _filled("of_unit", unit=unit_words(report, report.unit)),
        sums=_sums(report),
        climbs=(Labelled(REPORTS["all"], cases.total), *severities),
        levels=_levels(report),
        shifts=shifts,
        most_in_spread=max((max(row.line.spread) for row in shifts), default=0),
        sections=sections(report, cases),
        outcomes=tuple(
            Fact(words.OUTCOME[outcome], Bilingual.same(str(count)))
            for outcome, count in sorted(cases.outcomes.items(), key=lambda each: (-each[1], each[0]))
        ),
        apart=_section("apart", "unit", _by_unit(report, report.apart)) if report.apart.total.cases else None,
    )


def sections(report: Report, cases: Figures) -> tuple[Section, ...]:
    """Returns the tables by unit, shift, severity, day and month."""
    shifts = [Labelled(shift_words(int(each.key), report.shifts), each) for each in cases.shifts]
    severities = [Labelled(words.SEVERITY[Severity(each.key)], each) for each in cases.severities]
    return (
        _section("units", "unit", _by_unit(report, cases), REPORTS["several"]),
        _section("shifts", "shift", shifts),
        _section("severities", "severity", severities),
        _section("days", "day", [Labelled(_day(each.key), each) for each in cases.days]),
        _section("months", "month", [Labelled(_month(each.key), each) for each in cases.months]),
    )


def unit_words(report: Report, unit: str) -> Bilingual:
    """Returns the name of a unit, or that there is none."""
    if unit == NO_UNIT:
        return REPORTS["no_unit"]
    known = report.names.units.get(unit)
    return Bilingual(hi=known.name_hi, en=known.name_en) if known else Bilingual.same(unit)


def level_words(report: Report, rung: str) -> Bilingual:
    """Returns the name of a level; one that left the policy keeps its own word."""
    known = report.document.rung.get(rung)
    return words.rung_words(rung, known.label if known and rung != DESK else None)


def shift_words(start: int, starts: Sequence[int]) -> Bilingual:
    """Returns a shift as people write it: `06–14`."""
    return Bilingual.same(f"{start:02}–{shift_end(start, starts):02}")


def _section(key: str, heading: str, rows: Iterable[Labelled], note: Bilingual | None = None) -> Section:
    known = tuple(rows)
    limit = _limit(each.line.to_acknowledge for each in known)
    return Section(key, REPORTS[key], REPORTS[heading], known, limit, note)


def _by_unit(report: Report, figures: Figures) -> list[Labelled]:
    rows = [Labelled(unit_words(report, each.key), each) for each in figures.units]
    return sorted(rows, key=lambda row: (-row.line.cases, row.label.en))


def _levels(report: Report) -> Levels:
    rows = tuple(LabelledLevel(level_words(report, each.rung), each) for each in report.cases.levels)
    return Levels(rows, _limit(each.level.to_acknowledge for each in rows))


def _limit(summaries: Iterable[Summary]) -> float:
    """Returns the seconds at which the scale of some bars ends, 0 if there is none: twice the longest median.

    A few cases that nobody answered for days would else make every bar a stroke; what is beyond it is dashed.
    """
    return 2 * max((each.median.seconds for each in summaries if each.median), default=0.0)


def _sums(report: Report) -> tuple[Fact, ...]:
    total = report.cases.total
    median, p90 = lengths(total.to_acknowledge)
    reach, _ = lengths(total.to_reach)
    counts = {
        "cases": total.cases,
        "acknowledged": total.acknowledged,
        "unanswered": total.to_acknowledge.unanswered,
        "reached": total.reached,
        "exhausted": total.exhausted,
        "open": report.cases.open,
        "merged": report.merged,
    }
    return (
        *(Fact(REPORTS[name], Bilingual.same(str(count))) for name, count in counts.items()),
        Fact(_joined(REPORTS["median"], REPORTS["wait"]), median),
        Fact(_joined(REPORTS["p90"], REPORTS["wait"]), p90),
        Fact(_joined(REPORTS["median"], REPORTS["reach"]), reach),
    )


def _joined(first: Bilingual, second: Bilingual) -> Bilingual:
    return Bilingual(hi=f"{first.hi}: {second.hi}", en=f"{first.en}: {second.en}")


def _filled(name: str, **values: Bilingual) -> Bilingual:
    said = REPORTS[name]
    return Bilingual(
        hi=said.hi.format(**{key: value.hi for key, value in values.items()}),
        en=said.en.format(**{key: value.en for key, value in values.items()}),
    )


def _day(iso: str) -> Bilingual:
    """Returns a day as officials write it: `29-11-2026`."""
    year, month, day = iso.split("-")
    return Bilingual.same(f"{day}-{month}-{year}")


def _month(iso: str) -> Bilingual:
    year, month = iso.split("-")
    return Bilingual.same(f"{month}-{year}")
