"""What is special about WhatsApp: approved templates with buttons, and Meta's numbers for what is wrong."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from abhay.adapters.channels.whatsapp.channel import WhatsAppChannel
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown
from abhay.services.messages.health import tries_of
from abhay.testing.http import Hang, Knobs
from abhay.testing.whatsapp import WhatsAppStandIn
from models.enums import Language, Line, Severity, TryResult
from models.payloads import OutgoingMessage
from tests.integration.channels.far_sides import WhatsAppFarSide

NUMBER = "+915555500101"
Make = Callable[..., OutgoingMessage]


def channel(standin: WhatsAppStandIn, **changed: Any) -> WhatsAppChannel:
    return WhatsAppFarSide(standin, **changed).channel


async def test_a_page_has_a_link_and_two_answers_that_name_the_message(
    whatsapp: WhatsAppStandIn, message: Make
) -> None:
    sent = message(to=NUMBER)
    receipt = await channel(whatsapp).send(sent)
    (taken,) = whatsapp.taken_by(NUMBER)
    assert (receipt.provider_id, receipt.gateway, receipt.reports) == (taken.id, "whatsapp", True)
    assert (taken.template, taken.language) == ("abhay_page_imminent", "hi")
    assert taken.link == "RJ2026000042.Ab_-Ab_-Ab_-Ab_-"
    assert taken.payloads == (f"abhay:1:{sent.id}", f"abhay:2:{sent.id}")
    assert taken.data == sent.id


async def test_nothing_of_subject_and_body_goes_out(whatsapp: WhatsAppStandIn, message: Make) -> None:
    await channel(whatsapp).send(message(to=NUMBER, subject="Synthetic Person", body="I am tired"))
    (request,) = whatsapp.received
    assert not [word for word in (b"Synthetic", b"tired", b"482916") if word in request.raw]


@pytest.mark.parametrize(
    ("changed", "template", "answers"),
    [
        ({"severity": Severity.CONCERN}, "abhay_page", 2),
        ({"language": Language.ENGLISH}, "abhay_page_imminent", 2),
        ({"kind": "desk"}, "abhay_desk", 1),
        ({"kind": "desk", "alert": "-", "ack_url": None, "short_url": None}, "abhay_system", 0),
        ({"kind": "notice", "alert": "-", "ack_url": None, "short_url": None}, "abhay_system", 0),
        ({"kind": "reminder"}, "abhay_reminder", 2),
        ({"kind": "update"}, "abhay_update", 2),
        ({"kind": "escalated"}, "abhay_escalated", 2),
        ({"kind": "acknowledged"}, "abhay_acknowledged_act", 0),
        ({"kind": "acknowledged", "ack_url": None, "short_url": None}, "abhay_acknowledged", 0),
        ({"kind": "stood_down", "ack_url": None, "short_url": None}, "abhay_stood_down", 0),
        ({"kind": "closed", "ack_url": None, "short_url": None}, "abhay_closed", 0),
        ({"drill": True}, "abhay_drill", 1),
        ({"possible_duplicate": True}, "abhay_again", 1),
        ({"drill": True, "possible_duplicate": True}, "abhay_drill_again", 1),
        (
            {"kind": "test", "alert": "TEST", "short_url": None, "ack_url": "https://abhay.example/a/test/token"},
            "abhay_test",
            0,
        ),
    ],
    ids=str,
)
async def test_each_message_has_the_template_that_says_it(
    whatsapp: WhatsAppStandIn, message: Make, changed: dict[str, Any], template: str, answers: int
) -> None:
    await channel(whatsapp).send(message(to=NUMBER, **changed))
    (taken,) = whatsapp.taken_by(NUMBER)
    assert (taken.template, len(taken.payloads)) == (template, answers)
    assert taken.language == changed.get("language", Language.HINDI).value


async def test_a_landline_gets_none(whatsapp: WhatsAppStandIn, message: Make) -> None:
    for to, line in (("+917442450777", None), (NUMBER, Line.LANDLINE), ("nobody", None)):
        with pytest.raises(ChannelRefused):
            await channel(whatsapp).send(message(to=to, line=line))
    assert whatsapp.received == []


@pytest.mark.parametrize(
    ("code", "error", "opens"),
    [
        (131026, ChannelRefused, False),
        (131049, ChannelRefused, False),
        (131056, ChannelRefused, False),
        (100, ChannelRefused, False),
        (130429, ChannelUnavailable, False),
        (80007, ChannelUnavailable, False),
        (131000, ChannelUnavailable, False),
        (131042, ChannelRefused, True),
        (368, ChannelRefused, True),
        (131031, ChannelRefused, True),
        (10, ChannelRefused, True),
        (299, ChannelRefused, True),
    ],
)
async def test_metas_numbers_mean_what_they_mean(
    whatsapp: WhatsAppStandIn, message: Make, code: int, error: type[DeliveryError], opens: bool
) -> None:
    whatsapp.plans.refusals[NUMBER[-10:]] = code
    with pytest.raises(error, match=str(code)) as failed:
        await channel(whatsapp).send(message(to=NUMBER))
    wide = {each.provider for each in tries_of("whatsapp", failed.value) if each.account_wide}
    assert wide == ({"whatsapp", "whatsapp/whatsapp"} if opens else set())


async def test_a_wrong_token_is_about_the_whole_account(whatsapp: WhatsAppStandIn, message: Make) -> None:
    with pytest.raises(ChannelRefused, match="190") as failed:
        await channel(whatsapp, token="wrong").send(message(to=NUMBER))
    assert all(each.account_wide for each in failed.value.tries)


@pytest.mark.parametrize("code", [132000, 132001, 132007, 132012, 132015, 132016])
async def test_a_template_that_is_paused_goes_out_in_the_other_language(
    whatsapp: WhatsAppStandIn, message: Make, code: int
) -> None:
    whatsapp.broken_templates["abhay_page_imminent.hi"] = code
    receipt = await channel(whatsapp).send(message(to=NUMBER))
    (taken,) = whatsapp.taken_by(NUMBER)
    assert (taken.template, taken.language) == ("abhay_page_imminent", "en")
    tried = [(each.provider, each.result, each.account_wide) for each in tries_of("whatsapp", receipt)]
    assert tried == [
        ("whatsapp/abhay_page_imminent.hi", TryResult.REFUSED, True),
        ("whatsapp/abhay_page_imminent.en", TryResult.SENT, False),
        ("whatsapp/whatsapp", TryResult.SENT, False),
        ("whatsapp", TryResult.SENT, False),
    ]


async def test_a_climb_says_how_long_nobody_answered_and_the_plain_page_follows(
    whatsapp: WhatsAppStandIn, message: Make
) -> None:
    """Meta may not have approved the longer text yet, or have paused it."""
    climbed = message(to=NUMBER, unanswered_minutes=8)
    await channel(whatsapp).send(climbed)
    whatsapp.broken_templates["abhay_page_unanswered_imminent.hi"] = 132001
    await channel(whatsapp).send(climbed)
    assert [(taken.template, taken.language) for taken in whatsapp.taken_by(NUMBER)] == [
        ("abhay_page_unanswered_imminent", "hi"),
        ("abhay_page_imminent", "hi"),
    ]
    said = [json.loads(request.body)["template"]["components"][0]["parameters"] for request in whatsapp.received]
    assert [[each["text"] for each in one] for one in said] == [["8", "RJ-2026-000042"]] * 2 + [["RJ-2026-000042"]]


async def test_one_whose_breaker_is_open_comes_last(whatsapp: WhatsAppStandIn, message: Make) -> None:
    await channel(whatsapp).send(message(to=NUMBER, avoid=("abhay_page_imminent.hi",)))
    assert [taken.language for taken in whatsapp.taken] == ["en"]


async def test_a_template_in_no_language_opens_its_own_breaker_alone(whatsapp: WhatsAppStandIn, message: Make) -> None:
    whatsapp.templates.clear()
    with pytest.raises(ChannelRefused, match="132001") as failed:
        await channel(whatsapp).send(message(to=NUMBER))
    wide = {each.provider for each in tries_of("whatsapp", failed.value) if each.account_wide}
    assert wide == {"whatsapp/abhay_page_imminent.hi", "whatsapp/abhay_page_imminent.en"}


@pytest.mark.parametrize("word", ["held_for_quality_assessment", "paused"])
async def test_a_message_that_meta_holds_back_is_unknown(whatsapp: WhatsAppStandIn, message: Make, word: str) -> None:
    whatsapp.held = word
    with pytest.raises(DeliveryUnknown, match=word):
        await channel(whatsapp).send(message(to=NUMBER))


@pytest.mark.parametrize(
    ("knobs", "error"),
    [
        (Knobs(hang=Hang.BEFORE_HEAD), DeliveryUnknown),
        (Knobs(hang=Hang.MID_BODY), DeliveryUnknown),
        (Knobs(cut=True), DeliveryUnknown),
        (Knobs(body="<html>", content_type="text/html"), DeliveryUnknown),
        (Knobs(body="{}"), DeliveryUnknown),
        (Knobs(body='{"messages":[]}'), DeliveryUnknown),
        (Knobs(body='{"error":{"code":131042}}'), ChannelRefused),
        (Knobs(body='{"error":{"code":"x"}}'), DeliveryUnknown),
        (Knobs(status=500, body="{"), ChannelUnavailable),
        (Knobs(status=504, body=""), DeliveryUnknown),
        (Knobs(status=429, body=""), ChannelUnavailable),
        (Knobs(status=302, body=""), ChannelUnavailable),
        (Knobs(status=413, body=""), ChannelRefused),
    ],
    ids=str,
)
async def test_broken_answers_are_told_apart(
    whatsapp: WhatsAppStandIn, message: Make, knobs: Knobs, error: type[DeliveryError]
) -> None:
    whatsapp.knobs = knobs
    began = time.monotonic()
    with pytest.raises(error) as failed:
        await channel(whatsapp, timeout=1).send(message(to=NUMBER))
    assert type(failed.value) is error
    assert time.monotonic() - began < 30  # and not the minute for which it hangs


async def test_nobody_who_listens_is_unavailable(whatsapp: WhatsAppStandIn, message: Make) -> None:
    with pytest.raises(ChannelUnavailable):
        await channel(whatsapp, url="http://127.0.0.1:9/v24.0").send(message(to=NUMBER))


async def test_free_text_goes_out_only_after_the_person_wrote(whatsapp: WhatsAppStandIn, caplog) -> None:
    own = channel(whatsapp)
    await own.say_back(NUMBER, "पावती मिल गई।", "wamid.x")
    assert whatsapp.taken == []
    assert "131047" in caplog.text
    assert NUMBER[-10:] not in caplog.text
    whatsapp._wrote[NUMBER.removeprefix("+")] = time.time()
    await own.say_back(NUMBER, "पावती मिल गई।", "wamid.x")
    assert [(each.shown, each.answers) for each in whatsapp.taken] == [("पावती मिल गई।", "wamid.x")]


async def test_many_to_one_number_at_once_keep_their_own_ids(whatsapp: WhatsAppStandIn, message: Make) -> None:
    own = channel(whatsapp)
    sent = [message(to=NUMBER, id=f"message-{number}") for number in range(10)]
    receipts = await asyncio.gather(*map(own.send, sent))
    by_id = {each.id: each.data for each in whatsapp.taken}
    assert [by_id[receipt.provider_id] for receipt in receipts] == [each.id for each in sent]
    assert all(json.loads(request.body)["recipient_type"] == "individual" for request in whatsapp.received)
