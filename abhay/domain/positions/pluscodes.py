"""Plus codes (Open Location Code): the square that a code names, and a short code completed by a place near it.

The arithmetic is that of the public specification; the reference library comes without a wheel, and was last
released in 2019 (docs/adr/0028-positions-are-read-from-words.md).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = "23456789CFGHJMPQRVWX"
_BASE = 20
_PAIRS = 10
"""Digits that come in pairs, latitude first; a code of full length names a square of 1/8000 of a degree."""

_GRID_ROWS, _GRID_COLUMNS = 5, 4
"""Into so many parts each digit behind the pairs divides the square."""

_BEFORE_PLUS = 8
_METRES_PER_DEGREE = 111_190

_CODE = re.compile(
    rf"(?<![\w+])(?P<before>(?:[{_DIGITS}]{{2}}){{2,4}})\+(?P<behind>[{_DIGITS}]{{2,5}})(?![\w+])", re.IGNORECASE
)
_TOWN = re.compile(r"[ ,;:\-]{0,4}(?P<town>[^\n\d+।.;|!?]{0,60})")


@dataclass(frozen=True, slots=True)
class PlusCode:
    """A code in a text from `start` to `end`; `town` are the words behind a short one, which it is relative to."""

    digits: str
    town: str
    start: int
    end: int

    @property
    def is_full(self) -> bool:
        """Whether the code names a square by itself."""
        return len(self.digits.partition("+")[0]) == _BEFORE_PLUS


@dataclass(frozen=True, slots=True)
class Square:
    """The square that a full code names: its centre in degrees, and how far its corners are from it in metres."""

    lat: float
    lon: float
    accuracy_m: float


def plus_codes_in(text: str) -> Iterator[PlusCode]:
    """Yields the plus codes of a text; one without any letter is a telephone number or a sum."""
    for found in _CODE.finditer(text) if "+" in text else ():
        digits = found[0].upper()
        if not digits.replace("+", "").isdecimal() and _is_possible(digits):
            town = _TOWN.match(text, found.end())
            yield PlusCode(digits, town["town"].strip() if town else "", found.start(), found.end())


def square_of(code: str) -> Square:
    """Returns the square of a full code such as `7JQQ4RWX+JF`."""
    digits = code.replace("+", "")
    lat, lon, size = -90.0, -180.0, float(_BASE)
    for at in range(0, min(len(digits), _PAIRS), 2):
        lat += _DIGITS.index(digits[at]) * size
        lon += _DIGITS.index(digits[at + 1]) * size
        size /= _BASE
    height = width = size * _BASE
    for digit in digits[_PAIRS:]:
        height, width = height / _GRID_ROWS, width / _GRID_COLUMNS
        row, column = divmod(_DIGITS.index(digit), _GRID_COLUMNS)
        lat, lon = lat + row * height, lon + column * width
    return Square(lat + height / 2, lon + width / 2, round(max(height, width) * _METRES_PER_DEGREE, 1))


def nearest_square(short: str, lat: float, lon: float) -> Square:
    """Returns the square of a short code that lies nearest to a point, as its writer means it."""
    missing = _BEFORE_PLUS - len(short.partition("+")[0])
    size = _BASE ** (2 - missing / 2)
    square = square_of(_head(lat, lon)[:missing] + short)
    return Square(
        square.lat + _shift(lat - square.lat, size), square.lon + _shift(lon - square.lon, size), square.accuracy_m
    )


def _shift(distance: float, size: float) -> float:
    """Returns one step of `size` degrees towards a point that lies more than half a step away."""
    return 0.0 if abs(distance) <= size / 2 else size if distance > 0 else -size


def _head(lat: float, lon: float) -> str:
    """Returns the first eight digits of a point's code."""
    found, size = "", float(_BASE)
    up, right = min(max(lat, -90.0), 89.999) + 90, (lon + 180) % 360
    for _ in range(_BEFORE_PLUS // 2):
        found += _DIGITS[int(up // size)] + _DIGITS[int(right // size)]
        up, right, size = up % size, right % size, size / _BASE
    return found


def _is_possible(digits: str) -> bool:
    """Whether the first pair of a full code lies on the earth: 180 and 360 degrees in steps of twenty."""
    before = digits.partition("+")[0]
    return len(before) < _BEFORE_PLUS or (_DIGITS.index(digits[0]) < 9 and _DIGITS.index(digits[1]) < 18)
