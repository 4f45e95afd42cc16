"""A call and its answer: only a key acknowledges, a call without one is made again while its rung waits."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID, uuid4

import httpx
import pytest
from standardwebhooks.webhooks import Webhook

from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.briefing import claim_briefed
from abhay.security.links import make_token
from abhay.services.messages import callbacks
from abhay.services.messages.gateways import Gateway as Provider
from models.enums import MessageStatus
from models.tables import ContactPoint, Notification
from tests.integration.gateway.support import Gateway, add_telephone
from tests.support import reading
from tests.support.cases import move_clock

SECRET = "whsec_c3ludGhldGljLXZvaWNlLXNlY3JldA=="
CALLBACK = "synthetic-callback-secret"
NUMBER = "+915555500101"
PROVIDERS = [
    Provider("line", "generic", "voice", None, SECRET),
    Provider("exotel", "exotel", "voice", CALLBACK, None),
]


@pytest.fixture(autouse=True)
def providers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gateway of our own form, and one of Exotel's."""
    monkeypatch.setattr(callbacks, "gateways_named", lambda _, name: [each for each in PROVIDERS if each.name == name])


@pytest.fixture
async def phone(gateway: Gateway) -> ContactPoint:
    """A telephone of Kota's control room that is called."""
    return await add_telephone(gateway, "voice", NUMBER)


async def called(gateway: Gateway, phone: ContactPoint) -> tuple[str, UUID]:
    """A case whose control room is being called; answers its ref and the message."""
    ref, _ = await gateway.paged()
    (message,) = [row for row in await reading.pages(gateway.database, ref) if row.contact_id == phone.id]
    assert await claim_briefed(gateway.database, message.id)
    await queue.mark_sent(gateway.database, message.id, "call-1")
    return ref, message.id


async def event(gateway: Gateway, message: UUID | str, status: str, **more: str) -> httpx.Response:
    body = json.dumps({"id": str(message), "call_id": "call-1", "status": status, **more})
    now_, id_ = datetime.now(UTC), uuid4().hex
    headers = {
        "webhook-id": id_,
        "webhook-timestamp": str(int(now_.timestamp())),
        "webhook-signature": Webhook(SECRET).sign(id_, now_, body),
        "Content-Type": "application/json",
    }
    return await gateway.client.post("/v1/replies/line", content=body, headers=headers)


async def row(gateway: Gateway, message: UUID) -> Notification:
    (found,) = await reading.rows(gateway.database, Notification, Notification.id == message)
    return found


async def test_key_1_acknowledges_and_says_so(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await called(gateway, phone)
    for status in ("ringing", "answered"):
        assert (await event(gateway, message, status)).json() == {"say": [], "hang_up": False}
        assert (await gateway.view(ref))["status"] == "awaiting"
    answer = (await event(gateway, message, "key", key="1")).json()
    assert answer["hang_up"]
    assert "आपके पास है" in answer["say"][0]
    assert not any(digit in answer["say"][0] for digit in "0123456789")
    view = await gateway.view(ref)
    assert (view["status"], view["acknowledgement"]["via"]) == ("acknowledged", "voice")
    await event(gateway, message, "completed")
    assert (await row(gateway, message)).status == MessageStatus.DELIVERED


async def test_key_2_gives_the_case_back(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await called(gateway, phone)
    assert (await event(gateway, message, "key", key="2")).json()["hang_up"]
    assert (await gateway.view(ref))["route"]["units"] == []


async def test_any_other_key_hears_it_once_more(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await called(gateway, phone)
    answer = (await event(gateway, message, "key", key="5")).json()
    assert not answer["hang_up"]
    assert any("पावती के लिए एक दबाएँ" in sentence for sentence in answer["say"])
    assert (await gateway.view(ref))["status"] == "awaiting"


@pytest.mark.parametrize("status", ["completed", "busy", "no_answer", "rejected"])
async def test_a_call_without_a_key_is_made_again_within_its_rung(
    gateway: Gateway, phone: ContactPoint, status: str
) -> None:
    ref, message = await called(gateway, phone)
    await event(gateway, message, status)
    failed = await row(gateway, message)
    assert failed.status == MessageStatus.FAILED
    assert failed.again_after
    assert (await gateway.view(ref))["status"] == "awaiting"
    await move_clock(gateway.database, gateway.runtime.settings.channels.voice.redial + 1)
    await gateway.advance(ref)
    (again,) = [each for each in await reading.pages(gateway.database, ref) if each.resend_of == message]
    assert (again.contact_id, again.status) == (phone.id, MessageStatus.QUEUED)


async def test_nobody_is_called_again_once_the_case_is_acknowledged(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await called(gateway, phone)
    await event(gateway, message, "busy")
    (page, *_) = [each for each in await gateway.pages(ref) if each.pin]
    await gateway.answer_link(page)
    await move_clock(gateway.database, 60)
    await gateway.advance(ref)
    assert not [each for each in await reading.pages(gateway.database, ref) if each.resend_of == message]


async def test_a_key_that_is_told_after_the_call_still_counts(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await called(gateway, phone)
    await event(gateway, message, "completed")
    await event(gateway, message, "key", key="1")
    assert (await gateway.view(ref))["status"] == "acknowledged"
    assert (await row(gateway, message)).status == MessageStatus.DELIVERED
    assert (await row(gateway, message)).again_after is None


async def test_a_dead_number_is_told_at_once(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await called(gateway, phone)
    await event(gateway, message, "failed")
    assert "undelivered" in await gateway.desk_reasons(ref)


async def test_an_unsigned_key_acknowledges_nothing(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await called(gateway, phone)
    body = json.dumps({"id": str(message), "call_id": "call-1", "status": "key", "key": "1"})
    assert (await gateway.client.post("/v1/replies/line", content=body)).status_code == 401
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_a_call_of_no_message_of_ours_is_ended(gateway: Gateway) -> None:
    assert (await event(gateway, uuid4(), "key", key="1")).json() == {"say": [], "hang_up": True}
    assert (await event(gateway, "no-uuid", "answered")).json() == {"say": [], "hang_up": True}


async def test_exotels_flow_asks_for_the_words_and_brings_the_key(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await called(gateway, phone)
    token = make_token(message, gateway.runtime.secrets.link_key)
    words = await gateway.client.get(f"/v1/calls/exotel/{CALLBACK}?" + urlencode({"CustomField": token}))
    assert "पावती के लिए एक दबाएँ" in words.text
    forged = await gateway.client.get(f"/v1/calls/exotel/{CALLBACK}?CustomField=x")
    assert (forged.status_code, forged.text) == (200, "")
    assert (await gateway.client.get("/v1/calls/exotel/wrong?CustomField=" + token)).status_code == 404
    pressed = {"CallSid": "c1", "digits": '"1"', "CustomField": token}
    await gateway.client.get(f"/v1/replies/exotel/{CALLBACK}?" + urlencode(pressed))
    assert (await gateway.view(ref))["acknowledgement"]["via"] == "voice"
