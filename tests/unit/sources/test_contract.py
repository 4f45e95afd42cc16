"""What every registered source has to do, whoever it is."""

import json

import pytest

from abhay.adapters.sources.phone import PHONE, read_note
from abhay.adapters.sources.registry import SOURCES, find_source, is_source
from abhay.errors import BadSignature, EmptyBody
from models.enums import Severity, Trust

READERS = {**{name: source.parse for name, source in SOURCES.items()}, PHONE: read_note}
every_source = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
every_reader = pytest.mark.parametrize(("name", "read"), READERS.items(), ids=READERS)
DOCUMENT = {"alert_id": "syn-contract-1", "severity": "concern", "subject": {"phones": ["+91 55555 00200"]}}


def test_the_contract_names_four_partners_that_sign_and_the_telephone():
    assert set(SOURCES) == {"meta", "google", "youtube", "partner"}
    assert find_source("meta") is SOURCES["meta"]
    assert find_source("nobody") is find_source("phone") is None
    assert all(is_source(name) for name in (*SOURCES, "phone"))
    assert not is_source("nobody")


@every_reader
def test_a_document_is_read_and_kept(name, read):
    body = json.dumps(DOCUMENT).encode()
    payload = read(body, "application/json; charset=utf-8")

    assert payload.source == name
    assert payload.trust is Trust.VERIFIED
    assert payload.external_id == "syn-contract-1"
    assert payload.severity is Severity.CONCERN
    assert payload.subject.phones == ("+91 55555 00200",)
    assert payload.raw == body
    assert payload.media_type == "application/json"


@every_reader
def test_an_empty_body_is_refused_and_nothing_else(name, read):
    with pytest.raises(EmptyBody):
        read(b"")
    for body in (b" ", b"\0", b"null", b"7", b'"text"', b"[]", b"{}", b"<html>", b'{"alert_id": "cut'):
        payload = read(body)
        assert not payload.readable
        assert payload.severity is Severity.IMMINENT
        assert "body" in payload.problems


@every_source
def test_without_a_key_or_a_signature_nothing_verifies(source, keys):
    for given in (keys(source.name), ()):
        with pytest.raises(BadSignature):
            source.verify({}, b"{}", given)


@every_reader
def test_the_same_document_has_the_same_key_in_any_layout(name, read):
    spread = json.dumps(dict(reversed(DOCUMENT.items())), indent=4).encode("utf-16")

    assert read(spread).event_key == read(json.dumps(DOCUMENT).encode()).event_key


def test_the_same_document_of_two_partners_has_two_keys():
    body = json.dumps(DOCUMENT).encode()

    assert len({read(body).event_key for read in READERS.values()}) == len(READERS)
