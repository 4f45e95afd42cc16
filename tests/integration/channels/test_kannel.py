"""Text messages through a real Kannel to an operator and back."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from abhay.adapters.channels.sms.channel import SmsChannel
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown
from abhay.settings import ChannelSettings, Settings, SmsSettings
from abhay.testing.http import HttpStandIn, in_thread
from models.enums import Language, Line
from tests.integration.channels.kannel import Kannel, is_installed, kannel
from tests.support.system import until

pytestmark = [
    pytest.mark.skipif(not is_installed(), reason="Debian's packages kannel and kannel-extras are not installed"),
    pytest.mark.xdist_group("kannel"),
]
BASE = "https://abhay.rajasthan-police.example"
SECRET = "synthetic-callback-secret"
NUMBER = "+91 55555 00100"


@pytest.fixture(scope="module")
def ours() -> Iterator[HttpStandIn]:
    """Where Kannel reports: our gateway's place, which keeps each call."""
    with in_thread(HttpStandIn()) as standin:
        yield standin


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, ours: HttpStandIn) -> Iterator[Kannel]:
    replies = f"{ours.url}/v1/replies/kannel/{SECRET}?from=%p&to=%P&text=%a&charset=%C&coding=%c&id=%I&ts=%T"
    with kannel(tmp_path_factory.mktemp("kannel"), replies) as running:
        yield running


def channel(running: Kannel, base_url: str, **changed: object) -> SmsChannel:
    own = SmsSettings(gateways=[running.gateway(**changed)], callback_secret=SECRET, reply_number=NUMBER)
    made = SmsChannel.from_settings(Settings(public_url=base_url, channels=ChannelSettings(sms=own)))
    assert made is not None
    return made


def page(message, **changed: object):
    usual = {
        "id": str(uuid4()),
        "to": "+91 55555 00101",
        "line": Line.MOBILE,
        "short_url": f"{BASE}/a?RJ2026000042.Ab_-Ab_-Ab_-Ab_-",
        "reply_code": "482916",
    }
    return message(**(usual | changed))


def text_of(running: Kannel, before: int) -> str:
    until(lambda: len(running.arrived()) > before, 10, "nothing arrives")
    return running.arrived()[before].text


async def test_a_hindi_page_arrives_byte_for_byte_in_three_parts(running: Kannel, ours: HttpStandIn, message):
    before = len(running.arrived())
    sent = page(message)
    receipt = await channel(running, ours.url).send(sent)
    assert (receipt.gateway, receipt.reports) == ("kannel", True)
    text = text_of(running, before)
    assert text == (
        "अभय पुलिस डेस्क: संकट में व्यक्ति, तत्काल जोखिम। अभी खोलें "
        f"{BASE}/a?RJ2026000042.Ab_-Ab_-Ab_-Ab_- या {NUMBER} पर 1 482916 भेजें (हमारा नहीं: 2, यही कोड)।"
    )
    assert running.arrived()[before].to == "915555500101"


async def test_an_english_page_arrives_in_gsm_letters(running: Kannel, ours: HttpStandIn, message):
    before = len(running.arrived())
    await channel(running, ours.url).send(page(message, language=Language.ENGLISH))
    assert "Open https://" in text_of(running, before)
    assert "Ab_-Ab_-Ab_-Ab_-" in text_of(running, before)


async def test_the_receipt_names_our_message_before_anybody_knows_kannels_id(
    running: Kannel, ours: HttpStandIn, message
):
    sent = page(message)
    await channel(running, ours.url).send(sent)
    until(
        lambda: [r for r in ours.received if r.query.get("message") == sent.id and r.query["status"] == "1"],
        20,
        "no receipt",
    )
    reports = [r for r in ours.received if r.query.get("message") == sent.id]
    assert {r.path for r in reports} == {f"/v1/receipts/kannel/{SECRET}"}
    assert {r.query["status"] for r in reports} <= {"1", "4", "8"}
    assert all(r.query["id"] for r in reports)


async def test_a_reply_from_the_phone_arrives_as_it_was_typed(running: Kannel, ours: HttpStandIn):
    running.type_in("915555500101 155260 text 1 482916")
    until(
        lambda: [r for r in ours.received if r.path.startswith("/v1/replies") and r.query["text"] == "1 482916"],
        20,
        "no reply",
    )
    running.type_in("915555500101 155260 ucs2 %09g%00+%09j%09n%09h%09o%09g%09l")
    until(
        lambda: [r for r in ours.received if r.path.startswith("/v1/replies") and r.query["text"] == "१ ४८२९१६"],
        20,
        "no Hindi reply",
    )


async def test_a_wrong_password_is_refused_for_the_whole_account(running: Kannel, ours: HttpStandIn, message):
    with pytest.raises(ChannelRefused) as refused:
        await channel(running, ours.url, password="wrong").send(page(message))
    (only,) = refused.value.tries
    assert only.account_wide
    assert "Authorization failed" in only.detail


async def test_nobody_listening_is_worth_another_try(running: Kannel, ours: HttpStandIn, message):
    with pytest.raises(ChannelUnavailable):
        await channel(running, ours.url, url="http://127.0.0.1:9").send(page(message))


async def test_without_an_operator_nobody_knows_whether_it_arrives(tmp_path: Path, ours: HttpStandIn, message):
    with kannel(tmp_path, f"{ours.url}/v1/replies/kannel/{SECRET}?text=%a") as alone:
        alone.lose_operator()
        until(lambda: "Fakesmsc client" in alone.log("bearerbox"), 10, "no operator")

        async def answered() -> str:
            try:
                return str(await channel(alone, ours.url).send(page(message)))
            except DeliveryUnknown as unknown:
                return unknown.detail

        assert "3:" in await answered() or "3:" in await answered()
