"""The gazetteer's records, as plain values."""

from dataclasses import dataclass

from models.enums import PlaceKind
from models.routes import PlaceName


@dataclass(frozen=True, slots=True)
class District:
    """A revenue district of Rajasthan; `rooms` are the units that are paged when nothing says which one."""

    id: str
    name_en: str
    name_hi: str
    division: str
    aliases: tuple[str, ...]
    rooms: tuple[str, ...]
    carved_from: tuple[str, ...]

    @property
    def name(self) -> PlaceName:
        """The name in both languages."""
        return PlaceName(en=self.name_en, hi=self.name_hi)


@dataclass(frozen=True, slots=True)
class Unit:
    """A police unit; `district` is None for the desk and the state's control room."""

    id: str
    name_en: str
    name_hi: str
    type: str
    district: str | None
    range: str | None
    head_rank: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """One place that a name may mean.

    `says` is a district_id or `out_of_state`. `prominence` weighs how likely the name means this place and not
    another of the same name. `formers` are the ids of districts that it belonged to before, which people may still
    write. `units` are its police units with shares that add up to 1, empty where they are not known.
    """

    name: str
    kind: PlaceKind
    says: str
    prominence: float
    tehsil: str | None = None
    state: str | None = None
    formers: frozenset[str] = frozenset()
    units: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A post office; `position` is latitude and longitude, None where the directory's cannot be right."""

    pincode: str
    name: str
    kind: str
    district: str
    old_district: str | None
    tehsil: str | None
    position: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Side:
    """A district at or near a point with its distance in km; `id` is None for a district of another State."""

    id: str | None
    name: str
    state: str
    km: float


@dataclass(frozen=True, slots=True)
class Spot:
    """The district that a point lies in (None outside India), and other districts near it, nearest first."""

    inside: Side | None
    near: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class PincodeShare:
    """One district of a pincode with its part of the pincode's post offices; the parts add up to 1.

    `weight` is the part, evened out so that a pincode of two districts never decides alone.
    """

    district: str
    part: float
    weight: float
    tehsil: str | None
    units: tuple[tuple[str, float], ...]
    formers: frozenset[str]


@dataclass(frozen=True, slots=True)
class PincodeArea:
    """What a pincode stands for: districts of Rajasthan, or another State.

    `known` is False if only the first three digits are known: then the districts are those of this region.
    `state` is None in Rajasthan; `state_share` is the other State's part of the region, 0 to 1.
    """

    pincode: str
    known: bool
    shares: tuple[PincodeShare, ...] = ()
    state: str | None = None
    state_share: float = 0.0
