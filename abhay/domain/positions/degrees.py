"""A pair of degrees as it was written becomes a point on this earth, or a fault with a name.

People swap latitude and longitude, programs send 0, 0 where they know nothing, and both round. No latitude of India
is a longitude of India, so a swapped pair can be told from a right one.
"""

import math
from dataclasses import dataclass

_SOUTH, _NORTH, _WEST, _EAST = 6.5, 37.1, 68.0, 97.5
"""The box around India in degrees: Indira Point, the Karakoram, Guhar Moti and Kibithu, rounded outwards."""

_NULL_ISLAND = 0.05
"""Degrees around 0, 0 in which a point means that none was known: open sea, five kilometres wide."""

_METRES_PER_DEGREE = 111_190
_EXACT_DECIMALS = 2
"""From so many decimals on, rounding moves a point by less than the kilometre within which a position is exact."""

_STATE_CENTRES = ((20.5937, 78.9629), (27.0238, 74.2179), (26.8106, 73.7685), (22.3511, 78.6677))
"""What maps answer for "India" and "Rajasthan" (Google and OpenStreetMap): a word in disguise, no position."""

_SAME = 0.0006
"""Degrees within which a point is one of these; they are passed on with three decimals and more."""

_STATE_ACCURACY_M = 300_000.0
"""Half of Rajasthan's width: what the centre of the State says of somebody in it."""


_WORKPLACES = (
    (12.0, 32.0, 34.0, 60.0),  # the Gulf: Saudi Arabia, Kuwait, Bahrain, Qatar, the Emirates, Oman
    (26.3, 30.5, 80.0, 88.3),  # Nepal
    (1.1, 7.0, 99.5, 104.6),  # Malaysia and Singapore
)
"""South, north, west and east in degrees of where people of Rajasthan live abroad in numbers: the Ministry of External
Affairs counts nine tenths of India's emigrant workers in the Gulf; Nepal's border is open."""


class NoPoint(ValueError):
    """The pair of degrees is no position: 0, 0, or off the earth."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees (WGS 84).

    `accuracy_m` is how far off rounding may put it, None where that does not matter; `mirrored` whether its degrees
    were written in the other order.
    """

    lat: float
    lon: float
    accuracy_m: float | None = None
    mirrored: bool = False

    @property
    def rounded(self) -> bool:
        """Whether the degrees are too rough to be a position that somebody measured."""
        return self.accuracy_m is not None


def in_india(lat: float, lon: float) -> bool:
    """Returns whether a point lies in the box around India."""
    return _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST


def where_migrants_work(lat: float, lon: float) -> bool:
    """Returns whether a point outside India lies where many people of the State live and work."""
    return any(south <= lat <= north and west <= lon <= east for south, north, west, east in _WORKPLACES)


def point_of(lat: float, lon: float, decimals: int | None = None) -> Point:
    """Returns the point of a pair, mirrored where only the mirror lies in India.

    `decimals` is how many were written, counted from the figures themselves where it is None. Raises `NoPoint`.
    """
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise NoPoint("not a finite number")
    if 0 in (lat, lon) or max(abs(lat), abs(lon)) < _NULL_ISLAND:
        raise NoPoint("a zero stands for what was not known")
    mirrored = not in_india(lat, lon) and in_india(lon, lat)
    lat, lon = (lon, lat) if mirrored else (lat, lon)
    if abs(lat) > 90 or abs(lon) > 180:
        raise NoPoint("not on this earth")
    written = max(_decimals(lat), _decimals(lon)) if decimals is None else decimals
    return Point(lat, lon, _accuracy(lat, lon, written), mirrored)


def _accuracy(lat: float, lon: float, decimals: int) -> float | None:
    if any(abs(lat - there[0]) < _SAME and abs(lon - there[1]) < _SAME for there in _STATE_CENTRES):
        return _STATE_ACCURACY_M
    if decimals >= _EXACT_DECIMALS:
        return None
    return round(_METRES_PER_DEGREE / 10**decimals / math.sqrt(2))


def _decimals(degrees: float) -> int:
    return next((count for count in range(_EXACT_DECIMALS) if round(degrees, count) == degrees), _EXACT_DECIMALS)
