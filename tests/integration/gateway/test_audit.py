"""Every call that changes something is written to the audit log, with who it was; a new route needs a line here."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from abhay.security.links import make_test_token
from abhay.testing.push import BrowserStandIn
from models.enums import Role
from models.routes import Route
from models.tables import ContactTest
from tests.integration.gateway.case_page.phone import held_mail
from tests.integration.gateway.support import Gateway, alert, with_push
from tests.support import reading
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


async def _preview(gateway: Gateway) -> httpx.Response:
    policy = (await gateway.ask("GET", "/v1/policy", Role.ADMIN)).json()["policy"]
    return await gateway.ask("POST", "/v1/policy/preview", Role.ADMIN, json={"policy": policy})


async def _contacts(gateway: Gateway) -> httpx.Response:
    return await gateway.ask("PUT", "/v1/units/bundi/contacts", Role.ADMIN, json={"contacts": []})


async def _roster(gateway: Gateway) -> httpx.Response:
    return await gateway.ask("PUT", "/v1/units/bundi/roster", Role.ADMIN, json={"windows": []})


async def _override(gateway: Gateway) -> httpx.Response:
    (contact, *_) = (await gateway.ask("GET", "/v1/units/bundi/contacts", Role.ADMIN)).json()["contacts"]
    times = {"from": "2030-01-01T00:00:00Z", "to": "2030-01-01T01:00:00Z"}
    body = {"post": contact["post"], "contacts": [contact["address"]], "reason": "leave", **times}
    return await gateway.ask("POST", "/v1/units/bundi/overrides", Role.ADMIN, json=body)


async def _no_override(gateway: Gateway) -> httpx.Response:
    id_ = (await _override(gateway)).json()["id"]
    return await gateway.ask("DELETE", f"/v1/units/bundi/overrides/{id_}", Role.ADMIN)


async def _test(gateway: Gateway) -> httpx.Response:
    return await gateway.ask("POST", "/v1/units/bundi/contact-tests", Role.ADMIN, json={})


async def _answered_test(gateway: Gateway) -> httpx.Response:
    await _test(gateway)
    (test, *_) = await reading.rows(gateway.database, ContactTest)
    token = make_test_token(test.id, gateway.runtime.secrets.link_key)
    return await gateway.client.post(f"/a/test/{token}")


async def _drill(gateway: Gateway) -> httpx.Response:
    body = {"units": ["bundi"], "severity": "high", "reason": "routine"}
    return await gateway.ask("POST", "/v1/drills", Role.OPERATOR, json=body)


async def _no_drill(gateway: Gateway) -> httpx.Response:
    id_ = (await _drill(gateway)).json()["id"]
    return await gateway.ask("POST", f"/v1/drills/{id_}/stop", Role.ADMIN, json={"reason": "a flood"})


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


async def _browser(gateway: Gateway) -> httpx.Response:
    channel = with_push(gateway)
    browser = BrowserStandIn("https://127.0.0.1/send", channel.public_key)
    _, (page,) = await gateway.paged()
    given = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth}
    return await gateway.client.post(f"/a/{page.token}/push", data={"pin": page.pin, **given})


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
    ("POST", "/v1/alerts/{ref}/notes"): (
        _on_a_case("notes", {"note": "x"}, Role.UNIT), "alert.note", "test-unit", "unit"
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
    ("POST", "/v1/policy/preview"): (_preview, "policy.preview", "test-admin", "admin"),
    ("PUT", "/v1/policy"): (_policy, "policy.set", "test-admin", "admin"),
    ("PUT", "/v1/units/{unit}/contacts"): (_contacts, "contacts.set", "test-admin", "admin"),
    ("PUT", "/v1/units/{unit}/roster"): (_roster, "roster.set", "test-admin", "admin"),
    ("POST", "/v1/units/{unit}/overrides"): (_override, "roster.override", "test-admin", "admin"),
    ("DELETE", "/v1/units/{unit}/overrides/{override}"): (_no_override, "roster.override", "test-admin", "admin"),
    ("POST", "/v1/units/{unit}/contact-tests"): (_test, "contacts.test", "test-admin", "admin"),
    ("POST", "/v1/drills"): (_drill, "drill.run", "test-operator", "operator"),
    ("POST", "/v1/drills/{drill}/stop"): (_no_drill, "drill.stop", "test-admin", "admin"),
    ("POST", "/a/test/{token}"): (_answered_test, "contacts.test_answered", "contact-test", "system"),
    ("POST", "/a/{token}/push"): (_browser, "browser.subscribe", "control-room kota-city", "post"),
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


STORES_NOTHING = {("POST", "/v1/sources/{source}/check")}
"""Counted at /metrics alone: test_partners.py holds that nothing is written."""

BY_GATEWAYS = {
    ("POST", "/v1/receipts/{gateway}"),  # each receipt is kept whole as a row of its own
    ("POST", "/v1/receipts/{gateway}/{secret}"),
    ("POST", "/v1/replies/{gateway}"),  # test_answers_by_telephone.py: the act is the post's
    ("POST", "/v1/replies/{gateway}/{secret}"),
    ("POST", "/push/shown"),  # a receipt too
}


def test_every_changing_route_is_in_the_table(gateway_routes: set[tuple[str, str]]) -> None:
    assert {route for route in gateway_routes if route[0] != "GET"} == CALLS.keys() | BY_GATEWAYS | STORES_NOTHING


@pytest.mark.parametrize("route", CALLS, ids=[" ".join(route) for route in CALLS])
async def test_a_change_is_written_down_with_who_made_it(gateway: Gateway, route: tuple[str, str]) -> None:
    call, action, actor, role = CALLS[route]
    answer = await call(gateway)
    assert answer.status_code in {200, 201, 202, 204, 303}, answer.text
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
        (Role.ADMIN, "/v1/policy/versions/1"),
        (Role.ADMIN, "/v1/units/bundi/contacts"),
        (Role.ADMIN, "/v1/units/bundi/roster"),
        (Role.ADMIN, "/v1/units/bundi/on-duty"),
        (None, f"/a/{page.token}"),
        (None, "/metrics"),
    ):
        assert (await gateway.ask("GET", path, role)).status_code == 200
    assert await gateway.audit() == before
