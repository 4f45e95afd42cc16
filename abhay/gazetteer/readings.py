"""Weighs what several names beside each other mean together.

Shahpura alone is two towns; "Shahpura, Bhilwara" is one. Each meaning of the whole field is a hypothesis,
each name speaks for or against it, and the shares of all hypotheses add up to at most 1; what is missing
is the chance that a place is meant which the gazetteer does not have.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from abhay.gazetteer.catalogue import OUT_OF_STATE
from abhay.gazetteer.mentions import Mention
from abhay.gazetteer.names import Match
from abhay.gazetteer.records import Place, PlaceKind
from abhay.gazetteer.unit_hints import Shares

AGAINST = 0.05
"""How likely a name is written beside a place that it does not belong to."""
OUTDATED = 0.90
"""The same for the district that the place belonged to before: most people still write it."""
SOMEWHERE_ELSE = {Match.LETTERS: 0.30, Match.SOUND: 0.40, Match.ROUGH: 0.80, Match.NEARLY: 1.50}
"""Prominence of the places of that name that the gazetteer does not have."""
_MORE_OF_THEM = 0.25
"""The same again for each village that it has: a name that ten villages bear is that of many more."""
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
    PlaceKind.PIN,
)
_LEAST = 0.02
_WRITTEN_AS_DISTRICT = 8.0


@dataclass(frozen=True, slots=True)
class Share:
    """One meaning: a district_id or another state, its share, and the finest place that speaks for it.

    `tehsil` and `units` come from the finest place that has them; `outdated` are districts written beside it
    that it belonged to before.
    """

    says: str
    state: str | None
    share: float
    place: Place
    match: Match
    tehsil: str | None = None
    units: Shares = ()
    outdated: tuple[str, ...] = ()


def read(mentions: Sequence[Mention]) -> tuple[Share, ...]:
    """The meanings of names that stand together, likeliest first."""
    meanings = dict.fromkeys((place.says, place.state) for mention in mentions for place in _meant(mention))
    meanings = [meaning for meaning in meanings if meaning[0] == OUT_OF_STATE or meaning[1] is None]
    weights = {meaning: _together(mentions, meaning) for meaning in meanings}
    nowhere = 1.0
    for mention in mentions:
        nowhere *= _elsewhere(mention)
    total = sum(weights.values()) + nowhere
    shares = (_share(meaning, weight / total, mentions) for meaning, weight in weights.items() if weight > 0)
    return tuple(sorted((one for one in shares if one.share >= _LEAST), key=lambda one: (-one.share, one.says)))


def _meant(mention: Mention) -> Iterable[Place]:
    return (place for place in mention.places if place.kind is not PlaceKind.HOME_STATE)


def _prominence(place: Place, mention: Mention) -> float:
    """An abolished district counts as such only where the word "district" stands beside it or it is nothing else."""
    districts = {PlaceKind.DISTRICT, PlaceKind.ABOLISHED}
    if mention.as_district and place.kind in districts:
        return place.prominence * _WRITTEN_AS_DISTRICT
    return place.prominence


def _together(mentions: Sequence[Mention], meaning: tuple[str, str | None]) -> float:
    weight = 1.0
    for mention in mentions:
        weight *= _fit(mention, meaning, mentions)
    return weight


def _fit(mention: Mention, meaning: tuple[str, str | None], mentions: Sequence[Mention]) -> float:
    if any(place.kind is PlaceKind.HOME_STATE for place in mention.places):
        return AGAINST if meaning[0] == OUT_OF_STATE else 1.0
    mine = sum(_prominence(place, mention) for place in mention.places if (place.says, place.state) == meaning)
    if mine:
        return max(mine / (_known(mention) + _unknown(mention)), AGAINST)
    if _is_old_district(mention, meaning[0], mentions):
        return OUTDATED
    return max(AGAINST, _elsewhere(mention) / 2)


def _is_old_district(mention: Mention, district: str, mentions: Sequence[Mention]) -> bool:
    """Whether this is the district that another of the names belonged to before."""
    olds = {old for other in mentions for place in other.places if place.says == district for old in place.olds}
    return any(place.kind is PlaceKind.DISTRICT and place.says in olds for place in mention.places)


def _elsewhere(mention: Mention) -> float:
    """The chance that a place is meant which the gazetteer does not have."""
    if any(place.kind is PlaceKind.HOME_STATE for place in mention.places):
        return 1.0
    return _unknown(mention) / (_known(mention) + _unknown(mention))


def _known(mention: Mention) -> float:
    return sum(_prominence(place, mention) for place in mention.places)


def _unknown(mention: Mention) -> float:
    minor = sum(place.prominence for place in mention.places if place.kind in _MINOR)
    return SOMEWHERE_ELSE[mention.match] + _MORE_OF_THEM * minor


def _share(meaning: tuple[str, str | None], share: float, mentions: Sequence[Mention]) -> Share:
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
        if one.kind is PlaceKind.DISTRICT and one.says != says and any(one.says in mine.olds for mine, _ in own)
    }
    return Share(
        says,
        state,
        share,
        place,
        mention.match,
        tehsil=next((one.tehsil for one, at in own if one.tehsil and not at.as_district), None),
        units=next((one.units for one, _ in own if one.units), ()),
        outdated=tuple(sorted(outdated)),
    )
