"""Who may make which call: 401 without a known token, 403 with the wrong role, the contract's table otherwise."""

import pytest

from abhay.store.tokens import create_token, revoke_tokens
from models.enums import Role
from tests.integration.gateway.support import Gateway

REF = "RJ-2026-000001"
ALL = frozenset(Role)
READERS = frozenset({Role.OPERATOR, Role.UNIT, Role.AUDITOR})
ANSWERERS = frozenset({Role.OPERATOR, Role.UNIT})
CALLS: dict[tuple[str, str], frozenset[Role]] = {
    ("POST", "/v1/sources/meta/mail"): frozenset({Role.INTEGRATOR}),
    ("POST", "/v1/alerts"): frozenset({Role.OPERATOR}),
    ("GET", "/v1/alerts"): READERS,
    ("GET", f"/v1/alerts/{REF}"): READERS,
    ("POST", f"/v1/alerts/{REF}/reveal"): READERS,
    ("POST", f"/v1/alerts/{REF}/acknowledgement"): ANSWERERS,
    ("POST", f"/v1/alerts/{REF}/milestones"): ANSWERERS,
    ("POST", f"/v1/alerts/{REF}/closure"): ANSWERERS,
    ("POST", f"/v1/alerts/{REF}/route"): ANSWERERS,
    ("POST", f"/v1/alerts/{REF}/hand-over"): frozenset({Role.OPERATOR}),
    ("POST", f"/v1/alerts/{REF}/hand-over/receipt"): frozenset({Role.OPERATOR}),
    ("POST", f"/v1/alerts/{REF}/merge"): frozenset({Role.OPERATOR}),
    ("POST", f"/v1/alerts/{REF}/split"): frozenset({Role.OPERATOR}),
    ("GET", "/v1/policy"): ALL,
    ("PUT", "/v1/policy"): frozenset({Role.ADMIN}),
    ("GET", "/v1/policy/versions"): ALL,
    ("GET", "/v1/units"): frozenset({Role.ADMIN}),
    ("GET", "/v1/units/kota-city/contacts"): frozenset({Role.ADMIN}),
    ("PUT", "/v1/units/kota-city/contacts"): frozenset({Role.ADMIN}),
}
BODIES = {
    "reveal": {"reason": "x"},
    "acknowledgement": {"by": "x"},
    "milestones": {"kind": "reached"},
    "closure": {"outcome": "safe"},
    "contacts": {"contacts": []},
    "route": {"unit": "bundi", "reason": "x"},
    "hand-over": {"reason": "x", "format": "text"},
    "receipt": {"received_by": "x"},
    "merge": {"into": "RJ-2026-000002", "reason": "x"},
    "split": {"events": ["00000000-0000-4000-8000-000000000000"], "reason": "x"},
}


@pytest.mark.parametrize(("method", "path"), CALLS, ids=[f"{method} {path}" for method, path in CALLS])
async def test_each_role_may_do_what_the_contract_says_and_nothing_else(
    gateway: Gateway, method: str, path: str
) -> None:
    body = BODIES.get(path.rsplit("/", 1)[-1], {})
    for role in Role:
        answer = await gateway.ask(method, path, role, json=body)
        if role in CALLS[method, path]:
            assert answer.status_code not in {401, 403}, f"{role}: {answer.text}"
        else:
            assert answer.status_code == 403, f"{role}: {answer.status_code}"
            assert answer.json()["type"] == "urn:abhay:problem:wrong-role"


@pytest.mark.parametrize(("method", "path"), CALLS, ids=[f"{method} {path}" for method, path in CALLS])
async def test_without_a_known_token_nothing_is_answered(gateway: Gateway, method: str, path: str) -> None:
    body = BODIES.get(path.rsplit("/", 1)[-1], {})
    for headers in ({}, {"Authorization": "Bearer nobody's"}, {"Authorization": "Basic eDp5"}, {"Authorization": "x"}):
        answer = await gateway.ask(method, path, headers=headers, json=body)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["type"] == "urn:abhay:problem:unknown-token"


def test_the_table_covers_every_call_that_needs_a_token(gateway_routes: set[tuple[str, str]]) -> None:
    open_to_all = {
        ("POST", "/v1/sources/{source}/alerts"),
        ("GET", "/a/{token}"),
        ("POST", "/a/{token}"),
        *(("POST", f"/a/{{token}}/{act}") for act in ("route", "not-ours", "milestone", "closure")),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/openapi.json"),
    }
    named = {
        (method, path.replace(REF, "{ref}").replace("kota-city", "{unit}").replace("/meta/", "/{source}/"))
        for method, path in CALLS
    }
    assert gateway_routes - open_to_all == named


async def test_a_revoked_token_is_refused_at_once(gateway: Gateway) -> None:
    token = await create_token(gateway.database, role=Role.AUDITOR, name="gone", unit=None, by="test")
    headers = {"Authorization": f"Bearer {token}"}
    assert (await gateway.client.get("/v1/alerts", headers=headers)).status_code == 200
    assert await revoke_tokens(gateway.database, "gone", by="test") == 1
    assert (await gateway.client.get("/v1/alerts", headers=headers)).status_code == 401
