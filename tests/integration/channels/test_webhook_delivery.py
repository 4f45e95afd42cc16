"""Webhooks against a real HTTP server: signature, addresses, certificates, and what answers mean."""

import asyncio
import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from ipaddress import ip_address
from pathlib import Path

import pytest
import trustme
from standardwebhooks import Webhook, WebhookVerificationError

from abhay.adapters.channels.targets import IPAddress
from abhay.adapters.channels.webhook import WebhookChannel
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown
from abhay.settings import WebhookSettings
from tests.integration.channels.far_sides import WEBHOOK_SECRET, WebhookFarSide
from tests.integration.channels.http_receiver import Receiver, serving
from tests.support.speed import patience


async def loopback(_host: str, _port: int) -> list[IPAddress]:
    return [ip_address("127.0.0.1")]


@pytest.fixture
def https(authority: trustme.CA) -> Iterator[Receiver]:
    """The same server over TLS, as `hook.police.example`."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("hook.police.example").configure_cert(tls)
    with serving(tls) as receiver:
        yield receiver


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return tmp_path / "ca.pem"


def channel(**changed: object) -> WebhookChannel:
    usual = {"secret": WEBHOOK_SECRET, "allow_private": True}
    return WebhookChannel(WebhookSettings(**(usual | changed)), loopback)


async def test_the_receiver_can_verify_the_signature_and_tell_a_repeat(receiver: Receiver, message):
    far_side = WebhookFarSide(receiver)
    sent = message(to=far_side.to())
    await far_side.channel.send(sent)
    await far_side.channel.send(sent)
    first, again = receiver.arrived
    content = Webhook(WEBHOOK_SECRET).verify(first.body, first.headers)
    assert first.headers["webhook-id"] == again.headers["webhook-id"] == sent.id
    assert content == json.loads(first.body)
    assert "ack_pin" not in content
    assert content["body"] == sent.body
    with pytest.raises(WebhookVerificationError):
        Webhook(WEBHOOK_SECRET).verify(first.body.replace(b"sp", b"SP"), first.headers)


async def test_the_certificate_must_be_that_of_the_name_although_an_address_is_called(
    https: Receiver, message, ca_file: Path
):
    good = message(to=f"https://hook.police.example:{https.port}/ok")
    await channel(ca_file=ca_file).send(good)
    (arrived,) = https.arrived
    assert arrived.headers["host"] == f"hook.police.example:{https.port}"
    for wrong in (
        channel(ca_file=ca_file).send(message(to=f"https://other.police.example:{https.port}/ok")),
        channel().send(good),
    ):
        with pytest.raises(ChannelUnavailable, match="ConnectError"):
            await wrong
    assert len(https.arrived) == 1


@pytest.mark.parametrize("status", [300, 404, 408, 410, 425, 429, 500, 503, 507])
async def test_what_a_status_means(receiver: Receiver, message, status: int):
    final = status in {404, 410}
    with pytest.raises(ChannelRefused if final else ChannelUnavailable, match=str(status)):
        await WebhookFarSide(receiver).channel.send(message(to=f"http://127.0.0.1:{receiver.port}/{status}"))


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_every_success_is_one(receiver: Receiver, message, status: int):
    await WebhookFarSide(receiver).channel.send(message(to=f"http://127.0.0.1:{receiver.port}/{status}"))


async def test_a_redirect_is_not_followed(receiver: Receiver, message):
    with pytest.raises(ChannelUnavailable, match="307"):
        await WebhookFarSide(receiver).channel.send(message(to=f"http://127.0.0.1:{receiver.port}/elsewhere"))
    assert receiver.arrived == []
    assert len(receiver.connections) == 1


@pytest.mark.parametrize("behaviour", ["silent", "drip"])
async def test_a_receiver_that_never_finishes_its_answer_leaves_us_in_doubt_in_bounded_time(
    receiver: Receiver, message, behaviour
):
    started = time.monotonic()
    with pytest.raises(DeliveryUnknown):
        await channel(timeout=1).send(message(to=f"http://127.0.0.1:{receiver.port}/{behaviour}"))
    assert time.monotonic() - started < patience(3)
    assert len(receiver.arrived) == 1


async def test_an_endless_answer_is_not_read(receiver: Receiver, message):
    await channel().send(message(to=f"http://127.0.0.1:{receiver.port}/flood"))


async def test_nobody_listening_is_worth_another_try(message):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ChannelUnavailable):
            await channel().send(message(to=f"http://127.0.0.1:{taken.getsockname()[1]}/"))


@contextmanager
def mute(address: str, port: int) -> Iterator[None]:
    """An address that takes no more connections and says nothing: its queue is full."""
    with socket.socket() as listener, ExitStack() as waiting:
        listener.bind((address, port))
        listener.listen(0)
        for _ in range(3):
            client = waiting.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex((address, port))
        yield


@pytest.mark.parametrize("silent", [False, True])
async def test_a_dead_address_does_not_keep_us_from_the_next(receiver: Receiver, message, silent: bool):
    async def dead_first(_host: str, _port: int) -> list[IPAddress]:
        return [ip_address("127.0.0.2"), ip_address("127.0.0.1")]

    settings = WebhookSettings(secret=WEBHOOK_SECRET, allow_private=True, timeout=2)
    with mute("127.0.0.2", receiver.port) if silent else nullcontext():
        await WebhookChannel(settings, dead_first).send(message(to=f"http://hook.police.example:{receiver.port}/ok"))
    assert len(receiver.arrived) == 1


async def test_a_name_that_resolves_slowly_costs_no_more_than_the_timeout(message):
    async def slow(_host: str, _port: int) -> list[IPAddress]:
        await asyncio.sleep(30)
        return []

    started = time.monotonic()
    with pytest.raises(ChannelUnavailable):
        await WebhookChannel(WebhookSettings(secret=WEBHOOK_SECRET, timeout=0.2), slow).send(
            message(to="https://hook.example/")
        )
    assert time.monotonic() - started < patience(2)


async def test_without_the_setting_not_even_a_connection_is_made_to_the_inside(receiver: Receiver, message):
    with pytest.raises(ChannelRefused):
        await channel(allow_private=False).send(message(to=f"http://hook.police.example:{receiver.port}/ok"))
    assert receiver.connections == []


async def test_a_proxy_of_the_environment_is_not_used(receiver: Receiver, message, monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    await channel().send(message(to=f"http://127.0.0.1:{receiver.port}/ok"))
    assert len(receiver.arrived) == 1
