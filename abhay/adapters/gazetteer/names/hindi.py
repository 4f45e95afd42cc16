"""The Hindi names of what a route names in English, as far as the tables have them."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from abhay.adapters.gazetteer.names.catalogue import bare
from abhay.adapters.gazetteer.names.spelling import folded
from abhay.adapters.gazetteer.places.files import rows, split
from abhay.adapters.gazetteer.places.records import Place
from models.enums import PlaceKind
from models.routes import PlaceName


def place_name(place: Place) -> PlaceName:
    """Returns the name of a place; post offices and towns of other States have no Hindi in the tables."""
    return PlaceName(en=place.name, hi=_in_hindi(place))


def state_name(state: str) -> PlaceName:
    """Returns the name of a State or Union Territory."""
    return PlaceName(en=state, hi=state_in_hindi(state))


def tehsil_in_hindi(tehsil: str, district: str | None) -> str | None:
    """Returns the Hindi name of a tehsil, None for one that the list does not have.

    Near a border an office may lie in one district and belong to a tehsil of the next. Then the name alone
    decides, provided that all tehsils of that name are written alike.
    """
    by_district = _tehsils().get(folded(bare(tehsil)), {})
    everywhere = set(by_district.values())
    return by_district.get(district or "") or (everywhere.pop() if len(everywhere) == 1 else None)


def state_in_hindi(state: str) -> str | None:
    """Returns the Hindi name of another State, a Union Territory or a country, None for any other."""
    return _states().get(folded(state)) or _countries().get(state)


@cache
def states_in_hindi() -> Mapping[str, str]:
    """Returns the Hindi names of the other States and Union Territories by their English names."""
    return {row["state_en"]: row["state_hi"] for row in rows("out_of_state.csv")}


def state_named(text: str) -> str | None:
    """Returns the English name of the other State or Union Territory that a text names, None for any other text."""
    wanted = folded(text)
    named = ((row["state_en"], row["state_hi"]) for row in rows("out_of_state.csv"))
    return next((english for english, hindi in named if wanted in (folded(english), folded(hindi))), None)


def _in_hindi(place: Place) -> str | None:
    match place.kind:
        case PlaceKind.TEHSIL:
            return tehsil_in_hindi(place.name, place.says)
        case PlaceKind.STATE:
            return state_in_hindi(place.name)
        case PlaceKind.DISTRICT | PlaceKind.ABOLISHED | PlaceKind.TOWN | PlaceKind.LOCALITY:
            return _named_places().get((place.kind, place.name, place.says))
        case _:
            return None


@cache
def _named_places() -> Mapping[tuple[PlaceKind, str, str], str]:
    """Hindi names of districts, abolished districts, towns and localities by kind, English name and district_id."""
    found: dict[tuple[PlaceKind, str, str], str] = {}
    for row in rows("districts.csv"):
        found[PlaceKind.DISTRICT, row["name_en"], row["district_id"]] = row["name_hi"]
    for row in rows("abolished_districts.csv"):
        for district in filter(None, (row["merged_into"], row["also_merged_into"])):
            found[PlaceKind.ABOLISHED, row["name_en"], district] = row["name_hi"]
    for row in rows("places.csv"):
        for kind in (PlaceKind.TOWN, PlaceKind.LOCALITY):
            found[kind, bare(row["place_en"]), row["district_id"]] = bare(row["place_hi"])
    return found


@cache
def _tehsils() -> dict[str, dict[str, str]]:
    """Hindi names by English name and district."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("tehsils.csv"):
        for spelling in (*split(row["aliases"]), row["tehsil_en"]):
            found[folded(bare(spelling))][row["district_id"]] = bare(row["tehsil_hi"])
    return dict(found)


@cache
def _countries() -> dict[str, str]:
    return {row["where"]: row["where_hi"] for row in rows("elsewhere.csv") if row["where_hi"]}


@cache
def _states() -> dict[str, str]:
    return {folded(row["state_en"]): row["state_hi"] for row in rows("out_of_state.csv")}
