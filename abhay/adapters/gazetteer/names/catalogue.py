"""Lists all names of places with what they may mean: what the name index is built from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from abhay.adapters.gazetteer.names.spelling import folded
from abhay.adapters.gazetteer.places.files import Facts, rows, split
from abhay.adapters.gazetteer.places.records import Place
from models.enums import PlaceKind

NamedPlace = tuple[str, Place]

HOME = "rajasthan"
OUT_OF_STATE = "out_of_state"
PROMINENCE = {
    PlaceKind.PINCODE: 20.0,
    PlaceKind.DISTRICT: 10.0,
    PlaceKind.OUTSIDE: 4.0,
    PlaceKind.TEHSIL: 4.0,
    PlaceKind.TOWN: 4.0,
    PlaceKind.ABOLISHED: 1.5,
    PlaceKind.LOCALITY: 1.5,
    PlaceKind.OFFICE: 0.8,
    PlaceKind.VILLAGE: 0.5,
}
"""How likely a name means a place of this kind: estimated from how many people live in one."""

_PARTED = 0.3
"""The same for the part of an abolished district that another district received: its town lies in the first one."""

_NAMED_AFTER_ITS_CITY = frozenset({"jaipur", "jodhpur", "kota"})
"""Districts with several control rooms of which the first is that of the city they are named after."""

# Baytu was Balotra's from August 2023 to December 2025; tehsils.csv names only the district before 2023.
_ALSO_FORMER = {"Baytoo": "balotra"}
_BRACKETS = re.compile(r"\s*\([^)]*\)?")
_TAG = re.compile(r"\s(UP|CG|J&K)$|\s(छत्तीसगढ़|कश्मीर)$")
_ABBREVIATION = re.compile(r"^[A-Z&]{2,3}$|^(एमपी|यूपी)$")
_WORD_FOR_DISTRICT = re.compile(r"\s*(district|जिला)\b.*", re.IGNORECASE)
# Districts of Delhi; as names they say nothing.
_DIRECTIONS = frozenset(
    {"Central", "East", "North", "North East", "North West", "South", "South East", "South West", "West"}
)
_STATION = re.compile(r"\s+(R\.? ?S\.?|Rly Station|Railway Station|Jn\.)$", re.IGNORECASE)
_SHORTEST = 3
_SHORTEST_WITH_DIGITS = 5


def all_names(facts: Facts, outside: Iterable[tuple[str, str]]) -> Iterator[NamedPlace]:
    """Yields names with their places; `outside` are (State, district) of the rest of India."""
    yield from _districts(facts)
    yield from _abolished(facts)
    yield from _tehsils(facts)
    yield from _places(facts)
    yield from _offices(facts)
    yield from _states()
    yield from _elsewhere()
    for state, district in outside:
        if district not in _DIRECTIONS:
            yield district, _outside(district, state)


def bare(name: str) -> str:
    """Returns a name without the brackets behind it."""
    return _BRACKETS.sub("", name).strip()


def _districts(facts: Facts) -> Iterator[NamedPlace]:
    towns = {(row["district_id"], folded(row["tehsil_en"])) for row in rows("tehsils.csv")}
    towns |= {(row["district_id"], folded(row["tehsil_hi"])) for row in rows("tehsils.csv")}
    towns |= {(row["district_id"], folded(bare(row["place_en"]))) for row in rows("places.csv")}
    towns |= {(row["district_id"], folded(bare(row["place_hi"]))) for row in rows("places.csv")}
    for one in facts.districts:
        formers = frozenset(one.carved_from)
        # Who writes "Kota" means the city, whose room comes first; one outside it names a village or a town.
        units = ((one.rooms[0], 1.0),) if len(one.rooms) > 1 and one.id in _NAMED_AFTER_ITS_CITY else ()
        weight = PROMINENCE[PlaceKind.DISTRICT]
        place = Place(one.name_en, PlaceKind.DISTRICT, one.id, weight, formers=formers, units=units)
        yield one.name_en, place
        yield one.name_hi, place
        for alias in one.aliases:
            name = _WORD_FOR_DISTRICT.sub("", bare(alias))
            if name == bare(alias) and (one.id, folded(name)) not in towns and "ग्रामीण" not in name:
                yield name, place


def _abolished(facts: Facts) -> Iterator[NamedPlace]:
    rural = {f"{room.replace('-', ' ').title()}": room for one in facts.districts for room in one.rooms}
    for row in rows("abolished_districts.csv"):
        for district in filter(None, (row["merged_into"], row["also_merged_into"])):
            units = ((rural[row["name_en"]], 1.0),) if row["name_en"] in rural else ()
            weight = PROMINENCE[PlaceKind.ABOLISHED] if district == row["merged_into"] else _PARTED
            place = Place(row["name_en"], PlaceKind.ABOLISHED, district, weight, units=units)
            yield row["name_en"], place
            yield row["name_hi"], place


def _tehsils(facts: Facts) -> Iterator[NamedPlace]:
    mains = {one.id: {folded(one.name_en), folded(one.name_hi)} for one in facts.districts}
    for row in rows("tehsils.csv"):
        district, tehsil = row["district_id"], row["tehsil_en"]
        former = {facts.district_ids.get(row["district_before_2023"]), _ALSO_FORMER.get(tehsil)} - {None, district}
        place = Place(
            bare(tehsil),
            PlaceKind.TEHSIL,
            district,
            PROMINENCE[PlaceKind.TEHSIL],
            tehsil=bare(tehsil),
            formers=frozenset(filter(None, former)),
            units=facts.hints.of_tehsil(district, tehsil),
        )
        for name in (tehsil, row["tehsil_hi"], *split(row["aliases"])):
            if folded(bare(name)) not in mains[district]:
                yield bare(name), place


def _places(facts: Facts) -> Iterator[NamedPlace]:
    kinds = {"town": PlaceKind.TOWN, **dict.fromkeys(("locality", "institution", "landmark"), PlaceKind.LOCALITY)}
    for row in rows("places.csv"):
        kind = kinds[row["type"]]
        district = row["district_id"]
        units = facts.hints.shares(district, row["police_unit_hint"], row["confidence"], "place")
        name = bare(row["place_en"])
        place = Place(name, kind, district, PROMINENCE[kind], tehsil=row["tehsil"] or None, units=units)
        for spelling in (name, bare(row["place_hi"]), *map(bare, split(row["aliases"]))):
            yield spelling, place


def _offices(facts: Facts) -> Iterator[NamedPlace]:
    towns = {one.id: one.name_en for one in facts.districts}
    for office in facts.offices:
        kind = PlaceKind.VILLAGE if office.kind == "BO" else PlaceKind.OFFICE
        former = None if office.old_district == office.district else office.old_district
        place = Place(
            office.name,
            kind,
            office.district,
            PROMINENCE[kind],
            tehsil=office.tehsil,
            formers=_only(former),
            units=facts.hints.of_office(office.district, office.pincode, office.tehsil),
        )
        for name in _office_names(office.name, towns[office.district]):
            if folded(name) not in facts.everywhere:
                yield name, replace(place, name=name)


@cache
def _only(district: str | None) -> frozenset[str]:
    """Returns one set for all offices that share a former district: there are eleven thousand of them."""
    return frozenset({district}) if district else frozenset()


def _office_names(office: str, town: str) -> Iterator[str]:
    """Yields the names of an office's place: without "R.S." and the like, and also without the district's town."""
    for name in _STATION.sub("", bare(office)).split("@"):
        without_town = re.sub(rf"(^{town} | {town}$)", "", name.strip())
        for spelling in dict.fromkeys((name.strip(), without_town)):
            if len(folded(spelling)) >= (_SHORTEST_WITH_DIGITS if re.search(r"\d", spelling) else _SHORTEST):
                yield spelling


def _states() -> Iterator[NamedPlace]:
    home = Place("Rajasthan", PlaceKind.HOME_STATE, HOME, 0.0)
    for name in ("Rajasthan", "राजस्थान", "Raj", "RJ"):
        yield name, home
    for row in rows("out_of_state.csv"):
        state = row["state_en"]
        aliases = split(row["city_and_aliases"])
        itself = Place(state, PlaceKind.STATE, OUT_OF_STATE, 10.0, state=state)
        for name in (state, row["state_hi"], *filter(_ABBREVIATION.match, aliases)):
            yield name, itself
        for name in aliases:
            if not _ABBREVIATION.match(name):
                yield _TAG.sub("", name), _outside(_TAG.sub("", name), state)


def _elsewhere() -> Iterator[NamedPlace]:
    """Yields the larger cities of India and of the world, and the countries."""
    for row in rows("elsewhere.csv"):
        where = row["where"]
        if row["kind"] == "country":
            place = Place(where, PlaceKind.STATE, OUT_OF_STATE, 10.0, state=where)
        else:
            place = _outside(row["name"], where)
        for name in (row["name"], *split(row["name_hi"])):
            yield name, place


def _outside(name: str, state: str) -> Place:
    return Place(name, PlaceKind.OUTSIDE, OUT_OF_STATE, PROMINENCE[PlaceKind.OUTSIDE], state=state)
