import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from abhay.adapters.channels.whatsapp.templates import load_templates, registrations
from abhay.testing.http import in_thread
from abhay.testing.messenger import MessengerStandIn
from abhay.testing.push import PushStandIn
from abhay.testing.sms.telephony import ExotelStandIn
from abhay.testing.voice import VoiceStandIn
from abhay.testing.whatsapp import WhatsAppStandIn
from models.enums import Severity
from models.payloads import OutgoingMessage
from tests.integration.channels.far_sides import FAR_SIDES, WEBHOOK_SECRET, FarSide, MailServer
from tests.integration.channels.http_receiver import Receiver, serving


@pytest.fixture
def message() -> Callable[..., OutgoingMessage]:
    """Make a message with what the test is about changed; the PIN is one that must never leave."""

    def make(**changed: Any) -> OutgoingMessage:
        usual = {
            "id": "0198a1b2-0000-7000-8000-000000000001",
            "kind": "page",
            "alert": "RJ-2026-000042",
            "rung": "sp",
            "round": 1,
            "attempt": 1,
            "post": "sp-office",
            "unit": "kota-city",
            "channel": "any",
            "to": "",
            "subject": "RJ-2026-000042: 8 मिनट से पावती नहीं / no acknowledgement for 8 minutes",
            "body": "संकट में एक व्यक्ति के बारे में सूचना है।\n.\n\nThere is an alert about a person in distress.\n",
            "severity": Severity.IMMINENT,
            "ack_url": "https://abhay.example/a/token",
            "short_url": "https://abhay.example/a?RJ2026000042.Ab_-Ab_-Ab_-Ab_-",
            "ack_pin": "482916",
        }
        return OutgoingMessage(**(usual | changed))

    return make


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA) -> Iterator[MailServer]:
    """A real SMTP server process with STARTTLS, implicit TLS and plain ports; logins wanted on the first two."""
    home = tmp_path_factory.mktemp("smtp")
    (home / "mails").mkdir()
    certificate = authority.issue_cert("localhost")
    authority.cert_pem.write_to_path(home / "ca.pem")
    certificate.private_key_pem.write_to_path(home / "key.pem")
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(home / "cert.pem", append=True)
    script = Path(__file__).with_name("smtp_server.py")
    command = [sys.executable, str(script), str(home / "mails"), str(home / "cert.pem"), str(home / "key.pem")]
    with (
        (home / "log").open("wb") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            ports = process.stdout.readline()
            assert ports, (home / "log").read_text()
            yield MailServer(json.loads(ports), home / "ca.pem", home / "mails")
        finally:
            process.kill()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A real HTTP server on a free port."""
    with serving() as receiver:
        yield receiver


@pytest.fixture
def exotel() -> Iterator[ExotelStandIn]:
    """A gateway for text messages that is told the id of ours."""
    with in_thread(ExotelStandIn()) as standin:
        yield standin


@pytest.fixture
def push_service() -> Iterator[PushStandIn]:
    """The shipped stand-in of a push service, on a free port."""
    with in_thread(PushStandIn()) as standin:
        yield standin


@pytest.fixture
def voice_stand_in() -> Iterator[VoiceStandIn]:
    """The shipped stand-in of a voice gateway, on a free port."""
    with VoiceStandIn(WEBHOOK_SECRET) as stand_in:
        yield stand_in


@pytest.fixture
def whatsapp() -> Iterator[WhatsAppStandIn]:
    """Meta's Cloud API, with the templates of the sample approved."""
    approved = registrations(load_templates(None), "https://abhay.example")
    with in_thread(WhatsAppStandIn(templates=approved)) as standin:
        yield standin


@pytest.fixture
def messenger() -> Iterator[MessengerStandIn]:
    """A server of ntfy."""
    with in_thread(MessengerStandIn()) as standin:
        yield standin


@pytest.fixture(params=FAR_SIDES)
def far_side(request: pytest.FixtureRequest, tmp_path: Path) -> FarSide:
    """Every channel in turn, with its far side."""
    return FAR_SIDES[request.param](request, tmp_path)
