"""Every call that changes something is written to the audit log, with who it was; a new route needs a line here."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from models.enums import Role
from models.routes import Route
from tests.integration.gateway.case_page.phone import held_mail
from tests.integration.gateway.support import Gateway, alert
from tests.support.cases import KOTA, UNKNOWN

Call = Callable[[Gateway], Awaitable[httpx.Response]]


async def _webhook(gateway: Gateway) -> httpx.Response:
    return await gateway.webhook(alert())


async def _mail(gateway: Gateway) -> httpx.Response:
    return await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=b"From: a@b.example\n\nhelp")


async def _call(gateway: Gateway) -> httpx.Response:
    return await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json={"note": "heard", "severity": "high"})


def _on_a_case(what: str, body: dict, role: Role = Role.OPERATOR) -> Call:
    async def call(gateway: Gateway) -> httpx.Response:
        ref, _ = await gateway.paged()
        return await gateway.ask("POST", f"/v1/alerts/{ref}/{what}", role, json=body)

    return call


async def _merge(gateway: Gateway) -> httpx.Response:
    (ref, _), (into, _) = await gateway.paged(), await gateway.paged()
    body = {"into": into, "reason": "one person"}
    return await gateway.ask("POST", f"/v1/alerts/{ref}/merge", Role.OPERATOR, json=body)


async def _split(gateway: Gateway) -> httpx.Response:
    first = alert()
    ref, _ = await gateway.paged(**first)
    await gateway.webhook({**first, "event": "alert.updated", "alert_id": "another"})
    event = (await gateway.view(ref))["events"][1]["id"]
    body = {"events": [event], "reason": "two people"}
    return await gateway.ask("POST", f"/v1/alerts/{ref}/split", Role.OPERATOR, json=body)


async def _policy(gateway: Gateway) -> httpx.Response:
    policy = (await gateway.ask("GET", "/v1/policy", Role.ADMIN)).json()["policy"]
    policy["severity"]["high"]["repeat"] = 2
    return await gateway.ask("PUT", "/v1/policy", Role.ADMIN, json=policy)


async def _contacts(gateway: Gateway) -> httpx.Response:
    return await gateway.ask("PUT", "/v1/units/bundi/contacts", Role.ADMIN, json={"contacts": []})


async def _link(gateway: Gateway) -> httpx.Response:
    _, (page,) = await gateway.paged()
    return await gateway.answer_link(page)


async def _short_link(gateway: Gateway) -> httpx.Response:
    _, (page,) = await gateway.paged()
    return await gateway.client.post(f"/a?{page.token}", data={"pin": page.pin})


def _on_a_page(act: str, form: dict, route: Route = KOTA) -> Call:
    async def call(gateway: Gateway) -> httpx.Response:
        _, (page, *_) = await gateway.paged(route)
        return await gateway.client.post(f"/a/{page.token}/{act}", data={"pin": page.pin, **form})

    return call


async def _quiet(gateway: Gateway) -> httpx.Response:
    ref, _ = await held_mail(gateway)
    body = {"minutes": 30, "reason": "we phone the sender first"}
    return await gateway.ask("POST", f"/v1/alerts/{ref}/quiet", Role.OPERATOR, json=body)


async def _quiet_on_a_page(gateway: Gateway) -> httpx.Response:
    _, page = await held_mail(gateway)
    form = {"pin": page.pin, "look": "1", "minutes": "30", "confirm": "1"}
    return await gateway.client.post(f"/a/{page.token}/quiet", data=form)


async def _undo(gateway: Gateway) -> httpx.Response:
    ref, _ = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{ref}/milestones", Role.OPERATOR, json={"kind": "reached"})
    return await gateway.ask("POST", f"/v1/alerts/{ref}/undo", Role.OPERATOR)


async def _undo_on_a_page(gateway: Gateway) -> httpx.Response:
    _, (page,) = await gateway.paged()
    form = {"pin": page.pin, "kind": "reached", "confirm": "1"}
    await gateway.client.post(f"/a/{page.token}/milestone", data=form)
    return await gateway.client.post(f"/a/{page.token}/undo", data={"pin": page.pin})


async def _merge_on_a_page(gateway: Gateway) -> httpx.Response:
    (other, _), (_, (page, *_)) = await gateway.paged(UNKNOWN), await gateway.paged(UNKNOWN)
    return await gateway.client.post(f"/a/{page.token}/merge", data={"pin": page.pin, "look": "1", "case": other})


async def _file_on_a_page(gateway: Gateway) -> httpx.Response:
    ref, (page,) = await gateway.paged(media=[{"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}])
    revealed = await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "x"})
    file = revealed.json()["events"][0]["attachments"][0]["id"]
    return await gateway.client.post(f"/a/{page.token}/file", data={"pin": page.pin, "file": file, "why": "find"})


CALLS: dict[tuple[str, str], tuple[Call, str, str, str]] = {
    ("POST", "/v1/sources/{source}/alerts"): (_webhook, "alert.receive", "meta", "partner"),
    ("POST", "/v1/sources/{source}/mail"): (_mail, "alert.receive", "test-integrator", "integrator"),
    ("POST", "/v1/alerts"): (_call, "alert.receive", "test-operator", "operator"),
    ("POST", "/v1/alerts/{ref}/hand-over"): (
        _on_a_case("hand-over", {"reason": "x", "format": "cap", "state": "Gujarat"}),
        "alert.hand_over", "test-operator", "operator",
    ),
    ("POST", "/v1/alerts/{ref}/hand-over/receipt"): (
        _on_a_case("hand-over/receipt", {"received_by": "x"}), "alert.milestone", "test-operator", "operator"
    ),
    ("POST", "/v1/alerts/{ref}/reveal"): (
        _on_a_case("reveal", {"reason": "x"}), "alert.reveal", "test-operator", "operator"
    ),
    ("POST", "/v1/alerts/{ref}/acknowledgement"): (
        _on_a_case("acknowledgement", {"by": "Somebody Else"}), "alert.acknowledge", "test-operator", "operator"
    ),
    ("POST", "/v1/alerts/{ref}/milestones"): (
        _on_a_case("milestones", {"kind": "reached"}, Role.UNIT), "alert.milestone", "test-unit", "unit"
    ),
    ("POST", "/v1/alerts/{ref}/closure"): (
        _on_a_case("closure", {"outcome": "safe"}), "alert.close", "test-operator", "operator"
    ),
    ("POST", "/v1/alerts/{ref}/route"): (
        _on_a_case("route", {"unit": "bundi", "reason": "x"}), "alert.route", "test-operator", "operator"
    ),
    ("POST", "/v1/alerts/{ref}/merge"): (_merge, "alert.merge", "test-operator", "operator"),
    ("POST", "/v1/alerts/{ref}/split"): (_split, "alert.split", "test-operator", "operator"),
    ("POST", "/v1/alerts/{ref}/quiet"): (_quiet, "alert.quieten", "test-operator", "operator"),
    ("POST", "/v1/alerts/{ref}/undo"): (_undo, "alert.undo", "test-operator", "operator"),
    ("POST", "/a/{token}/undo"): (_undo_on_a_page, "alert.undo", "control-room kota-city", "post"),
    ("PUT", "/v1/policy"): (_policy, "policy.set", "test-admin", "admin"),
    ("PUT", "/v1/units/{unit}/contacts"): (_contacts, "contacts.set", "test-admin", "admin"),
    ("POST", "/a"): (_short_link, "alert.acknowledge", "control-room kota-city", "post"),
    ("POST", "/a/{token}"): (_link, "alert.acknowledge", "control-room kota-city", "post"),
    ("POST", "/a/{token}/route"): (
        _on_a_page("route", {"unit": "bundi"}, UNKNOWN), "alert.route", "abhay-desk state", "post"
    ),
    ("POST", "/a/{token}/not-ours"): (_on_a_page("not-ours", {"confirm": "1"}), "alert.route", "control-room kota-city", "post"),
    ("POST", "/a/{token}/hand-over"): (
        _on_a_page("hand-over", {"state": "Gujarat", "confirm": "1"}, UNKNOWN), "alert.hand_over", "abhay-desk state", "post"
    ),
    ("POST", "/a/{token}/receipt"): (
        _on_a_page("receipt", {"received_by": "x", "confirm": "1"}, UNKNOWN), "alert.milestone", "abhay-desk state", "post"
    ),
    ("POST", "/a/{token}/quiet"): (_quiet_on_a_page, "alert.quieten", "abhay-desk state", "post"),
    ("POST", "/a/{token}/merge"): (_merge_on_a_page, "alert.merge", "abhay-desk state", "post"),
    ("POST", "/a/{token}/file"): (_file_on_a_page, "alert.open_file", "control-room kota-city", "post"),
    ("POST", "/a/{token}/milestone"): (
        _on_a_page("milestone", {"kind": "reached", "confirm": "1"}), "alert.milestone", "control-room kota-city", "post"
    ),
    ("POST", "/a/{token}/closure"): (
        _on_a_page("closure", {"outcome": "safe", "confirm": "1"}), "alert.close", "control-room kota-city", "post"
    ),
}  # fmt: skip


BY_GATEWAYS = {
    ("POST", "/v1/receipts/{gateway}"),  # each receipt is kept whole as a row of its own
    ("POST", "/v1/receipts/{gateway}/{secret}"),
    ("POST", "/v1/replies/{gateway}"),  # test_answers_by_telephone.py: the act is the post's
    ("POST", "/v1/replies/{gateway}/{secret}"),
}


def test_every_changing_route_is_in_the_table(gateway_routes: set[tuple[str, str]]) -> None:
    assert {route for route in gateway_routes if route[0] != "GET"} == CALLS.keys() | BY_GATEWAYS


@pytest.mark.parametrize("route", CALLS, ids=[" ".join(route) for route in CALLS])
async def test_a_change_is_written_down_with_who_made_it(gateway: Gateway, route: tuple[str, str]) -> None:
    call, action, actor, role = CALLS[route]
    answer = await call(gateway)
    assert answer.status_code in {200, 202}, answer.text
    last = (await gateway.audit(action))[-1]
    assert (last["actor"], last["role"]) == (actor, role)


async def test_reading_writes_nothing(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    for role in Role:
        await gateway.token(role)
    before = await gateway.audit()
    for role, path in (
        (Role.OPERATOR, f"/v1/alerts/{ref}"),
        (Role.OPERATOR, "/v1/alerts"),
        (Role.ADMIN, "/v1/policy"),
        (Role.ADMIN, "/v1/units/bundi/contacts"),
        (None, f"/a/{page.token}"),
        (None, "/metrics"),
    ):
        assert (await gateway.ask("GET", path, role)).status_code == 200
    assert await gateway.audit() == before
