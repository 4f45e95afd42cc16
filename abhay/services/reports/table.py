"""A report as one table for spreadsheets (CSV, UTF-8): a row for each line of each part of it."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from abhay.domain.reports.figures import Figures, Level, Line
from abhay.domain.reports.waits import Quantile, Summary
from abhay.services.reports.report import Report
from abhay.services.reports.shown import REPORTS, level_words, sections
from abhay.wording import words
from abhay.wording.words import Bilingual

HEAD: Final = (
    "group",
    "part",
    "key",
    "name",
    "cases",
    "acknowledged",
    "unanswered",
    "median_seconds",
    "median_is_longer",
    "p90_seconds",
    "p90_is_longer",
    "reached",
    "climbed_once",
    "climbed_more",
    "no_level_answered",
)
"""The columns; their names stay the same in both languages, for programs. `_is_longer`: longer than this, 1 or 0."""

_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | float
Written = Literal["hi", "en"]


def as_csv(report: Report, lang: Written) -> str:
    """Returns the table with names in a language; it begins with a byte order mark, by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in _rows(report, lang):
        writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def harmless(cell: Cell) -> Cell:
    """Returns a cell that no spreadsheet takes for a formula: such a text gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS_FORMULA) else cell


def _rows(report: Report, lang: Written) -> Iterator[list[Cell]]:
    groups = (("cases", report.cases), ("drills_and_tests", report.apart))
    for group, figures in groups:
        for part, key, name, cells in _parts(report, figures):
            yield [group, part, key, name.hi if lang == "hi" else name.en, *cells]


def _parts(report: Report, figures: Figures) -> Iterator[tuple[str, str, Bilingual, list[Cell]]]:
    yield "total", "", REPORTS["all"], _line(figures.total)
    for section in sections(report, figures):
        for row in section.rows:
            yield section.key, row.line.key, row.label, _line(row.line)
    for level in figures.levels:
        yield "levels", level.rung, level_words(report, level.rung), _level(level)
    for outcome, count in sorted(figures.outcomes.items()):
        yield "outcomes", outcome.value, words.OUTCOME[outcome], [count, *_nothing(len(HEAD) - 5)]


def _line(line: Line) -> list[Cell]:
    climbs = [line.climbs[1], line.climbs[2], line.exhausted]
    return [line.cases, *_times(line.to_acknowledge), line.reached, *climbs]


def _level(level: Level) -> list[Cell]:
    return [level.entered, *_times(level.to_acknowledge), "", level.climbed, "", ""]


def _times(summary: Summary) -> Iterable[Cell]:
    return [summary.answered, summary.unanswered, *_quantile(summary.median), *_quantile(summary.p90)]


def _quantile(quantile: Quantile | None) -> Iterable[Cell]:
    return ["", ""] if quantile is None else [round(quantile.seconds, 1), int(quantile.beyond)]


def _nothing(count: int) -> Iterable[Cell]:
    return [""] * count
