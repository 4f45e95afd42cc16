"""Weighs what several names that stand together mean.

Shahpura alone is two towns; "Shahpura, Bhilwara" is one. Each meaning of the whole field is a hypothesis, and each
name speaks for or against it. The shares of all hypotheses add up to at most 1; the rest is the chance that the
field means a place which the gazetteer does not have.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from abhay.adapters.gazetteer.names.catalogue import OUT_OF_STATE
from abhay.adapters.gazetteer.names.mentions import Mention
from abhay.adapters.gazetteer.places.records import Place
from abhay.adapters.gazetteer.places.unit_hints import UnitShares
from models.enums import NameMatch, PlaceKind

AGAINST = 0.05
"""How likely people write a name beside a place that it does not belong to."""
_NAMESAKE = 0.50
"""The same for a name beside another State which has no such place in the list: most of its places are not in it."""
_NEIGHBOUR = 0.40
"""The same for a name that only says what lies near."""
OUTDATED = 0.90
"""The same for a former district of the place: most people still write it."""
SOMEWHERE_ELSE = {NameMatch.LETTERS: 0.30, NameMatch.SOUND: 0.40, NameMatch.ROUGH: 0.80, NameMatch.NEARLY: 1.50}
"""Prominence of all places of the name that the gazetteer does not have."""
_MORE_OF_THEM = 0.25
"""Added to that for each minor place that it has: a name of ten villages is the name of many more."""
_MINOR = frozenset({PlaceKind.VILLAGE, PlaceKind.OFFICE, PlaceKind.LOCALITY})
_FINENESS = (
    PlaceKind.VILLAGE,
    PlaceKind.LOCALITY,
    PlaceKind.OFFICE,
    PlaceKind.TOWN,
    PlaceKind.TEHSIL,
    PlaceKind.ABOLISHED,
    PlaceKind.DISTRICT,
    PlaceKind.OUTSIDE,
    PlaceKind.STATE,
    PlaceKind.PINCODE,
)
_LEAST = 0.02
_WRITTEN_AS_DISTRICT = 8.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning: a district_id or another State, its share, and the finest place that speaks for it.

    `tehsil` and `units` are those of the finest place that has them. `outdated` are the former districts that are
    written beside it.
    """

    says: str
    state: str | None
    share: float
    place: Place
    match: NameMatch
    tehsil: str | None = None
    units: UnitShares = ()
    outdated: tuple[str, ...] = ()


def read(mentions: Sequence[Mention]) -> tuple[Reading, ...]:
    """Returns the readings of names that stand together, likeliest first."""
    meanings = dict.fromkeys((place.says, place.state) for mention in mentions for place in _meant(mention))
    meanings = [meaning for meaning in meanings if meaning[0] == OUT_OF_STATE or meaning[1] is None]
    weights = {meaning: _joint_weight(mentions, meaning) for meaning in meanings}
    nowhere = 1.0
    for mention in mentions:
        nowhere *= _elsewhere(mention)
    total = sum(weights.values()) + nowhere
    readings = (_reading(meaning, weight / total, mentions) for meaning, weight in weights.items() if weight > 0)
    return tuple(sorted((one for one in readings if one.share >= _LEAST), key=lambda one: (-one.share, one.says)))


def _meant(mention: Mention) -> Iterable[Place]:
    return (place for place in mention.places if place.kind is not PlaceKind.HOME_STATE)


def _prominence(place: Place, mention: Mention) -> float:
    """Returns the prominence of a place, raised for a district if the word "district" stands beside it."""
    districts = {PlaceKind.DISTRICT, PlaceKind.ABOLISHED}
    if mention.as_district and place.kind in districts:
        return place.prominence * _WRITTEN_AS_DISTRICT
    return place.prominence


def _units(own: Sequence[tuple[Place, Mention]]) -> UnitShares:
    """Returns the units of the finest place that has them; a district's name says its city only by itself."""
    if all(one.kind is PlaceKind.DISTRICT for one, _ in own):
        return () if any(at.as_district for _, at in own) else own[0][0].units
    return next((one.units for one, _ in own if one.units and one.kind is not PlaceKind.DISTRICT), ())


def _joint_weight(mentions: Sequence[Mention], meaning: tuple[str, str | None]) -> float:
    weight = 1.0
    for mention in mentions:
        weight *= _fit(mention, meaning, mentions)
    return weight


def _fit(mention: Mention, meaning: tuple[str, str | None], mentions: Sequence[Mention]) -> float:
    if any(place.kind is PlaceKind.HOME_STATE for place in mention.places):
        return AGAINST if meaning[0] == OUT_OF_STATE else 1.0
    mine = sum(_prominence(place, mention) for place in mention.places if (place.says, place.state) == meaning)
    if mine:
        return max(mine / (_known(mention) + _unknown(mention)), _against(mention, meaning))
    if _is_former_district(mention, meaning[0], mentions):
        return OUTDATED
    if meaning[0] == OUT_OF_STATE and any(_names_state(other, meaning[1]) for other in mentions):
        return _NAMESAKE
    return max(_against(mention, meaning), _elsewhere(mention) / 2)


def _against(mention: Mention, meaning: tuple[str, str | None]) -> float:
    """Returns how likely a name is written beside a place that it does not belong to: what lies near may lie across."""
    return _NEIGHBOUR if mention.beside and meaning[0] != OUT_OF_STATE else AGAINST


def _names_state(mention: Mention, state: str | None) -> bool:
    return any(place.kind is PlaceKind.STATE and place.state == state for place in mention.places)


def _is_former_district(mention: Mention, district: str, mentions: Sequence[Mention]) -> bool:
    """Whether the mention is a former district of a place that another mention names."""
    places = (place for other in mentions for place in other.places if place.says == district)
    formers = {former for place in places for former in place.formers}
    return any(place.kind is PlaceKind.DISTRICT and place.says in formers for place in mention.places)


def _elsewhere(mention: Mention) -> float:
    """Returns the chance that the name means a place which the gazetteer does not have."""
    if any(place.kind is PlaceKind.HOME_STATE for place in mention.places):
        return 1.0
    return _unknown(mention) / (_known(mention) + _unknown(mention))


def _known(mention: Mention) -> float:
    return sum(_prominence(place, mention) for place in mention.places)


def _unknown(mention: Mention) -> float:
    minor = sum(place.prominence for place in mention.places if place.kind in _MINOR)
    return SOMEWHERE_ELSE[mention.match] + _MORE_OF_THEM * minor


def _reading(meaning: tuple[str, str | None], share: float, mentions: Sequence[Mention]) -> Reading:
    says, state = meaning
    own = [
        (place, mention)
        for mention in mentions
        for place in mention.places
        if (place.says, place.state) == meaning and place.kind is not PlaceKind.HOME_STATE
    ]
    own.sort(key=lambda pair: _FINENESS.index(pair[0].kind))
    place, mention = own[0]
    outdated = {
        one.says
        for mention in mentions
        for one in mention.places
        if one.kind is PlaceKind.DISTRICT and one.says != says and any(one.says in mine.formers for mine, _ in own)
    }
    return Reading(
        says,
        state,
        share,
        place,
        mention.match,
        tehsil=next((one.tehsil for one, at in own if one.tehsil and not at.as_district), None),
        units=_units(own),
        outdated=tuple(sorted(outdated)),
    )
