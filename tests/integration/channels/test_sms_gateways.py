"""Each preset against the stand-in of its provider: what it is sent, and what its answers mean."""

import json
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from abhay.adapters.channels.sms.channel import SmsChannel
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown
from abhay.settings import ChannelSettings, Settings, SmsSettings
from abhay.testing.http import HTML, Hang, HttpStandIn, Knobs, in_thread
from abhay.testing.sms.base import Outcome, Reports, SmsStandIn
from abhay.testing.sms.government import CdacStandIn, EsancharStandIn, NicStandIn
from abhay.testing.sms.indian import GupshupStandIn, Msg91StandIn, RouteMobileStandIn, TextlocalStandIn
from abhay.testing.sms.kannel import KannelStandIn
from abhay.testing.sms.telephony import ExotelStandIn, TwilioStandIn
from models.enums import Language, Line, TryResult
from models.payloads import OutgoingMessage
from tests.support.speed import patience
from tests.support.system import until

BASE = "https://abhay.rajasthan-police.example"
NUMBER = "+91 55555 00100"
SECRET = "synthetic-callback-secret"
TO = "5555500101"


@dataclass(frozen=True)
class Case:
    """A preset, its stand-in, how a refusal of one number, of the account and a doubt are worded, and its path."""

    standin: type[SmsStandIn]
    refused: str
    account: str | None = None
    unavailable: str | None = None
    unknown: str | None = None
    reports: bool = False


CASES = {
    "kannel": Case(KannelStandIn, refused="404", account="403", unavailable="503", unknown="3", reports=True),
    "esanchar": Case(EsancharStandIn, refused="500", account="401"),
    "cdac": Case(CdacStandIn, refused="414", account="416", unavailable="405", unknown="409"),
    "nic": Case(NicStandIn, refused="API-3"),
    "msg91": Case(Msg91StandIn, refused="invalid number", reports=True),
    "gupshup": Case(GupshupStandIn, refused="105", account="102", unknown="100", reports=True),
    "routemobile": Case(
        RouteMobileStandIn, refused="1706", account="1703", unavailable="1710", unknown="1715", reports=True
    ),
    "textlocal": Case(TextlocalStandIn, refused="51", account="3", unavailable="7", reports=True),
    "exotel": Case(ExotelStandIn, refused="failed", account="401", reports=True),
    "twilio": Case(TwilioStandIn, refused="21211", account="20003", unavailable="20429", reports=True),
}


def gateway(preset: str, standin: SmsStandIn, **changed: Any) -> dict[str, Any]:
    own = standin.account
    usual = {
        "name": preset, "preset": preset, "url": standin.url, "username": own.username, "password": own.password, "key": own.key,
        "sender": own.sender, "entity_id": own.entity_id, "client_id": own.client_id,
    }  # fmt: skip
    if preset == "esanchar":
        usual["url"] += f"/app/live/eSanchar/Prod/api/OBD/CreateSMS/Request?client_id={own.client_id}"
    return usual | changed


def channel(*gateways: dict[str, Any], base_url: str = BASE, **changed: Any) -> SmsChannel:
    own = SmsSettings(gateways=list(gateways), **({"reply_number": NUMBER, "callback_secret": SECRET} | changed))
    made = SmsChannel.from_settings(Settings(public_url=base_url, channels=ChannelSettings(sms=own)))
    assert made is not None
    return made


@pytest.fixture
def start() -> Iterator[Callable[[HttpStandIn], Any]]:
    """Serves stand-ins until the test ends."""
    with ExitStack() as stack:
        yield lambda standin: stack.enter_context(in_thread(standin))


@pytest.fixture
def page(message) -> Callable[..., OutgoingMessage]:
    def make(**changed: Any) -> OutgoingMessage:
        usual = {"id": str(uuid4()), "to": f"+91{TO}", "line": Line.MOBILE, "reply_code": "482916",
                 "short_url": f"{BASE}/a?RJ2026000042.Ab_-Ab_-Ab_-Ab_-"}  # fmt: skip
        return message(**(usual | changed))

    return make


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("preset", CASES)
async def test_a_page_arrives_letter_by_letter(preset: str, language: Language, start, page):
    standin = start(CASES[preset].standin())
    receipt = await channel(gateway(preset, standin)).send(page(language=language))
    (arrived,) = standin.delivered
    assert (receipt.gateway, receipt.reports) == (preset, CASES[preset].reports)
    assert [each.result for each in receipt.tries] == [TryResult.SENT]
    if preset != "msg91":  # which is sent the variables alone
        assert "1 482916" in arrived.text
        assert NUMBER in arrived.text
        assert ("डेस्क" in arrived.text) is (language is Language.HINDI)
    assert "RJ2026000042.Ab_-Ab_-Ab_-Ab_-" in arrived.text
    assert arrived.number.endswith(TO)
    if preset not in ("kannel", "nic", "esanchar", "cdac"):
        assert receipt.provider_id == arrived.id
    if preset == "cdac":
        assert receipt.provider_id
        assert receipt.provider_id.isdigit()
    if preset not in ("textlocal", "twilio"):
        assert len(arrived.template_id) == 19


async def test_msg91_gets_the_variables_under_the_names_of_its_own_template(start, page, tmp_path):
    file = tmp_path / "templates.toml"
    file.write_text(
        '[template.page]\nid = "1007000000000000001"\nlanguage = "hi"\nkinds = ["page"]\n'
        'text = "अभय पुलिस डेस्क: संकट में व्यक्ति की सूचना। अभी खोलें {#url#} या 1 {#numeric#} भेजें।"\nvariables = ["link", "code"]\nnames = ["LINK", "CODE"]\n'
        'gateway_ids = { msg91 = "flow-1" }\n'
    )
    standin = start(
        Msg91StandIn(flows={"flow-1": "अभय पुलिस डेस्क: संकट में व्यक्ति की सूचना। अभी खोलें ##LINK## या 1 ##CODE## भेजें।"})
    )
    await channel(gateway("msg91", standin), templates=file).send(page())
    (arrived,) = standin.delivered
    assert (
        arrived.text
        == f"अभय पुलिस डेस्क: संकट में व्यक्ति की सूचना। अभी खोलें {BASE}/a?RJ2026000042.Ab_-Ab_-Ab_-Ab_- या 1 482916 भेजें।"
    )
    assert json.loads(standin.received[0].body)["recipients"] == [
        {"mobiles": f"91{TO}", "LINK": f"{BASE}/a?RJ2026000042.Ab_-Ab_-Ab_-Ab_-", "CODE": "482916"}
    ]


@pytest.mark.parametrize("preset", CASES)
async def test_a_refusal_of_one_number_is_final_and_asks_nobody_else(preset: str, start, page):
    first, second = start(CASES[preset].standin()), start(ExotelStandIn())
    first.plans.refusals[TO] = CASES[preset].refused
    with pytest.raises(ChannelRefused) as refused:
        await channel(gateway(preset, first), gateway("exotel", second, name="second")).send(page())
    (only,) = refused.value.tries
    assert (only.gateway, only.result, only.account_wide) == (preset, TryResult.REFUSED, False)
    assert first.taken == second.taken == []


@pytest.mark.parametrize("preset", [name for name, case in CASES.items() if case.account])
async def test_a_refusal_of_the_account_is_told_and_the_next_gateway_takes_the_page(preset: str, start, page):
    first, second = start(CASES[preset].standin()), start(GupshupStandIn())
    first.plans.refusals[TO] = CASES[preset].account
    receipt = await channel(gateway(preset, first), gateway("gupshup", second, name="second")).send(page())
    assert receipt.gateway == "second"
    assert [(each.result, each.account_wide) for each in receipt.tries] == [
        (TryResult.REFUSED, True),
        (TryResult.SENT, False),
    ]
    assert len(second.delivered) == 1


@pytest.mark.parametrize("preset", [name for name, case in CASES.items() if case.unavailable])
async def test_a_gateway_that_cannot_now_is_followed_by_the_next(preset: str, start, page):
    first, second = start(CASES[preset].standin()), start(GupshupStandIn())
    first.plans.refusals[TO] = CASES[preset].unavailable
    receipt = await channel(gateway(preset, first), gateway("gupshup", second, name="second")).send(page())
    assert [each.result for each in receipt.tries] == [TryResult.UNAVAILABLE, TryResult.SENT]


@pytest.mark.parametrize("preset", [name for name, case in CASES.items() if case.unknown])
async def test_in_doubt_no_other_gateway_sends_the_same_text(preset: str, start, page):
    first, second = start(CASES[preset].standin()), start(GupshupStandIn())
    first.plans.refusals[TO] = CASES[preset].unknown
    with pytest.raises(DeliveryUnknown):
        await channel(gateway(preset, first), gateway("gupshup", second, name="second")).send(page())
    assert second.received == []


@pytest.mark.parametrize(
    "knobs", [HTML, Knobs(body="", takes=False), Knobs(cut=True), Knobs(body="{", takes=True), Knobs(breaks=True)]
)
@pytest.mark.parametrize("preset", CASES)
async def test_an_answer_that_says_nothing_is_no_success(preset: str, knobs: Knobs, start, page):
    standin = start(CASES[preset].standin())
    standin.knobs = knobs
    with pytest.raises(DeliveryUnknown):
        await channel(gateway(preset, standin)).send(page())


@pytest.mark.parametrize("status", [500, 502, 503, 429])
@pytest.mark.parametrize("preset", ["kannel", "cdac", "exotel"])
async def test_a_gateway_in_trouble_is_followed_by_the_next(preset: str, status: int, start, page):
    broken, second = start(HttpStandIn()), start(GupshupStandIn())
    broken.knobs = Knobs(status=status)
    own = gateway(preset, second, name="first", url=broken.url)
    receipt = await channel(own, gateway("gupshup", second, name="second")).send(page())
    assert [each.result for each in receipt.tries] == [TryResult.UNAVAILABLE, TryResult.SENT]


@pytest.mark.parametrize("hang", Hang)
async def test_a_gateway_that_hangs_leaves_us_in_doubt_at_its_bound(hang: Hang, start, page):
    standin, second = start(GupshupStandIn()), start(GupshupStandIn())
    standin.knobs = Knobs(hang=hang)
    began = time.monotonic()
    with pytest.raises(DeliveryUnknown):
        await channel(gateway("gupshup", standin, timeout=1), gateway("gupshup", second, name="second")).send(page())
    assert time.monotonic() - began < patience(2.5)
    assert second.received == []


async def test_a_gateway_that_refuses_connections_costs_no_time(start, page):
    standin = start(GupshupStandIn())
    dead = gateway("gupshup", standin, name="dead", url="http://127.0.0.1:9")
    began = time.monotonic()
    receipt = await channel(dead, gateway("gupshup", standin)).send(page())
    assert [each.result for each in receipt.tries] == [TryResult.UNAVAILABLE, TryResult.SENT]
    assert time.monotonic() - began < patience(1)


async def test_all_gateways_together_stay_within_the_bound(start, page):
    standin = start(GupshupStandIn())
    standin.knobs = Knobs(seconds=4, status=503, takes=False)
    made = channel(*(gateway("gupshup", standin, name=f"g{number}") for number in range(4)))
    began = time.monotonic()
    with pytest.raises((ChannelUnavailable, DeliveryUnknown)):
        await made.send(page())
    assert time.monotonic() - began < patience(9)


async def test_gateways_known_to_be_down_are_asked_last_and_still_if_nobody_else_is_left(start, page):
    first, second = start(GupshupStandIn()), start(GupshupStandIn())
    both = channel(gateway("gupshup", first, name="first"), gateway("gupshup", second, name="second"))
    assert (await both.send(page(avoid=("first",)))).gateway == "second"
    assert (await both.send(page(avoid=("first", "second")))).gateway == "first"
    second.knobs = Knobs(status=503, takes=False)
    assert (await both.send(page(avoid=("first",)))).gateway == "first"


async def test_none_that_takes_it_tells_what_each_said(start, page):
    first, second = start(GupshupStandIn()), start(GupshupStandIn())
    first.plans.refusals[TO] = second.plans.refusals[TO] = "102"
    with pytest.raises(ChannelRefused) as refused:
        await channel(gateway("gupshup", first, name="first"), gateway("gupshup", second, name="second")).send(page())
    assert [each.account_wide for each in refused.value.tries] == [True, True]
    second.plans.refusals.clear()
    second.knobs = Knobs(status=503, takes=False)
    with pytest.raises(ChannelUnavailable) as unavailable:
        await channel(gateway("gupshup", first, name="first"), gateway("gupshup", second, name="second")).send(page())
    assert [each.result for each in unavailable.value.tries] == [TryResult.REFUSED, TryResult.UNAVAILABLE]


@pytest.mark.parametrize("preset", CASES)
async def test_no_error_and_no_log_tells_number_text_or_secret(preset: str, start, page, caplog):
    standin = start(CASES[preset].standin())
    standin.knobs = Knobs(body=f"Cannot send to 91{TO}: 'अभय पुलिस डेस्क' {standin.account.password}", takes=False)
    sent = page()
    with caplog.at_level("DEBUG", logger="abhay"), caplog.at_level("INFO"), pytest.raises(DeliveryError) as failed:
        await channel(gateway(preset, standin)).send(sent)
    told = "".join(traceback.format_exception(failed.value)) + caplog.text + str(failed.value.tries)
    assert not [
        each for each in (TO, "अभय", "482916", standin.account.password, standin.account.key, "Ab_-") if each in told
    ]


async def test_twilio_sends_the_page_without_a_callback_that_it_cannot_reach(start, page):
    standin = start(TwilioStandIn())
    standin.reaches_callbacks = False
    await channel(gateway("twilio", standin)).send(page())
    (arrived,) = standin.delivered
    assert arrived.callback == ""
    assert len(standin.received) == 2


@pytest.mark.parametrize(
    ("preset", "standin"),
    [("kannel", KannelStandIn), ("exotel", ExotelStandIn), ("twilio", TwilioStandIn), ("textlocal", TextlocalStandIn)],
)
@pytest.mark.parametrize("before", [False, True])
async def test_a_receipt_names_our_message_also_before_the_answer(preset: str, standin, before: bool, start, page):
    ours, far = start(HttpStandIn()), start(standin())
    far.reports = Reports((Outcome.DELIVERED,), times=2, before_answer=before)
    sent = page()
    await channel(gateway(preset, far), base_url=ours.url).send(sent)
    until(lambda: len(ours.received) == 2, 5, "no receipts")
    assert [(each.path, each.query["message"]) for each in ours.received] == [
        (f"/v1/receipts/{preset}/{SECRET}", sent.id)
    ] * 2


async def test_without_a_secret_nobody_is_asked_for_receipts(start, page):
    standin = start(ExotelStandIn())
    made = channel(gateway("exotel", standin), callback_secret=None)
    receipt = await made.send(page())
    assert (receipt.reports, made.reports_delivery, made.takes_replies) == (False, False, True)
    assert standin.delivered[0].callback == ""


async def test_a_gateway_of_ones_own_is_described_by_the_settings_alone(start, page):
    standin = start(GupshupStandIn())
    own = {
        "name": "mine", "preset": "custom", "url": f"{standin.url}/GatewayAPI/rest", "method": "GET", "encoding": "query",
        "username": standin.account.username, "password": standin.account.password, "success": "^success", "id": r"\|.*\| (\S+)",
        "code": r"error \| (\d+)", "codes": {"105": "refused"},
        "fields": {"method": "SendMessage", "userid": "{{ username }}", "password": "{{ password }}", "auth_scheme": "plain", "v": "1.1",
                   "send_to": "{{ to }}", "msg": "{{ content }}", "msg_type": "{{ 'Unicode_text' if unicode else 'Text' }}"},
    }  # fmt: skip
    receipt = await channel(own).send(page())
    assert receipt.provider_id == standin.delivered[0].id
    standin.plans.refusals[TO] = "105"
    with pytest.raises(ChannelRefused):
        await channel(own).send(page())


@pytest.mark.parametrize(
    ("to", "line"),
    [("0744-2450777", None), ("0744-2450777", Line.LANDLINE), (f"+91{TO}", Line.LANDLINE), ("0141-2565555", None), ("112", None),
     ("desk@police.example", Line.MOBILE), ("", Line.MOBILE), ("1800 891 4416", None)],
)  # fmt: skip
async def test_nothing_is_sent_to_what_is_no_mobile(to: str, line: Line | None, start, page):
    standin = start(GupshupStandIn())
    with pytest.raises(ChannelRefused):
        await channel(gateway("gupshup", standin)).send(page(to=to, line=line))
    assert standin.received == []


@pytest.mark.parametrize("to", [f"+91{TO}", TO, f"0{TO}", f"0091 {TO}", "91-55555-00101", "+91 55555 00101"])
@pytest.mark.parametrize("line", [None, Line.MOBILE])
async def test_every_spelling_of_a_mobile_is_one_number(to: str, line: Line | None, start, page):
    standin = start(GupshupStandIn())
    await channel(gateway("gupshup", standin)).send(page(to=to, line=line))
    assert standin.delivered[0].number == f"91{TO}"
