"""A character that was dropped from what came in is named by its field: the text as it came shows it, and people look."""

import json
from typing import Any

import pytest

from abhay.adapters.sources.phone import read_note

DROPPED = {
    "NUL": "\x00",
    "a control": "\x07",
    "a control of Latin-1": "\x9b",
    "delete": "\x7f",
    "half a pair": "\ud800",
}
KEPT = {"line ends": "\r\n\t", "no-break": "\u00a0", "joiners": "\u200d\u200c", "emoji": "\U0001f622", "नुक़्ता": "\u093c"}
FIELDS: dict[str, dict[str, Any]] = {
    "alert_id": {"alert_id": "syn-{}1"},
    "content.content_id": {"content": {"content_id": "c{}1", "text": "x"}},
    "subject.username": {"subject": {"username": "synthetic{}.name"}},
    "subject.display_name": {"subject": {"display_name": "\u0930{}\u093e"}},
    "subject.phones": {"subject": {"phones": ["+91 55555 1{}2345"]}},
    "subject.emails": {"subject": {"emails": ["some{}body@person.example"]}},
    "subject.address.line": {"subject": {"address": {"line": "Gali {}4"}}},
}


def with_character(document: Any, character: str) -> Any:
    """The document with the character in place of the braces."""
    if isinstance(document, dict):
        return {key: with_character(value, character) for key, value in document.items()}
    if isinstance(document, list):
        return [with_character(value, character) for value in document]
    return document.replace("{}", character)


def body(document: Any) -> bytes:
    return json.dumps({"alert_id": "syn-1", "severity": "high", **document}).encode()


@pytest.mark.parametrize("character", ["\x00", "\ud800"], ids=["NUL", "half a pair"])
@pytest.mark.parametrize("field", [*FIELDS, "content.text"])
def test_each_field_that_loses_what_cannot_be_stored_is_named(read, field: str, character: str) -> None:
    document = FIELDS.get(field, {"content": {"text": "I am tired{} of it"}})
    payload = read(body(with_character(document, character)))
    assert payload.problems == (field,)
    assert character not in payload.model_dump_json(exclude={"raw"})


@pytest.mark.parametrize("character", DROPPED.values(), ids=DROPPED.keys())
def test_a_control_that_is_dropped_from_a_name_is_told(read, character: str) -> None:
    payload = read(body({"subject": {"username": f"synthetic{character}.name"}}))
    assert (payload.subject.username, payload.problems) == ("synthetic.name", ("subject.username",))


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT.keys())
def test_what_is_kept_or_only_white_space_is_no_problem(read, kept: str) -> None:
    payload = read(body({"content": {"text": f"a{kept}b"}, "subject": {"display_name": f"a{kept}b"}}))
    assert payload.problems == ()


def test_a_control_that_stays_in_a_text_is_no_problem(read) -> None:
    payload = read(body({"content": {"text": "a\x07b"}}))
    assert (payload.content.text, payload.problems) == ("a\x07b", ())


def test_a_value_of_which_nothing_is_left_is_named(read) -> None:
    payload = read(body({"subject": {"display_name": "\x00\ud800"}}))
    assert (payload.subject.display_name, payload.problems) == (None, ("subject.display_name",))


def test_a_mail_and_a_telephone_note_are_told_alike(read_mail) -> None:
    mail = (
        "From: Meta Safety Escalations <escalations@meta-partner.example>\r\nSubject: Self-harm escalation\r\n\r\n"
        "Case reference: SYN-2026-000101\r\nDisplay name: Synthetic\x00 Person\r\nRisk level: high\r\n"
    )
    assert "subject.display_name" in read_mail(mail).problems
    note = read_note(json.dumps({"severity": "high", "note": "she said\x00 that", "heard_from": "a friend"}).encode())
    assert (note.note, note.problems) == ("she said that", ("note",))
