"""The other end of each channel, real wherever the channel is: what the contract tests look at."""

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email import message_from_string
from email.policy import default
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import pytest

from abhay.adapters.channels.apprise.channel import AppriseChannel
from abhay.adapters.channels.base import Channel
from abhay.adapters.channels.email import EmailChannel
from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.channels.outbox import OutboxChannel
from abhay.adapters.channels.sms.channel import SmsChannel
from abhay.adapters.channels.voice.channel import VoiceChannel
from abhay.adapters.channels.webhook import WebhookChannel
from abhay.adapters.channels.webpush.channel import WebPushChannel
from abhay.adapters.channels.webpush.channel import title as push_title
from abhay.adapters.channels.whatsapp.channel import WhatsAppChannel
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown
from abhay.security.vapid import VapidKey, make_vapid_key
from abhay.settings import (
    ChannelSettings,
    EmailSettings,
    Settings,
    SmsSettings,
    VoiceSettings,
    WebhookSettings,
    WebPushSettings,
    WhatsAppSettings,
)
from abhay.testing.http import Knobs
from abhay.testing.messenger import MessengerStandIn
from abhay.testing.push import PushStandIn
from abhay.testing.sms.telephony import ExotelStandIn
from abhay.testing.voice import Phone, VoiceStandIn
from abhay.testing.whatsapp import WhatsAppStandIn
from abhay.wording.voice import DIGITS, sentences
from models.enums import Language
from models.payloads import OutgoingMessage
from tests.integration.channels.http_receiver import Receiver

WEBHOOK_SECRET = "whsec_c3ludGhldGljLXdlYmhvb2stc2VjcmV0"
SMTP_USER, SMTP_PASSWORD = "abhay", "synthetic-password"
OK, BUSY, REFUSED, BREAK = "ok", "busy", "refused", "break"


@dataclass
class Arrived:
    """What the far side can tell of one message; `everything` is all that it got, as text."""

    id: str
    ref: str
    subject: str
    body: str
    everything: str


class FarSide(Protocol):
    """A channel under test with its other end.

    `to(behaviour)` is a new address that behaves so: `busy` fails the first try only (after `mend`
    where the far side cannot count), `refused` every one, `break` takes the message and breaks off.
    `words_of` is what a message says on this channel: its subject and its body.
    """

    channel: Channel
    behaviours: frozenset[str]

    def to(self, behaviour: str = OK) -> str: ...
    def mend(self) -> None: ...
    def arrived(self, to: str) -> list[Arrived]: ...
    def words_of(self, sent: OutgoingMessage) -> tuple[str, str]: ...


class SaysEverything:
    """A channel that carries subject and body as they are."""

    def words_of(self, sent: OutgoingMessage) -> tuple[str, str]:
        return sent.subject, sent.body


class OutboxFarSide(SaysEverything):
    behaviours = frozenset({OK, BUSY})

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.channel = OutboxChannel(folder)

    def to(self, behaviour: str = OK) -> str:
        if behaviour == BUSY:
            self.folder.write_text("a file where the folder should be")
        return f"{behaviour}.{uuid.uuid4()}"

    def mend(self) -> None:
        self.folder.unlink()

    def arrived(self, to: str) -> list[Arrived]:
        texts = [path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.json"))]
        return [
            Arrived(m["id"], m["alert"], m["subject"], m["body"], text)
            for m, text in ((json.loads(text), text) for text in texts)
            if m["to"] == to
        ]


class FakeFarSide(SaysEverything):
    behaviours = frozenset({OK, BUSY, REFUSED, BREAK})

    def __init__(self) -> None:
        self.channel = FakeChannel()

    def to(self, behaviour: str = OK) -> str:
        to = f"{behaviour}.{uuid.uuid4()}"
        errors = {REFUSED: ChannelRefused(), BREAK: DeliveryUnknown()}
        if behaviour == BUSY:
            self.channel.fail_next(ChannelUnavailable())
        elif behaviour in errors:
            self.channel.fail_address(to, errors[behaviour])
        return to

    def mend(self) -> None:
        """It counts by itself."""

    def arrived(self, to: str) -> list[Arrived]:
        return [
            Arrived(m.id, m.alert, m.subject, m.body, m.model_dump_json()) for m in self.channel.arrived if m.to == to
        ]


class EmailFarSide(SaysEverything):
    behaviours = frozenset({OK, BUSY, REFUSED, BREAK})

    def __init__(self, server: "MailServer", way: str, **changed: Any) -> None:
        self.server = server
        self.channel = EmailChannel(server.settings(way, **changed))

    def to(self, behaviour: str = OK) -> str:
        return f"{behaviour}.{uuid.uuid4()}@police.example"

    def mend(self) -> None:
        """It counts by itself."""

    def arrived(self, to: str) -> list[Arrived]:
        return [_mail(kept) for kept in self.server.kept() if kept["to"] == [to]]


def _mail(kept: dict[str, Any]) -> Arrived:
    mail = message_from_string(kept["mail"], policy=default)
    id_ = mail["Message-ID"].strip("<>").partition("@")[0]
    body = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    return Arrived(id_, mail["X-Abhay-Ref"], mail["Subject"], body, f"{kept['mail']}\n{body}")


@dataclass
class MailServer:
    """The mail server's process: where it listens, what it trusts, where it keeps mails."""

    ports: dict[str, int]
    ca_file: Path
    folder: Path

    def settings(self, way: str, **changed: Any) -> EmailSettings:
        usual = {
            "host": "localhost",
            "port": self.ports[way],
            "tls": way,
            "ca_file": self.ca_file,
            "sender": "abhay@desk.police.example",
        }
        login = {} if way == "none" else {"username": SMTP_USER, "password": SMTP_PASSWORD}
        return EmailSettings(**(usual | login | changed))

    def take_token(self, token: str) -> None:
        """Lets this access token in, and no other."""
        self.folder.with_name("token").write_text(token)

    def kept(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text()) for path in sorted(self.folder.glob("*.json"))]


class WebhookFarSide(SaysEverything):
    behaviours = frozenset({OK, BUSY, REFUSED, BREAK})

    def __init__(self, receiver: Receiver, **changed: Any) -> None:
        self.receiver = receiver
        usual = {"secret": WEBHOOK_SECRET, "allow_private": True}
        self.channel = WebhookChannel(WebhookSettings(**(usual | changed)))

    def to(self, behaviour: str = OK) -> str:
        path = {REFUSED: "410"}.get(behaviour, behaviour)
        return f"http://127.0.0.1:{self.receiver.port}/{uuid.uuid4()}/{path}"

    def mend(self) -> None:
        """It counts by itself."""

    def arrived(self, to: str) -> list[Arrived]:
        return [
            Arrived(r.headers["webhook-id"], m["alert"], m["subject"], m["body"], f"{r.headers}\n{r.body.decode()}")
            for r, m in ((r, json.loads(r.body)) for r in self.receiver.arrived)
            if to.endswith(r.path)
        ]


class VoiceFarSide:
    """The shipped stand-in of the generic voice gateway; what arrives is what a call says."""

    behaviours = frozenset({OK, BUSY, REFUSED, BREAK})
    plans: Mapping[str, tuple[Phone, ...]] = {
        BUSY: (Phone.MAKES_IT_BUSY, Phone.IS_NEVER_HEARD_OF),
        REFUSED: (Phone.IS_UNKNOWN,),
        BREAK: (Phone.MAKES_IT_BREAK,),
    }

    def __init__(self, stand_in: VoiceStandIn) -> None:
        self.stand_in, self._numbers = stand_in, 0
        line = {"name": "standin", "preset": "generic", "url": stand_in.url, "secret": WEBHOOK_SECRET}
        self.channel = VoiceChannel(VoiceSettings(gateways=[line]), "http://127.0.0.1:9")

    def to(self, behaviour: str = OK) -> str:
        self._numbers += 1
        to = f"+9155555{self._numbers:05d}"
        self.stand_in.plan(to, *self.plans.get(behaviour, (Phone.IS_NEVER_HEARD_OF,)))
        return to

    def mend(self) -> None:
        """It counts by itself."""

    def arrived(self, to: str) -> list[Arrived]:
        placed = ((call, "\n".join(call.say)) for call in self.stand_in.placed_to(to))
        return [Arrived(call.id, _ref_heard(said), "", said, call.body) for call, said in placed]

    def words_of(self, sent: OutgoingMessage) -> tuple[str, str]:
        return "", "\n".join(sentences(sent))


def _ref_heard(said: str) -> str:
    """The ref as a person writes it down who hears it digit by digit."""
    spoken = said.partition("आर जे, ")[2].partition("।")[0]
    digits = ["".join(str(DIGITS[Language.HINDI].index(word)) for word in part.split()) for part in spoken.split(", ")]
    return "-".join(["RJ", *digits])


class SmsFarSide:
    """Texts are DLT templates: subject and body of a message stay behind."""

    behaviours = frozenset({OK, BUSY, REFUSED, BREAK})

    def __init__(self, standin: ExotelStandIn) -> None:
        self.standin = standin
        gateway = {"name": "first", "preset": "exotel", "url": standin.url, **exotel_account(standin)}
        own = ChannelSettings(sms=SmsSettings(gateways=[gateway]))
        self.channel = SmsChannel.from_settings(Settings(public_url="https://abhay.example", channels=own))
        self.numbers = count(1)

    def to(self, behaviour: str = OK) -> str:
        number = f"55555{next(self.numbers):05d}"
        plans = self.standin.plans
        if behaviour == BUSY:
            plans.knobs[number] = Knobs(status=503, takes=False)
            plans.once.add(number)
        elif behaviour == REFUSED:
            plans.refusals[number] = "failed"
        elif behaviour == BREAK:
            plans.knobs[number] = Knobs(breaks=True)
        return f"+91{number}"

    def mend(self) -> None:
        """It counts by itself."""

    def arrived(self, to: str) -> list[Arrived]:
        taken = (each for each in self.standin.delivered if each.number == to)
        return [Arrived(each.client_ref, _ref_in(each.text), "", each.text, f"{each}") for each in taken]

    def words_of(self, sent: OutgoingMessage) -> tuple[str, str]:
        words = "अभय पुलिस डेस्क: संकट में एक व्यक्ति, तत्काल जोखिम / imminent risk."
        return "", f"{words} अभी खोलें {sent.short_url} और लिंक पर पावती दें।"


class WebPushFarSide:
    """The shipped stand-in of a push service; what arrives is what a browser opened."""

    behaviours = frozenset({OK, BUSY, REFUSED, BREAK})

    def __init__(self, standin: PushStandIn) -> None:
        self.standin = standin
        own = WebPushSettings(contact="mailto:desk@police.example", services=("127.0.0.1",), allow_private=True)
        self.channel = WebPushChannel(own, VapidKey(make_vapid_key()))

    def to(self, behaviour: str = OK) -> str:
        browser = self.standin.subscribe(self.channel.public_key)
        if behaviour == REFUSED:
            self.standin.gone.add(browser.endpoint)
        elif behaviour != OK:
            knobs = Knobs(status=429, takes=False) if behaviour == BUSY else Knobs(breaks=True)
            self.standin.next_knobs.append(knobs)
        return self.channel.address_of(browser.endpoint, browser.p256dh, browser.auth)

    def mend(self) -> None:
        """It counts by itself."""

    def arrived(self, to: str) -> list[Arrived]:
        endpoint = json.loads(to)["endpoint"]
        (browser,) = (each for each in self.standin.browsers.values() if each.endpoint == endpoint)
        return [
            Arrived(each["id"], each["ref"], each["title"], each["body"], json.dumps(each, ensure_ascii=False))
            for each in browser.opened
        ]

    def words_of(self, sent: OutgoingMessage) -> tuple[str, str]:
        return push_title(sent), sent.body


def _ref_in(text: str) -> str:
    found = re.search(r"RJ(\d{4})(\d{6})", text)
    return f"RJ-{found[1]}-{found[2]}" if found else ""


class AppriseFarSide:
    """A messenger has a title and a text, below which stands our id."""

    behaviours = frozenset({OK, BUSY, REFUSED, BREAK})

    def __init__(self, standin: MessengerStandIn, **changed: Any) -> None:
        self.standin = standin
        usual = {"timeout": 5.0, "services": json.dumps({"ntfy": messenger_address(standin)})}
        self.channel = AppriseChannel(**(usual | changed))

    def to(self, behaviour: str = OK) -> str:
        topic = f"abhay-{uuid.uuid4()}"
        knobs = {
            BUSY: Knobs(status=503, body="{}", takes=False),
            REFUSED: Knobs(status=403, body='{"code":40301,"http":403,"error":"forbidden"}', takes=False),
            BREAK: Knobs(breaks=True),
        }
        if behaviour in knobs:
            self.standin.plans[topic] = [knobs[behaviour]] * (1 if behaviour == BUSY else 9)
        return f"ntfy:{topic}"

    def mend(self) -> None:
        """It counts by itself."""

    def arrived(self, to: str) -> list[Arrived]:
        shown = (
            (title, *text.rpartition("\n\n")[::2], text) for title, text in self.standin.shown(to.partition(":")[2])
        )
        return [
            Arrived(mark.rpartition("#")[2], title.partition(":")[0], title, words, f"{title}\n{text}")
            for title, words, mark, text in shown
        ]

    def words_of(self, sent: OutgoingMessage) -> tuple[str, str]:
        return sent.subject, sent.body.rstrip()


def messenger_address(standin: MessengerStandIn) -> str:
    host = standin.url.removeprefix("http://")
    return f"ntfy://{standin.username}:{standin.password}@{host}/{{target}}?mode=private"


class WhatsAppFarSide:
    """Messages are approved templates: of subject and body nothing goes out."""

    behaviours = frozenset({OK, BUSY, REFUSED, BREAK})

    def __init__(self, standin: WhatsAppStandIn, **changed: Any) -> None:
        self.standin = standin
        own = ChannelSettings(whatsapp=whatsapp_settings(standin, **changed))
        self.channel = WhatsAppChannel.from_settings(Settings(public_url="https://abhay.example", channels=own))
        self.numbers = count(1)

    def to(self, behaviour: str = OK) -> str:
        number = f"55555{next(self.numbers):05d}"
        plans = self.standin.plans
        if behaviour == BUSY:
            plans.knobs[number] = Knobs(status=503, body="busy", takes=False)
            plans.once.add(number)
        elif behaviour == REFUSED:
            plans.refusals[number] = 131026
        elif behaviour == BREAK:
            plans.knobs[number] = Knobs(breaks=True)
        return f"+91{number}"

    def mend(self) -> None:
        """It counts by itself."""

    def arrived(self, to: str) -> list[Arrived]:
        taken = self.standin.taken_by(to)
        return [Arrived(each.data, _ref_written(each.shown), "", each.shown, f"{each}") for each in taken]

    def words_of(self, sent: OutgoingMessage) -> tuple[str, str]:
        words = "अभय पुलिस डेस्क: संकट में एक व्यक्ति, तत्काल जोखिम। प्रकरण"
        return "", f"{words} RJ-2026-000042: अभी खोलें और पावती दें।"


def _ref_written(text: str) -> str:
    found = re.search(r"RJ-\d{4}-\d{6}", text)
    return found[0] if found else ""


def whatsapp_settings(standin: WhatsAppStandIn, **changed: Any) -> WhatsAppSettings:
    """The settings of an account at the stand-in."""
    usual = {
        "url": f"{standin.url}/v24.0",
        "phone_number_id": standin.phone_number_id,
        "token": standin.token,
        "app_secret": standin.app_secret,
        "verify_token": "synthetic-verify-token",
    }
    return WhatsAppSettings(**(usual | changed))


def exotel_account(standin: ExotelStandIn) -> dict[str, str]:
    own = standin.account
    named = {"username": own.username, "password": own.password, "sender": own.sender}
    return {**named, "entity_id": own.entity_id, "client_id": own.client_id}


FAR_SIDES: Mapping[str, Callable[[pytest.FixtureRequest, Path], FarSide]] = {
    "outbox": lambda _, folder: OutboxFarSide(folder / "outbox"),
    "email": lambda request, _: EmailFarSide(request.getfixturevalue("mail_server"), "starttls"),
    "webhook": lambda request, _: WebhookFarSide(request.getfixturevalue("receiver")),
    "sms": lambda request, _: SmsFarSide(request.getfixturevalue("exotel")),
    "voice": lambda request, _: VoiceFarSide(request.getfixturevalue("voice_stand_in")),
    "webpush": lambda request, _: WebPushFarSide(request.getfixturevalue("push_service")),
    "whatsapp": lambda request, _: WhatsAppFarSide(request.getfixturevalue("whatsapp")),
    "apprise": lambda request, _: AppriseFarSide(request.getfixturevalue("messenger")),
    "fake": lambda _, __: FakeFarSide(),
}
"""The far side of each channel by the channel's name, made from the test's fixtures and a folder of its own."""
