"""The gazetteer: loaded once in each process, then only read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

from abhay.adapters.gazetteer.names.catalogue import all_names
from abhay.adapters.gazetteer.names.disguised import undisguised
from abhay.adapters.gazetteer.names.grouping import in_groups, standing_of_group
from abhay.adapters.gazetteer.names.index import NameIndex
from abhay.adapters.gazetteer.names.mentions import (
    LONGEST_FIELD,
    LONGEST_TEXT,
    Mention,
    Token,
    excerpt,
    in_field,
    in_text,
    of_pincode,
    six_digits,
    standing_at,
    tokens,
    without_joins,
)
from abhay.adapters.gazetteer.names.readings import Reading, read
from abhay.adapters.gazetteer.places.centres import Centres
from abhay.adapters.gazetteer.places.codes import Pincodes, StdCodes
from abhay.adapters.gazetteer.places.files import Facts, boundary_records, rows
from abhay.adapters.gazetteer.places.records import District, PincodeArea, Side, Spot, Unit
from abhay.adapters.gazetteer.places.unit_hints import UnitShares
from abhay.domain.intake.phones import phones_in
from models.enums import Standing
from models.routes import PlaceName

HOME_STATE = "Rajasthan"

_LOADING = Lock()


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """What names that stand together in running text mean, likeliest reading first.

    `standing`: what the text says of them. `faint`: the name is an everyday word, and hardly a place is meant.
    """

    readings: tuple[Reading, ...]
    standing: Standing
    faint: bool


class Gazetteer:
    """Points, pincodes, names and police units of Rajasthan. Every lookup takes under 2 ms."""

    def __init__(self, facts: Facts) -> None:
        # Loaded here: shapely and numpy take a tenth of a second, and a gateway that routes nothing does without.
        from abhay.adapters.gazetteer.places.points import Boundaries, NearestOffices  # noqa: PLC0415

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
        self._pincodes = Pincodes(
            facts.offices, rows("pincode_prefix_states.csv"), facts.hints, self._boundaries.borders()
        )
        self._nearest = NearestOffices(facts.offices, facts.hints)
        self._std_codes = StdCodes()
        self._centres = Centres(facts.offices)

    def _name(self, district: str | None, published: str) -> str:
        return self._districts[district].name_en if district else published

    def districts(self) -> Sequence[District]:
        """Returns the 41 districts."""
        return tuple(self._districts.values())

    def units(self) -> Sequence[Unit]:
        """Returns all police units, with those of the railways, the desk and the State's control room."""
        return self._units

    def rooms(self) -> Mapping[str, tuple[str, ...]]:
        """Returns the units that are paged in each district when nothing says which one."""
        return {key: district.rooms for key, district in self._districts.items()}

    def district(self, district: str) -> District:
        """Returns a district by its id; KeyError for an unknown one."""
        return self._districts[district]

    def name_of(self, side: Side) -> PlaceName:
        """Returns the name of a district near a point; those of other States have no Hindi in the tables."""
        return self._districts[side.id].name if side.id else PlaceName(en=side.name)

    def locate(self, lat: float, lon: float) -> Spot:
        """Returns where a point lies, given in degrees (WGS 84)."""
        return self._boundaries.locate(lat, lon)

    def units_near(self, lat: float, lon: float, district: str) -> UnitShares:
        """Returns the police units of a point inside `district`, empty if the post offices around do not tell."""
        return self._nearest.units(lat, lon, district) if self._hints.several(district) else ()

    def centre(self, reading: Reading) -> tuple[float, float] | None:
        """Returns a point (degrees, WGS 84) in or near the place that a reading names; None outside the State."""
        return self._centres.of(reading.says, reading.tehsil, reading.place.name)

    def pincode(self, pincode: str) -> PincodeArea | None:
        """Returns what six ASCII digits stand for as a pincode, None if no State has such a pincode."""
        return self._pincodes.lookup(pincode)

    def landline(self, phone: str) -> str | None:
        """The district of the landline that somebody wrote; None for a mobile, another State, or no number."""
        found = (self._std_codes.district(number) for number in phones_in(phone))
        return next((district for district in found if district), None)

    def field(self, value: str, pincode: PincodeArea | None = None) -> tuple[Reading, ...]:
        """Returns the readings of a place field's names and of the pincode beside them, likeliest first."""
        spelt = undisguised(excerpt(value, LONGEST_FIELD), self._names)
        named = in_field(tokens(spelt), self._names, self._common)
        return read([of_pincode(pincode), *named] if pincode else named)

    def pincodes_said(self, value: str) -> Mapping[str, Standing]:
        """Returns what running text says of the places of its six-digit numbers, by number."""
        words = self._words(value)
        found: dict[str, Standing] = {}
        for start, end, digits in six_digits(words):
            found.setdefault(digits, standing_at(words, start, end))
        return found

    def _words(self, value: str) -> list[Token]:
        return without_joins(tokens(excerpt(value, LONGEST_TEXT)), self._names)

    def text(self, value: str, *, reported: bool = False) -> tuple[MentionGroup, ...]:
        """Returns the groups of names in running text, in order; `reported` if another tells of the person."""
        words = self._words(value)
        found = in_text(words, self._names, self._common, told=reported)
        return tuple(_read(group) for group in in_groups(words, found))


def _read(group: Sequence[Mention]) -> MentionGroup:
    return MentionGroup(read(group), standing_of_group(group), faint=all(one.faint for one in group))


def load() -> Gazetteer:
    """Returns the gazetteer of this process; the first call takes under a second, later ones nothing.

    Threads that call it meanwhile wait for the first: it is loaded once.
    """
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Gazetteer:
    return Gazetteer(Facts())
