"""The names that readers know: derived from the readers, so that no list of ours can fall behind them."""

import json

import pytest

from abhay.adapters.sources.phone import OF_A_CALL
from abhay.adapters.sources.reading.vocabulary import known_names, unread_fields
from tests.integration.gateway.support import SAMPLES


def unread(document: object) -> list[tuple[str, str]]:
    return unread_fields(json.dumps(document).encode(), OF_A_CALL)


@pytest.mark.parametrize(
    "document",
    [
        {
            "severity": "high",
            "text": "x",
            "posted_at": "2026-11-24T06:00:00Z",
            "heard_from": "x",
            "note": "x",
            "drill": True,
        },
        {"Severity": "high", "postedAt": "x", "Heard-From": "x", "riskLevel": "x", "is_test": True},
        {"subject": {"name": "x", "phoneNumber": "x", "phones": [{"number": "1"}], "age": {"min": 13, "max": 17}}},
        {
            "subject": {
                "address": {"line1": "x", "pinCode": "x", "zila": "x"},
                "guardian": {"relationship": "x", "name": "x"},
            }
        },
        {"location": {"lat": 25.1, "lng": 75.8, "accuracy_m": 5, "landmark": "x"}},
        {"location": {"type": "Point", "coordinates": [75.8, 25.1]}},
        {
            "technical": {
                "logins": [{"ip": "203.0.113.5", "port": 1, "at": "x", "ip_geo": {"city": "x", "region": "x"}}]
            }
        },
        {
            "technical": {
                "locations": [{"lat": 1, "lon": 2, "source": "device"}],
                "devices": [{"os": "x", "model": "x"}],
            }
        },
        {"attachments": [{"filename": "x", "content_type": "image/png", "data": "aaaa"}]},
        {"data": {"alert": {"severity": "high"}}},
        {"alerts": [{"severity": "high", "text": "x"}]},
        {"name": None, "phone": "", "_remark": {"x": 1}},
        [],
        "x",
    ],
)
def test_what_is_read_is_known_in_any_spelling(document: object) -> None:
    assert unread(document) == []


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("json_*.json")), ids=lambda path: path.name)
def test_of_the_samples_only_remarks_are_not_read(sample) -> None:
    assert {path.rpartition(".")[2] for path, _ in unread_fields(sample.read_bytes())} <= {"note"}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"txt": "x"}, [("txt", "there is no such field: do you mean text?")]),
        ({"subject": [{"a": 1}, {"emial": 1}]}, [("subject.a", "there is no such field"),
                                                 ("subject.emial", "there is no such field: do you mean email?")]),
        ({"": 1}, [("", "there is no such field")]),
        ({"x" * 500: 1}, [("x" * 60, "there is no such field")]),
    ],
)  # fmt: skip
def test_what_nobody_reads_is_named_with_what_may_be_meant(document: object, told: list[tuple[str, str]]) -> None:
    assert unread(document) == told


def test_at_most_twenty_are_named_and_what_is_no_document_has_none() -> None:
    assert len(unread({f"zz{number}": 1 for number in range(5000)})) == 20
    assert unread_fields(b"\xff{") == []
    assert unread_fields(b"[" * 100_000) == []


def test_the_vocabulary_is_that_of_the_readers() -> None:
    assert {"severity", "phones", "pincode", "accuracym", "osname", "latitudee7", "base64", "alerts"} <= known_names()
    assert not {"severty", "x", "colour"} & known_names()
