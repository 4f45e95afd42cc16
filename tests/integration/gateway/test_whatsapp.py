"""WhatsApp's webhook: proven by Meta's signature, statuses that never mislead, buttons that acknowledge."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from abhay.adapters.channels.whatsapp.templates import load_templates, registrations
from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.briefing import claim_briefed
from abhay.adapters.store.messages.health import open_breakers
from abhay.adapters.store.messages.receipts import LATE, join_orphans
from abhay.security.reply_codes import reply_code
from abhay.services.messages import callbacks
from abhay.services.messages.gateways import Gateway as Provider
from abhay.testing.whatsapp import Statuses, Taken, WhatsAppStandIn
from models.enums import MessageStatus, Role
from models.tables import ContactPoint, DeliveryEvent, Notification
from tests.integration.gateway.support import Gateway, add_telephone
from tests.support import reading

NUMBER = "+915555500103"
WORD = "synthetic-verify-token"
STANDIN = WhatsAppStandIn(templates=registrations(load_templates(None), "https://abhay.example"))
META = Provider("whatsapp", "whatsapp", "whatsapp", key=STANDIN.app_secret, handshake=WORD)
PATH = "/v1/receipts/whatsapp"


class Said:
    """Stands where the channel is, and keeps what is said back."""

    def __init__(self) -> None:
        self.words: list[tuple[str, str, str]] = []

    async def say_back(self, to: str, words: str, answers: str) -> None:
        self.words.append((to, words, answers))


@pytest.fixture(autouse=True)
def provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callbacks, "gateways_named", lambda _, name: [META] if name == META.name else [])


@pytest.fixture
def said(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Said:
    said = Said()
    monkeypatch.setitem(gateway.runtime.channels, "whatsapp", said)
    return said


@pytest.fixture
async def phone(gateway: Gateway) -> ContactPoint:
    return await add_telephone(gateway, "whatsapp", NUMBER)


async def tell(gateway: Gateway, *values: Mapping[str, Any], path: str = PATH, **headers: str) -> Any:
    """One signed call of Meta's."""
    changes = [{"field": "messages", "value": value} for value in values]
    body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}).encode()
    return await gateway.client.post(path, content=body, headers={**STANDIN.signature(body), **headers})


async def paged(gateway: Gateway, phone: ContactPoint) -> tuple[str, Taken]:
    """A case of which the telephone was paged by WhatsApp; answers its ref and the message as Meta has it."""
    ref, _ = await gateway.paged()
    (row,) = [each for each in await reading.pages(gateway.database, ref) if each.contact_id == phone.id]
    assert await claim_briefed(gateway.database, row.id)
    taken = Taken(f"wamid.{uuid4().hex}", NUMBER[1:], "", payloads=_payloads(row.id), data=str(row.id))
    await queue.mark_sent(gateway.database, row.id, taken.id, "whatsapp")
    return ref, taken


def _payloads(message: UUID) -> tuple[str, ...]:
    return (f"abhay:1:{message}", f"abhay:2:{message}")


def status(taken: Taken, word: str, **changed: Any) -> dict[str, Any]:
    return {"statuses": [{**STANDIN.status(taken, word), **changed}]}


def pressed(taken: Taken, which: int = 0, **changed: Any) -> dict[str, Any]:
    row = {
        "id": f"wamid.{uuid4().hex}",
        "from": taken.number,
        "type": "button",
        "button": {"payload": taken.payloads[which], "text": "पावती"},
        "context": {"id": taken.id},
    }
    return {"messages": [{name: value for name, value in {**row, **changed}.items() if value is not None}]}


def typed(text: str, **changed: Any) -> dict[str, Any]:
    row = {"id": f"wamid.{uuid4().hex}", "from": NUMBER[1:], "type": "text", "text": {"body": text}}
    return {"messages": [{name: value for name, value in {**row, **changed}.items() if value is not None}]}


async def row_of(gateway: Gateway, taken: Taken) -> Notification:
    (found,) = await reading.rows(gateway.database, Notification, Notification.id == UUID(taken.data))
    return found


async def test_the_address_is_proven_by_the_word_and_repeats_the_challenge(gateway: Gateway) -> None:
    for what in ("receipts", "replies"):
        asked = {"hub.mode": "subscribe", "hub.verify_token": WORD, "hub.challenge": "1158201444"}
        answer = await gateway.client.get(f"/v1/{what}/whatsapp", params=asked)
        assert (answer.status_code, answer.text) == (200, "1158201444")
        assert answer.headers["content-type"].startswith("text/plain")
        for wrong in (asked | {"hub.verify_token": "wrong"}, asked | {"hub.verify_token": ""}):
            assert (await gateway.client.get(f"/v1/{what}/whatsapp", params=wrong)).status_code == 404
        assert (await gateway.client.get(f"/v1/{what}/nobody", params=asked)).status_code == 404
        evil = asked | {"hub.challenge": "<script>"}
        assert (await gateway.client.get(f"/v1/{what}/whatsapp", params=evil)).status_code == 422


def test_a_gateway_without_a_word_shakes_no_hands() -> None:
    assert not Provider("first", "kannel", "sms", "secret").shakes_hands("")


async def test_what_meta_did_not_sign_is_refused(gateway: Gateway, phone: ContactPoint) -> None:
    ref, taken = await paged(gateway, phone)
    for header in ("sha256=" + "0" * 64, "", "sha256="):
        answer = await tell(gateway, pressed(taken), **{"X-Hub-Signature-256": header})
        assert answer.status_code == 401
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_the_raw_body_is_what_is_signed(gateway: Gateway, phone: ContactPoint) -> None:
    ref, taken = await paged(gateway, phone)
    assert b"\\u092a" in json.dumps(pressed(taken)).encode()  # Hindi, escaped as Meta does
    assert (await tell(gateway, pressed(taken))).status_code == 200
    assert (await gateway.view(ref))["status"] == "acknowledged"


@pytest.mark.parametrize(
    "words", [("sent", "delivered"), ("read",), ("delivered", "sent", "failed"), ("delivered",) * 3]
)
async def test_a_delivery_is_noted_and_stays(gateway: Gateway, phone: ContactPoint, words: tuple[str, ...]) -> None:
    ref, taken = await paged(gateway, phone)
    for word in words:
        assert (await tell(gateway, status(taken, word))).status_code == 200
    assert (await row_of(gateway, taken)).status == MessageStatus.DELIVERED
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_a_failure_goes_on_and_a_late_delivery_is_said(gateway: Gateway, phone: ContactPoint) -> None:
    _, taken = await paged(gateway, phone)
    await tell(gateway, status(taken, "failed"))
    assert (await row_of(gateway, taken)).status == MessageStatus.FAILED
    (event,) = await reading.rows(gateway.database, DeliveryEvent)
    assert event.raw == "failed 131026"
    await tell(gateway, status(taken, "delivered"))
    late = await row_of(gateway, taken)
    assert (late.status, late.error) == (MessageStatus.DELIVERED, LATE)


async def test_a_status_is_matched_by_our_id_or_by_metas_and_never_by_the_number(
    gateway: Gateway, phone: ContactPoint
) -> None:
    _, taken = await paged(gateway, phone)
    other = Taken("wamid.other", taken.number, "")
    await tell(gateway, status(other, "failed"))
    assert (await row_of(gateway, taken)).status == MessageStatus.SENT
    await tell(gateway, status(taken, "delivered", biz_opaque_callback_data="", recipient_id=""))
    assert (await row_of(gateway, taken)).status == MessageStatus.DELIVERED


async def test_a_status_before_the_sends_own_answer_counts(gateway: Gateway, phone: ContactPoint) -> None:
    ref, _ = await gateway.paged()
    (row,) = [each for each in await reading.pages(gateway.database, ref) if each.contact_id == phone.id]
    assert await claim_briefed(gateway.database, row.id)
    early = Taken("wamid.early", NUMBER[1:], "", data=str(row.id))
    await tell(gateway, status(early, "failed", biz_opaque_callback_data=""))
    await queue.mark_sent(gateway.database, row.id, early.id, "whatsapp")
    await join_orphans(gateway.database, "whatsapp", early.id, row.id)
    assert (await row_of(gateway, early)).status == MessageStatus.FAILED


async def test_a_failure_of_the_whole_account_opens_the_breaker(gateway: Gateway, phone: ContactPoint) -> None:
    _, taken = await paged(gateway, phone)
    await tell(gateway, status(taken, "failed", errors=[{"code": 131042}]))
    assert {"whatsapp", "whatsapp/whatsapp"} <= set(await open_breakers(gateway.database))


async def test_many_in_one_call_are_all_taken(gateway: Gateway, phone: ContactPoint) -> None:
    _, taken = await paged(gateway, phone)
    strangers = [status(Taken(f"wamid.{number}", "915555500999", ""), "sent") for number in range(250)]
    answer = await tell(gateway, *strangers, status(taken, "delivered"))
    assert answer.status_code == 200
    assert (await row_of(gateway, taken)).status == MessageStatus.DELIVERED
    assert (await reading.count(gateway.database, DeliveryEvent)) == 251


async def test_a_call_of_a_megabyte_is_read(gateway: Gateway) -> None:
    assert (await tell(gateway, {"statuses": [], "padding": "x" * 900_000})).status_code == 200


@pytest.mark.parametrize("path", [PATH, "/v1/replies/whatsapp"])
async def test_the_button_acknowledges(gateway: Gateway, phone: ContactPoint, said: Said, path: str) -> None:
    ref, taken = await paged(gateway, phone)
    assert (await tell(gateway, pressed(taken), path=path)).status_code == 200
    found = (await gateway.view(ref))["acknowledgement"]
    assert (found["via"], found["post"]) == ("whatsapp", "control-room")
    assert (await row_of(gateway, taken)).status == MessageStatus.DELIVERED
    (entry,) = await gateway.audit("alert.acknowledge")
    assert (entry["actor"], entry["detail"]["via"]) == ("control-room kota-city", "whatsapp")
    await gateway.settled()
    ((to, words, _),) = said.words
    assert to == NUMBER
    assert ref in words


async def test_no_number_is_needed_and_a_foreign_one_proves_nothing(gateway: Gateway, phone: ContactPoint) -> None:
    ref, taken = await paged(gateway, phone)
    strange = {"payload": f"abhay:1:{uuid4()}"}
    await tell(gateway, {"messages": [{"id": "a", "type": "button", "button": strange, "from": taken.number}]})
    assert (await gateway.view(ref))["status"] == "awaiting"
    await tell(gateway, pressed(taken, **{"from": None, "from_user_id": "IN.1"}))
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_the_context_is_enough_where_our_id_is_not_known(gateway: Gateway, phone: ContactPoint) -> None:
    ref, taken = await paged(gateway, phone)
    await tell(gateway, pressed(taken, button={"payload": "abhay:1:lost"}))
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_a_button_of_a_reply_acknowledges_too(gateway: Gateway, phone: ContactPoint) -> None:
    ref, taken = await paged(gateway, phone)
    reply = {"type": "button_reply", "button_reply": {"id": taken.payloads[0], "title": "पावती"}}
    await tell(gateway, pressed(taken, type="interactive", button=None, interactive=reply))
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_pressed_twice_or_brought_twice_acknowledges_once(
    gateway: Gateway, phone: ContactPoint, said: Said
) -> None:
    ref, taken = await paged(gateway, phone)
    first = pressed(taken)
    for call in (first, first, pressed(taken)):
        assert (await tell(gateway, call)).status_code == 200
    assert len(await gateway.audit("alert.acknowledge")) == 1
    await gateway.settled()
    assert len(said.words) == 2
    assert "पहले ही" in said.words[1][1]
    assert (await gateway.view(ref))["acknowledgement"]["via"] == "whatsapp"


async def test_a_late_press_says_how_the_case_stands(gateway: Gateway, phone: ContactPoint, said: Said) -> None:
    ref, taken = await paged(gateway, phone)
    (page, *_) = await gateway.pages(ref)
    assert (await gateway.answer_link(page)).is_success
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", role=Role.OPERATOR, json={"outcome": "safe"})
    await tell(gateway, pressed(taken))
    await gateway.settled()
    assert "बंद" in said.words[-1][1]
    assert (await gateway.view(ref))["acknowledgement"]["via"] == "link"


async def test_the_other_button_gives_the_case_back(gateway: Gateway, phone: ContactPoint) -> None:
    ref, taken = await paged(gateway, phone)
    await tell(gateway, pressed(taken, 1))
    assert (await gateway.view(ref))["route"]["units"] == []


async def test_a_typed_code_acknowledges_as_by_sms(gateway: Gateway, phone: ContactPoint, said: Said) -> None:
    ref, taken = await paged(gateway, phone)
    code = reply_code(UUID(taken.data), gateway.runtime.secrets.link_key)
    await tell(gateway, typed(f"१ {code}"))
    assert (await gateway.view(ref))["acknowledgement"]["via"] == "whatsapp"


async def test_a_typed_code_without_a_number_needs_the_message_that_it_quotes(
    gateway: Gateway, phone: ContactPoint
) -> None:
    ref, taken = await paged(gateway, phone)
    code = reply_code(UUID(taken.data), gateway.runtime.secrets.link_key)
    wrong = "4827" if code != "4827" else "4828"
    for call in (
        typed(f"1 {code}", **{"from": None}),
        typed(f"1 {wrong}", **{"from": None, "context": {"id": taken.id}}),
        typed(f"1 {code}", **{"from": None, "context": {"id": "wamid.other"}}),
        typed(f"1 {code}", **{"from": "915555500999"}),
    ):
        await tell(gateway, call)
    assert (await gateway.view(ref))["status"] == "awaiting"
    await tell(gateway, typed(f"1 {code}", **{"from": None, "context": {"id": taken.id}}))
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_words_and_stop_are_told_to_the_desk(gateway: Gateway, phone: ContactPoint) -> None:
    ref, _ = await paged(gateway, phone)
    await tell(gateway, typed("हम निकल रहे हैं"), typed("STOP"))
    assert {"reply_words", "reply_stop"} <= set(await gateway.desk_reasons(ref))


@pytest.mark.parametrize(
    "body",
    [b"{}", b"[]", b"null", b'{"entry": 1}', b'{"entry": [{"changes": [{"value": 3}]}]}', b"\xff", b"",
     b'{"entry": [{"changes": [{"value": {"statuses": [{}], "messages": [{"type": "image"}]}}]}]}'],
)  # fmt: skip
async def test_odd_bodies_are_taken_without_an_error(gateway: Gateway, body: bytes) -> None:
    answer = await gateway.client.post(PATH, content=body, headers=dict(STANDIN.signature(body)))
    assert (answer.status_code, answer.text) == (200, "")


def test_a_hidden_number_is_in_no_status() -> None:
    STANDIN.statuses = Statuses(hides_number=True)
    try:
        assert "recipient_id" not in STANDIN.status(Taken("x", NUMBER[1:], ""), "read")
    finally:
        STANDIN.statuses = Statuses()
