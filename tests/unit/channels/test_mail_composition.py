from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.channels.email import compose
from abhay.errors import ChannelRefused
from models.enums import Severity
from models.payloads import OutgoingMessage

SENDER = Address(addr_spec="abhay@desk.police.example")
HEADERS = {
    "To", "From", "Subject", "Date", "Message-ID", "X-Abhay-Ref", "X-Abhay-Message", "References", "Auto-Submitted", "Importance",
    "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
}  # fmt: skip


def parsed(message: OutgoingMessage):
    return message_from_bytes(compose(message, SENDER).as_bytes(), policy=default)


def test_the_words_arrive_as_they_were_given_in_plain_seven_bit_mail(message):
    raw = compose(message(), SENDER).as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    mail = message_from_bytes(raw, policy=default)
    assert mail["Subject"] == "RJ-2026-000042: नई सूचना / new alert"
    assert mail.get_content().replace("\r\n", "\n") == message().body
    assert mail.get_content_type() == "text/plain"


def test_the_headers_say_what_machines_need(message):
    mail = parsed(message())
    assert mail["Message-ID"] == "<0198a1b2-0000-7000-8000-000000000001@desk.police.example>"
    assert mail["X-Abhay-Ref"] == "RJ-2026-000042"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == "control-room.kota-city@police.example"
    assert mail["From"] == "abhay@desk.police.example"
    assert mail["Date"].datetime.utcoffset() is not None


def test_another_try_has_the_same_message_id_and_another_message_another_one(message):
    first, again, other = (parsed(message(id=id_))["Message-ID"] for id_ in ("a", "a", "b"))
    assert first == again != other


@pytest.mark.parametrize(("severity", "importance"), [(Severity.IMMINENT, "high"), (Severity.HIGH, None)])
def test_only_an_imminent_case_is_marked_important(message, severity: Severity, importance: str | None):
    assert parsed(message(severity=severity))["Importance"] == importance


def test_a_drill_is_marked_in_the_subject_even_if_the_words_forgot_it(message):
    assert parsed(message(drill=True))["Subject"].startswith("[अभ्यास / DRILL] RJ-2026-000042")
    marked = parsed(message(drill=True, subject="[अभ्यास / DRILL] RJ-2026-000042"))
    assert marked["Subject"].count("DRILL") == 1


@given(st.text(), st.text(max_size=30), st.text(max_size=30))
def test_nothing_in_a_message_can_add_a_header(subject: str, id_: str, ref: str):
    mail = parsed(make(subject=subject + "\r\nBcc: x@y.example", id=id_ + "\nBcc: x", alert=ref + "\r\nBcc: x"))
    assert set(mail.keys()) <= HEADERS
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "typed",
    [
        "=?utf-8?q?SI_Sharma=0d=0aX-Injected:_yes=0d=0a=0d=0aFake_body?=",
        "=?utf-8?b?U0kNClgtSW5qZWN0ZWQ6IHllcw0KDQpGYWtl?=",
        "=?utf-8?q?SI?= =?utf-8?q?=0aX-Injected:_yes?=",
        "==?utf-8?q?=0dX-Injected:_yes?=",
    ],
)
def test_an_encoded_word_that_somebody_typed_is_not_decoded(typed: str):
    mail = parsed(make(subject=f"RJ-2026-000042: पावती / acknowledged by {typed}"))
    assert set(mail.keys()) <= HEADERS
    assert mail["X-Injected"] is None
    assert "acknowledged by =" in mail["Subject"]
    assert mail.get_content().strip() == make().body


@pytest.mark.parametrize(
    "to",
    [
        "", "nobody", "@police.example", "a@", "a b@c.example", "a@b.example, c@d.example", "<a@b.example>",
        "a@b.example\r\nBcc: c@d.example", "Desk <a@b.example>", "डेस्क@police.example", "a@पुलिस.example",
        "a@b.example\x00",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(message, to: str):
    with pytest.raises(ChannelRefused, match="not a mail address"):
        compose(message(to=to), SENDER)


@given(st.text() | st.emails())
def test_every_address_is_taken_as_it_is_or_refused(to: str):
    try:
        mail = compose(make(to=to), SENDER)
    except ChannelRefused:
        return
    assert to.isascii()
    (recipient,) = mail["To"].addresses
    assert recipient.addr_spec == to


def make(**changed: object) -> OutgoingMessage:
    usual = {
        "id": "1", "kind": "page", "alert": "RJ-2026-000042", "rung": "district", "round": 1, "attempt": 1,
        "post": "control-room", "unit": None, "channel": "email", "to": "a@b.example", "subject": "s", "body": "b",
        "severity": Severity.HIGH,
    }  # fmt: skip
    return OutgoingMessage(**(usual | changed))
