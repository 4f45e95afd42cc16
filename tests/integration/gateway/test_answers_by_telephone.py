"""A post answers by telephone: the same change as behind the link, once, and the desk hears of what is no answer."""

import asyncio
from uuid import UUID

import pytest

from abhay.domain.limits import MOST_WRONG_PINS_A_DAY
from abhay.domain.messages.replies import Said
from abhay.security.reply_codes import reply_code
from abhay.services.messages.answering import answer_message, answer_text, note_missed_call
from abhay.wording.replies import Verdict
from models.enums import MessageKind, Reason, Role
from models.tables import Acknowledgement, ContactPoint
from tests.integration.gateway.support import Gateway, add_telephone
from tests.support import reading

NUMBER = "+915555500101"
STRANGER = "+915555500999"


@pytest.fixture
async def phone(gateway: Gateway) -> ContactPoint:
    """A telephone of Kota's control room that gets texts."""
    return await add_telephone(gateway, "sms", NUMBER)


async def paged(gateway: Gateway, phone: ContactPoint) -> tuple[str, UUID]:
    """A case of which the telephone was paged; answers its ref and the message."""
    ref, _ = await gateway.paged()
    (message,) = [row for row in await reading.pages(gateway.database, ref) if row.contact_id == phone.id]
    return ref, message.id


def code_of(gateway: Gateway, message: UUID) -> str:
    return reply_code(message, gateway.runtime.secrets.link_key)


async def text(gateway: Gateway, words: str, sender: str = NUMBER, key: str | None = None) -> Verdict:
    answered = await answer_text(gateway.runtime, "operator", sender, words, "sms", key or words + sender)
    return answered.verdict


async def test_1_and_the_code_acknowledge(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    assert await text(gateway, f"1 {code_of(gateway, message)}") is Verdict.TAKEN
    view = await gateway.view(ref)
    assert view["status"] == "acknowledged"
    assert view["acknowledgement"]["via"] == "sms"
    assert view["acknowledgement"]["post"] == "control-room"
    assert (await gateway.audit("alert.acknowledge"))[-1]["actor"] == "control-room kota-city"


@pytest.mark.parametrize("sender", ["05555500101", "915555500101", " 915555500101", "5555500101", "+91 55555 00101"])
async def test_the_number_is_known_however_the_gateway_writes_it(
    gateway: Gateway, phone: ContactPoint, sender: str
) -> None:
    _, message = await paged(gateway, phone)
    assert await text(gateway, f"1{code_of(gateway, message)}.", sender) is Verdict.TAKEN


async def test_a_code_from_another_number_proves_nothing(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    assert await text(gateway, f"1 {code_of(gateway, message)}", STRANGER) is Verdict.SILENT
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_2_and_the_code_give_the_case_back(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    assert await text(gateway, f"2 {code_of(gateway, message)}") is Verdict.GIVEN_BACK
    view = await gateway.view(ref)
    assert view["status"] != "acknowledged"
    assert view["route"]["units"] == []
    assert await text(gateway, f"2 {code_of(gateway, message)}", key="again") is Verdict.STOOD_DOWN


async def test_a_reply_that_comes_again_changes_nothing(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    code = code_of(gateway, message)
    assert await text(gateway, f"1 {code}", key="one") is Verdict.TAKEN
    assert await text(gateway, f"1 {code}", key="one") is Verdict.SILENT
    assert await text(gateway, f"1 {code}", key="two") is Verdict.YOURS
    assert await reading.count(gateway.database, Acknowledgement) == 1
    assert "late_ack" not in await gateway.desk_reasons(ref)


async def test_the_same_reply_four_times_at_once_is_one_answer(gateway: Gateway, phone: ContactPoint) -> None:
    _, message = await paged(gateway, phone)
    words = f"1 {code_of(gateway, message)}"
    done = await asyncio.gather(*(text(gateway, words, key="one") for _ in range(4)))
    assert done.count(Verdict.TAKEN) == 1
    assert await reading.count(gateway.database, Acknowledgement) == 1


async def test_who_is_late_hears_that_another_has_the_case(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json={"by": "SP", "unit": "bundi"})
    assert await text(gateway, f"1 {code_of(gateway, message)}") is Verdict.STOOD_DOWN
    assert (await gateway.view(ref))["acknowledgement"]["unit"] == "bundi"


async def test_an_answer_to_an_order_from_above_is_taken(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json={"by": "DGP"})
    assert await text(gateway, f"1 {code_of(gateway, message)}") is Verdict.TAKEN
    assert (await gateway.view(ref))["acknowledgement"]["unit_answered_at"]


async def test_of_an_ended_case_its_end_is_said(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    assert await text(gateway, f"1 {code_of(gateway, message)}") is Verdict.ENDED
    assert await text(gateway, f"2 {code_of(gateway, message)}") is Verdict.ENDED
    assert (await gateway.view(ref))["status"] == "closed"


async def test_a_stood_down_unit_hears_that_it_is(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    body = {"unit": "bundi", "reason": "x"}
    assert (await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json=body)).status_code == 200
    assert await text(gateway, f"1 {code_of(gateway, message)}") is Verdict.STOOD_DOWN
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_a_telephone_that_was_switched_off_is_refused(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    async with gateway.database.transaction() as session:
        (await session.get_one(ContactPoint, phone.id)).active = False
    assert await text(gateway, f"1 {code_of(gateway, message)}") is Verdict.RETIRED
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_wrong_codes_are_told_and_then_locked(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    wrong = "100000" if code_of(gateway, message) != "100000" else "100001"
    for number in range(MOST_WRONG_PINS_A_DAY):
        assert await text(gateway, f"1 {wrong}", key=str(number)) is Verdict.WRONG_CODE
    assert (await gateway.desk_reasons(ref)).count(Reason.CODE_GUESSED) == 1
    assert await text(gateway, f"1 {code_of(gateway, message)}") is Verdict.LOCKED
    assert (await gateway.view(ref))["status"] == "awaiting"
    assert len(await gateway.audit("reply.wrong_code")) == MOST_WRONG_PINS_A_DAY


async def test_right_codes_use_up_no_try(gateway: Gateway, phone: ContactPoint) -> None:
    _, message = await paged(gateway, phone)
    for number in range(MOST_WRONG_PINS_A_DAY + 5):
        assert await text(gateway, f"1 {code_of(gateway, message)}", key=str(number)) is not Verdict.LOCKED


@pytest.mark.parametrize(("words", "reason"), [("STOP", "reply_stop"), ("टीम निकल गई", "reply_words")])
async def test_what_is_no_answer_is_told_to_the_desk_and_stops_nothing(
    gateway: Gateway, phone: ContactPoint, words: str, reason: str
) -> None:
    ref, _ = await paged(gateway, phone)
    assert await text(gateway, words) is Verdict.NOTED
    assert await text(gateway, words, key="again") is Verdict.NOTED
    assert (await gateway.desk_reasons(ref)).count(Reason(reason)) == 1
    view = await gateway.view(ref)
    assert view["status"] == "awaiting"
    assert [entry["detail"]["said"] for entry in view["timeline"] if entry["event"] == "replied"]
    (contact,) = await reading.contacts(gateway.database, ContactPoint.id == phone.id)
    assert contact.active


async def test_stop_without_a_case_is_told_to_the_desk_all_the_same(gateway: Gateway, phone: ContactPoint) -> None:
    assert await text(gateway, "STOP") is Verdict.NOTED
    await gateway.settled()
    arrived = [message for channel in gateway.runtime.channels.values() for message in channel.arrived]
    assert any("STOP" in message.body for message in arrived)


async def test_a_missed_call_is_noted_in_the_open_case_and_told(gateway: Gateway, phone: ContactPoint) -> None:
    ref, _ = await paged(gateway, phone)
    assert await note_missed_call(gateway.runtime, NUMBER)
    assert not await note_missed_call(gateway.runtime, STRANGER)
    assert Reason.MISSED_CALL in await gateway.desk_reasons(ref)
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_two_programs_do_not_answer_each_other_for_ever(gateway: Gateway, phone: ContactPoint) -> None:
    await paged(gateway, phone)
    done = [await text(gateway, "I am driving", key=str(number)) for number in range(15)]
    assert done[0] is Verdict.NOTED
    assert done[-1] is Verdict.SILENT


async def test_a_key_answers_its_message(gateway: Gateway, phone: ContactPoint) -> None:
    ref, message = await paged(gateway, phone)
    answered = await answer_message(gateway.runtime, message, Said.ACKNOWLEDGE, "voice")
    assert answered.verdict is Verdict.TAKEN
    assert answered.ref == ref
    assert (await gateway.view(ref))["acknowledgement"]["via"] == "voice"
    told = await reading.notifications(gateway.database, ref, MessageKind.ACKNOWLEDGED)
    assert told
