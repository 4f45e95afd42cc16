"""NUL, lone surrogates and moments at the edge of time are refused wherever they come in, and never a 500."""

import base64
import json
from itertools import product
from uuid import UUID

import pytest

from models.enums import Role
from tests.integration.gateway.support import Gateway

EDGES = ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00Z"]
ODD = ["\0", "a\0b", "\ud800", "a\udfffb"]
BODIES = [
    ("acknowledgement", {"by": "{}", "unit": "{}", "post": "{}", "note": "{}"}),
    ("acknowledgement", {"by": "A name{}", "note": "words {}"}),
    ("acknowledgement", {"by": "A name", "unit": "{}"}),
    ("acknowledgement", {"by": "A name", "post": "{}"}),
    ("acknowledgement", {"by": "A name", "via": "{}"}),
    ("route", {"reason": "why{}", "unit": "{}"}),
    ("route", {"reason": "why{}", "unit": "kota-rural"}),
    ("merge", {"reason": "why", "into": "{}"}),
    ("merge", {"reason": "why{}", "into": "RJ-2026-999999"}),
    ("split", {"reason": "why{}", "events": [str(UUID(int=1))]}),
    ("reveal", {"reason": "why{}"}),
    ("milestones", {"kind": "{}", "note": "{}"}),
    ("milestones", {"kind": "reached", "note": "a{}"}),
    ("hand-over", {"reason": "why{}", "format": "text", "state": "{}"}),
    ("hand-over/receipt", {"received_by": "A name{}", "note": "a{}"}),
    ("closure", {"outcome": "safe", "note": "a{}"}),
]


def filled(value: object, odd: str) -> object:
    if isinstance(value, dict):
        return {key: filled(inner, odd) for key, inner in value.items()}
    return value.replace("{}", odd) if isinstance(value, str) else value


JSON = {"Content-Type": "application/json"}
ODD_IDS = ["%00", "a%00b", "%ED%A0%80", "%FF", "A", "-a", "a" * 70]


async def test_a_filter_that_cannot_be_one_is_refused(gateway: Gateway) -> None:
    for path in ["?unit=%00", "?unit=a%00b", "?unit=%F0%9F", "?cursor=%00", "?since=%00", "?status=%00"]:
        assert (await gateway.ask("GET", f"/v1/alerts{path}", Role.OPERATOR)).status_code == 422, path


async def test_a_moment_at_the_edge_of_time_is_refused(gateway: Gateway) -> None:
    for moment in EDGES:
        cursor = base64.urlsafe_b64encode(f"{moment}|{UUID(int=1)}".encode()).decode().rstrip("=")
        for params in ({"since": moment}, {"cursor": cursor}):
            answer = await gateway.ask("GET", "/v1/alerts", Role.OPERATOR, params=params)
            assert answer.status_code == 422, params


async def test_an_id_of_a_path_that_cannot_be_one_names_nothing(gateway: Gateway) -> None:
    for method, path, role in [
        ("GET", "/v1/alerts/{}", Role.OPERATOR),
        ("POST", "/v1/alerts/RJ-2026-000001{}/acknowledgement", Role.OPERATOR),
        ("GET", "/v1/units/{}/contacts", Role.ADMIN),
        ("PUT", "/v1/units/{}/contacts", Role.ADMIN),
        ("POST", "/v1/sources/{}/mail", Role.INTEGRATOR),
        ("POST", "/v1/sources/{}/alerts", None),
        ("GET", "/a/{}", None),
        ("POST", "/a/{}", None),
    ]:
        for odd in ODD_IDS:
            body = {"by": "A name", "contacts": []}
            answer = await gateway.ask(method, path.format(odd), role, json=body if method != "GET" else None)
            assert answer.status_code == 404, f"{method} {path} {odd}: {answer.text}"


@pytest.mark.parametrize("odd", ODD)
async def test_no_text_of_a_body_breaks_an_answer(gateway: Gateway, odd: str) -> None:
    ref = await gateway.raise_alert()
    for act, body in BODIES:
        raw = json.dumps(filled(body, odd)).encode()
        answer = await gateway.ask("POST", f"/v1/alerts/{ref}/{act}", Role.OPERATOR, content=raw, headers=JSON)
        assert answer.status_code < 500, f"{act} {body}: {answer.text}"


async def test_no_text_of_a_contact_breaks_an_answer(gateway: Gateway) -> None:
    for odd, field in product(ODD, ["post", "channel", "address", "pin"]):
        contact = {"post": "control-room", "channel": "email", "address": "a@b.example", "pin": "482913", field: odd}
        raw = json.dumps({"contacts": [contact]}).encode()
        answer = await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, content=raw, headers=JSON)
        assert answer.status_code < 500, answer.text


async def test_no_text_of_a_policy_breaks_an_answer(gateway: Gateway) -> None:
    policy = (await gateway.ask("GET", "/v1/policy", Role.ADMIN)).json()["policy"]
    for odd in ODD:
        for changed in [
            {**policy, odd: {}},
            {**policy, "rung": {**policy["rung"], "desk": {**policy["rung"]["desk"], "label": odd}}},
            {**policy, "rung": {**policy["rung"], odd: policy["rung"]["desk"]}},
            {**policy, "unit": {odd: {}}},
        ]:
            raw = json.dumps(changed).encode()
            answer = await gateway.ask("PUT", "/v1/policy", Role.ADMIN, content=raw, headers=JSON)
            assert answer.status_code == 422, answer.text


async def test_no_field_of_a_form_breaks_the_page(gateway: Gateway) -> None:
    _, pages = await gateway.paged()
    page = pages[0]
    fields = ("by", "look", "unit", "other", "suggest", "why", "reason", "kind", "outcome", "case", "note", "confirm")
    multipart = dict.fromkeys(fields, (None, b"a+2AA-", "text/plain; charset=utf-7"))
    for act in ("", "/route", "/not-ours", "/milestone", "/closure"):
        for odd in ("\0", "a\0b"):
            data = {"pin": page.pin, **dict.fromkeys(fields, odd)}
            answer = await gateway.client.post(f"/a/{page.token}{act}", data=data)
            assert answer.status_code < 500, answer.text
        answer = await gateway.client.post(
            f"/a/{page.token}{act}", files={**multipart, "pin": (None, page.pin.encode())}
        )
        assert answer.status_code < 500, answer.text


async def test_an_answer_is_noted_without_the_character_that_cannot_be_stored(gateway: Gateway) -> None:
    ref = await gateway.raise_alert()
    raw = b'{"by": "Insp. A\\u0000 Name", "note": "left\\ud800 at once"}'
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, content=raw, headers=JSON)
    assert answer.status_code == 200
    assert answer.json()["acknowledgement"]["by"].startswith("Insp. A Name")
