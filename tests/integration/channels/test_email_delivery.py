"""Mail against a real SMTP server: how it connects, and what its answers mean."""

import asyncio
import logging
import socket
import ssl
import time
from collections.abc import Callable

import pytest
import trustme

from abhay.adapters.channels.email import EmailChannel
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown
from tests.integration.channels.far_sides import EmailFarSide, MailServer
from tests.support.speed import patience


def appears(look: Callable[[], object], seconds: float = 10) -> bool:
    """Whether `look` finds something before the time is up."""
    end = time.monotonic() + patience(seconds)
    while not look() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(look())


@pytest.mark.parametrize("way", ["starttls", "implicit", "none"])
async def test_it_connects_and_logs_in_by_each_way(mail_server: MailServer, message, way: str):
    far_side = EmailFarSide(mail_server, way)
    sent = message(to=far_side.to())
    receipt = await far_side.channel.send(sent)
    (kept,) = [kept for kept in mail_server.kept() if kept["to"] == [sent.to]]
    assert kept["authenticated"] == (way != "none")
    assert kept["from"] == "abhay@desk.police.example"
    assert kept["helo"] == "desk.police.example"
    assert receipt.provider_id == f"<{sent.id}@desk.police.example>"


@pytest.mark.parametrize("way", ["starttls", "implicit"])
async def test_a_server_that_cannot_prove_its_name_gets_neither_password_nor_mail(
    mail_server: MailServer, message, way, tmp_path
):
    stranger = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(stranger)
    for changed in ({"ca_file": stranger}, {"host": "127.0.0.1"}):
        far_side = EmailFarSide(mail_server, way, **changed)
        sent = message(to=far_side.to())
        with pytest.raises(ChannelUnavailable):
            await far_side.channel.send(sent)
        assert far_side.arrived(sent.to) == []


async def test_without_starttls_at_the_server_nothing_is_sent_in_the_clear(mail_server: MailServer, message):
    far_side = EmailFarSide(mail_server, "starttls", port=mail_server.ports["none"])
    sent = message(to=far_side.to())
    with pytest.raises(ChannelUnavailable, match="STARTTLS extension not supported"):
        await far_side.channel.send(sent)
    assert far_side.arrived(sent.to) == []


@pytest.mark.parametrize("changed", [{"password": "wrong"}, {"username": None}])
async def test_a_login_that_the_server_wants_otherwise_is_refused(mail_server: MailServer, message, changed):
    far_side = EmailFarSide(mail_server, "starttls", **changed)
    sent = message(to=far_side.to())
    with pytest.raises(ChannelRefused, match="answered 5"):
        await far_side.channel.send(sent)
    assert far_side.arrived(sent.to) == []


@pytest.mark.parametrize(
    ("behaviour", "error", "arrives"),
    [
        ("full", ChannelUnavailable, False),
        ("unwanted", ChannelRefused, False),
        ("drop", ChannelUnavailable, False),
        ("stall", ChannelUnavailable, False),
        ("silent", DeliveryUnknown, True),
        ("gibberish", DeliveryUnknown, True),
    ],
)
async def test_what_the_servers_behaviour_means(mail_server: MailServer, message, behaviour: str, error, arrives: bool):
    far_side = EmailFarSide(mail_server, "starttls", timeout=2)
    sent = message(to=far_side.to(behaviour))
    started = time.monotonic()
    with pytest.raises(error):
        await far_side.channel.send(sent)
    assert time.monotonic() - started < patience(4)
    assert bool(far_side.arrived(sent.to)) == arrives


async def test_a_server_that_is_slow_at_every_step_gets_one_timeout_for_all_of_them(mail_server: MailServer, message):
    far_side = EmailFarSide(mail_server, "starttls", timeout=3)
    started = time.monotonic()
    with pytest.raises(DeliveryUnknown):
        await far_side.channel.send(message(to=far_side.to("slow")))
    assert time.monotonic() - started < patience(4.5)


async def test_a_host_that_is_not_there_is_worth_another_try(mail_server: MailServer, message):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = mail_server.settings("none", port=taken.getsockname()[1])
        for settings in (closed, mail_server.settings("none", host="no-such-host.invalid")):
            with pytest.raises(ChannelUnavailable):
                await EmailChannel(settings).send(message(to="a@police.example"))


async def test_a_host_that_says_nothing_costs_no_more_than_the_timeout(mail_server: MailServer, message):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings = mail_server.settings("none", port=mute.getsockname()[1], timeout=0.3)
        started = time.monotonic()
        with pytest.raises(ChannelUnavailable):
            await EmailChannel(settings).send(message(to="a@police.example"))
        assert 0.2 < time.monotonic() - started < patience(2)


async def test_a_cancelled_send_stays_cancelled_and_leaves_no_connection(mail_server: MailServer, message):
    far_side = EmailFarSide(mail_server, "starttls", timeout=8)
    sent = message(to=far_side.to("silent"))
    sending = asyncio.create_task(far_side.channel.send(sent))
    assert await asyncio.to_thread(appears, lambda: far_side.arrived(sent.to)), "the mail never reached the server"
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending


async def test_a_dot_alone_on_a_line_and_a_long_line_come_through(mail_server: MailServer, message):
    far_side = EmailFarSide(mail_server, "starttls")
    body = ".\n..\nFrom here\n" + "लंबी पंक्ति " * 400 + "\n"
    sent = message(to=far_side.to(), body=body)
    await far_side.channel.send(sent)
    (arrived,) = far_side.arrived(sent.to)
    assert arrived.body == body


async def test_the_password_is_never_logged(mail_server: MailServer, message, caplog: pytest.LogCaptureFixture):
    far_side = EmailFarSide(mail_server, "starttls")
    with caplog.at_level(logging.DEBUG):
        await far_side.channel.send(message(to=far_side.to()))
    assert "synthetic-password" not in caplog.text
    assert "synthetic-password" not in repr(mail_server.settings("starttls"))


def test_old_tls_is_not_spoken(mail_server: MailServer):
    context = EmailChannel(mail_server.settings("starttls"))._tls
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.check_hostname
