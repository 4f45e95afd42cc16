"""What gateways send back: proven first, answered with 200 always, and never moving a message wrongly."""

import base64
import hmac
import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest

from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.briefing import claim_briefed
from abhay.adapters.store.messages.receipts import LATE, join_orphans
from abhay.security.reply_codes import reply_code
from abhay.services.messages import callbacks
from abhay.services.messages.gateways import Gateway as Provider
from models.enums import MessageStatus
from models.tables import ContactPoint, DeliveryEvent, Notification
from tests.integration.gateway.support import Gateway, add_telephone
from tests.support import reading

SECRET = "synthetic-callback-secret"
KEY = "synthetic-auth-token"
NUMBER = "+915555500101"
PROVIDERS = [
    Provider(preset, preset, "sms", SECRET, KEY if preset == "twilio" else None)
    for preset in ("kannel", "msg91", "gupshup", "exotel", "routemobile", "textlocal", "twilio", "cdac")
]


@pytest.fixture(autouse=True)
def providers(monkeypatch: pytest.MonkeyPatch) -> None:
    """One gateway of each preset, named after it."""
    monkeypatch.setattr(callbacks, "gateways_named", lambda _, name: [each for each in PROVIDERS if each.name == name])


@pytest.fixture
async def phone(gateway: Gateway) -> ContactPoint:
    """A telephone of Kota's control room that gets texts."""
    return await add_telephone(gateway, "sms", NUMBER)


async def sent(gateway: Gateway, provider_id: str | None = None) -> tuple[str, UUID]:
    """A page that a gateway took; answers its case and its id."""
    ref, message = await claimed(gateway)
    await queue.mark_sent(gateway.database, message, provider_id)
    return ref, message


async def claimed(gateway: Gateway) -> tuple[str, UUID]:
    """A page that is being sent."""
    ref, (page, *_) = await gateway.paged()
    assert await claim_briefed(gateway.database, page.id)
    return ref, page.id


async def row(gateway: Gateway, message: UUID) -> Notification:
    (found,) = await reading.rows(gateway.database, Notification, Notification.id == message)
    return found


def kannel(message: UUID, bits: int, **more: str) -> str:
    return f"/v1/receipts/kannel/{SECRET}?{urlencode({'message': message, 'status': bits, **more})}"


async def test_a_delivery_is_noted_and_stays(gateway: Gateway) -> None:
    _, message = await sent(gateway)
    for bits, status in ((8, "sent"), (1, "delivered"), (2, "delivered"), (8, "delivered"), (1, "delivered")):
        answer = await gateway.client.get(kannel(message, bits))
        assert (answer.status_code, answer.text) == (200, "")
        assert (await row(gateway, message)).status == MessageStatus(status), bits
    assert (await row(gateway, message)).delivered_at
    assert await reading.count(gateway.database, DeliveryEvent) == 3


@pytest.mark.parametrize("bits", [2, 16, 34])
async def test_a_failure_is_followed_as_a_refusal_is(gateway: Gateway, bits: int) -> None:
    ref, message = await sent(gateway)
    await gateway.client.get(kannel(message, bits))
    assert (await row(gateway, message)).status == MessageStatus.FAILED
    assert "undelivered" in await gateway.desk_reasons(ref)
    await gateway.client.get(kannel(message, 1))
    late = await row(gateway, message)
    assert (late.status, late.error) == (MessageStatus.DELIVERED, LATE)
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_a_receipt_before_the_sends_own_answer_counts(gateway: Gateway) -> None:
    _, message = await claimed(gateway)
    await gateway.client.get(kannel(message, 1))
    assert (await row(gateway, message)).status == MessageStatus.DELIVERED
    await queue.mark_sent(gateway.database, message, "their-id")
    assert (await row(gateway, message)).status == MessageStatus.DELIVERED


async def test_one_by_the_gateways_own_id_waits_for_its_message(gateway: Gateway) -> None:
    _, message = await claimed(gateway)
    path = f"/v1/receipts/routemobile/{SECRET}?sMessageId=early-1&sStatus=DELIVRD"
    assert (await gateway.client.get(path)).status_code == 200
    assert (await row(gateway, message)).status == MessageStatus.SENDING
    await queue.mark_sent(gateway.database, message, "early-1")
    await join_orphans(gateway.database, "routemobile", "early-1", message)
    assert (await row(gateway, message)).status == MessageStatus.DELIVERED


async def test_an_early_failure_counts_once_the_message_is_marked_as_sent(gateway: Gateway) -> None:
    _, message = await claimed(gateway)
    await gateway.client.get(kannel(message, 2))
    assert (await row(gateway, message)).status == MessageStatus.SENDING
    await queue.mark_sent(gateway.database, message, None)
    await join_orphans(gateway.database, "kannel", None, message)
    assert (await row(gateway, message)).status == MessageStatus.FAILED


async def test_what_is_about_no_message_of_ours_is_taken_and_counted(gateway: Gateway) -> None:
    answer = await gateway.client.get(kannel(uuid4(), 1))
    assert (answer.status_code, answer.text) == (200, "")
    assert 'abhay_receipts_total{gateway="kannel",result="unknown"} 1.0' in (await gateway.client.get("/metrics")).text


@pytest.mark.parametrize("what", ["receipts", "replies"])
@pytest.mark.parametrize("place", ["kannel/wrong", "nobody/" + SECRET, "kannel/" + SECRET + "x", "kannel", "nobody"])
async def test_who_is_not_the_gateway_learns_nothing(gateway: Gateway, what: str, place: str) -> None:
    answer = await gateway.client.post(f"/v1/{what}/{place}", content=b"x")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:abhay:problem:unknown-gateway"


async def test_a_body_beyond_any_gateways_is_refused(gateway: Gateway) -> None:
    answer = await gateway.client.post(f"/v1/receipts/msg91/{SECRET}", content=b"x" * (65 * 1024))
    assert answer.status_code == 413


SHAPES: dict[str, tuple[str, Any, str]] = {
    "msg91 v2": ("msg91", {"data": json.dumps([{"requestId": "their-id", "report": [{"status": "1"}]}])}, "delivered"),
    "msg91 v3": ("msg91", json.dumps({"requestId": "their-id", "status": "16"}), "failed"),
    "msg91 v4": ("msg91", json.dumps([{"event": "delivered", "data": [{"requestId": "their-id"}]}]), "delivered"),
    "gupshup": ("gupshup", 'response=[{"externalId":"their-id","eventType":"DELIVERED","eventTs":1796000000000}]', "delivered"),
    "exotel": ("exotel", {"SmsSid": "their-id", "Status": "failed", "DetailedStatus": "FAILED_SPAM"}, "failed"),
    "exotel on its way": ("exotel", {"SmsSid": "their-id", "Status": "sent"}, "sent"),
    "routemobile": ("routemobile", {"sMessageId": "their-id", "sStatus": "UNDELIV"}, "failed"),
    "textlocal": ("textlocal", {"msgId": "their-id", "status": "D"}, "delivered"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
async def test_each_presets_receipt_is_read(gateway: Gateway, shape: str) -> None:
    preset, body, status = SHAPES[shape]
    _, message = await sent(gateway, "their-id")
    content = urlencode(body) if isinstance(body, dict) else body
    kind = "application/json" if content.startswith(("{", "[")) else "application/x-www-form-urlencoded"
    path = f"/v1/receipts/{preset}/{SECRET}"
    answer = await gateway.client.post(path, content=content, headers={"Content-Type": kind})
    assert answer.status_code == 200
    assert (await row(gateway, message)).status == MessageStatus(status)


def _signed(path: str, fields: dict[str, str], algorithm: str) -> dict[str, str]:
    text = f"http://abhay.test{path}" + "".join(name + value for name, value in sorted(fields.items()))
    signature = base64.b64encode(hmac.digest(KEY.encode(), text.encode(), algorithm)).decode()
    settings = {"X-Twilio-Webhooks-Signature-Settings": "key=x,algorithm=HMAC_SHA256"} if algorithm == "sha256" else {}
    return {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded", **settings}


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
async def test_a_signed_receipt_is_taken_and_a_forged_one_is_not(gateway: Gateway, algorithm: str) -> None:
    _, message = await sent(gateway)
    path, fields = f"/v1/receipts/twilio?message={message}", {"MessageSid": "SM1", "MessageStatus": "delivered"}
    headers = _signed(path, fields, algorithm)
    forged = await gateway.client.post(path, content=urlencode({**fields, "To": "x"}), headers=headers)
    assert forged.status_code == 401
    assert (await gateway.client.post(path, content=urlencode(fields))).status_code == 401
    answer = await gateway.client.post(path, content=urlencode(fields), headers=headers)
    assert answer.status_code == 200
    assert (await row(gateway, message)).status == MessageStatus.DELIVERED


async def paged(gateway: Gateway, phone: ContactPoint) -> tuple[str, str]:
    """A case of which the telephone was paged; answers its ref and the code of its message."""
    ref, _ = await gateway.paged()
    (message,) = [each for each in await reading.pages(gateway.database, ref) if each.contact_id == phone.id]
    return ref, reply_code(message.id, gateway.runtime.secrets.link_key)


async def test_a_text_through_kannel_acknowledges(gateway: Gateway, phone: ContactPoint) -> None:
    ref, code = await paged(gateway, phone)
    path = f"/v1/replies/kannel/{SECRET}?" + urlencode({"from": NUMBER, "text": f"१ {code}", "id": "mo-1"})
    answer = await gateway.client.get(path)
    assert answer.status_code == 200
    assert "पावती" in answer.text
    assert (await gateway.view(ref))["acknowledgement"]["via"] == "sms"


async def test_a_text_in_utf_16_is_read(gateway: Gateway, phone: ContactPoint) -> None:
    ref, code = await paged(gateway, phone)
    text = "".join(f"%{byte:02X}" for byte in f"१ {code}".encode("utf-16-be"))
    path = f"/v1/replies/kannel/{SECRET}?from=%2B{NUMBER[1:]}&charset=UTF-16BE&text={text}"
    await gateway.client.get(path)
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_a_stranger_gets_nothing_back(gateway: Gateway, phone: ContactPoint) -> None:
    ref, code = await paged(gateway, phone)
    path = f"/v1/replies/kannel/{SECRET}?" + urlencode({"from": "+915555500999", "text": f"1 {code}"})
    answer = await gateway.client.get(path)
    assert (answer.status_code, answer.text) == (200, "")
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_gupshups_phone_gets_no_more_than_it_can_show(gateway: Gateway, phone: ContactPoint) -> None:
    ref, code = await paged(gateway, phone)
    path = f"/v1/replies/gupshup/{SECRET}?" + urlencode({"msisdn": NUMBER[1:], "content": f"ABHAY 2 {code}"})
    answer = await gateway.client.get(path)
    assert 0 < len(answer.text) <= 160
    assert (await gateway.view(ref))["route"]["units"] == []


async def test_a_missed_call_is_told_to_the_desk(gateway: Gateway, phone: ContactPoint) -> None:
    ref, _ = await paged(gateway, phone)
    path = f"/v1/replies/exotel/{SECRET}?" + urlencode(
        {"CallSid": "c1", "CallFrom": "05555500101", "Direction": "incoming"}
    )
    assert (await gateway.client.get(path)).status_code == 200
    assert "missed_call" in await gateway.desk_reasons(ref)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "%ff%fe", "1" * 5000, "{", "[]"])
async def test_odd_bodies_are_taken_without_an_error(gateway: Gateway, phone: ContactPoint, text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    for preset in ("kannel", "msg91", "gupshup", "exotel", "cdac"):
        for what in ("receipts", "replies"):
            path = f"/v1/{what}/{preset}/{SECRET}?from={NUMBER[1:]}&status=x&text=%00%ff"
            for kind in ("application/json", "application/x-www-form-urlencoded"):
                answer = await gateway.client.post(path, content=raw, headers={"Content-Type": kind})
                assert answer.status_code == 200, answer.text


def test_a_secret_that_is_not_set_opens_nothing() -> None:
    bare = replace(PROVIDERS[0], secret=None)
    assert not bare.has_secret("")
    assert not bare.has_secret("None")
    assert PROVIDERS[0].has_secret(SECRET)
