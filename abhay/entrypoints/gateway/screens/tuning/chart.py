"""The chart of a preview: for each case two lanes of levels, above by the policy in force, below by the proposed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from abhay.services.tuning.preview import CasePreview, PagedView
from abhay.wording.screens.policy import span_words
from abhay.wording.words import Bilingual

MOST_ROWS: Final = 12
"""Cases of one chart, those with the largest difference first: more cannot be read."""

WIDTH, LEFT, TOP, LANE, GAP = 760, 130, 24, 16, 12
_TICKS: Final = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400, 7 * 86400, 30 * 86400)
_MOST_TICKS: Final = 6
_LETTER: Final = 7
"""Width of a letter: a name that does not fit into its bar is left to the legend and to the bar's title."""


@dataclass(frozen=True)
class Bar:
    """The time in which a level was the last one told; `title` says it in words."""

    x: float
    y: float
    width: float
    kind: int
    name: Bilingual | None
    title: Bilingual


@dataclass(frozen=True)
class Row:
    """One case with its bars and where its acknowledgement came, if it did."""

    ref: str
    y: float
    bars: tuple[Bar, ...]
    answered_x: float | None


@dataclass(frozen=True)
class Tick:
    """A time on the axis."""

    x: float
    name: Bilingual


@dataclass(frozen=True)
class Chart:
    """The picture, in units of its own; levels that it shows, each with its colour's number."""

    height: float
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[tuple[int, Bilingual], ...]


def chart_of(cases: Sequence[CasePreview], names: Mapping[str, Bilingual], at: datetime) -> Chart | None:
    """Returns the chart of the cases that differ, the largest difference first; None if none does.

    `at` is until when a case counts that is still open.
    """
    shown = sorted((each for each in cases if each.differs), key=lambda each: (-_difference(each), each.ref))[
        :MOST_ROWS
    ]
    if not shown:
        return None
    longest = max(_seconds(each, _end(each, at)) for each in shown)
    pen = _Pen((WIDTH - LEFT - 10) / longest, {rung: number for number, rung in enumerate(names)}, names)
    step = 2 * LANE + GAP
    rows = tuple(pen.row(each, TOP + index * step, _end(each, at)) for index, each in enumerate(shown))
    used = sorted({bar.kind for row in rows for bar in row.bars})
    levels = tuple((kind, list(names.values())[kind]) for kind in used if kind < len(names))
    return Chart(TOP + len(shown) * step, rows, _ticks(longest, pen.scale), levels)


@dataclass(frozen=True)
class _Pen:
    """Draws a case: units of width for a second, the number of each level's colour, and the levels' names."""

    scale: float
    kinds: Mapping[str, int]
    names: Mapping[str, Bilingual]

    def row(self, case: CasePreview, y: float, end: datetime) -> Row:
        lanes = ((case.before, y), (case.after, y + LANE))
        bars = tuple(bar for pages, at in lanes for bar in self._lane(case, pages, at, end))
        drawn = case.ended_at is not None and case.ended_at <= end
        return Row(case.ref, y, bars, round(LEFT + _seconds(case, end) * self.scale, 1) if drawn else None)

    def _lane(self, case: CasePreview, pages: Sequence[PagedView], y: float, end: datetime) -> Iterator[Bar]:
        times = [*(each.at for each in pages[1:]), end]
        for page, until in zip(pages, times, strict=True):
            if page.at < end:
                yield self._bar(page, y, _since(case, page.at), _since(case, min(until, end)))

    def _bar(self, page: PagedView, y: float, begin: float, end: float) -> Bar:
        width = max((end - begin) * self.scale - 1, 1)
        name, said = self.names.get(page.rung, Bilingual.same(page.rung)), span_words(begin)
        title = Bilingual(hi=f"{name.hi}: {said.hi}", en=f"{name.en}: {said.en}")
        kind, shown = self.kinds.get(page.rung, len(self.kinds)), name if width > _LETTER * len(name.en) else None
        return Bar(round(LEFT + begin * self.scale, 1), y, round(width, 1), kind, shown, title)


def _difference(case: CasePreview) -> float:
    """Returns by how many seconds the first pages of the rungs differ, one that is missing counting to the end."""
    before, after = ({each.rung: each.at for each in reversed(pages)} for pages in (case.before, case.after))
    end = case.ended_at or max(each.at for each in (*case.before, *case.after))
    rungs = before.keys() | after.keys()
    return sum(abs((before.get(rung, end) - after.get(rung, end)).total_seconds()) for rung in rungs)


def _end(case: CasePreview, at: datetime) -> datetime:
    """Returns until when a case is drawn: its end, or a while after the last page, so that the pages stay readable."""
    last = max(each.at for each in (*case.before, *case.after))
    return min(case.ended_at or at, last + max((last - case.began_at) / 4, timedelta(seconds=60)))


def _seconds(case: CasePreview, at: datetime) -> float:
    return max(_since(case, at), 1)


def _since(case: CasePreview, at: datetime) -> float:
    return (at - case.began_at).total_seconds()


def _ticks(longest: float, scale: float) -> tuple[Tick, ...]:
    step = next((each for each in _TICKS if longest / each <= _MOST_TICKS), _TICKS[-1])
    return tuple(Tick(round(LEFT + at * scale, 1), span_words(at)) for at in range(0, int(longest) + 1, step))
