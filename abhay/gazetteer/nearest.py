"""Which police unit covers a point, judged by the post offices around it."""

import math
from collections import Counter
from collections.abc import Iterable

import numpy as np
import shapely

from abhay.gazetteer.records import Office
from abhay.gazetteer.unit_hints import Shares, UnitHints

_REACH_KM = 8.0
_VOTERS = 5
_FEWEST = 2
_AGREED = 0.8
_KM_PER_DEGREE = 111.19
_MEAN_LAT = math.radians(26.5)  # the State lies between 23 and 30 degrees north


class NearestOffices:
    """The offices of the districts that have several units, with the unit of each where it is known."""

    def __init__(self, offices: Iterable[Office], hints: UnitHints) -> None:
        known = [
            (office, units)
            for office in offices
            if office.position
            and hints.several(office.district)
            and (units := hints.of_office(office.district, office.pin, office.tehsil))
        ]
        self._offices = [office for office, _ in known]
        self._units = [units for _, units in known]
        places = [_plane(*office.position) for office in self._offices if office.position]
        self._tree = shapely.STRtree(shapely.points(np.array(places)))

    def units(self, lat: float, lon: float, district: str) -> Shares:
        """The units that the nearest offices agree on; empty when they are few, far or do not agree."""
        here = shapely.Point(_plane(lat, lon))
        around = [int(index) for index in self._tree.query(here, predicate="dwithin", distance=_REACH_KM)]
        around = [index for index in around if self._offices[index].district == district]
        nearest = sorted(around, key=lambda index: here.distance(self._tree.geometries[index]))[:_VOTERS]
        votes: Counter[str] = Counter()
        for index in nearest:
            for unit, share in self._units[index]:
                votes[unit] += share / len(nearest)
        if len(nearest) < _FEWEST:
            return ()
        return tuple((unit, share) for unit, share in votes.most_common() if share >= 1 - _AGREED)


def _plane(lat: float, lon: float) -> tuple[float, float]:
    """Kilometres east and north, within 4 % anywhere in the State."""
    return lon * _KM_PER_DEGREE * math.cos(_MEAN_LAT), lat * _KM_PER_DEGREE
