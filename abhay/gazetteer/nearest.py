"""Which police unit covers a point, judged by the post offices around it."""

import math
from collections import defaultdict
from collections.abc import Iterable

import shapely

from abhay.gazetteer.records import Office
from abhay.gazetteer.unit_hints import Shares, UnitHints

_REACH_KM = 16.0
_VOTERS = 5
_FEWEST = 2
_FIRST, _SECOND = 0.6, 0.4
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
        self._places = [shapely.Point(_plane(*office.position)) for office in self._offices if office.position]
        self._tree = shapely.STRtree(self._places)

    def units(self, lat: float, lon: float, district: str) -> Shares:
        """The unit that all the nearest offices have, else the two that most have; empty when they are few or far."""
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
    """Kilometres east and north, within 4 % anywhere in the State."""
    return lon * _KM_PER_DEGREE * math.cos(_MEAN_LAT), lat * _KM_PER_DEGREE
