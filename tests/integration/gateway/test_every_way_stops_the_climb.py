"""Whichever way a constable answers, no further message of a higher rung goes out; also in the moment of the deadline."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.briefing import claim_briefed
from abhay.domain.messages.channel_kinds import PUSH
from abhay.security.reply_codes import reply_code
from abhay.services.cases.forms import acknowledge_for_post
from abhay.services.messages import callbacks
from abhay.services.messages.answering import answer_text
from abhay.services.push.subscribing import NewBrowser, subscribe
from abhay.testing.push import PushStandIn
from abhay.testing.whatsapp import Taken
from abhay.wording.replies import Verdict
from models.enums import MessageKind, Mover, Reason, Role
from models.tables import ContactPoint, Notification
from tests.integration.gateway import test_voice_calls, test_whatsapp
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import Gateway, Page, add_telephone, with_push
from tests.support import reading
from tests.support.actors import HOST
from tests.support.cases import move_clock

Answering = Callable[[], Awaitable[object]]
Way = Callable[[Gateway], Awaitable[tuple[str, Answering]]]

CLIMBS: Final = frozenset({MessageKind.PAGE, MessageKind.REMINDER, MessageKind.UPDATE, MessageKind.ESCALATED})
WAIT: Final = 180
"""Seconds that an imminent case waits for its district, by the policy that comes with the program."""


@pytest.fixture(autouse=True)
def providers(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [*test_voice_calls.PROVIDERS, test_whatsapp.META]
    monkeypatch.setattr(callbacks, "gateways_named", lambda _, name: [each for each in known if each.name == name])


async def _to(gateway: Gateway, phone: ContactPoint) -> tuple[str, UUID]:
    """A case of which this telephone was paged; answers its ref and the message, which has left."""
    ref, _ = await gateway.paged()
    (row,) = [each for each in await reading.pages(gateway.database, ref) if each.contact_id == phone.id]
    assert await claim_briefed(gateway.database, row.id)
    await queue.mark_sent(gateway.database, row.id, f"id-{row.id}", phone.channel)
    return ref, row.id


async def _by_page(gateway: Gateway) -> tuple[str, Page]:
    ref, pages = await gateway.paged()
    return ref, pages[0]


async def link(gateway: Gateway) -> tuple[str, Answering]:
    ref, page = await _by_page(gateway)
    return ref, lambda: gateway.answer_link(page)


async def push(gateway: Gateway) -> tuple[str, Answering]:
    channel = with_push(gateway)
    (contact,) = [
        each for each in await reading.contacts(gateway.database, ContactPoint.unit_id == "kota-city")
        if each.post_id == "control-room"
    ]  # fmt: skip
    async with PushStandIn() as service:
        browser = service.subscribe(channel.public_key)
    new = NewBrowser(browser.endpoint, browser.p256dh, browser.auth)
    await subscribe(gateway.runtime, contact.id, new, HOST)
    ref, _ = await gateway.paged()
    (row,) = [each for each in await reading.pages(gateway.database, ref) if each.channel == PUSH]
    shown = await gateway.link_of(row)
    return ref, lambda: gateway.answer_link(shown)


async def sms(gateway: Gateway) -> tuple[str, Answering]:
    number = "+915555500101"
    ref, message = await _to(gateway, await add_telephone(gateway, "sms", number))
    words = f"1 {reply_code(message, gateway.runtime.secrets.link_key)}"

    async def answer() -> None:
        answered = await answer_text(gateway.runtime, "operator", number, words, "sms", uuid4().hex)
        assert answered.verdict is Verdict.TAKEN

    return ref, answer


async def voice(gateway: Gateway) -> tuple[str, Answering]:
    ref, message = await _to(gateway, await add_telephone(gateway, "voice", "+915555500102"))
    return ref, lambda: test_voice_calls.event(gateway, message, "key", key="1")


async def whatsapp(gateway: Gateway) -> tuple[str, Answering]:
    number = "+915555500103"
    ref, message = await _to(gateway, await add_telephone(gateway, "whatsapp", number))
    taken = Taken(f"id-{message}", number[1:], "", payloads=(f"abhay:1:{message}", f"abhay:2:{message}"), data="")
    return ref, lambda: test_whatsapp.tell(gateway, test_whatsapp.pressed(taken))


async def operator(gateway: Gateway) -> tuple[str, Answering]:
    ref, _ = await _by_page(gateway)
    said = {"by": "ASI Meena", "unit": "kota-city", "post": "control-room"}
    await gateway.token(Role.OPERATOR)
    return ref, lambda: gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json=said)


async def form(gateway: Gateway) -> tuple[str, Answering]:
    ref, _ = await _by_page(gateway)
    return ref, lambda: acknowledge_for_post(gateway.runtime, ref, post="control-room", unit="kota-city")


async def screen(gateway: Gateway) -> tuple[str, Answering]:
    ref, _ = await _by_page(gateway)

    async def answer() -> None:
        async with signed_in(gateway, Role.OPERATOR) as client:
            said = {"by": "ASI Meena", "unit": "kota-city", "post": "control-room", "seen": ""}
            await client.post(f"/alerts/{ref}/acknowledge", data=said)

    return ref, answer


WAYS: Final[tuple[Way, ...]] = (link, push, sms, voice, whatsapp, operator, form, screen)
in_each_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


async def _above_the_district(gateway: Gateway, ref: str) -> list[Notification]:
    """The climb's messages; that a step after the answer is not noted in time is another matter."""
    case = await gateway.id_of(ref)
    async with gateway.database.transaction() as session:
        rows = select(Notification).where(Notification.alert_id == case, col(Notification.rung).not_in(("district",)))
        found = (await session.exec(rows)).all()
    return [row for row in found if row.kind in CLIMBS and row.reason is not Reason.MILESTONE_OVERDUE]


async def _afterwards(gateway: Gateway, ref: str) -> None:
    """Every deadline of the ladder passes, and the movers look each time."""
    for _ in range(4):
        await move_clock(gateway.database, WAIT)
        await gateway.advance(ref)


@in_each_way
async def test_it_is_acknowledged_and_nobody_higher_is_paged(gateway: Gateway, way: Way) -> None:
    ref, answer = await way(gateway)
    await answer()
    assert (await gateway.view(ref))["acknowledgement"] is not None
    await _afterwards(gateway, ref)
    assert await _above_the_district(gateway, ref) == []


@in_each_way
async def test_at_the_deadline_whoever_is_first_nothing_follows_the_answer(gateway: Gateway, way: Way) -> None:
    ref, answer = await way(gateway)
    case = await gateway.id_of(ref)
    await move_clock(gateway.database, WAIT)
    await asyncio.gather(answer(), *(advance(gateway.database, case, mover) for mover in (Mover.FLOW, Mover.WATCHER)))
    answered = datetime.fromisoformat((await gateway.view(ref))["acknowledgement"]["at"])
    await _afterwards(gateway, ref)
    above = await _above_the_district(gateway, ref)
    assert all(row.queued_at <= answered for row in above)
    assert {row.rung for row in above} <= {"sp"}
