"""Why a case is where it is, in words: every reason that the gazetteer gives has its Hindi."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.gazetteer import gather, load
from abhay.gazetteer.names import Match
from abhay.gazetteer.records import PlaceKind
from abhay.services.place_words import piece_words, why_words
from abhay.sources.mail import parse_mail
from abhay.sources.registry import find_source
from abhay.words import Bilingual
from models.enums import EvidenceKind
from models.payloads import Address, AlertPayload, Login, Position, Subject, Technical
from models.routes import Evidence
from tests.support.cases import payload

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DEVANAGARI = re.compile(r"[\u0900-\u097F]")
AT = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
KOTA = {"kota": Bilingual(hi="कोटा", en="Kota")}
CITY = {"kota-city": Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police")}


def read(path: Path) -> AlertPayload:
    if path.suffix == ".eml":
        return parse_mail(path.read_bytes(), "meta", "mail.kota-police.example")
    source = find_source("meta")
    assert source is not None
    return source.parse(path.read_bytes(), media_type="application/json")


FILES = sorted([*SAMPLES.glob("json_*.json"), *SAMPLES.glob("eml_*.eml")])


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_reason_about_a_sample_has_its_hindi(path: Path) -> None:
    for piece in gather(read(path), load(), AT):
        assert DEVANAGARI.search(why_words(piece.detail).hi), piece.detail
        assert why_words(piece.detail).en == piece.detail


@given(
    lat=st.floats(22, 31),
    lon=st.floats(68, 79),
    accuracy=st.none() | st.floats(1, 30_000),
    seconds=st.none() | st.integers(-4_000, 400_000),
)
def test_every_reason_about_a_position_has_its_hindi(
    lat: float, lon: float, accuracy: float | None, seconds: int | None
) -> None:
    at = datetime.fromtimestamp(AT.timestamp() - seconds, UTC) if seconds is not None else None
    position = Position(lat=lat, lon=lon, accuracy_m=accuracy, at=at)
    case = payload(technical=Technical(positions=(position,)), posted_at=AT)
    for piece in gather(case, load(), AT):
        assert DEVANAGARI.search(why_words(piece.detail).hi), piece.detail


@pytest.mark.parametrize(
    "more",
    [
        {"technical": Technical(positions=(Position(lat=0, lon=0),))},
        {"technical": Technical(logins=(Login(ip="203.0.113.9"), Login(ip="203.0.113.9", geo_city="Jaipur")))},
        {"subject": Subject(phones=("0744-2333000",), hometown="Bikaner")},
        {"subject": Subject(address=Address(line="Gudamalani", district="Barmer", pin="344031"))},
        {"subject": Subject(address=Address(line="x", pin="305999"))},
        {"subject": Subject(address=Address(line="x", pin="999999"))},
        {"subject": Subject(address=Address(line="x", pin="110001"))},
        {"subject": Subject(city="Shahpura, Rajasthan")},
        {"note": "he said PIN code 301701 and Kotta"},
    ],
)
def test_every_other_reason_has_its_hindi(more: dict) -> None:
    found = gather(payload(**more), load(), AT)
    assert found
    for piece in found:
        assert DEVANAGARI.search(why_words(piece.detail).hi), piece.detail


def test_every_kind_of_place_and_way_of_reading_has_its_hindi() -> None:
    for kind in PlaceKind:
        for match in Match:
            said = why_words(f"Shahpura ({kind.value}), read {match.value}").hi
            assert kind.value not in said
            assert match.value not in said


def test_a_reason_of_a_new_form_is_shown_as_it_is() -> None:
    assert why_words("seen on camera 7").both == "seen on camera 7"


@pytest.mark.parametrize(
    ("piece", "hi", "en"),
    [
        (
            Evidence(kind=EvidenceKind.GPS, says="kota", weight=0.97, unit="kota-city"),
            "ज़िला कोटा, कोटा शहर पुलिस",
            "Kota district, Kota City Police",
        ),
        (Evidence(kind=EvidenceKind.PIN, says="unknown", weight=0), "कोई स्थान नहीं", "no place"),
        (
            Evidence(kind=EvidenceKind.GPS, says="out_of_state", weight=1, state="Madhya Pradesh"),
            "राज्य के बाहर: Madhya Pradesh",
            "out of the State: Madhya Pradesh",
        ),
    ],
)
def test_what_a_piece_says(piece: Evidence, hi: str, en: str) -> None:
    said = piece_words(piece, KOTA, CITY)
    assert (said.says.hi, said.says.en) == (hi, en)
    assert said.why is None


@pytest.mark.parametrize(
    ("weight", "en"), [(0.97, "strong"), (0.5, "medium"), (0.03, "weak"), (0, "for information only")]
)
def test_weight_in_words(weight: float, en: str) -> None:
    assert piece_words(Evidence(kind=EvidenceKind.GPS, says="kota", weight=weight), KOTA, CITY).weight.en == en
