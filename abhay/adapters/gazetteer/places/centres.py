"""A point near each town: the post office of its name, else the middle of its tehsil's or district's offices."""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from abhay.adapters.gazetteer.names.spelling import folded
from abhay.adapters.gazetteer.places.records import Office

_Position = tuple[float, float]


class Centres:
    """Points of towns, exact to some kilometres: enough to tell which of the squares of a short plus code is meant."""

    def __init__(self, offices: Iterable[Office]) -> None:
        by_name: dict[tuple[str, str], _Position] = {}
        by_area: dict[tuple[str, str | None], list[_Position]] = defaultdict(list)
        for office in offices:
            if office.position is None:
                continue
            if office.kind != "BO":
                by_name.setdefault((office.district, folded(office.name)), office.position)
            by_area[office.district, None].append(office.position)
            if office.tehsil:
                by_area[office.district, office.tehsil].append(office.position)
        self._by_name = by_name
        self._by_area = {key: _middle(positions) for key, positions in by_area.items()}

    def of(self, district: str, tehsil: str | None, name: str) -> _Position | None:
        """Returns the point of a town by its name, else that of its tehsil, else that of its district."""
        return (
            self._by_name.get((district, folded(name)))
            or self._by_area.get((district, tehsil))
            or self._by_area.get((district, None))
        )


def _middle(positions: Iterable[_Position]) -> _Position:
    lats, lons = zip(*positions, strict=True)
    return median(lats), median(lons)
