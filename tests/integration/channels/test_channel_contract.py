"""What every channel promises, tried on each of them with a real far side, and on the shipped fake."""

import asyncio
import traceback

import pytest

from abhay.adapters.channels.base import Channel
from abhay.adapters.channels.registry import known_channels
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown
from models.payloads import Receipt
from tests.integration.channels.far_sides import BREAK, BUSY, FAR_SIDES, REFUSED, FarSide


@pytest.fixture
def behaviour(request: pytest.FixtureRequest, far_side: FarSide) -> str:
    if request.param not in far_side.behaviours:
        pytest.skip(f"{far_side.channel.name} cannot be made to {request.param}")
    return request.param


def test_every_registered_channel_and_the_fake_are_tried():
    assert set(FAR_SIDES) == known_channels() | {"fake"}


def test_it_is_a_channel_that_goes_by_its_registered_name(far_side: FarSide, request: pytest.FixtureRequest):
    assert isinstance(far_side.channel, Channel)
    assert far_side.channel.name == request.node.callspec.params["far_side"]


async def test_a_message_arrives_once_with_all_its_words(far_side: FarSide, message):
    sent = message(to=far_side.to())
    assert isinstance(await far_side.channel.send(sent), Receipt)
    (arrived,) = far_side.arrived(sent.to)
    assert (arrived.id, arrived.ref, arrived.subject, arrived.body) == (sent.id, sent.alert, *far_side.words_of(sent))


async def test_the_pin_leaves_by_the_outbox_alone(far_side: FarSide, message):
    sent = message(to=far_side.to())
    await far_side.channel.send(sent)
    (arrived,) = far_side.arrived(sent.to)
    assert (sent.ack_pin in arrived.everything) == (far_side.channel.name == "outbox")


async def test_a_drill_can_be_told_from_a_real_case(far_side: FarSide, message):
    drill, real = message(to=far_side.to(), drill=True), message(to=far_side.to())
    await far_side.channel.send(drill)
    await far_side.channel.send(real)
    (arrived_drill,), (arrived_real,) = far_side.arrived(drill.to), far_side.arrived(real.to)
    marks = ("DRILL", "अभ्यास", '"drill": true', '"drill":true')
    assert any(mark in arrived_drill.everything + arrived_drill.subject for mark in marks)
    assert not any(mark in arrived_real.everything + arrived_real.subject for mark in marks)


async def test_a_second_try_arrives_beside_the_first_under_the_same_id(far_side: FarSide, message):
    sent = message(to=far_side.to())
    await far_side.channel.send(sent)
    await far_side.channel.send(sent)
    assert [arrived.id for arrived in far_side.arrived(sent.to)] == [sent.id, sent.id]


async def test_many_at_once_all_arrive(far_side: FarSide, message):
    to = far_side.to()
    sent = [message(to=to, id=f"message-{number}") for number in range(20)]
    await asyncio.gather(*(far_side.channel.send(each) for each in sent))
    assert {arrived.id for arrived in far_side.arrived(to)} == {each.id for each in sent}


def test_it_works_in_whatever_event_loop_it_is_called(far_side: FarSide, message):
    sent = message(to=far_side.to())
    for _ in range(2):
        asyncio.run(far_side.channel.send(sent))
    assert len(far_side.arrived(sent.to)) == 2


@pytest.mark.parametrize("behaviour", [BUSY], indirect=True)
async def test_a_busy_far_side_is_worth_another_try(far_side: FarSide, message, behaviour: str):
    sent = message(to=far_side.to(behaviour))
    with pytest.raises(ChannelUnavailable):
        await far_side.channel.send(sent)
    far_side.mend()
    assert far_side.arrived(sent.to) == []
    await far_side.channel.send(sent)
    assert len(far_side.arrived(sent.to)) == 1


@pytest.mark.parametrize("behaviour", [REFUSED], indirect=True)
async def test_a_refusal_is_final_and_nothing_arrived(far_side: FarSide, message, behaviour: str):
    sent = message(to=far_side.to(behaviour))
    with pytest.raises(ChannelRefused):
        await far_side.channel.send(sent)
    assert far_side.arrived(sent.to) == []


@pytest.mark.parametrize("behaviour", [BREAK], indirect=True)
async def test_a_break_after_the_message_was_given_is_unknown(far_side: FarSide, message, behaviour: str):
    sent = message(to=far_side.to(behaviour))
    with pytest.raises(DeliveryUnknown):
        await far_side.channel.send(sent)
    assert len(far_side.arrived(sent.to)) == 1


@pytest.mark.parametrize("behaviour", [BUSY, REFUSED, BREAK], indirect=True)
async def test_no_failure_tells_address_words_or_pin(far_side: FarSide, message, behaviour: str, caplog):
    sent = message(to=far_side.to(behaviour))
    with caplog.at_level("DEBUG", logger="abhay"), caplog.at_level("INFO"), pytest.raises(DeliveryError) as failed:
        await far_side.channel.send(sent)
    told = "".join(traceback.format_exception(failed.value)) + caplog.text
    assert not [secret for secret in (sent.to, "distress", "482916", "a/token") if secret in told]


async def test_a_failing_address_does_not_keep_another_from_being_told(far_side: FarSide, message):
    if REFUSED not in far_side.behaviours:
        pytest.skip("no address of this channel can fail alone")
    dead, live = message(to=far_side.to(REFUSED)), message(to=far_side.to())
    results = await asyncio.gather(*map(far_side.channel.send, (dead, live)), return_exceptions=True)
    assert isinstance(results[0], ChannelRefused)
    assert len(far_side.arrived(live.to)) == 1


@pytest.mark.parametrize("text", ["subject", "id", "alert"])
async def test_line_breaks_cannot_forge_anything(far_side: FarSide, message, text: str):
    honest = message(to=far_side.to())
    forged = honest.model_copy(update={text: f"{getattr(honest, text)}\r\nBcc: other@police.example\r\n\r\nforged"})
    await far_side.channel.send(forged)
    (arrived,) = far_side.arrived(forged.to)
    assert arrived.body == far_side.words_of(honest)[1]
    assert "\nBcc:" not in arrived.everything
