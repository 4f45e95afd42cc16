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

_AXIS = re.compile(
    rf"""
    (?:{_NO_LETTER_BEFORE}
       (?:(?P<both>{_BOTH})|(?P<turned>{_BOTH_TURNED})|(?P<label>{_LATITUDE}|{_LONGITUDE}))["']?[ ]?[.:=-]?[ ]?["']?)?
    (?:{_NO_LETTER_BEFORE}(?P<before>{_HEMISPHERE})[ ]?[.:=]?[ ]?)?
    (?<![\d.])(?P<sign>[-+])?
    (?:
      (?P<d>\d{{1,3}})[ ]?{_DEGREE}[ ]?(?P<m>\d{{1,2}}(?:\.\d{{1,9}})?)[ ]?{_MINUTE}?
        (?:[ ]?(?P<s>\d{{1,2}}(?:[.,]\d{{1,9}})?)[ ]?{_SECOND})?
      | (?P<d2>\d{{1,3}})[ :](?P<m2>\d{{1,2}})[ :](?P<s2>\d{{1,2}}(?:\.\d{{1,9}})?)(?=[ ]?(?:{_HEMISPHERE}){_NO_LETTER})
      | (?P<whole>\d{{1,3}})(?P<mark>[.,])(?P<part>\d{{1,15}})
      | (?P<integer>\d{{1,3}})
    )
    (?P<degree>[ ]?{_DEGREE})?
    (?![\d]|\.\d)
    (?(before)|(?:["']?[ ]?(?P<after>{_HEMISPHERE}){_NO_LETTER})?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
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
    """Yields what may be an angle in a text of ASCII digits and plain marks, in order; bare integers too."""
    for found in _AXIS.finditer(text):
        angle = _angle(found)
        if angle is not None:
            yield angle


def _angle(found: re.Match[str]) -> Angle | None:
    value = _value(found)
    if value is None:
        return None
    degrees, decimals = value
    hemisphere = (found["before"] or found["after"] or "").lower()
    negative = found["sign"] == "-" or hemisphere in _SOUTHERN | _WESTERN
    return Angle(
        degrees=-degrees if negative else degrees,
        decimals=decimals,
        axis=_axis(found, hemisphere),
        sure=any(found[name] for name in ("both", "turned", "label", "before", "after", "d", "d2", "degree")),
        heads_pair=bool(found["both"] or found["turned"]),
        comma=found["mark"] == ",",
        start=found.start(),
        end=found.end(),
    )


def _axis(found: re.Match[str], hemisphere: str) -> Axis | None:
    label = (found["label"] or "").lower()
    if found["both"] or label in _LATITUDES or hemisphere in _NORTHERN | _SOUTHERN:
        return Axis.LAT
    if found["turned"] or label in _LONGITUDES or hemisphere in _EASTERN | _WESTERN:
        return Axis.LON
    return None


def _value(found: re.Match[str]) -> tuple[float, int] | None:
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
