"""Finds the district that a point lies in, the districts whose border is near, and the police units around it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from abhay.adapters.gazetteer.places.records import Office, Side, Spot
from abhay.adapters.gazetteer.places.unit_hints import UnitHints, UnitShares

NEIGHBOUR_KM = 20.0
"""Borders farther away than this are not named."""
_SCALE = 1_000_000
_TOUCH = 0.01  # degrees
_KM_PER_DEGREE = 111.19  # of a great circle on a sphere of 6,371 km

Record = tuple[str, str, str | None, Sequence[Sequence[Sequence[int]]]]
_REACH_KM = 16.0
_VOTERS = 5
_FEWEST = 2
_FIRST, _SECOND = 0.6, 0.4
_MEAN_LAT = math.radians(26.5)  # the State lies between 23 and 30 degrees north


class Boundaries:
    """The boundaries of India's districts: exact in Rajasthan, simplified in the rest of India."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._areas: list[tuple[str, str, str | None]] = []
        shapes: list[BaseGeometry] = []
        for state, name, key, polygons in records:
            self._areas.append((state, name, key))
            shapes.append(shapely.MultiPolygon([polygon(rings) for rings in polygons]))
        shapely.prepare(shapes)
        self._shapes = shapes
        self._tree = shapely.STRtree(shapes)

    def locate(self, lat: float, lon: float) -> Spot:
        """Returns where a point lies, given in degrees (WGS 84)."""
        point = shapely.Point(lon, lat)
        reach = NEIGHBOUR_KM / _KM_PER_DEGREE
        box = shapely.box(lon - reach / _shrink(lat), lat - reach, lon + reach / _shrink(lat), lat + reach)
        inside: list[int] = []
        near: list[Side] = []
        for index in sorted(int(found) for found in self._tree.query(box)):
            if self._shapes[index].intersects(point):
                inside.append(index)
            elif (km := self._km(point, index)) <= NEIGHBOUR_KM:
                near.append(self._side(index, km))
        near += [self._side(index, 0.0) for index in inside[1:]]
        first = self._side(inside[0], 0.0) if inside else None
        return Spot(first, tuple(sorted(near, key=lambda side: side.km)))

    def borders(self) -> dict[str, frozenset[str]]:
        """Returns, for each district of Rajasthan, those of Rajasthan that it borders on."""
        ours = [index for index, (_, _, key) in enumerate(self._areas) if key]
        found: dict[str, frozenset[str]] = {}
        for index in ours:
            touching = self._tree.query(self._shapes[index].buffer(_TOUCH), predicate="intersects")
            keys = {self._areas[int(other)][2] for other in touching if int(other) != index}
            found[str(self._areas[index][2])] = frozenset(key for key in keys if key)
        return found

    def _side(self, index: int, km: float) -> Side:
        state, name, key = self._areas[index]
        return Side(key, name, state, round(km, 2))

    def _km(self, point: shapely.Point, index: int) -> float:
        """Returns the distance in km, measured on a plane at the point's latitude: within 1 % up to 20 km."""
        shrink = _shrink(point.y)
        _, there = nearest_points(point, self._shapes[index])
        return math.hypot((there.x - point.x) * shrink, there.y - point.y) * _KM_PER_DEGREE


def _shrink(lat: float) -> float:
    return max(0.01, math.cos(math.radians(lat)))


def polygon(rings: Sequence[Sequence[int]]) -> shapely.Polygon:
    """Returns a polygon from its rings, the outer one first; each is its first point, then steps, in 1e-6 degrees."""
    outer, *holes = (_ring(steps) for steps in rings)
    return shapely.Polygon(outer, holes)


def _ring(steps: Sequence[int]) -> list[tuple[float, float]]:
    return [(x / _SCALE, y / _SCALE) for x, y in zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)]


class NearestOffices:
    """The offices whose units are known, in the districts that have several units."""

    def __init__(self, offices: Iterable[Office], hints: UnitHints) -> None:
        known = [
            (office, units)
            for office in offices
            if office.position
            and hints.several(office.district)
            and (units := hints.of_office(office.district, office.pincode, office.tehsil))
        ]
        self._offices = [office for office, _ in known]
        self._units = [units for _, units in known]
        self._places = [shapely.Point(_plane(*office.position)) for office in self._offices if office.position]
        self._tree = shapely.STRtree(self._places)

    def units(self, lat: float, lon: float, district: str) -> UnitShares:
        """Returns the unit that the nearest offices share, else the two that most of them have.

        Empty if fewer than two offices of the district lie within 16 km.
        """
        here = shapely.Point(_plane(lat, lon))
        around = [int(index) for index in self._tree.query(here, predicate="dwithin", distance=_REACH_KM)]
        around = [index for index in around if self._offices[index].district == district]
        nearest = sorted(around, key=lambda index: here.distance(self._places[index]))[:_VOTERS]
        votes: defaultdict[str, float] = defaultdict(float)
        for index in nearest:
            for unit, share in self._units[index]:
                votes[unit] += share
        if len(nearest) < _FEWEST:
            return ()
        first, *others = sorted(votes, key=lambda unit: (-votes[unit], unit))
        return ((first, _FIRST), (others[0], _SECOND)) if others else ((first, 1.0),)


def _plane(lat: float, lon: float) -> tuple[float, float]:
    """Returns kilometres east and north, within 4 % anywhere in the State."""
    return lon * _KM_PER_DEGREE * math.cos(_MEAN_LAT), lat * _KM_PER_DEGREE
