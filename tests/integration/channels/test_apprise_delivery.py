"""What is special about messengers: a library that blocks, logs and says only true or false is kept in bounds."""

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from abhay.adapters.channels.apprise.channel import AppriseChannel
from abhay.adapters.channels.apprise.services import read_services
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown
from abhay.services.messages.health import tries_of
from abhay.testing.http import Hang, Knobs
from abhay.testing.messenger import MessengerStandIn
from models.payloads import OutgoingMessage
from tests.integration.channels.far_sides import AppriseFarSide, messenger_address

Make = Callable[..., OutgoingMessage]
TOPIC = "ntfy:kota-control"


def channel(standin: MessengerStandIn, **changed: Any) -> AppriseChannel:
    return AppriseFarSide(standin, **changed).channel


@pytest.mark.parametrize(
    ("knobs", "error"),
    [
        (Knobs(status=400, body="{}"), ChannelRefused),
        (Knobs(status=403, body="{}"), ChannelRefused),
        (Knobs(status=404, body="<html>"), ChannelRefused),
        (Knobs(status=429, body="{}"), ChannelUnavailable),
        (Knobs(status=500, body="{"), ChannelUnavailable),
        (Knobs(status=503, body=""), ChannelUnavailable),
        (Knobs(status=504, body=""), DeliveryUnknown),
        (Knobs(status=302, body=""), ChannelUnavailable),
        (Knobs(breaks=True), DeliveryUnknown),
        (Knobs(hang=Hang.BEFORE_HEAD), DeliveryUnknown),
    ],
    ids=str,
)
async def test_a_failure_is_told_apart_and_what_cannot_be_is_unknown(
    messenger: MessengerStandIn, message: Make, knobs: Knobs, error: type[DeliveryError]
) -> None:
    messenger.knobs = knobs
    began = time.monotonic()
    with pytest.raises(DeliveryError) as failed:
        await channel(messenger, timeout=1.5).send(message(to=TOPIC))
    assert type(failed.value) is error
    assert time.monotonic() - began < 30  # and not the minute for which it hangs


async def test_nobody_who_listens_is_unavailable(messenger: MessengerStandIn, message: Make) -> None:
    own = channel(messenger, services=json.dumps({"ntfy": "ntfy://127.0.0.1:9/{target}?mode=private"}))
    with pytest.raises(ChannelUnavailable):
        await own.send(message(to=TOPIC))


async def test_a_wrong_login_is_about_the_service(messenger: MessengerStandIn, message: Make) -> None:
    messenger.password = "another"
    own = channel(messenger)
    messenger.password = "yet another"
    with pytest.raises(ChannelRefused, match="401") as failed:
        await own.send(message(to=TOPIC))
    (tried,) = tries_of("apprise", failed.value)
    assert (tried.provider, tried.account_wide) == ("apprise/ntfy", True)


@pytest.mark.parametrize(
    "to", ["other:x", "x", "ntfy:", "file:///etc/passwd", "ntfy:a/../b", "ntfy:x?attach=/etc/passwd"]
)
async def test_an_address_of_no_service_is_refused_and_nobody_is_asked(
    messenger: MessengerStandIn, message: Make, to: str
) -> None:
    with pytest.raises(ChannelRefused):
        await channel(messenger).send(message(to=to))
    assert messenger.received == []


async def test_a_redirect_is_not_followed(messenger: MessengerStandIn, message: Make) -> None:
    messenger.knobs = Knobs(status=307, body="")
    with pytest.raises(ChannelUnavailable):
        await channel(messenger).send(message(to=TOPIC))
    assert len(messenger.received) == 1


async def test_messages_to_one_topic_do_not_wait_for_each_other(messenger: MessengerStandIn, message: Make) -> None:
    own = channel(messenger)
    began = time.monotonic()
    for number in range(3):
        await own.send(message(to=TOPIC, id=f"message-{number}"))
    # The library would sleep 5.5 s between two requests of one object; its own words would say so.
    assert len(messenger.shown("kota-control")) == 3
    assert (
        read_services(json.dumps({"ntfy": messenger_address(messenger)}))["ntfy"].made("x", 5).request_rate_per_sec == 0
    )
    assert time.monotonic() - began < 60


async def test_one_that_hangs_keeps_no_other_waiting(messenger: MessengerStandIn, message: Make) -> None:
    messenger.plans["slow"] = [Knobs(hang=Hang.BEFORE_HEAD)] * 12
    own = channel(messenger)
    hanging = [asyncio.create_task(own.send(message(to="ntfy:slow"))) for _ in range(12)]
    await own.send(message(to=TOPIC))
    assert not any(task.done() for task in hanging)
    found = await asyncio.gather(*hanging, return_exceptions=True)
    assert {type(each) for each in found} == {DeliveryUnknown}


async def test_nothing_of_it_is_logged_or_said(
    messenger: MessengerStandIn, message: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3.connectionpool").setLevel(logging.DEBUG)
    own = channel(messenger)
    await own.send(message(to=TOPIC))
    for knobs in (Knobs(status=403, body="{}"), Knobs(breaks=True)):
        messenger.next_knobs.append(knobs)
        with pytest.raises(DeliveryError) as failed:
            await own.send(message(to=TOPIC))
        assert "kota-control" not in str(failed.value)
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("asyncio"))
    assert not [secret for secret in ("kota-control", messenger.password, "distress") if secret in said]


def test_a_loop_that_ended_meanwhile_breaks_nothing(messenger: MessengerStandIn, message: Make) -> None:
    messenger.knobs = Knobs(seconds=1.0)
    own = channel(messenger, timeout=0.3)
    with pytest.raises(DeliveryUnknown):
        asyncio.run(own.send(message(to=TOPIC)))
    for thread in [each for each in threading.enumerate() if each.name == "apprise"]:
        thread.join(30)
        assert not thread.is_alive()


SERVICES = {
    "telegram": ("tgram://123456789:abcdefghij_klmnopqrstuvwxyz-1234567/{target}", "123456789"),
    "matrix": ("matrixs://abhay:synthetic@matrix.example/{target}", "!room:matrix.example"),
    "nctalk": ("nctalks://abhay:synthetic@cloud.example/{target}", "room1"),
}


@pytest.mark.parametrize("name", ["telegram", "matrix", "nctalk"])
def test_other_services_are_made_with_the_same_bounds(name: str) -> None:
    address, target = SERVICES[name]
    made = read_services(json.dumps({name: address}))[name].made(target, 4)
    assert made is not None
    assert made.request_timeout == (2, 2)
    assert made.redirects is False
    assert made.verify_certificate is True
    assert str(getattr(made.notify_format, "value", made.notify_format)) == "text"
    assert target.lstrip("!#") in json.dumps(_targets(made), default=str)


def _targets(plugin: Any) -> list[Any]:
    return [getattr(plugin, name, None) for name in ("targets", "rooms", "topics", "channels", "_room_aliases")]
