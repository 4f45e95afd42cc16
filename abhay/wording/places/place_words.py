"""The words of routing in Hindi and English: why a piece of evidence says what it says, why a route is what it is.

Each reason code of `models/routes.py` has one template per language, with the
names of its parameters. The Hindi is for a station officer. The English is also what the API calls `detail` and
`reason`, so partners may depend on it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from abhay.domain.routing import OUT_OF_STATE, UNKNOWN
from abhay.wording import words
from abhay.wording.places.old_reasons import read_old_reason
from abhay.wording.places.point_words import WHY_OF_POINTS
from abhay.wording.places.standings import STANDINGS
from abhay.wording.words import Bilingual, EvidenceWords
from models.enums import NameMatch, PlaceKind
from models.payloads import Payload
from models.routes import (
    BY_PERSON,
    FOR_A_DRILL_EN,
    UNREADABLE_EN,
    DecidingEvidence,
    Evidence,
    EvidenceReason,
    EvidenceWhy,
    PlaceName,
    Route,
    RouteReason,
    RouteWhy,
)

_AS_GOOD_AS_ALL, _HALF = 0.995, 0.5
"""Shares from which all, or most, of something is said."""

NamesById = Mapping[str, Bilingual]
"""Names of districts, police units and the like by their ids."""


@dataclass(frozen=True)
class PlaceNames:
    """Names by district_id and unit_id, and the Hindi names of the other States by their English names."""

    districts: NamesById
    units: NamesById
    states_in_hindi: Mapping[str, str]


PLACE_KINDS: Final[Mapping[PlaceKind, Bilingual]] = {
    PlaceKind.DISTRICT: Bilingual(hi="ज़िला", en="district"),
    PlaceKind.ABOLISHED: Bilingual(hi="पूर्व ज़िला", en="abolished district"),
    PlaceKind.TEHSIL: Bilingual(hi="तहसील", en="tehsil"),
    PlaceKind.TOWN: Bilingual(hi="कस्बा", en="town"),
    PlaceKind.LOCALITY: Bilingual(hi="मोहल्ला/क्षेत्र", en="locality"),
    PlaceKind.OFFICE: Bilingual(hi="कस्बा या डाकघर", en="town or post office"),
    PlaceKind.VILLAGE: Bilingual(hi="गाँव का डाकघर", en="village post office"),
    PlaceKind.HOME_STATE: Bilingual(hi="राज्य", en="state"),
    PlaceKind.STATE: Bilingual(hi="दूसरा राज्य", en="other state"),
    PlaceKind.OUTSIDE: Bilingual(hi="दूसरे राज्य का स्थान", en="place in another state"),
    PlaceKind.PINCODE: Bilingual(hi="पिन कोड", en="PIN"),
}
"""What a name names."""

NAME_MATCHES: Final[Mapping[NameMatch, Bilingual]] = {
    NameMatch.LETTERS: Bilingual(hi="जैसा लिखा है", en="as written"),
    NameMatch.SOUND: Bilingual(hi="उच्चारण से पहचाना", en="by its sound"),
    NameMatch.ROUGH: Bilingual(hi="मिलते-जुलते उच्चारण से पहचाना", en="by its rough sound"),
    NameMatch.NEARLY: Bilingual(hi="लगभग ऐसा ही लिखा है", en="nearly as written"),
}
"""How a name was recognised."""

WHY_OF_EVIDENCE: Final[Mapping[EvidenceReason, Bilingual]] = {
    EvidenceReason.NAME: Bilingual(hi="{name} ({kind}), {match}", en="{name} ({kind}), read {match}"),
    EvidenceReason.NAME_ELSEWHERE: Bilingual(
        hi="{name} ({kind}), {match}, {state}", en="{name} ({kind}), read {match}, {state}"
    ),
    EvidenceReason.SAID: Bilingual(
        hi="{name} ({kind}), {match}: {standing}", en="{name} ({kind}), read {match}: {standing}"
    ),
    EvidenceReason.SAID_ELSEWHERE: Bilingual(
        hi="{name} ({kind}), {match}, {state}: {standing}", en="{name} ({kind}), read {match}, {state}: {standing}"
    ),
    **WHY_OF_POINTS,
    EvidenceReason.PINCODE: Bilingual(
        hi="पिन {pincode}: इसके {part} डाकघर यहाँ हैं", en="PIN {pincode}: {part} of its post offices"
    ),
    EvidenceReason.PINCODE_IN_TEXT: Bilingual(
        hi="पोस्ट में पिन {pincode}: इसके {part} डाकघर यहाँ हैं", en="PIN {pincode} in the text: {part} of its post offices"
    ),
    EvidenceReason.PINCODE_ELSEWHERE: Bilingual(hi="पिन {pincode} {state} का है", en="PIN {pincode} is of {state}"),
    EvidenceReason.PINCODE_UNLISTED: Bilingual(
        hi="पिन {pincode} सूची में नहीं; {pincode:.3} से शुरू होने वाले {part} पिन यहाँ के हैं",
        en="PIN {pincode} is not in the list; {part} of the PINs that begin {pincode:.3}",
    ),
    EvidenceReason.PINCODE_UNKNOWN: Bilingual(hi="पिन {pincode} होता ही नहीं है", en="there is no PIN {pincode}"),
    EvidenceReason.FORMER_DISTRICT: Bilingual(
        hi="पहले यह स्थान {former} ज़िले में था, अब {district} में है: पुराने ज़िले को प्रति",
        en="{former} is the district of before; the place lies in {district} now: gets a copy",
    ),
    EvidenceReason.LANDLINE: Bilingual(hi="लैंडलाइन का कोड: केवल संकेत", en="landline code: only a hint"),
    EvidenceReason.IP_ADDRESS: Bilingual(
        hi="दूरसंचार कंपनी से पता, पोर्ट और समय देकर पूछा जा सकता है: अपने-आप स्थान नहीं बताता",
        en="address, port and time can be looked up with the operator: says no place by itself",
    ),
}
"""Why a piece of evidence says what it says."""

FOR_PEOPLE: Final[Mapping[EvidenceReason, Bilingual]] = {
    EvidenceReason.PINCODE: Bilingual(
        hi="पिन कोड {pincode}: इसके {part} डाकघर यहाँ हैं", en="PIN code {pincode}: {part} of its post offices are here"
    ),
    EvidenceReason.PINCODE_IN_TEXT: Bilingual(
        hi="पोस्ट में पिन कोड {pincode}: इसके {part} डाकघर यहाँ हैं",
        en="PIN code {pincode} in the text: {part} of its post offices are here",
    ),
    EvidenceReason.PINCODE_ELSEWHERE: Bilingual(
        hi="पिन कोड {pincode} {state} का है", en="PIN code {pincode} belongs to {state}"
    ),
    EvidenceReason.PINCODE_UNLISTED: Bilingual(
        hi="पिन कोड {pincode} सूची में नहीं; {pincode:.3} से शुरू होने वाले {part} पिन कोड यहाँ के हैं",
        en="PIN code {pincode} is not in the list; {part} of the PIN codes that begin with {pincode:.3} are here",
    ),
    EvidenceReason.PINCODE_UNKNOWN: Bilingual(
        hi="पिन कोड {pincode} होता ही नहीं है", en="there is no PIN code {pincode}"
    ),
}
"""Reasons that pages and packets word otherwise than the API: to an officer a PIN is the one that is typed."""

WHY_OF_ROUTE: Final[Mapping[RouteReason, Bilingual]] = {
    RouteReason.NO_EVIDENCE: Bilingual(hi="स्थान का कोई संकेत नहीं", en="no place evidence"),
    RouteReason.ONLY_HINTS: Bilingual(
        hi="केवल हल्के संकेत, जो अकेले निर्णय नहीं करते", en="only hints, which never decide alone"
    ),
    RouteReason.TOO_WEAK: Bilingual(hi="संकेत बहुत कमज़ोर हैं", en="the evidence is too weak"),
    RouteReason.STATE_ONLY_MENTIONED: Bilingual(
        hi="दूसरे राज्य का उल्लेख केवल पोस्ट के शब्दों में है", en="another state is only mentioned in the text"
    ),
    RouteReason.EQUALLY_LIKELY: Bilingual(hi="कई स्थान लगभग बराबर संभव हैं", en="several places are about equally likely"),
    RouteReason.OURS_OR_ANOTHER_STATE: Bilingual(hi="राजस्थान या कोई दूसरा राज्य", en="Rajasthan or another state"),
    RouteReason.EVIDENCE: Bilingual(hi="{by}", en="{by}"),
    RouteReason.UNIT_UNCLEAR: Bilingual(
        hi="ज़िला स्पष्ट है, उसकी इकाई नहीं; {by}", en="the district is clear, its unit is not; {by}"
    ),
    RouteReason.CONTRADICTION: Bilingual(hi="{by}; इसके विपरीत {against}", en="{by}; against that {against}"),
    RouteReason.PERSON: Bilingual(hi="किसी व्यक्ति ने सुधारा", en=BY_PERSON),
    RouteReason.UNREADABLE: Bilingual(hi="सूचना पढ़ी नहीं जा सकी", en=UNREADABLE_EN),
    RouteReason.DRILL: Bilingual(hi="इकाई अभ्यास के लिए चुनी गई", en=FOR_A_DRILL_EN),
}
"""Why a route is what it is."""


def evidence_words(evidence: Evidence, names: PlaceNames) -> EvidenceWords:
    """Returns a piece of evidence in words."""
    return EvidenceWords(
        kind=words.EVIDENCE[evidence.kind],
        says=_says(evidence, names),
        weight=words.weight_words(evidence.weight),
        why=_why_for_people(evidence.why) if evidence.why and evidence.why.complete else _why(None, evidence.detail),
    )


def _why_for_people(why: EvidenceWhy) -> Bilingual:
    """Returns the reason as pages and packets word it, for which the API's own English is too terse."""
    template = FOR_PEOPLE.get(why.code, WHY_OF_EVIDENCE[why.code])
    said = {name: _SAID_TO_PEOPLE.get(name, PARAMETERS[name])(value) for name, value in why.params}
    return _formatted(template, said)


def in_english(route: Route) -> Route:
    """Returns the route with `reason` and each `detail` worded anew; a text without its code is left as it is."""
    evidence = tuple(
        piece.model_copy(update={"detail": why_words(piece.why).en}) if piece.why and piece.why.complete else piece
        for piece in route.evidence
    )
    reason = route_why_words(route.why).en if route.why else route.reason
    return route.model_copy(update={"evidence": evidence, "reason": reason})


def why_words(why: EvidenceWhy) -> Bilingual:
    """Returns the reason of a piece of evidence in both languages."""
    return _filled(WHY_OF_EVIDENCE[why.code], why.params)


def route_why_words(why: RouteWhy) -> Bilingual:
    """Returns the reason of a route in both languages."""
    return _filled(WHY_OF_ROUTE[why.code], why.params)


def _why(why: EvidenceWhy | None, detail: str) -> Bilingual | None:
    if why:
        return why_words(why)
    return read_old_reason(detail) if detail else None


def _says(evidence: Evidence, names: PlaceNames) -> Bilingual:
    if evidence.says == OUT_OF_STATE:
        return _other_state(evidence.state, names)
    if evidence.says == UNKNOWN:
        return Bilingual(hi="कोई स्थान नहीं", en="no place")
    district = names.districts.get(evidence.says, Bilingual.same(evidence.says))
    unit = names.units.get(evidence.unit or "")
    return Bilingual(
        hi=f"ज़िला {district.hi}" + (f", {unit.hi}" if unit else ""),
        en=f"{district.en} district" + (f", {unit.en}" if unit else ""),
    )


def _other_state(state: str | None, names: PlaceNames) -> Bilingual:
    if state is None:
        return Bilingual(hi="राज्य के बाहर", en="out of the State")
    hindi = names.states_in_hindi.get(state, state)
    return Bilingual(hi=f"राज्य के बाहर: {hindi}", en=f"out of the State: {state}")


def _filled(template: Bilingual, params: Payload) -> Bilingual:
    return _formatted(template, {name: PARAMETERS[name](value) for name, value in params})


def _formatted(template: Bilingual, said: NamesById) -> Bilingual:
    return Bilingual(
        hi=template.hi.format_map({name: each.hi for name, each in said.items()}),
        en=template.en.format_map({name: each.en for name, each in said.items()}),
    )


def _name(name: PlaceName) -> Bilingual:
    return Bilingual(hi=name.hi or name.en, en=name.en)


def _age(minutes: int | None) -> Bilingual:
    if minutes is None:
        return Bilingual(hi="समय अज्ञात", en="time unknown")
    if minutes < 0:
        return Bilingual(hi="पोस्ट के बाद का", en="taken after the post")
    if minutes < words.HOURS_FROM_MINUTES:
        return Bilingual(hi=f"पोस्ट से {minutes} मिनट पहले का", en=f"{minutes} min before the post")
    return Bilingual(hi=f"पोस्ट से {minutes // 60} घंटे पहले का", en=f"{minutes // 60} h before the post")


def _accuracy(metres: int | None) -> Bilingual:
    if metres is None:
        return Bilingual(hi="सटीकता अज्ञात", en="accuracy unknown")
    return Bilingual(hi=f"सटीकता ± {metres} मी.", en=f"accurate to {metres} m")


def _deciding(piece: DecidingEvidence) -> Bilingual:
    """Returns the kind and reason of a piece; in English the kind is the API's word for it."""
    why = _why(piece.why, piece.detail) or Bilingual.same("")
    return Bilingual(hi=f"{words.EVIDENCE[piece.kind].hi}: {why.hi}", en=f"{piece.kind.value}: {why.en}")


PARAMETERS: Final[Mapping[str, Callable[[Any], Bilingual]]] = {
    "name": _name,
    "district": _name,
    "former": _name,
    "neighbour": _name,
    "area": _name,
    "state": _name,
    "kind": PLACE_KINDS.__getitem__,
    "match": NAME_MATCHES.__getitem__,
    "standing": STANDINGS.__getitem__,
    "age_minutes": _age,
    "accuracy_m": _accuracy,
    "km": lambda km: Bilingual.same(f"{km:.1f}"),
    "pincode": Bilingual.same,
    "part": lambda part: Bilingual.same(f"{part:.0%}"),
    "by": _deciding,
    "against": _deciding,
}
"""The words of each parameter by its name; a parameter of one name is of one type in every code."""


def _marked_name(name: PlaceName) -> Bilingual:
    """Returns a name; in Hindi one that the tables have in English alone stands in quotation marks."""
    return Bilingual(hi=name.hi or f"“{name.en}”", en=name.en)


def _age_for_people(minutes: int | None) -> Bilingual:
    if minutes == 0:
        return Bilingual(hi="पोस्ट के समय का", en="at the time of the post")
    if minutes is None or minutes < words.DAYS_FROM_MINUTES:
        return _age(minutes)
    days = minutes // (24 * 60)
    return Bilingual(hi=f"पोस्ट से {days} दिन पहले का", en=f"{days} days before the post")


def _share(part: float) -> Bilingual:
    if part >= _AS_GOOD_AS_ALL:
        return Bilingual(hi="सभी", en="all")
    return Bilingual(hi="अधिकतर", en="most") if part > _HALF else Bilingual(hi="कुछ", en="some")


_SAID_TO_PEOPLE: Final[Mapping[str, Callable[[Any], Bilingual]]] = {
    **dict.fromkeys(("name", "district", "former", "neighbour", "area", "state"), _marked_name),
    "age_minutes": _age_for_people,
    "part": _share,
}
"""The parameters that pages and packets word otherwise than the API."""
