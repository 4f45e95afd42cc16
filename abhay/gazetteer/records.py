"""What the gazetteer knows, as plain values."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class District:
    """A revenue district of Rajasthan; `rooms` are the units paged when nothing says which one."""

    id: str
    name_en: str
    name_hi: str
    division: str
    aliases: tuple[str, ...]
    rooms: tuple[str, ...]
    carved_from: tuple[str, ...]


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


class PlaceKind(StrEnum):
    """What a name names."""

    DISTRICT = "district"
    ABOLISHED = "abolished district"
    TEHSIL = "tehsil"
    TOWN = "town"
    LOCALITY = "locality"
    OFFICE = "town or post office"
    VILLAGE = "village post office"
    HOME_STATE = "state"
    STATE = "other state"
    OUTSIDE = "place in another state"
    PIN = "PIN"


@dataclass(frozen=True, slots=True)
class Place:
    """One place that a name may mean.

    `says` is a district_id or `out_of_state`; `prominence` how likely somebody means this one of all
    places of the name; `olds` the district_ids that people may still write for it; `units` its police
    units with shares that add up to 1, empty where nothing is known.
    """

    name: str
    kind: PlaceKind
    says: str
    prominence: float
    tehsil: str | None = None
    state: str | None = None
    olds: frozenset[str] = frozenset()
    units: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A post office; `position` is latitude and longitude where they can be believed."""

    pin: str
    name: str
    kind: str
    district: str
    old_district: str | None
    tehsil: str | None
    position: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Side:
    """A district near a point, of this State (`id`) or another (`id` None), with the distance in km."""

    id: str | None
    name: str
    state: str
    km: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point lies: `inside` is None outside India; `near` are other districts, nearest first."""

    inside: Side | None
    near: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class PinShare:
    """One district of a PIN with its part of the PIN's post offices; parts add up to 1.

    `weight` is the part evened out: a PIN of two districts never settles it alone.
    """

    district: str
    part: float
    weight: float
    tehsil: str | None
    units: tuple[tuple[str, float], ...]
    olds: frozenset[str]


@dataclass(frozen=True, slots=True)
class PinPlace:
    """What a PIN says: districts of this State, or another state with the share it has of the PIN's region.

    `known` is False when only its first three digits are: then the districts are those of the region.
    `state` is None in this State; `state_share` is how much of the region is the other state's.
    """

    pin: str
    known: bool
    shares: tuple[PinShare, ...] = ()
    state: str | None = None
    state_share: float = 0.0
