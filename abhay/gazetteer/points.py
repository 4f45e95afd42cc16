"""Which district a point lies in, and whose border is near."""

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from abhay.gazetteer.records import Side, Spot

NEIGHBOUR_KM = 20.0
"""Borders farther away than this are not named."""
_SCALE = 1_000_000
_TOUCH = 0.01  # degrees
_KM_PER_DEGREE = 111.19  # of a great circle on a sphere of 6,371 km

Record = tuple[str, str, str | None, Sequence[Sequence[Sequence[int]]]]


class Boundaries:
    """The districts of Rajasthan as they are, those of the rest of India coarser the farther away they lie."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._areas: list[tuple[str, str, str | None]] = []
        shapes: list[BaseGeometry] = []
        for state, name, key, polygons in records:
            self._areas.append((state, name, key))
            shapes.append(shapely.MultiPolygon([_polygon(rings) for rings in polygons]))
        shapely.prepare(shapes)
        self._shapes = shapes
        self._tree = shapely.STRtree(shapes)

    def locate(self, lat: float, lon: float) -> Spot:
        """Where a point lies; degrees, WGS 84."""
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
        """The districts of Rajasthan that touch each of them."""
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
        """Distance in km, on a plane that is right at the point's latitude: within 1 % over 20 km."""
        shrink = _shrink(point.y)
        _, there = nearest_points(point, self._shapes[index])
        return math.hypot((there.x - point.x) * shrink, there.y - point.y) * _KM_PER_DEGREE


def _shrink(lat: float) -> float:
    return max(0.01, math.cos(math.radians(lat)))


def _polygon(rings: Sequence[Sequence[int]]) -> shapely.Polygon:
    outer, *holes = (_ring(steps) for steps in rings)
    return shapely.Polygon(outer, holes)


def _ring(steps: Sequence[int]) -> list[tuple[float, float]]:
    return [(x / _SCALE, y / _SCALE) for x, y in zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)]
