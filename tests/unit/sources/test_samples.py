"""Every synthetic sample, against what expected.json says of it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from abhay.adapters.sources.mail.message import parse_mail
from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.sources.registry import SOURCES
from models.enums import EventKind, IntakeChannel, Severity, Trust

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text())["alerts"]
SIGNED = json.loads((SAMPLES / "webhook_headers.json").read_text())["headers"]


def payload_of(name):
    raw = (SAMPLES / name).read_bytes()
    return parse_mail(raw, "meta", "mail.kota-police.example") if name.endswith(".eml") else SOURCES["meta"].parse(raw)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["id"])
def test_a_sample_is_read_as_expected(expected):
    payload = payload_of(expected["file"])

    assert payload.trust == expected.get("trust", Trust.VERIFIED)
    assert payload.external_id == expected.get("case_ref", expected.get("alert_id"))
    assert payload.channel == (IntakeChannel.MAIL if expected["channel"] == "email" else IntakeChannel.WEBHOOK)
    assert len(payload.attachments) == expected.get("attachments", 0)
    assert payload.readable
    assert payload.raw == (SAMPLES / expected["file"]).read_bytes()
    if expected["language"] != "und" and "case_ref" in expected:
        assert payload.content.language == expected["language"]


@pytest.mark.parametrize("name", sorted(SIGNED))
def test_a_sample_is_signed_with_the_synthetic_key(name, keys):
    SOURCES["meta"].verify(SIGNED[name], (SAMPLES / name).read_bytes(), keys("meta"))


def test_an_update_is_the_same_event_id_and_account_and_brings_what_is_new():
    first, update = payload_of("json_01_kota_minor_gps.json"), payload_of("json_11_update_of_json_01.json")

    assert (first.event, update.event) == (EventKind.CREATED, EventKind.UPDATED)
    assert first.event_key != update.event_key
    assert set(identities(first)) < set(identities(update))
    assert update.subject.phones == ("+915555501001", "+915555501901")
    assert update.subject.emergency_contact.relation == "mother"
    assert update.technical.positions[0].accuracy_m == 30


def test_the_malformed_sample_gives_what_is_there():
    payload = payload_of("json_10_malformed_sanchore.json")

    assert payload.severity is Severity.HIGH
    assert payload.posted_at == datetime(2026, 11, 12, 16, 13, 20, tzinfo=UTC)
    assert payload.subject.phones == ("05555501010",)
    assert payload.subject.city == "Sanchor"
    assert payload.content.text is None
    assert payload.content.media[0].url == "https://cdn.example.com/syn10.mp4"


def test_the_fields_of_a_mail_reach_their_places():
    payload = payload_of("eml_01_kota_hindi_multipart_base64.eml")

    assert payload.content.text.startswith("अब और नहीं सहा जाता।")
    assert payload.content.text.endswith("मुझे याद मत करना।")
    assert (payload.content.platform, payload.content.surface) == ("instagram", "story")
    assert payload.subject.display_name == "सिंथेटिक छात्र एक"
    assert payload.subject.emails == ("synthetic.student01@example.com",)
    assert payload.subject.address.pincode == "324005"
    login, position = payload.technical.logins[0], payload.technical.positions[0]
    assert (login.ip, login.port) == ("203.0.113.101", 40112)
    assert login.at == datetime(2026, 11, 12, 16, 39, 2, tzinfo=UTC)
    assert (position.lat, position.lon, position.accuracy_m) == (25.152, 75.848, 300)
    assert position.at == payload.posted_at == datetime(2026, 11, 12, 16, 41, 20, tzinfo=UTC)
    assert payload.technical.devices[0].model == "SYN-A1"


def test_a_place_tag_and_a_photo_are_kept():
    payload = payload_of("eml_05_phalodi_rajasthani_image.eml")

    assert payload.technical.place_tag == "Khichan, Phalodi"
    photo = payload.attachments[0]
    assert (photo.filename, photo.media_type) == ("content_SYN-2026-000105.png", "image/png")
    assert photo.data.startswith(b"\x89PNG")


def test_a_position_that_is_not_available_is_no_position():
    payload = payload_of("eml_02_jhunjhunu_hinglish_qp.eml")

    assert payload.technical.positions == ()
    assert payload.subject.self_reported_location is None
    assert payload.subject.city == "Mandawa, Jhunjhunu"
    assert payload.problems == ()


def test_a_spoofed_mail_still_tells_what_it_says():
    payload = payload_of("eml_07_spoofed_sender.eml")

    assert "Udaipur 313001" in payload.content.text
    assert "+91 55555 00107" in payload.content.text
    assert identities(payload) == (), "free words name nobody for certain"
    assert payload.problems == ("authentication-results", "reply-to")
