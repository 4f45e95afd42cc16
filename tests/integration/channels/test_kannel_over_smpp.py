"""Text messages through a real Kannel to an operator over SMPP who refuses, and reports failed, late, twice or never."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from abhay.adapters.channels.receipts.registry import reader_of
from abhay.adapters.channels.receipts.request import Request
from abhay.adapters.channels.sms.channel import SmsChannel
from abhay.settings import ChannelSettings, Settings, SmsSettings
from abhay.testing.http import HttpStandIn, Received, in_thread
from models.enums import Language, Line, Reported
from tests.integration.channels.kannel import Kannel, is_installed, kannel_over_smpp
from tests.integration.channels.smsc import NO_SUCH_NUMBER, Operator, Report, Script, operator
from tests.support.system import until

pytestmark = [
    pytest.mark.skipif(not is_installed(), reason="Debian's packages kannel and kannel-extras are not installed"),
    pytest.mark.xdist_group("kannel"),
]
SECRET = "synthetic-callback-secret"
ENTITY = "1101000000000000001"
LINK = "https://abhay.rajasthan-police.example/a?RJ2026000042.Ab_-Ab_-Ab_-Ab_-"
PE_ID, TEMPLATE_ID = 0x1400, 0x1401


@pytest.fixture(scope="module")
def ours() -> Iterator[HttpStandIn]:
    """Where Kannel reports: our gateway's place, which keeps each call."""
    with in_thread(HttpStandIn()) as standin:
        yield standin


@pytest.fixture(scope="module")
def network() -> Iterator[Operator]:
    with operator() as running:
        yield running


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, network: Operator, ours: HttpStandIn) -> Iterator[Kannel]:
    replies = f"{ours.url}/v1/replies/kannel/{SECRET}?from=%p&text=%a"
    with kannel_over_smpp(tmp_path_factory.mktemp("kannel"), replies, network) as running:
        yield running


@pytest.fixture
def send(running: Kannel, ours: HttpStandIn, message):
    """Sends a page with this language; answers its id."""

    async def made(language: Language = Language.ENGLISH) -> str:
        gateways = [running.gateway(entity_id=ENTITY)]
        own = SmsSettings(gateways=gateways, callback_secret=SECRET, reply_number="+91 55555 00100")
        channel = SmsChannel.from_settings(Settings(public_url=ours.url, channels=ChannelSettings(sms=own)))
        assert channel is not None
        page = message(
            id=str(uuid4()),
            to="+91 55555 00101",
            line=Line.MOBILE,
            language=language,
            short_url=LINK,
            reply_code="482916",
        )
        await channel.send(page)
        return page.id

    return made


def reports(ours: HttpStandIn, id_: str) -> list[Reported]:
    """What the receipts of a message say, as our reader of Kannel's reads them, in the order of their arrival."""
    found = [
        each for each in list(ours.received) if each.path.startswith("/v1/receipts") and each.query["message"] == id_
    ]
    return [read.reported for each in found for read in reader_of("kannel").reports(_request(each))]


def _request(received: Received) -> Request:
    return Request(urlsplit(received.target).query, received.headers, received.body)


def wanted(ours: HttpStandIn, id_: str, *expected: Reported) -> None:
    """Waits until the last receipts of a message say this, in this order."""

    def found() -> bool:
        return [each for each in reports(ours, id_) if each is not Reported.SENT] == list(expected)

    until(found, 20, f"not reported as {', '.join(expected)}: {reports(ours, id_)}")


async def test_the_operators_dlt_fields_arrive_with_every_part(
    running, network: Operator, ours: HttpStandIn, send
) -> None:
    before = len(network.submitted)
    network.script = Script()
    id_ = await send(Language.HINDI)
    wanted(ours, id_, Reported.DELIVERED)
    parts = sorted(network.submitted[before:], key=lambda part: part.number)
    assert len(parts) == 3
    assert LINK in "".join(each.text for each in parts)
    for part in parts:
        assert part.tlvs[PE_ID].rstrip(b"\0") == ENTITY.encode()
        assert len(part.tlvs[TEMPLATE_ID].rstrip(b"\0")) == 19


async def test_the_first_part_alone_is_reported(running, network: Operator, ours: HttpStandIn, send) -> None:
    before = len(network.submitted)
    network.script = Script()
    wanted(ours, await send(Language.HINDI), Reported.DELIVERED)
    assert {part.number: part.wants_receipt for part in network.submitted[before:]} == {1: True, 2: False, 3: False}


async def test_a_refusal_by_the_operator_is_reported_as_failed(
    running, network: Operator, ours: HttpStandIn, send
) -> None:
    network.script = Script(refuse=NO_SUCH_NUMBER)
    wanted(ours, await send(), Reported.FAILED)


@pytest.mark.parametrize("stat", ["UNDELIV", "REJECTD", "EXPIRED", "DELETED"])
async def test_each_word_of_a_failure_is_reported_as_failed(
    running, network: Operator, ours: HttpStandIn, send, stat: str
) -> None:
    network.script = Script(reports=(Report(stat),))
    wanted(ours, await send(), Reported.FAILED)


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("UNDELIV", "DELIVRD", Reported.FAILED),
        ("DELIVRD", "DELIVRD", Reported.DELIVERED),
        ("DELIVRD", "UNDELIV", Reported.DELIVERED),
    ],
)
async def test_kannel_passes_on_the_first_final_receipt_alone(
    running, network: Operator, ours: HttpStandIn, send, first: str, second: str, read: Reported
) -> None:
    before = len(network.told)
    network.script = Script(reports=(Report("ENROUTE"), Report(first, 0.8), Report(second, 1.1)))
    id_ = await send()
    until(lambda: network.told[before:] == ["ENROUTE", first, second], 20, "not all was reported to Kannel")
    network.script = Script()
    wanted(ours, await send(), Reported.DELIVERED)
    wanted(ours, id_, read)
    assert reports(ours, id_).count(Reported.SENT) >= 1


async def test_without_a_receipt_nothing_is_said_but_that_it_was_taken(
    running, network: Operator, ours: HttpStandIn, send
) -> None:
    before = len(network.submitted)
    network.script = Script(reports=())
    silent = await send()
    # Kannel hands a message over after it answered us; the part that asks for a receipt is one of several.
    until(lambda: any(part.wants_receipt for part in network.submitted[before:]), 20, "Kannel handed nothing over")
    network.script = Script()
    wanted(ours, await send(), Reported.DELIVERED)
    assert set(reports(ours, silent)) <= {Reported.SENT}
