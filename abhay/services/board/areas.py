"""The districts as the board's map and list show them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from abhay.adapters.store.directory.names import DistrictUnits
from abhay.domain.reports.classes import open_class, wait_class
from abhay.domain.reports.waits import Summary
from abhay.services.board.lines import Line
from abhay.wording.screens.reports import length
from abhay.wording.words import Bilingual


@dataclass(frozen=True)
class Area:
    """A district: its open cases and its time to acknowledge, each with its class for colours (0 to 4).

    `wait` is None where there are too few cases to tell.
    """

    id: str
    name: Bilingual
    open: int
    open_class: int
    wait: str | None
    wait_class: int


def areas(districts: Iterable[DistrictUnits], lines: Iterable[Line], waits: Mapping[str, Summary]) -> tuple[Area, ...]:
    """Returns every district with what is open there; a case of two districts is open in both."""
    counts = Counter(district for line in lines for district in line.districts)
    return tuple(_area(each, counts[each.district.id], waits.get(each.district.id)) for each in districts)


def waits_shown(waits: Mapping[str, Summary]) -> dict[str, tuple[str, int]]:
    """Returns of each district with enough cases what the map prints, and its class."""
    return {district: (length(found.median).en, wait_class(found)) for district, found in waits.items() if found.median}


def _area(known: DistrictUnits, count: int, wait: Summary | None) -> Area:
    district = known.district
    return Area(
        id=district.id,
        name=Bilingual(hi=district.name_hi, en=district.name_en),
        open=count,
        open_class=open_class(count),
        wait=length(wait.median).en if wait and wait.median else None,
        wait_class=wait_class(wait),
    )
