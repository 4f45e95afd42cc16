"""A report as Prefect's UI shows it: tables in English, without any person."""

from collections.abc import Iterable

from abhay.domain.reports.figures import Line
from abhay.services.reports.report import Report
from abhay.services.reports.shown import level_words, sections, shown
from abhay.wording.screens.reports import lengths

_HEAD = ("", "cases", "acknowledged", "unanswered", "median", "90 % within", "reached", "no level answered")


def as_markdown(report: Report) -> str:
    """Returns the report as markdown tables; times are minutes and seconds."""
    told = shown(report)
    parts = [f"## {told.period.en}\n\n{told.made.en} · {report.cases.open} open · {report.merged} merged"]
    parts.append(_table(_HEAD, [("all", *_cells(report.cases.total))]))
    for section in sections(report, report.cases):
        rows = [(row.label.en, *_cells(row.line)) for row in section.rows]
        parts += [f"### {section.title.en}", _table(_HEAD, rows)] if rows else []
    levels = [
        (
            level_words(report, each.rung).en,
            each.entered,
            each.to_acknowledge.answered,
            each.climbed,
            *(one.en for one in lengths(each.to_acknowledge)),
        )
        for each in report.cases.levels
    ]
    parts += ["### By level", _table(("", "told", "acknowledged", "climbed", "median", "90 % within"), levels)]
    if report.apart.total.cases:
        parts += ["### Drills and tests", _table(_HEAD, [("all", *_cells(report.apart.total))])]
    return "\n\n".join(parts) + "\n"


def _cells(line: Line) -> tuple[object, ...]:
    times = (one.en for one in lengths(line.to_acknowledge))
    return (line.cases, line.acknowledged, line.to_acknowledge.unanswered, *times, line.reached, line.exhausted)


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    columns = tuple(head)
    lines = [f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns)]
    return "\n".join(lines + [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows])
