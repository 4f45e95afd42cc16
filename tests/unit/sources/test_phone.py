import json

import pytest

from abhay.adapters.sources.phone import PARTNERS, read_note
from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.sources.registry import SOURCES
from models.enums import IntakeChannel, Severity, Trust


def note(**fields):
    return read_note(json.dumps(fields, ensure_ascii=False).encode())


def test_a_noted_call_keeps_who_called_and_what_was_heard():
    payload = note(
        severity="high",
        source="Meta",
        text="bas ab aur nahi",
        posted_at="2026-11-12T22:35:00+05:30",
        subject={"name": "Synthetic Caller", "phone": "55555 00301", "username": "synthetic.caller"},
        location={"lat": 25.17, "lon": 75.83, "accuracy_m": 500},
        heard_from="Meta duty desk",
        note="caller will send a mail",
    )

    assert (payload.source, payload.channel, payload.trust) == ("meta", IntakeChannel.PHONE, Trust.VERIFIED)
    assert payload.severity is Severity.HIGH
    assert payload.posted_at.hour == 17
    assert payload.content.text == "bas ab aur nahi"
    assert payload.subject.phones == ("55555 00301",)
    assert payload.technical.positions[0].accuracy_m == 500
    assert (payload.heard_from, payload.note) == ("Meta duty desk", "caller will send a mail")
    assert payload.problems == ()


def test_a_location_may_be_an_address():
    payload = note(heard_from="a friend", location={"line": "Hostel 4, Talwandi", "city": "Kota", "pin": "३२४००५"})

    assert payload.subject.address.model_dump(exclude_none=True) == {
        "line": "Hostel 4, Talwandi",
        "city": "Kota",
        "pin": "324005",
    }
    assert payload.technical.positions == ()
    assert payload.problems == ()


def test_a_location_may_be_words():
    assert (
        note(heard_from="a friend", location="near Kota bus stand").subject.self_reported_location
        == "near Kota bus stand"
    )


def test_a_call_joins_the_case_of_the_partners_webhook():
    call = note(source="meta", alert_id="syn-wh-0001", subject={"phone": "+91 55555 01001"})
    webhook = SOURCES["meta"].parse(b'{"alert_id": "syn-wh-0001", "subject": {"phones": ["05555501001"]}}')

    assert set(identities(call)) == set(identities(webhook))


@pytest.mark.parametrize("source", [None, "", "the duty officer of Meta", "ramesh", "phone", 7, {"a": 1}, "../etc"])
def test_a_source_that_is_no_partner_is_the_phone(source):
    assert note(source=source, heard_from="a friend").source == "phone"


def test_the_partners_of_a_call_are_the_sources_of_webhooks():
    assert SOURCES.keys() == PARTNERS


def test_who_called_is_enough_to_be_read():
    assert note(heard_from="a friend").readable
    assert note(note="a girl near the bus stand").readable
    assert not note(severity="high").readable
