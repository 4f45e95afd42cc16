"""A test of a contact point is answered on the telephone itself: by a code in a text, by a key in a call."""

import json
from urllib.parse import urlencode
from uuid import UUID

import pytest

from abhay.adapters.channels.sms.channel import SmsChannel
from abhay.adapters.channels.sms.gateways import read_gateways
from abhay.adapters.channels.sms.templates import load_templates
from abhay.security.links import make_short_test_token, make_test_token
from abhay.security.reply_codes import reply_code
from abhay.services.messages.answering import answer_text
from abhay.services.messages.contact_tests import message_of_test, send_tests
from abhay.wording.replies import Verdict
from models.payloads import OutgoingMessage, Receipt
from models.tables import ContactPoint, ContactTest
from tests.integration.gateway.support import Gateway, add_telephone
from tests.integration.gateway.test_voice_calls import CALLBACK, event, providers
from tests.support import reading
from tests.support.actors import HOST

__all__ = ["providers"]

NUMBER = "+915555500101"


class Line:
    """A channel of telephones that keeps what it was given."""

    takes_replies = True

    def __init__(self, name: str) -> None:
        self.name, self.sent = name, list[OutgoingMessage]()

    async def send(self, message: OutgoingMessage) -> Receipt:
        self.sent.append(message)
        return Receipt()


async def sent_test(gateway: Gateway, channel: str) -> OutgoingMessage:
    """Kota's control room has such a telephone, and it is tested; answers what was sent to it."""
    line = Line(channel)
    gateway.runtime.channels[channel] = line  # pyright: ignore[reportIndexIssue]
    await add_telephone(gateway, channel, NUMBER)
    await send_tests(gateway.runtime, "kota-city", HOST, post="control-room")
    (message,) = line.sent
    return message


async def test_of(gateway: Gateway, message: OutgoingMessage) -> ContactTest:
    (row,) = await reading.rows(gateway.database, ContactTest, ContactTest.id == UUID(message.id))
    return row


test_of.__test__ = False  # pyright: ignore[reportFunctionMemberAccess]


@pytest.mark.parametrize("digit", ["1", "2"])
async def test_the_printed_code_answers_a_test(gateway: Gateway, digit: str) -> None:
    message = await sent_test(gateway, "sms")
    assert message.reply_code == reply_code(UUID(message.id), gateway.runtime.secrets.link_key)
    said = await answer_text(gateway.runtime, "operator", NUMBER, f"{digit} {message.reply_code}", "sms", "key")
    assert said.verdict is Verdict.TESTED
    assert said.say
    assert "परीक्षण" in said.say.hi
    assert (await test_of(gateway, message)).answered_at is not None


async def test_another_code_or_another_number_answers_none(gateway: Gateway) -> None:
    message = await sent_test(gateway, "sms")
    wrong = "100000" if message.reply_code != "100000" else "100001"
    texts = ((NUMBER, wrong, Verdict.WRONG_CODE), ("+915555500999", message.reply_code, Verdict.SILENT))
    for sender, code, verdict in texts:
        said = await answer_text(gateway.runtime, "operator", sender, f"1 {code}", "sms", sender)
        assert said.verdict is verdict
    assert (await test_of(gateway, message)).answered_at is None


async def test_the_short_link_leads_to_the_page_of_the_test(gateway: Gateway) -> None:
    message = await sent_test(gateway, "sms")
    assert message.short_url
    assert message.short_url.rpartition("?")[0].endswith("/a")
    token = message.short_url.rpartition("?")[2]
    assert len(token) == 40
    answer = await gateway.client.get(f"/a?{token}.")
    key = gateway.runtime.secrets.link_key
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"/a/test/{make_test_token(UUID(message.id), key)}")
    assert make_short_test_token(UUID(message.id), key) == token
    forged = f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}"
    assert (await gateway.client.get(f"/a?{forged}")).status_code == 404
    assert (await test_of(gateway, message)).answered_at is None


@pytest.mark.parametrize("number", [None, "+91 55555 00100"])
async def test_a_test_has_a_text_that_the_operators_know(gateway: Gateway, number: str | None) -> None:
    message = await sent_test(gateway, "sms")
    base = gateway.runtime.settings.base_url
    asked = list[str]()

    class Seen(SmsChannel):
        async def _try(self, gateway, message, mobile, filled, seconds):
            asked.append(filled.text)
            return await super()._try(gateway, message, mobile, filled, seconds)

    gateways = read_gateways(json.dumps([{"name": "k", "preset": "kannel", "url": "http://127.0.0.1:9/", "username": "u", "password": "p"}]))  # fmt: skip
    channel = Seen(gateways, load_templates(None, base, number), reply_number=number)
    with pytest.raises(Exception, match="gateway k"):
        await channel.send(message)
    (text,) = asked
    assert text.startswith("परीक्षण TEST")
    assert ("1 " + str(message.reply_code) in text) == (number is not None)


@pytest.mark.parametrize("key", ["1", "2"])
async def test_a_key_answers_the_test_of_a_call(gateway: Gateway, key: str) -> None:
    message = await sent_test(gateway, "voice")
    await event(gateway, message.id, "answered")
    assert (await test_of(gateway, message)).answered_at is None
    answer = (await event(gateway, message.id, "key", key=key)).json()
    assert answer == {"say": ["परीक्षण का उत्तर मिल गया, धन्यवाद।"], "hang_up": True}
    assert (await test_of(gateway, message)).answered_at is not None


async def test_a_call_that_ends_without_a_key_answers_nothing_and_another_key_hears_it_again(gateway: Gateway) -> None:
    message = await sent_test(gateway, "voice")
    again = (await event(gateway, message.id, "key", key="7")).json()
    assert not again["hang_up"]
    assert "परीक्षण कॉल" in " ".join(again["say"])
    await event(gateway, message.id, "completed")
    assert (await test_of(gateway, message)).answered_at is None


async def test_a_flow_of_exotel_says_the_test_and_brings_its_key(gateway: Gateway) -> None:
    message = await sent_test(gateway, "voice")
    token = str(message.ack_url).rpartition("/")[2]
    said = await gateway.client.get(f"/v1/calls/exotel/{CALLBACK}?" + urlencode({"CustomField": token}))
    assert said.text.count("परीक्षण कॉल") == 2
    pressed = {"CallSid": "c1", "digits": '"1"', "CustomField": token}
    await gateway.client.get(f"/v1/replies/exotel/{CALLBACK}?" + urlencode(pressed))
    assert (await test_of(gateway, message)).answered_at is not None


async def test_no_test_is_made_up(gateway: Gateway) -> None:
    (contact, *_) = await reading.contacts(gateway.database, ContactPoint.post_id == "control-room")
    assert await message_of_test(gateway.runtime, contact.id) is None
