"""Who may make which call: 401 without a known token, 403 with the wrong role, else as the table of rights says."""

from typing import Any

import pytest

from abhay.adapters.store.directory.tokens import create_token, revoke_tokens
from abhay.domain.permissions import signs_in
from models.actors import ActorRole
from models.enums import Role
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import Gateway
from tests.support.actors import HOST
from tests.support.authority import CALLS, roles_of

NAMES = {
    "{ref}": "RJ-2026-000001",
    "{unit}": "kota-city",
    "{source}": "meta",
    "{version}": "1",
    "{drill}": "1",
    "{override}": "00000000-0000-4000-8000-000000000000",
    "{file}": "00000000-0000-4000-8000-000000000000.0",
}
ON_THE_PAGE = (
    "route",
    "not-ours",
    "milestone",
    "closure",
    "undo",
    "hand-over",
    "receipt",
    "quiet",
    "merge",
    "file",
    "push",
)
BY_GATEWAYS = ("receipts", "replies")
"""Proven by a secret in the address or a signature, as test_callbacks.py holds."""

BODIES = {
    "reveal": {"reason": "x"},
    "acknowledgement": {"by": "x"},
    "notes": {"note": "x"},
    "milestones": {"kind": "reached"},
    "closure": {"outcome": "safe"},
    "contacts": {"contacts": []},
    "drills": {"units": ["bundi"], "severity": "high", "reason": "routine"},
    "stop": {"reason": "x"},
    "roster": {"windows": []},
    "overrides": {
        "post": "control-room",
        "from": "2026-01-01T00:00:00Z",
        "to": "2026-01-01T01:00:00Z",
        "contacts": ["x"],
        "reason": "x",
    },
    "route": {"unit": "bundi", "reason": "x"},
    "hand-over": {"reason": "x", "format": "text"},
    "receipt": {"received_by": "x"},
    "merge": {"into": "RJ-2026-000002", "reason": "x"},
    "split": {"events": ["00000000-0000-4000-8000-000000000000"], "reason": "x"},
}


def _request(call: str) -> tuple[str, str, dict[str, Any]]:
    """Method, path and body of a call about things by their synthetic names."""
    method, path = call.split()
    for template, name in NAMES.items():
        path = path.replace(template, name)
    return method, path, BODIES.get(path.rsplit("/", 1)[-1], {})


@pytest.mark.parametrize("call", CALLS)
async def test_each_role_may_do_what_the_table_says_and_nothing_else(gateway: Gateway, call: str) -> None:
    method, path, body = _request(call)
    for role in Role:
        answer = await gateway.ask(method, path, role, json=body)
        if ActorRole(role) in roles_of(*CALLS[call]):
            assert answer.status_code not in {401, 403}, f"{role}: {answer.text}"
        else:
            assert answer.status_code == 403, f"{role}: {answer.status_code}"
            assert answer.json()["type"] == "urn:abhay:problem:wrong-role"


@pytest.mark.parametrize("role", [role for role in Role if signs_in(role)])
async def test_a_signed_in_person_may_do_what_a_token_of_the_role_may(gateway: Gateway, role: Role) -> None:
    async with signed_in(gateway, role, Accept="application/json") as client:
        for call in CALLS:
            method, path, body = _request(call)
            answer = await client.request(method, path, json=body)
            if ActorRole(role) in roles_of(*CALLS[call]):
                assert answer.status_code not in {401, 403}, f"{call}: {answer.text}"
            else:
                assert answer.status_code == 403, f"{call}: {answer.status_code}"
                assert answer.json()["type"] == "urn:abhay:problem:wrong-role"


@pytest.mark.parametrize("call", CALLS)
async def test_without_a_known_token_nothing_is_answered(gateway: Gateway, call: str) -> None:
    method, path, body = _request(call)
    for headers in ({}, {"Authorization": "Bearer nobody's"}, {"Authorization": "Basic eDp5"}, {"Authorization": "x"}):
        answer = await gateway.ask(method, path, headers=headers, json=body)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["type"] == "urn:abhay:problem:unknown-token"


def test_the_table_covers_every_call_that_needs_a_token(gateway_routes: set[tuple[str, str]]) -> None:
    open_to_all = {
        ("POST", "/v1/sources/{source}/alerts"),
        ("POST", "/v1/sources/{source}/check"),
        ("GET", "/a"),
        ("POST", "/a"),
        ("GET", "/a/{token}"),
        ("POST", "/a/{token}"),
        *(("POST", f"/a/{{token}}/{act}") for act in ON_THE_PAGE),
        ("GET", "/a/test/{token}"),
        ("POST", "/a/test/{token}"),
        ("POST", "/push/shown"),
        *((method, f"/v1/{what}/{{gateway}}/{{secret}}") for method in ("GET", "POST") for what in BY_GATEWAYS),
        *((method, f"/v1/{what}/{{gateway}}") for method in ("GET", "POST") for what in BY_GATEWAYS),
        ("GET", "/v1/calls/{gateway}/{secret}"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/openapi.json"),
    }
    assert {f"{method} {path}" for method, path in gateway_routes - open_to_all} == set(CALLS)


async def test_a_revoked_token_is_refused_at_once(gateway: Gateway) -> None:
    token = await create_token(gateway.database, role=Role.AUDITOR, name="gone", unit=None, actor=HOST)
    headers = {"Authorization": f"Bearer {token}"}
    assert (await gateway.client.get("/v1/alerts", headers=headers)).status_code == 200
    assert await revoke_tokens(gateway.database, "gone", HOST) == 1
    assert (await gateway.client.get("/v1/alerts", headers=headers)).status_code == 401
