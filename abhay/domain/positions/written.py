"""Finds the positions that are written in a text: in a post, a mail's line, a field.

A price, a score, a date, a telephone number or a version is no position. Two figures alone count only where they are
written as exactly as a position is, and lie in India; a label, a hemisphere or a degree sign says more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from abhay.domain.positions.axes import Angle, Axis, angles_in
from abhay.domain.positions.degrees import NoPoint, Point, in_india, point_of
from abhay.domain.positions.links import Link, links_in
from abhay.domain.positions.pluscodes import PlusCode, plus_codes_in, square_of
from abhay.domain.text import ascii_digits, without_invisible

MOST = 20
"""Positions of one text that are read; a text with more is a list of something else."""

_MARKS = str.maketrans("′’´‘`ʹ″”“„ʺº˚ᵒ，；：＋－−＠．", "''''''\"\"\"\"\"°°°,;:+--@.")
_HIDDEN = "\x1f"
_BETWEEN = re.compile(r"[\s,;/|&:()\[\]{}\"'~_-]{0,8}|\s{0,2}(?:and|by|और|व)\s{0,2}")
_CALLED = re.compile(
    r"(?:loc(?:ation)?|gps|coord(?:inate)?s?|co-ordinates?|position|lat|map|लोकेशन|निर्देशांक|स्थिति|जगह|jagah)"
    r"(?:\s(?:is|hai|h|है|on|pin|point))?[\s:=(~-]{0,6}$",
    re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(
    r"(?:[₹$€£%#]|\b(?:rs|inr|v|version|score|marks|cgpa|gpa|price|rate)\.?)[\s:]{0,2}$", re.IGNORECASE
)
_COUNTED_BEHIND = re.compile(
    r"\s?(?:%|/-|₹|(?:rs|inr|rupees?|lakhs?|lacs?|cr|crores?|kgs?|km|gb|mb|points?|marks|am|pm)\b|रु|लाख|किमी|किलो|प्रतिशत)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:\bacc(?:ura\w{0,12})?\b|within|radius|±|\+/-|सटीकता|शुद्धता|[;?&]u=)[^\d\n]{0,20}(?P<length>\d{1,9}(?:\.\d{1,9})?)\s{0,2}"
    r"(?P<unit>km|k\.m\.|kilomet|कि)?",
    re.IGNORECASE,
)
_AROUND = 30
"""Characters before a pair in which a word may call it a position."""

_ACCURACY_WITHIN = 60
"""Characters behind a position in which its accuracy stands."""

_EXACT, _FAIRLY, _VERY = 2, 3, 4
"""Decimals of a degree: a kilometre, a hundred metres, ten metres."""

_ZEROS = 3
"""How many decimals one figure of a pair may have more: programs leave trailing zeros out."""


@dataclass(frozen=True, slots=True)
class WrittenPoint:
    """A point in a text from `start` to `end`; `accuracy_m` is what is said of it, or what its rounding means."""

    point: Point
    accuracy_m: float | None
    start: int
    end: int


@dataclass(slots=True)
class Written:
    """What a text says of positions.

    `text` is the text in which places are counted: with ASCII digits, plain marks and nothing invisible. `short_codes`
    are plus codes that need a place near them. `closed` is whether a map link is among it that only its service can
    open, `faulty` whether degrees are that can be no position: 0, 0, or off the earth.
    """

    text: str
    points: list[WrittenPoint] = field(default_factory=list[WrittenPoint])
    short_codes: list[PlusCode] = field(default_factory=list[PlusCode])
    closed: bool = False
    faulty: bool = False
    _hidden: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    @property
    def anything(self) -> bool:
        """Whether the text speaks of any position at all."""
        return bool(self.points or self.short_codes or self.closed or self.faulty)

    @property
    def rest(self) -> str:
        """The text without its links and positions, for readers of words and pincodes."""
        return self._without(" ")

    def hide(self, start: int, end: int) -> None:
        """Takes a part of the text away from what is read further."""
        self._hidden.append((start, end))

    def left(self) -> str:
        """Returns the text in its full length, what was read of it made unreadable."""
        return self._without(_HIDDEN)

    def add(self, point: Point, start: int, end: int, accuracy_m: float | None = None) -> None:
        """Adds a point; the accuracy that is stated behind it counts, unless its degrees are rounder than that."""
        if len(self.points) < MOST:
            stated = accuracy_m if accuracy_m is not None else accuracy_in(self.text[start : end + _ACCURACY_WITHIN])
            known = [one for one in (stated, point.accuracy_m) if one is not None]
            self.points.append(WrittenPoint(point, max(known, default=None), start, end))

    def _without(self, filler: str) -> str:
        parts: list[str] = []
        at = 0
        for start, end in sorted(self._hidden):
            parts += [self.text[at:start], filler * (max(end, at) - max(start, at))]
            at = max(end, at)
        return "".join((*parts, self.text[at:]))


def written_in(text: str, *, field_of_place: bool = False) -> Written:
    """Returns the positions that a text holds; in a field of places two figures need no further proof."""
    written = Written(ascii_digits(without_invisible(text)).translate(_MARKS))
    for link in links_in(written.text):
        _add_link(written, link)
    for code in plus_codes_in(written.left()):
        _add_code(written, code, code.start, code.end)
    _add_pairs(written, written.left(), field_of_place=field_of_place)
    written.points.sort(key=lambda one: one.start)
    return written


def accuracy_in(text: str) -> float | None:
    """Returns the accuracy in metres that a text states, such as `(accuracy 300 m)`, `±0.3 km`, `;u=35`."""
    found = _WITHIN.search(text)
    if found is None:
        return None
    return float(found["length"]) * (1_000 if found["unit"] else 1)


def _add_link(written: Written, link: Link) -> None:
    written.hide(link.start, link.end)
    written.closed |= link.closed
    if not link.pair and _add_words_of_link(written, link):
        return
    pair = link.pair or link.view
    decimals = max((len(figure.partition(".")[2]) for figure in pair), default=0)
    if pair and (link.of_map or decimals >= _EXACT):
        _add(written, float(pair[0]), float(pair[1]), decimals, (link.start, link.end))


def _add_words_of_link(written: Written, link: Link) -> bool:
    """Adds the plus code or the degrees that a map is asked for; returns whether there are any."""
    for code in plus_codes_in(link.words):
        _add_code(written, code, link.start, link.end)
        return True
    inside = Written(link.words.translate(_MARKS))
    _add_pairs(inside, inside.text, field_of_place=True)
    for one in inside.points:
        written.add(one.point, link.start, link.end)
    written.faulty |= inside.faulty
    return inside.anything


def _add_code(written: Written, code: PlusCode, start: int, end: int) -> None:
    written.hide(start, end)
    if code.is_full:
        square = square_of(code.digits)
        written.add(Point(square.lat, square.lon), start, end, square.accuracy_m)
    elif len(written.short_codes) < MOST:
        written.short_codes.append(code)


def _add_pairs(written: Written, text: str, *, field_of_place: bool) -> None:
    used = -1
    for first, second in pairwise(angles_in(text)):
        if first.start >= used and _make_pair(text, first, second, field_of_place=field_of_place):
            used = second.end
            lat, lon = (second, first) if Axis.LON is first.axis or Axis.LAT is second.axis else (first, second)
            _add(written, lat.degrees, lon.degrees, max(lat.decimals, lon.decimals), (first.start, second.end))


def _add(written: Written, lat: float, lon: float, decimals: int, span: tuple[int, int]) -> None:
    written.hide(*span)
    try:
        point = point_of(lat, lon, decimals)
    except NoPoint:
        written.faulty = True
    else:
        written.add(point, *span)


def _make_pair(text: str, first: Angle, second: Angle, *, field_of_place: bool) -> bool:
    if first.axis is not None and first.axis is second.axis:
        return False
    if _BETWEEN.fullmatch(text, first.end, second.start) is None:
        return False
    called = field_of_place or _CALLED.search(text, max(0, first.start - _AROUND), first.start) is not None
    if first.sure or second.sure:
        return _is_sure_pair(first, second, called=called)
    return _is_bare_pair(text, first, second, called=called)


def _is_sure_pair(first: Angle, second: Angle, *, called: bool) -> bool:
    """Whether angles of which at least one says that it is one make a pair: `26.5 n 75.8` may be two marks."""
    least = min(first.decimals, second.decimals)
    if first.axis and second.axis:
        return True
    if first.sure and second.sure:
        return least >= 1 and (called or _in_our_region(first, second))
    return least >= 1 and (called or first.heads_pair or least >= _FAIRLY)


def _is_bare_pair(text: str, first: Angle, second: Angle, *, called: bool) -> bool:
    least, most = sorted((first.decimals, second.decimals))
    if first.comma or second.comma:
        exact = least >= (_FAIRLY if called else _VERY) and first.comma and second.comma
        return exact and _in_our_region(first, second)
    if least < 1 or _is_counted(text, first, second):
        return False
    if _in_our_region(first, second):
        return called or (least >= _EXACT and most >= _FAIRLY and most - least <= _ZEROS)
    exact = least >= (_FAIRLY if called else _VERY) and most - least <= _ZEROS
    return exact or (called and (first.degrees, second.degrees) == (0, 0))


def _in_our_region(first: Angle, second: Angle) -> bool:
    return in_india(first.degrees, second.degrees) or in_india(second.degrees, first.degrees)


def _is_counted(text: str, first: Angle, second: Angle) -> bool:
    """Whether the words around say that the figures are money, a score, a weight or a length."""
    before = _COUNTED_BEFORE.search(text, max(0, first.start - _AROUND), first.start)
    return before is not None or _COUNTED_BEHIND.match(text, second.end) is not None


def points_of(written: Sequence[WrittenPoint]) -> Iterator[WrittenPoint]:
    """Yields the points that are apart from those before them by more than a kilometre or so."""
    seen: set[tuple[float, float]] = set()
    for one in written:
        about = (round(one.point.lat, _EXACT), round(one.point.lon, _EXACT))
        if about not in seen:
            seen.add(about)
            yield one
