"""A report as a PDF, in one language, with the drawings of the page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from abhay.adapters.documents.pdf import make_pdf
from abhay.domain.reports.waits import Summary
from abhay.services.reports.report import Report
from abhay.services.reports.shown import Section, Shown, shown
from abhay.services.reports.table import Written
from abhay.wording.screens import frame
from abhay.wording.screens.reports import REPORTS, SPREAD, clock, lengths
from abhay.wording.words import Bilingual

_NOTHING = Bilingual.same("")
_PARTS = ("at_once", "one_climb", "more_climbs", "nobody")


class Drawings(Protocol):
    """The drawings of the page as texts of SVG, empty where there is nothing to draw, and the style that they share."""

    style: str

    def wait(self, summary: Summary, limit: float) -> str: ...  # noqa: D102  said above

    def parts(self, counts: Sequence[int], total: int) -> str: ...  # noqa: D102  said above

    def columns(self, counts: Sequence[int], most: int) -> str: ...  # noqa: D102  said above

    def swatch(self, kind: int) -> str: ...  # noqa: D102  said above


@dataclass(frozen=True)
class _Drawn:
    """A drawing, with what it is called if that is not said beside it."""

    svg: str
    text: Bilingual | None = None


async def as_pdf(report: Report, lang: Written, drawings: Drawings) -> bytes:
    """Returns the report as an A4 document with the tables of the page. Raises `DocumentTooLarge`."""
    return await make_pdf("plain", _document(report, lang, drawings))


def _document(report: Report, lang: Written, drawings: Drawings) -> dict[str, Any]:
    told = shown(report)

    def say(both: Bilingual) -> str:
        return both.hi if lang == "hi" else both.en

    lines = [told.period, told.made, *([told.of_unit] if told.of_unit else [])]
    return {
        "title": say(REPORTS["title"]),
        "language": lang,
        "foot": f"{say(frame.SERVICE)} · {say(told.period)} · {say(told.made)}",
        "drawings": drawings.style,
        "parts": [_in(part, say) for part in _parts(told, lines, drawings)],
    }


def _parts(told: Shown, lines: Iterable[Bilingual], draw: Drawings) -> list[dict[str, Any]]:
    return [
        {"text": [*lines, REPORTS["how"], REPORTS["bars"]]},
        {"head": ["all", "figure"], "rows": [[fact.label, fact.value] for fact in told.sums]},
        _climbs(told, draw),
        _levels(told, draw),
        _spread(told, draw),
        *(_table(section, draw) for section in told.sections),
        *([_outcomes(told)] if told.outcomes else []),
        *([{"text": [REPORTS["apart_says"]]}, _table(told.apart, draw)] if told.apart else []),
    ]


def _outcomes(told: Shown) -> dict[str, Any]:
    rows = [[fact.label, fact.value] for fact in told.outcomes]
    return {"heading": REPORTS["outcomes"], "head": ["outcome", "cases"], "rows": rows}


def _climbs(told: Shown, draw: Drawings) -> dict[str, Any]:
    legend = [_Drawn(draw.swatch(kind), REPORTS[name]) for kind, name in enumerate(_PARTS)]
    rows: list[list[Any]] = []
    for row in told.climbs:
        counts = [*row.line.climbs, row.line.to_acknowledge.unanswered]
        rows.append([row.label, *counts, _Drawn(draw.parts(counts, row.line.cases))])
    return {"heading": REPORTS["climbs"], "head": ["severity", *legend, _NOTHING], "rows": rows}


def _spread(told: Shown, draw: Drawings) -> dict[str, Any]:
    figures = [_Drawn(draw.columns(row.line.spread, told.most_in_spread), row.label) for row in told.shifts]
    rows = [[row.label, *row.line.spread] for row in told.shifts]
    return {"heading": REPORTS["spread"], "figures": figures, "head": [REPORTS["shift"], *SPREAD], "rows": rows}


def _levels(told: Shown, draw: Drawings) -> dict[str, Any]:
    head = ["level", "entered", "acknowledged", "climbed", "median", "p90", _scale(told.levels.limit)]
    rows = [
        [
            row.label,
            row.level.entered,
            row.level.to_acknowledge.answered,
            row.level.climbed,
            *lengths(row.level.to_acknowledge),
            _Drawn(draw.wait(row.level.to_acknowledge, told.levels.limit)),
        ]
        for row in told.levels.rows
    ]
    return {"heading": REPORTS["levels"], "head": head, "rows": rows}


def _table(section: Section, draw: Drawings) -> dict[str, Any]:
    answers = ["cases", "acknowledged", "unanswered", "median", "p90"]
    head = [*answers, _scale(section.limit), "reached", "exhausted"]
    rows = [
        [
            row.label,
            row.line.cases,
            *_answers(row.line.to_acknowledge),
            _Drawn(draw.wait(row.line.to_acknowledge, section.limit)),
            row.line.reached,
            row.line.exhausted,
        ]
        for row in section.rows
    ]
    return {"heading": section.title, "head": [section.heading, *head], "rows": rows}


def _scale(limit: float) -> Bilingual:
    """Returns the heading of drawings of waits: the ends of their scale."""
    return Bilingual.same(f"0–{clock(limit)}") if limit else _NOTHING


def _answers(summary: Summary) -> list[Any]:
    return [summary.answered, summary.unanswered, *lengths(summary)]


def _in(part: object, say: Callable[[Bilingual], str]) -> Any:
    """Returns a part of the document with every word in one language, and every figure as text."""
    match part:
        case Bilingual():
            return say(part)
        case _Drawn():
            return {"svg": part.svg, "text": say(part.text) if part.text else ""} if part.svg else ""
        case dict():
            return {
                key: [_in(REPORTS[each] if isinstance(each, str) else each, say) for each in value]
                if key == "head"
                else _in(value, say)
                for key, value in _known(cast("object", part)).items()
            }
        case list():
            return [_in(each, say) for each in cast("list[object]", part)]
        case _:
            return str(part)


def _known(part: object) -> dict[str, Any]:
    return cast("dict[str, Any]", part)
