"""One angle as it is written: decimal degrees, degrees and minutes and seconds, with a label or a hemisphere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_NORTH = r"north|uttar|उत्तर|उ|n"
_SOUTH = r"south|dakshin|दक्षिण|द|s"
_EAST = r"east|purv|purab|पूर्व|पूरब|पू|e"
_WEST = r"west|pashchim|paschim|पश्चिम|प|w"
_HEMISPHERE = rf"{_NORTH}|{_SOUTH}|{_EAST}|{_WEST}"
_LATITUDE = r"latitude|lat|अक्षांश"
_LONGITUDE = r"longitude|long|lon|lng|देशांतर|देशान्तर|रेखांश"
_BOTH = rf"(?:{_LATITUDE})[ ]?[/,&|-]?[ ]?(?:{_LONGITUDE})"
_BOTH_TURNED = rf"(?:{_LONGITUDE})[ ]?[/,&|-]?[ ]?(?:{_LATITUDE})"
_NO_LETTER = r"(?![^\W\d_]|[\u0900-\u0963])"
_NO_LETTER_BEFORE = r"(?<![^\W\d_])(?<![\u0900-\u0963])"
_DEGREE = r"(?:°|degrees?|deg\.?|डिग्री|अंश)"
_MINUTE = r"(?:'|minutes?|min\.?|मिनट|कला)"
_SECOND = r"(?:\"|''|seconds?|sec\.?|सेकंड|सेकेंड|विकला)"

_BEFORE = re.compile(
    rf"""
    (?:{_NO_LETTER_BEFORE}
       (?:(?P<both>{_BOTH})|(?P<turned>{_BOTH_TURNED})|(?P<label>{_LATITUDE}|{_LONGITUDE}))["']?[ ]?[.:=-]?[ ]?["']?)?
    (?:{_NO_LETTER_BEFORE}(?P<before>{_HEMISPHERE})[ ]?[.:=]?[ ]?)?
    (?P<sign>[-+])?
    $""",
    re.VERBOSE | re.IGNORECASE,
)
_VALUE = re.compile(
    rf"""
    (?<![\d.])
    (?:
      (?P<d>\d{{1,3}})[ ]?{_DEGREE}[ ]?(?P<m>\d{{1,2}}(?:\.\d{{1,9}})?)[ ]?{_MINUTE}?
        (?:[ ]?(?P<s>\d{{1,2}}(?:[.,]\d{{1,9}})?)[ ]?{_SECOND})?
      | (?P<d2>\d{{1,3}})[ :d-](?P<m2>\d{{1,2}})[ :m-](?P<s2>\d{{1,2}}(?:\.\d{{1,9}})?)s?
        (?=[ ]?(?:{_HEMISPHERE}){_NO_LETTER})
      | (?P<whole>\d{{1,3}})(?P<mark>[.,])(?P<part>\d{{1,15}})
      | (?P<integer>\d{{1,3}})
    )
    (?P<degree>[ ]?{_DEGREE})?
    (?!\d|\.\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND = re.compile(rf"[\"']?[ ]?(?P<after>{_HEMISPHERE}){_NO_LETTER}", re.IGNORECASE)
_STEMS = ("lat", "lon", "lng", "अक्ष", "देशा", "रेखा")
_LETTERS = frozenset("nsewhtदक्षिणउत्तरपूर्वबश्चम")
"""What the words for hemispheres end with, besides vowel signs: behind any other letter stands no label."""

_LONGEST_LABEL = 30
"""Characters before a figure in which its label stands, such as `latitude, longitude: N `."""

_NORTHERN, _SOUTHERN, _EASTERN, _WESTERN = (frozenset(words.split("|")) for words in (_NORTH, _SOUTH, _EAST, _WEST))
_LATITUDES, _LONGITUDES = frozenset(_LATITUDE.split("|")), frozenset(_LONGITUDE.split("|"))


class Axis(StrEnum):
    """The axis that an angle says it belongs to."""

    LAT = "lat"
    LON = "lon"


@dataclass(frozen=True, slots=True)
class Angle:
    """One angle of a text, from `start` to `end`.

    `decimals` is how exactly it is written (a minute counts as two decimals, a second as four); `sure` whether the
    writing itself says that it is an angle; `heads_pair` whether a label for both stands before it (`lat/long:`);
    `comma` whether its decimal mark is one.
    """

    degrees: float
    decimals: int
    axis: Axis | None
    sure: bool
    heads_pair: bool
    comma: bool
    start: int
    end: int


def angles_in(text: str) -> Iterator[Angle]:
    """Yields what may be an angle in a text of ASCII digits and plain marks, in order."""
    end = 0
    for value in _VALUE.finditer(text):
        if value.start() < end:
            continue
        angle = _angle(text, end, value)
        if angle is not None:
            end = angle.end
            yield angle


def _angle(text: str, least: int, value: re.Match[str]) -> Angle | None:
    """Returns the angle of a value with the label before it, which begins at `least` or later, and what is behind.

    None for an integer that nothing calls an angle: most figures of a text are such.
    """
    words = text[max(least, value.start() - _LONGEST_LABEL) : value.start()]
    is_labelled = _is_labelled(words)
    if value["integer"] and not is_labelled and not value["degree"] and _BEHIND.match(text, value.end()) is None:
        return None
    measured = _measured(value)
    before = _BEFORE.search(words, 0 if is_labelled else max(0, len(words) - 1))
    if measured is None or before is None:
        return None
    behind = None if before["before"] else _BEHIND.match(text, value.end())
    hemisphere = (before["before"] or (behind["after"] if behind else "")).lower()
    negative = before["sign"] == "-" or hemisphere in _SOUTHERN | _WESTERN
    named = any(before[name] for name in ("both", "turned", "label", "before"))
    return Angle(
        degrees=-measured[0] if negative else measured[0],
        decimals=measured[1],
        axis=_axis(before, hemisphere),
        sure=named or behind is not None or any(value[name] for name in ("d", "d2", "degree")),
        heads_pair=bool(before["both"] or before["turned"]),
        comma=value["mark"] == ",",
        start=value.start() - len(before[0]),
        end=behind.end() if behind else value.end(),
    )


def _is_labelled(words: str) -> bool:
    """Whether a label or a hemisphere may stand at the end of words: a quick look, since most figures have none."""
    folded = words.casefold()
    return any(stem in folded for stem in _STEMS) or not _LETTERS.isdisjoint(folded[-4:])


def _axis(before: re.Match[str], hemisphere: str) -> Axis | None:
    label = (before["label"] or "").lower()
    if before["both"] or label in _LATITUDES or hemisphere in _NORTHERN | _SOUTHERN:
        return Axis.LAT
    if before["turned"] or label in _LONGITUDES or hemisphere in _EASTERN | _WESTERN:
        return Axis.LON
    return None


def _measured(found: re.Match[str]) -> tuple[float, int] | None:
    """Returns the degrees without their sign, and their decimals; None for minutes or seconds above 59."""
    if found["whole"]:
        return float(f"{found['whole']}.{found['part']}"), len(found["part"])
    if found["integer"]:
        return float(found["integer"]), 0
    parts = [found[name] or found[f"{name}2"] or "0" for name in ("d", "m", "s")]
    degrees, minutes, seconds = (float(part.replace(",", ".")) for part in parts)
    if minutes >= 60 or seconds >= 60:
        return None
    exact = 4 if found["s"] or found["s2"] or "." in parts[1] else 2
    return degrees + minutes / 60 + seconds / 3600, exact
