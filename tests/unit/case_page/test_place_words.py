"""The words of routing: every reason code in both languages, and the same words as before there were codes."""

import re
from datetime import datetime
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.gazetteer import gather, load, route_payload
from abhay.adapters.gazetteer.names.hindi import states_in_hindi
from abhay.wording.places.old_reasons import read_old_reason
from abhay.wording.places.place_words import (
    NAME_MATCHES,
    PARAMETERS,
    PLACE_KINDS,
    WHY_OF_EVIDENCE,
    WHY_OF_ROUTE,
    PlaceNames,
    evidence_words,
    in_english,
    route_why_words,
    why_words,
)
from abhay.wording.words import Bilingual
from models.enums import EvidenceKind, NameMatch, PlaceKind
from models.payloads import AlertPayload, Position, Technical
from models.routes import (
    EVIDENCE_PARAMS,
    ROUTE_PARAMS,
    DecidedParams,
    DecidingEvidence,
    Evidence,
    EvidenceReason,
    EvidenceWhy,
    PincodeParams,
    PlaceName,
    Route,
    RouteReason,
    RouteWhy,
)
from tests.support.cases import payload
from tests.unit.case_page.reasons import AT, evidence_why, route_why, without_hindi, worded_before

LATIN = re.compile(r"[A-Za-z]")
DEVANAGARI = re.compile(r"[\u0900-\u097F]")
NAMES = PlaceNames(
    districts={"kota": Bilingual(hi="कोटा", en="Kota")},
    units={"kota-city": Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police")},
    states_in_hindi=states_in_hindi(),
)
TEMPLATES = [
    *((code, words, EVIDENCE_PARAMS[code]) for code, words in WHY_OF_EVIDENCE.items()),
    *((code, words, ROUTE_PARAMS[code]) for code, words in WHY_OF_ROUTE.items()),
]


# every code ----------------------------------------------------------------------------------------------


def test_every_code_and_every_value_has_its_words() -> None:
    assert WHY_OF_EVIDENCE.keys() == EVIDENCE_PARAMS.keys() == set(EvidenceReason)
    assert WHY_OF_ROUTE.keys() == ROUTE_PARAMS.keys() == set(RouteReason)
    assert PLACE_KINDS.keys() == set(PlaceKind)
    assert NAME_MATCHES.keys() == set(NameMatch)


@pytest.mark.parametrize(("code", "template", "params"), TEMPLATES, ids=[f"{code}" for code, *_ in TEMPLATES])
def test_both_languages_use_every_parameter_and_no_other(code: str, template: Bilingual, params: type) -> None:
    for language in (template.hi, template.en):
        used = {name for _, name, _, _ in Formatter().parse(language) if name is not None}
        assert used == set(params.model_fields), code


def test_every_parameter_is_used_by_a_code() -> None:
    assert PARAMETERS.keys() == {name for *_, params in TEMPLATES for name in params.model_fields}


@pytest.mark.parametrize("code", EvidenceReason)
def test_the_hindi_of_evidence_has_no_english(code: EvidenceReason) -> None:
    said = why_words(evidence_why(code))
    assert DEVANAGARI.search(said.hi), said.hi
    assert not LATIN.search(said.hi), said.hi
    assert not DEVANAGARI.search(said.en), said.en


@pytest.mark.parametrize("code", RouteReason)
def test_the_hindi_of_a_route_has_no_english(code: RouteReason) -> None:
    said = route_why_words(route_why(code))
    assert DEVANAGARI.search(said.hi), said.hi
    assert not LATIN.search(said.hi), said.hi
    assert not DEVANAGARI.search(said.en), said.en


@pytest.mark.parametrize(("name", "values"), [("kind", PLACE_KINDS), ("match", NAME_MATCHES)])
def test_every_value_of_an_enum_has_no_english_in_its_hindi(name: str, values: dict[str, Bilingual]) -> None:
    for value in values:
        assert not LATIN.search(why_words(evidence_why(EvidenceReason.NAME, **{name: value})).hi), value


@pytest.mark.parametrize(
    ("minutes", "hi", "en"),
    [
        (None, "समय अज्ञात", "time unknown"),
        (-1, "पोस्ट के बाद का", "taken after the post"),
        (0, "पोस्ट से 0 मिनट पहले का", "0 min before the post"),
        (119, "पोस्ट से 119 मिनट पहले का", "119 min before the post"),
        (120, "पोस्ट से 2 घंटे पहले का", "2 h before the post"),
        (191, "पोस्ट से 3 घंटे पहले का", "3 h before the post"),
    ],
)
def test_the_age_of_a_position(minutes: int | None, hi: str, en: str) -> None:
    said = why_words(evidence_why(EvidenceReason.POINT, age_minutes=minutes, accuracy_m=None))
    assert said.hi == f"बिंदु कोटा में; {hi}, सटीकता अज्ञात"
    assert said.en == f"point in Kota; {en}, accuracy unknown"


def test_a_name_without_hindi_keeps_its_english_spelling() -> None:
    why = without_hindi(evidence_why(EvidenceReason.NAME))
    assert why_words(why) == Bilingual(
        hi="Talwandi (मोहल्ला/क्षेत्र), उच्चारण से पहचाना", en="Talwandi (locality), read by its sound"
    )


@pytest.mark.parametrize(
    ("code", "params"),
    [
        (EvidenceReason.PINCODE, PincodeParams(pincode="324005")),
        (EvidenceReason.POINT, PincodeParams(pincode="324005")),
    ],
)
def test_a_code_refuses_the_parameters_of_another(code: EvidenceReason, params: PincodeParams) -> None:
    with pytest.raises(ValueError, match="does not carry"):
        EvidenceWhy(code=code, params=params)


# the words of before -------------------------------------------------------------------------------------

BEFORE = list(worded_before())


@pytest.mark.parametrize(("alert", "reason", "pieces"), [each[1:] for each in BEFORE], ids=[each[0] for each in BEFORE])
def test_an_alert_has_the_words_that_it_had_before(
    alert: AlertPayload, reason: str, pieces: list[tuple[str, str]]
) -> None:
    route = in_english(route_payload(alert, AT))
    assert route.reason == reason
    assert [piece.detail for piece in route.evidence] == [en for en, _ in pieces]
    whys = [without_hindi(piece.why) for piece in route.evidence if piece.why]
    assert [(why_words(why).en, why_words(why).hi) for why in whys] == pieces


@given(
    lat=st.floats(22, 31),
    lon=st.floats(68, 79),
    accuracy=st.none() | st.floats(1, 30_000),
    seconds=st.none() | st.integers(-4_000, 400_000),
)
def test_a_position_has_the_words_that_it_had_before(
    lat: float, lon: float, accuracy: float | None, seconds: int | None
) -> None:
    at = datetime.fromtimestamp(AT.timestamp() - seconds, AT.tzinfo) if seconds is not None else None
    position = Position(lat=lat, lon=lon, accuracy_m=accuracy, at=at)
    found = gather(payload(technical=Technical(positions=(position,)), posted_at=AT), load(), AT)
    assert found
    for piece in found:
        assert piece.why
        said = why_words(without_hindi(piece.why))
        assert read_old_reason(said.en) == said


def test_names_are_in_hindi_where_the_tables_have_them() -> None:
    said = {
        en: why_words(piece.why).hi
        for id_, alert, _, pieces in BEFORE
        for piece, (en, _) in zip(route_payload(alert, AT).evidence, pieces, strict=True)
        if piece.why and id_ in {"city", "locality", "abolished district", "pincode of another State", "Kota, fresh"}
    }
    assert set(said.values()) == {
        "मंडावा (तहसील), जैसा लिखा है",
        "तलवंडी (मोहल्ला/क्षेत्र), जैसा लिखा है",
        "जयपुर ग्रामीण (पूर्व ज़िला), जैसा लिखा है",
        "पिन 110001 दिल्ली का है",
        "बिंदु कोटा में; पोस्ट से 1 मिनट पहले का, सटीकता ± 45 मी.",
    }


# a piece and a route -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "hi", "en"),
    [
        (
            Evidence(kind=EvidenceKind.GPS, says="kota", weight=0.97, unit="kota-city"),
            "ज़िला कोटा, कोटा शहर पुलिस",
            "Kota district, Kota City Police",
        ),
        (Evidence(kind=EvidenceKind.PINCODE, says="unknown", weight=0), "कोई स्थान नहीं", "no place"),
        (
            Evidence(kind=EvidenceKind.GPS, says="out_of_state", weight=1, state="Madhya Pradesh"),
            "राज्य के बाहर: मध्य प्रदेश",
            "out of the State: Madhya Pradesh",
        ),
        (
            Evidence(kind=EvidenceKind.GPS, says="out_of_state", weight=1, state="Sindh"),
            "राज्य के बाहर: Sindh",
            "out of the State: Sindh",
        ),
        (Evidence(kind=EvidenceKind.GPS, says="out_of_state", weight=1), "राज्य के बाहर", "out of the State"),
    ],
)
def test_what_a_piece_says(piece: Evidence, hi: str, en: str) -> None:
    said = evidence_words(piece, NAMES)
    assert (said.says.hi, said.says.en) == (hi, en)
    assert said.why is None


@pytest.mark.parametrize(
    ("weight", "en"), [(0.97, "strong"), (0.5, "medium"), (0.03, "weak"), (0, "for information only")]
)
def test_weight_in_words(weight: float, en: str) -> None:
    assert evidence_words(Evidence(kind=EvidenceKind.GPS, says="kota", weight=weight), NAMES).weight.en == en


def test_a_reason_is_worded_from_its_code_and_an_old_one_from_its_english() -> None:
    why = evidence_why(EvidenceReason.PINCODE_UNKNOWN)
    piece = Evidence(kind=EvidenceKind.PINCODE, says="unknown", weight=0, detail="there is no PIN 1", why=why)
    assert evidence_words(piece, NAMES).why == Bilingual(
        hi="पिन कोड 324005 होता ही नहीं है", en="there is no PIN code 324005"
    )
    old = evidence_words(piece.model_copy(update={"why": None}), NAMES).why
    assert old == Bilingual(hi="पिन 1 होता ही नहीं है", en="there is no PIN 1")


@pytest.mark.parametrize(
    ("code", "changes", "hi", "en"),
    [
        (EvidenceReason.PINCODE, {"part": 1.0}, "इसके सभी डाकघर", "all of its post offices"),
        (EvidenceReason.PINCODE_IN_TEXT, {"part": 0.7}, "इसके अधिकतर डाकघर", "most of its post offices"),
        (EvidenceReason.PINCODE_UNLISTED, {"part": 0.5}, "कुछ पिन कोड यहाँ के हैं", "some of the PIN codes"),
        (EvidenceReason.POINT, {"age_minutes": 0}, "पोस्ट के समय का", "at the time of the post"),
        (EvidenceReason.POINT, {"age_minutes": 22_728}, "पोस्ट से 15 दिन पहले का", "15 days before the post"),
        (EvidenceReason.NAME, {"name": PlaceName(en="Shahpura")}, "“Shahpura” (", "Shahpura ("),
    ],
)
def test_a_page_words_a_piece_for_people(code: EvidenceReason, changes: dict, hi: str, en: str) -> None:
    piece = Evidence(kind=EvidenceKind.GPS, says="kota", weight=1, why=evidence_why(code, **changes))
    said = evidence_words(piece, NAMES).why
    assert said
    assert hi in said.hi
    assert en in said.en
    assert "%" not in said.hi + said.en
    assert "PIN 3" not in said.en


def test_a_text_without_its_code_is_left_as_it_is() -> None:
    kept = Evidence(kind=EvidenceKind.CITY, says="kota", weight=0.6, detail="Kota (town), read as written")
    route = Route(state="resolved", evidence=(kept,), reason="as it was")
    assert in_english(route) == route


def test_the_reason_of_a_route_tells_an_old_piece_too() -> None:
    piece = DecidingEvidence(kind=EvidenceKind.CITY, detail="Kota (town), read as written")
    said = route_why_words(RouteWhy(code=RouteReason.UNIT_UNCLEAR, params=DecidedParams(by=piece)))
    assert said.en == "the district is clear, its unit is not; city: Kota (town), read as written"
    assert said.hi == "ज़िला स्पष्ट है, उसकी इकाई नहीं; प्रोफ़ाइल का शहर: Kota (कस्बा), जैसा लिखा है"
