"""A report as a PDF, in one language."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from abhay.adapters.documents.pdf import make_pdf
from abhay.domain.reports.waits import Summary
from abhay.services.reports.report import Report
from abhay.services.reports.shown import Section, Shown, shown
from abhay.services.reports.table import Written
from abhay.wording.screens import frame
from abhay.wording.screens.reports import REPORTS, SPREAD, lengths
from abhay.wording.words import Bilingual


async def as_pdf(report: Report, lang: Written) -> bytes:
    """Returns the report as an A4 document with the tables of the page. Raises `DocumentTooLarge`."""
    return await make_pdf("plain", _document(report, lang))


def _document(report: Report, lang: Written) -> dict[str, Any]:
    told = shown(report)

    def say(both: Bilingual) -> str:
        return both.hi if lang == "hi" else both.en

    lines = [told.period, told.made, *([told.of_unit] if told.of_unit else [])]
    return {
        "title": say(REPORTS["title"]),
        "language": lang,
        "foot": f"{say(frame.SERVICE)} · {say(told.period)} · {say(told.made)}",
        "parts": [_in(part, say) for part in _parts(told, lines)],
    }


def _parts(told: Shown, lines: Iterable[Bilingual]) -> list[dict[str, Any]]:
    return [
        {"text": [*lines, REPORTS["how"]]},
        {"head": ["all", "figure"], "rows": [[fact.label, fact.value] for fact in told.sums]},
        _climbs(told),
        _levels(told),
        {
            "heading": REPORTS["spread"],
            "head": [REPORTS["shift"], *SPREAD],
            "rows": [[row.label, *row.line.spread] for row in told.shifts],
        },
        *(_table(section) for section in told.sections),
        {
            "heading": REPORTS["outcomes"],
            "head": ["outcome", "cases"],
            "rows": [[fact.label, fact.value] for fact in told.outcomes],
        },
        *([{"text": [REPORTS["apart_says"]]}, _table(told.apart)] if told.apart else []),
    ]


def _climbs(told: Shown) -> dict[str, Any]:
    head = ["severity", "at_once", "one_climb", "more_climbs", "nobody"]
    rows = [[row.label, *row.line.climbs, row.line.to_acknowledge.unanswered] for row in told.climbs]
    return {"heading": REPORTS["climbs"], "head": head, "rows": rows}


def _levels(told: Shown) -> dict[str, Any]:
    head = ["level", "entered", "acknowledged", "climbed", "median", "p90"]
    rows = [
        [
            row.label,
            row.level.entered,
            row.level.to_acknowledge.answered,
            row.level.climbed,
            *lengths(row.level.to_acknowledge),
        ]
        for row in told.levels.rows
    ]
    return {"heading": REPORTS["levels"], "head": head, "rows": rows}


def _table(section: Section) -> dict[str, Any]:
    head = ["cases", "acknowledged", "unanswered", "median", "p90", "reached", "exhausted"]
    rows = [
        [
            row.label,
            row.line.cases,
            *_answers(row.line.to_acknowledge),
            row.line.reached,
            row.line.exhausted,
        ]
        for row in section.rows
    ]
    return {"heading": section.title, "head": [section.heading, *head], "rows": rows}


def _answers(summary: Summary) -> list[Any]:
    return [summary.answered, summary.unanswered, *lengths(summary)]


def _in(part: object, say: Callable[[Bilingual], str]) -> Any:
    """Returns a part of the document with every word in one language, and every figure as text."""
    match part:
        case Bilingual():
            return say(part)
        case dict():
            return {
                key: _head(value, say) if key == "head" else _in(value, say)
                for key, value in _known(cast("object", part)).items()
            }
        case list():
            return [_in(each, say) for each in cast("list[object]", part)]
        case _:
            return str(part)


def _known(part: object) -> dict[str, Any]:
    return cast("dict[str, Any]", part)


def _head(names: Iterable[str | Bilingual], say: Callable[[Bilingual], str]) -> list[str]:
    """Returns the headings of a table; a text is the name of one."""
    return [say(REPORTS[each]) if isinstance(each, str) else say(each) for each in names]
