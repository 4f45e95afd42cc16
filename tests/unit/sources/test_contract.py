"""What every registered source has to do, whoever it is."""

import json

import pytest

from abhay.errors import BadSignature, EmptyBody
from abhay.settings import Settings, SourceSettings
from abhay.sources.registry import SOURCES, find_source
from models.enums import Severity, Trust

every_source = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
DOCUMENT = {"alert_id": "syn-contract-1", "severity": "concern", "subject": {"phones": ["+91 55555 00200"]}}


def test_the_contract_names_five_sources():
    assert set(SOURCES) == {"meta", "google", "youtube", "partner", "phone"}
    assert find_source("meta") is SOURCES["meta"]
    assert find_source("nobody") is None


@every_source
def test_a_document_is_read_and_kept(source):
    body = json.dumps(DOCUMENT).encode()
    payload = source.parse(body, "application/json; charset=utf-8")

    assert payload.source == source.name
    assert payload.trust is Trust.VERIFIED
    assert payload.external_id == "syn-contract-1"
    assert payload.severity is Severity.CONCERN
    assert payload.subject.phones == ("+91 55555 00200",)
    assert payload.raw == body
    assert payload.media_type == "application/json"


@every_source
def test_an_empty_body_is_refused_and_nothing_else(source):
    with pytest.raises(EmptyBody):
        source.parse(b"")
    for body in (b" ", b"\0", b"null", b"7", b'"text"', b"[]", b"{}", b"<html>", b'{"alert_id": "cut'):
        payload = source.parse(body)
        assert not payload.readable
        assert payload.severity is Severity.IMMINENT
        assert "body" in payload.problems


@every_source
def test_without_a_key_or_a_signature_nothing_verifies(source, settings):
    unset = [Settings(sources={}), Settings(sources={source.name: SourceSettings(secret="")})]
    for given in (settings, *unset):
        with pytest.raises(BadSignature):
            source.verify({}, b"{}", given)


@every_source
def test_the_same_document_has_the_same_key_in_any_layout(source):
    spread = json.dumps(dict(reversed(DOCUMENT.items())), indent=4).encode("utf-16")

    assert source.parse(spread).event_key == source.parse(json.dumps(DOCUMENT).encode()).event_key


def test_the_same_document_of_two_partners_has_two_keys():
    body = json.dumps(DOCUMENT).encode()

    assert len({source.parse(body).event_key for source in SOURCES.values()}) == len(SOURCES)
