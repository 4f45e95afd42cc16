"""The small map of a case: the districts that it may be in, and the positions that came once the person is revealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from abhay import clock
from abhay.adapters.gazetteer.district_map import DistrictMap, Shape, district_map
from abhay.wording.words import Bilingual
from models.payloads import Position
from models.routes import Route
from models.views import Revealed

MOST_SPOTS: Final = 20
METRES_PER_UNIT: Final = 555
"""The picture has 200 units for a degree of latitude, which is about 111 km."""

LEAST_RADIUS: Final = 4.0


@dataclass(frozen=True)
class Spot:
    """A position as a circle in units of the picture, its radius the accuracy that the sender states."""

    x: float
    y: float
    radius: float
    title: Bilingual


@dataclass(frozen=True)
class CaseMap:
    """The part of the State to draw; `marked` are the ids of the likely districts."""

    shapes: tuple[Shape, ...]
    view_box: str
    marked: frozenset[str]
    spots: tuple[Spot, ...]


def map_of(route: Route | None, revealed: Revealed | None) -> CaseMap | None:
    """Returns the map, None where nothing is known of the place; the person's positions only if they are revealed."""
    whole = district_map()
    known = {shape.id for shape in whole.shapes}
    likely = {each.district for each in route.candidates} | {route.district or ""} if route else set[str]()
    marked = frozenset(likely & known)
    events = revealed.events if revealed else ()
    spots = tuple(_spots(whole, (each for event in events for each in event.technical.positions)))
    if not (marked or spots):
        return None
    return CaseMap(whole.shapes, whole.view_box(marked, ((each.x, each.y) for each in spots)), marked, spots)


def _spots(whole: DistrictMap, positions: Iterable[Position]) -> Iterable[Spot]:
    """Yields the newest positions that lie on the picture; one far outside the State would leave nothing to see."""
    drawn = 0
    for each in positions:
        x, y = whole.place(each.lat, each.lon)
        if drawn < MOST_SPOTS and 0 <= x <= whole.width and 0 <= y <= whole.height:
            drawn += 1
            yield Spot(x, y, max(LEAST_RADIUS, round((each.accuracy_m or 0) / METRES_PER_UNIT, 1)), _title(each))


def _title(position: Position) -> Bilingual:
    near = f" ± {position.accuracy_m:.0f} m" if position.accuracy_m else ""
    time = f", {clock.ist(position.at)}" if position.at else ""
    said = f"{position.lat:.5f}, {position.lon:.5f}{near}{time}"
    return Bilingual.same(said)
