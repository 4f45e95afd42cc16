"""The gazetteer: loaded once per process, then only read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from abhay.gazetteer.catalogue import all_names
from abhay.gazetteer.files import Facts, boundary_records, rows
from abhay.gazetteer.mentions import LONGEST_FIELD, LONGEST_TEXT, Mention, excerpt, in_field, in_text, of_pin, tokens
from abhay.gazetteer.names import NameIndex
from abhay.gazetteer.nearest import NearestOffices
from abhay.gazetteer.pins import Pins
from abhay.gazetteer.points import Boundaries
from abhay.gazetteer.readings import Share, read
from abhay.gazetteer.records import District, PinPlace, Spot, Unit
from abhay.gazetteer.unit_hints import Shares

HOME_STATE = "Rajasthan"


_BETWEEN = 1
"""Words that may stand between names that belong together: "Lohawat, dist. Phalodi"."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a group of names in running text means; `at`: the text says so of the person, `weak`: it hardly does."""

    shares: tuple[Share, ...]
    at: bool
    weak: bool


class Gazetteer:
    """Points, PINs, names and police units of Rajasthan. Every lookup takes under 2 ms."""

    def __init__(self, facts: Facts) -> None:
        records = list(boundary_records())
        outside = sorted({(state, name) for state, name, key, _ in records if key is None and name != "disputed"})
        self._districts = {district.id: district for district in facts.districts}
        self._units = facts.units
        self._hints = facts.hints
        self._common = facts.common_words
        self._boundaries = Boundaries(
            [(state, self._name(key, name), key, shape) for state, name, key, shape in records]
        )
        self._names = NameIndex(all_names(facts, outside))
        self._pins = Pins(facts.offices, rows("pin_prefix_states.csv"), facts.hints, self._boundaries.borders())
        self._nearest = NearestOffices(facts.offices, facts.hints)

    def _name(self, district: str | None, published: str) -> str:
        return self._districts[district].name_en if district else published

    def districts(self) -> Sequence[District]:
        """The 41 districts."""
        return tuple(self._districts.values())

    def units(self) -> Sequence[Unit]:
        """Every police unit, the railway's, the desk and the state's control room included."""
        return self._units

    def rooms(self) -> Mapping[str, tuple[str, ...]]:
        """The units paged in each district when nothing says which one."""
        return {key: district.rooms for key, district in self._districts.items()}

    def district(self, district: str) -> District:
        """One district by its id; KeyError for any other."""
        return self._districts[district]

    def locate(self, lat: float, lon: float) -> Spot:
        """Where a point lies; degrees, WGS 84."""
        return self._boundaries.locate(lat, lon)

    def units_near(self, lat: float, lon: float, district: str) -> Shares:
        """The police units of a point inside `district`, empty when the places around do not say."""
        return self._nearest.units(lat, lon, district) if self._hints.several(district) else ()

    def pin(self, pin: str) -> PinPlace | None:
        """What six ASCII digits say as a PIN."""
        return self._pins.lookup(pin)

    def field(self, value: str, pin: PinPlace | None = None) -> tuple[Share, ...]:
        """What the names in a place field, and the PIN that stands with them, mean together, likeliest first."""
        named = in_field(tokens(excerpt(value, LONGEST_FIELD)), self._names, self._common)
        return read([of_pin(pin), *named] if pin else named)

    def text(self, value: str) -> tuple[Told, ...]:
        """The groups of names in running text, in order."""
        groups: list[list[Mention]] = []
        for mention in in_text(tokens(excerpt(value, LONGEST_TEXT)), self._names, self._common):
            if groups and mention.start - groups[-1][-1].end <= _BETWEEN:
                groups[-1].append(mention)
            else:
                groups.append([mention])
        return tuple(_told(group) for group in groups)


def _told(group: list[Mention]) -> Told:
    faint = all(one.faint for one in group)
    at = any(one.at for one in group) and not faint
    return Told(read(group), at=at, weak=faint or all(one.owned for one in group))


@cache
def load() -> Gazetteer:
    """The gazetteer of this process; the first call takes under a second, later ones nothing."""
    return Gazetteer(Facts())
