"""A browser subscribes on the page behind a link, is pushed to beside its contact's own channel, and calls home."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select, update

from abhay.adapters.channels.webpush.channel import WebPushChannel
from abhay.adapters.store.db.database import now
from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.health import open_breakers
from abhay.domain.messages.channel_kinds import PUSH
from abhay.services.messages.delivery import Delivery, deliver
from abhay.testing.http import Knobs
from abhay.testing.push import BrowserStandIn, PushStandIn
from models.enums import MessageStatus, Role
from models.tables import ContactPoint, Notification, PushSubscription
from tests.integration.gateway.case_page.phone import Phone, unlocked
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import Gateway, Page, add_telephone, with_push
from tests.support import reading
from tests.support.cases import move_clock


@pytest.fixture
async def service(gateway: Gateway) -> AsyncIterator[PushStandIn]:
    """A push service on loopback, and the channel that uses it."""
    with_push(gateway)
    async with PushStandIn() as standin:
        yield standin


def new_browser(gateway: Gateway, service: PushStandIn) -> BrowserStandIn:
    channel = gateway.runtime.channels[PUSH]
    assert isinstance(channel, WebPushChannel)
    return service.subscribe(channel.public_key)


async def subscribe(gateway: Gateway, page: Page, browser: BrowserStandIn, **proof: str) -> httpx.Response:
    given = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth}
    return await gateway.client.post(f"/a/{page.token}/push", data={**given, **proof})


async def subscribed(gateway: Gateway, service: PushStandIn) -> tuple[BrowserStandIn, Page]:
    """A browser of Kota's control room, by the link of a case."""
    _, (page,) = await gateway.paged()
    browser = new_browser(gateway, service)
    phone = await unlocked(gateway, page)
    answer = await subscribe(gateway, page, browser, proof=phone.hidden()["proof"])
    assert answer.status_code == 204, answer.text
    return browser, page


async def pushes(gateway: Gateway, ref: str) -> list[Notification]:
    return [row for row in await reading.pages(gateway.database, ref) if row.channel == PUSH]


async def pushed(gateway: Gateway) -> tuple[str, Notification, Notification]:
    """A case whose first rung is paged: its ref, the page, and the push beside it."""
    ref, _ = await gateway.paged()
    rows = await reading.pages(gateway.database, ref)
    (push,) = [row for row in rows if row.channel == PUSH]
    (page,) = [row for row in rows if row.channel != PUSH]
    return ref, page, push


async def test_the_page_offers_it_and_runs_scripts_of_ours_alone(gateway: Gateway, service: PushStandIn) -> None:
    _, (page,) = await gateway.paged()
    phone = Phone(gateway, page, httpx.Response(0))
    await phone.open()
    assert "script" not in phone.text
    assert "script-src" not in phone.shown.headers["content-security-policy"]
    phone = await unlocked(gateway, page)
    channel = gateway.runtime.channels[PUSH]
    assert isinstance(channel, WebPushChannel)
    assert f'data-key="{channel.public_key}"' in phone.text
    assert 'src="/push/page.js"' in phone.text
    policy = phone.shown.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("; script-src 'self'; worker-src 'self'; connect-src 'self'")


async def test_without_the_channel_no_page_has_a_script(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "<script" not in phone.text
    assert "script-src" not in phone.shown.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["worker.js", "page.js"])
async def test_the_scripts_have_an_address_and_a_strict_policy(gateway: Gateway, name: str) -> None:
    answer = await gateway.client.get(f"/push/{name}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["content-security-policy"] == "default-src 'none'; connect-src 'self'"
    assert answer.text.startswith('"use strict";')


async def test_whoever_subscribed_is_pushed_to_beside_the_page(gateway: Gateway, service: PushStandIn) -> None:
    browser, _ = await subscribed(gateway, service)
    ref, page, push = await pushed(gateway)
    assert (push.contact_id, push.kind, push.rung) == (page.contact_id, page.kind, page.rung)
    assert await deliver(gateway.runtime, push.id, last_try=True) is Delivery.SENT
    (said,) = browser.opened
    assert (said["id"], said["ref"]) == (str(push.id), ref)
    assert (await gateway.link_of(push)).token in said["url"]
    assert ref in said["title"]
    assert "कोटा" in said["body"]
    assert "Synthetic" not in str(said)
    (entry,) = await gateway.audit("browser.subscribe")
    assert entry["actor"] == "control-room kota-city"


async def test_the_link_of_a_push_takes_the_contacts_pin(gateway: Gateway, service: PushStandIn) -> None:
    await subscribed(gateway, service)
    ref, page, push = await pushed(gateway)
    by_push, by_page = await gateway.link_of(push), await gateway.link_of(page)
    assert by_push.pin == by_page.pin
    assert (await gateway.answer_link(by_push)).status_code == 200
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_a_browser_that_calls_home_makes_the_push_delivered_once(gateway: Gateway, service: PushStandIn) -> None:
    browser, _ = await subscribed(gateway, service)
    ref, page, push = await pushed(gateway)
    await deliver(gateway.runtime, push.id, last_try=True)
    for _ in range(2):
        answer = await gateway.client.post("/push/shown", data={"proof": browser.opened[0]["proof"]})
        assert answer.status_code == 204
    states = {row.id: row.status for row in await reading.pages(gateway.database, ref)}
    assert states == {push.id: MessageStatus.DELIVERED, page.id: MessageStatus.QUEUED}
    (row,) = await reading.rows(gateway.database, PushSubscription)
    assert row.seen_at is not None
    shown = [each for each in (await gateway.view(ref))["notifications"] if each["channel"] == PUSH]
    assert [each["status"] for each in shown] == ["delivered"]


@pytest.mark.parametrize("proof", ["", "x", "A" * 43 + "." + "A" * 43, "öö"])
async def test_a_proof_that_is_not_ours_is_unknown(gateway: Gateway, service: PushStandIn, proof: str) -> None:
    answer = await gateway.client.post("/push/shown", data={"proof": proof})
    assert answer.status_code in (404, 422)


async def test_a_link_is_no_proof_that_a_push_was_shown(gateway: Gateway, service: PushStandIn) -> None:
    await subscribed(gateway, service)
    _, _, push = await pushed(gateway)
    answer = await gateway.client.post("/push/shown", data={"proof": (await gateway.link_of(push)).token})
    assert answer.status_code == 404


@pytest.mark.parametrize("proof", [{}, {"proof": "x"}, {"pin": ""}, {"pin": "507318"}])
async def test_nobody_subscribes_without_the_pin(gateway: Gateway, service: PushStandIn, proof: dict[str, str]) -> None:
    _, (page,) = await gateway.paged()
    answer = await subscribe(gateway, page, new_browser(gateway, service), **proof)
    assert answer.status_code == 403
    assert await reading.count(gateway.database, PushSubscription) == 0


@pytest.mark.parametrize("endpoint", ["https://attacker.example/x", "http://169.254.169.254/", "x", ""])
async def test_an_address_that_is_no_push_service_is_refused(
    gateway: Gateway, service: PushStandIn, endpoint: str
) -> None:
    _, (page,) = await gateway.paged()
    browser = new_browser(gateway, service)
    browser.endpoint = endpoint
    answer = await subscribe(gateway, page, browser, pin=page.pin)
    assert answer.status_code == 422
    assert await reading.count(gateway.database, PushSubscription) == 0


async def test_what_is_stored_tells_no_address(gateway: Gateway, service: PushStandIn) -> None:
    browser, _ = await subscribed(gateway, service)
    kept = " ".join(await reading.stored(gateway.database, "push_subscription"))
    assert kept
    assert not [secret for secret in (browser.endpoint, browser.auth, browser.p256dh) if secret in kept]


async def test_a_browser_is_kept_once_and_ten_of_a_contact(gateway: Gateway, service: PushStandIn) -> None:
    browser, page = await subscribed(gateway, service)
    assert (await subscribe(gateway, page, browser, pin=page.pin)).status_code == 204
    assert await reading.count(gateway.database, PushSubscription) == 1
    for _ in range(12):
        assert (await subscribe(gateway, page, new_browser(gateway, service), pin=page.pin)).status_code == 204
    assert await reading.count(gateway.database, PushSubscription) == 10


async def test_one_that_has_ended_is_forgotten_and_the_others_are_told(gateway: Gateway, service: PushStandIn) -> None:
    first, page = await subscribed(gateway, service)
    second = new_browser(gateway, service)
    await subscribe(gateway, page, second, pin=page.pin)
    service.gone.add(first.endpoint)
    _, _, push = await pushed(gateway)
    assert await deliver(gateway.runtime, push.id, last_try=True) is Delivery.SENT
    assert (len(first.opened), len(second.opened)) == (0, 1)
    assert await reading.count(gateway.database, PushSubscription) == 1
    service.gone.add(second.endpoint)
    _, _, push = await pushed(gateway)
    assert await deliver(gateway.runtime, push.id, last_try=True) is Delivery.FAILED
    assert await reading.count(gateway.database, PushSubscription) == 0
    ref, _ = await gateway.paged()
    assert await pushes(gateway, ref) == []


async def test_a_subscription_ends_with_its_time(gateway: Gateway, service: PushStandIn) -> None:
    await subscribed(gateway, service)
    await move_clock(gateway.database, 91 * 86400)
    ref, _ = await gateway.paged()
    assert await pushes(gateway, ref) == []


async def test_a_new_pin_ends_every_browser_of_its_contact(gateway: Gateway, service: PushStandIn) -> None:
    await subscribed(gateway, service)
    at_post = (ContactPoint.unit_id == "kota-city", ContactPoint.post_id == "control-room")
    (contact,) = await reading.contacts(gateway.database, *at_post)
    body = {
        "contacts": [{"post": contact.post_id, "channel": contact.channel, "address": contact.address, "pin": "482916"}]
    }
    answer = await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json=body)
    assert answer.status_code == 200, answer.text
    ref, _ = await gateway.paged()
    assert await pushes(gateway, ref) == []


async def test_a_shown_push_does_not_keep_the_next_contact_point_from_being_paged(
    gateway: Gateway, service: PushStandIn
) -> None:
    """A screen that nobody sits at shows it too."""
    browser, _ = await subscribed(gateway, service)
    second = await add_telephone(gateway, "email", "second@police.example")
    async with gateway.database.transaction() as session:
        (await session.get_one(ContactPoint, second.id)).preference = 2
    ref, page, push = await pushed(gateway)
    await deliver(gateway.runtime, push.id, last_try=True)
    await gateway.client.post("/push/shown", data={"proof": browser.opened[0]["proof"]})
    await queue.mark_failed(gateway.database, page.id, "refused", permanent=True)
    told = {row.contact_id for row in await reading.pages(gateway.database, ref)}
    assert second.id in told


async def test_a_push_that_fails_pages_nobody_and_tells_nobody(gateway: Gateway, service: PushStandIn) -> None:
    await subscribed(gateway, service)
    ref, _, push = await pushed(gateway)
    service.knobs = Knobs(status=413, takes=False)
    assert await deliver(gateway.runtime, push.id, last_try=True) is Delivery.FAILED
    rows = await reading.notifications(gateway.database, ref)
    assert {row.rung for row in rows} == {push.rung}
    assert len(rows) == 2
    assert await gateway.desk_reasons(ref) == []


async def test_a_rung_whose_pages_failed_is_left_though_a_push_arrived(gateway: Gateway, service: PushStandIn) -> None:
    browser, _ = await subscribed(gateway, service)
    ref, page, push = await pushed(gateway)
    await deliver(gateway.runtime, push.id, last_try=True)
    await gateway.client.post("/push/shown", data={"proof": browser.opened[0]["proof"]})
    await queue.mark_failed(gateway.database, page.id, "refused", permanent=True)
    case = await reading.case(gateway.database, ref)
    async with gateway.database.transaction() as session:
        at = await now(session)
    assert case.due_at is not None
    assert case.due_at <= at


async def test_a_push_in_doubt_is_sent_once_more_and_replaces_itself(gateway: Gateway, service: PushStandIn) -> None:
    browser, _ = await subscribed(gateway, service)
    _, _, push = await pushed(gateway)
    service.next_knobs = [Knobs(breaks=True)]
    assert await deliver(gateway.runtime, push.id, last_try=True) is Delivery.UNKNOWN
    assert len(browser.opened) == 1
    topics = {request.headers["topic"] for _, request in service.pushed}
    assert len(topics) == 1


async def test_a_push_service_that_refuses_our_key_is_an_account_wide_refusal(
    gateway: Gateway, service: PushStandIn
) -> None:
    browser, _ = await subscribed(gateway, service)
    browser.application_key = "another"
    _, _, push = await pushed(gateway)
    assert await deliver(gateway.runtime, push.id, last_try=True) is Delivery.FAILED
    assert list(await open_breakers(gateway.database)) == ["webpush/127.0.0.1"]
    assert await reading.count(gateway.database, PushSubscription) == 1


async def subscribed_on_the_board(gateway: Gateway, service: PushStandIn, role: Role) -> BrowserStandIn:
    new = new_browser(gateway, service)
    async with signed_in(gateway, role) as client:
        given = {"endpoint": new.endpoint, "p256dh": new.p256dh, "auth": new.auth}
        answer = await client.post("/board/push", data=given)
    assert answer.status_code == 204, answer.text
    return new


async def test_the_board_offers_it_to_whoever_may_take_a_case(gateway: Gateway, service: PushStandIn) -> None:
    for role, offered in ((Role.OPERATOR, True), (Role.UNIT, True), (Role.AUDITOR, False)):
        async with signed_in(gateway, role) as client:
            shown = (await client.get("/")).text
        assert ('data-to="/board/push"' in shown) == offered, role
        assert ("/push/page.js" in shown) == offered, role


async def test_a_browser_of_a_unit_is_pushed_to_beside_its_pages(gateway: Gateway, service: PushStandIn) -> None:
    browser = await subscribed_on_the_board(gateway, service, Role.UNIT)
    ref, page, push = await pushed(gateway)
    assert push.contact_id == page.contact_id
    assert await deliver(gateway.runtime, push.id, last_try=True) is Delivery.SENT
    assert browser.opened[0]["ref"] == ref
    (entry,) = await gateway.audit("browser.subscribe")
    assert entry["actor"] == "account:synthetic unit"


async def test_a_browser_of_the_desk_takes_what_the_desk_is_told(gateway: Gateway, service: PushStandIn) -> None:
    await subscribed_on_the_board(gateway, service, Role.OPERATOR)
    async with gateway.database.transaction() as session:
        (row,) = (await session.exec(select(PushSubscription))).all()
        contact = await session.get_one(ContactPoint, row.contact_id)
    assert (contact.unit_id, contact.post_id) == (None, "abhay-desk")


async def test_where_nobody_is_paged_a_browser_is_told_so(gateway: Gateway, service: PushStandIn) -> None:
    async with gateway.database.transaction() as session:
        await session.exec(update(ContactPoint).values(active=False))
    new = new_browser(gateway, service)
    async with signed_in(gateway, Role.OPERATOR) as client:
        given = {"endpoint": new.endpoint, "p256dh": new.p256dh, "auth": new.auth}
        answer = await client.post("/board/push", data=given)
    assert answer.status_code == 422
