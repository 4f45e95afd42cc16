"""Mails about our own messages: what programs write opens no case, and what officers answer is noted in theirs."""

from collections.abc import AsyncIterator, Callable
from uuid import UUID

import pytest
from sqlmodel import col, update

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database, now
from abhay.security.secretfiles import load_secrets
from abhay.services.intake.mail import Arrived, receive
from abhay.services.intake.mailbox_intake import ACTOR
from abhay.services.runtime import Runtime
from models.enums import EventKind, MailFate, MessageKind, MessageStatus, Mover, Reason
from models.tables import AlertEvent, Notification
from tests.integration.mailbox.support import cases, mail
from tests.support import reading
from tests.support.cases import open_case
from tests.support.databases import Server

OWN = """\
Authentication-Results: mail.kota-police.example; dkim=pass header.d=kota-police.example;
 spf=pass smtp.mailfrom=kota-police.example; dmarc=pass header.from=kota-police.example
From: Control Room <control-room@kota-police.example>
"""
MACHINE = "From: Mail Delivery System <MAILER-DAEMON@mail.kota-police.example>\n"


@pytest.fixture
async def runtime(postgres: Server, database: Database) -> AsyncIterator[Runtime]:
    settings = postgres.settings
    runtime = Runtime(settings, load_secrets(settings), database.url, postgres.vault, {}, FakeEngine())
    yield runtime
    await runtime.close()


@pytest.fixture
def take(runtime: Runtime) -> Callable[..., object]:
    """Takes in a mail of headers and text."""

    async def taken(text: str) -> Arrived:
        arrived = await receive(runtime, "meta", text.replace("\n", "\r\n").encode(), ACTOR)
        await runtime.after_commit.settled()
        return arrived

    return taken


@pytest.fixture
async def page(database: Database) -> Notification:
    """A page of an open case that went out."""
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    (page,) = await reading.pages(database)
    async with database.transaction() as session:
        sent = {"status": MessageStatus.SENT, "sent_at": await now(session)}
        await session.exec(update(Notification).where(col(Notification.id) == page.id).values(**sent))
    return page


def returned(page: Notification, action: str = "failed", *, own_id: str | None = None) -> str:
    head = own_id or f"Message-ID: <{page.id}@kota-police.example>"
    return (
        f"{MACHINE}Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nYour message could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; x@kota-police.example\nAction: {action}\nStatus: 5.2.2\n"
        f"--b\nContent-Type: message/rfc822\n\n{head}\nX-Abhay-Ref: RJ-2026-000001\nSubject: page\n\nwords\n--b--\n"
    )


async def _message(database: Database, message_id: UUID) -> Notification:
    found = await reading.rows(database, Notification, order=(Notification.queued_at,))
    return next(each for each in found if each.id == message_id)


async def _desk(database: Database) -> list[Reason]:
    rows = await reading.rows(database, Notification, order=(Notification.queued_at,))
    return [row.reason for row in rows if row.kind == MessageKind.DESK]


@pytest.mark.parametrize("own_id", [None, "X-Abhay-Message: {id}", "References: <{id}@kota-police.example>"])
async def test_a_page_that_comes_back_has_failed_and_the_desk_is_told(
    take: Callable[..., object], database: Database, page: Notification, own_id: str | None
) -> None:
    text = returned(page, own_id=own_id.format(id=page.id) if own_id else None)
    for _ in range(2):
        arrived = await take(text)
        assert (arrived.fate, arrived.alert_id) == (MailFate.MACHINE, page.alert_id)
    assert (await _message(database, page.id)).status == MessageStatus.FAILED
    assert await _desk(database) == [Reason.UNDELIVERED]
    assert len(await cases(database)) == 1


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
async def test_a_page_that_is_only_late_has_not_failed(
    take: Callable[..., object], database: Database, page: Notification, action: str
) -> None:
    assert (await take(returned(page, action))).fate is MailFate.MACHINE
    assert (await _message(database, page.id)).status == MessageStatus.SENT
    assert await _desk(database) == []


async def test_an_old_mail_server_reports_in_words_alone(
    take: Callable[..., object], database: Database, page: Notification
) -> None:
    text = f"{MACHINE}Subject: failure notice\n\nSorry.\n--- Below is a copy\nMessage-ID: <{page.id}@x.example>\n"
    assert (await take(text)).alert_id == page.alert_id
    assert (await _message(database, page.id)).status == MessageStatus.FAILED


@pytest.mark.parametrize(
    "head",
    [
        "Subject: Automatic reply: page\nAuto-Submitted: auto-replied\n",
        "Subject: Out of office: page\n",
        "Subject: page\nX-Autoreply: yes\n",
        "Subject: Read: page\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n",
        "Subject: News of the month\nList-Id: <news.kota-police.example>\nPrecedence: bulk\n",
    ],
)
async def test_what_programs_write_opens_no_case(
    take: Callable[..., object], database: Database, page: Notification, head: str
) -> None:
    for about in (f"In-Reply-To: <{page.id}@kota-police.example>\n", ""):
        arrived = await take(f"{OWN}{about}{head}\nI am out of office until Monday. Kota.\n")
        assert arrived.fate in ({MailFate.MACHINE, MailFate.ANSWER} if about else {MailFate.MACHINE})
    assert len(await cases(database)) == 1


async def test_an_alert_is_an_alert_even_if_a_program_sends_it(take: Callable[..., object], database: Database) -> None:
    heads = ("List-Unsubscribe: <mailto:x@y.example>\nPrecedence: bulk\n", "Auto-Submitted: auto-generated\n")
    for number, head in enumerate(heads, start=1):
        alert = mail(f"SYN-2026-00070{number}", headers=head).decode().replace("\r\n", "\n")
        assert (await take(alert)).fate is MailFate.CASE
    assert len(await cases(database)) == 2


@pytest.mark.parametrize("by", ["In-Reply-To: <{id}@kota-police.example>", "References: <x@y> <{id}@k.example>", ""])
async def test_an_officers_answer_is_noted_in_its_case_and_told_to_the_desk(
    take: Callable[..., object], database: Database, page: Notification, by: str
) -> None:
    (case,) = await cases(database)
    quoted = f"> Case: {case['ref']}\n> Severity: imminent\n> Area: Kota\n"
    text = f"{OWN}Subject: Re: {case['ref']}\n{by.format(id=page.id)}\n\nPCR van is on its way from Bundi.\n\n{quoted}"
    text = text.replace("\n\n\nPCR", "\n\nPCR")
    first, again = await take(text), await take(text)
    assert (first.fate, first.ref, again.ref) == (MailFate.ANSWER, case["ref"], case["ref"])
    events = await reading.rows(database, AlertEvent, order=(AlertEvent.received_at,))
    assert [event.kind for event in events] == ["alert.created", EventKind.ANSWERED]
    assert await _desk(database) == [Reason.MAIL_ANSWER]
    assert len(await cases(database)) == 1
    assert (await take(text.replace("Bundi", "Baran"))).fate is MailFate.ANSWER


async def test_an_officer_may_answer_with_a_card_of_his_own(
    take: Callable[..., object], database: Database, page: Notification
) -> None:
    head = f"{OWN}Subject: Re: page\nIn-Reply-To: <{page.id}@kota-police.example>\n\n"
    card = "Reached.\nName: SI Synthetic\nMobile: 55555 09999\nPost: Thana Dausa\nCity: Dausa\n"
    assert (await take(head + card)).fate is MailFate.ANSWER
    assert len(await cases(database)) == 1


async def test_a_stranger_who_guesses_a_ref_is_held_at_the_desk(
    take: Callable[..., object], database: Database, page: Notification
) -> None:
    (case,) = await cases(database)
    arrived = await take(f"From: x@stranger.example\nSubject: Re: {case['ref']}\n\nShe is at the bridge.\n")
    assert arrived.fate is MailFate.CASE
    assert arrived.ref != case["ref"]


@pytest.mark.parametrize(
    "head",
    [
        "Message-ID: <new@relay.example>\nReferences: <{id}@kota-police.example>\nX-Abhay-Ref: RJ-2026-000001",
        "Message-ID: <new@relay.example>\nX-Abhay-Ref: RJ-2026-000001\nX-Abhay-Message: {id}",
        "Message-ID: <new@relay.example>\nReferences: <{id}@kota-police.example>\nAuto-Submitted: auto-generated",
    ],
)
async def test_our_own_page_is_known_though_a_relay_changed_its_message_id(
    take: Callable[..., object], database: Database, page: Notification, head: str
) -> None:
    arrived = await take(f"{OWN}{head.format(id=page.id)}\nSubject: page\n\nwords\n")
    assert (arrived.fate, arrived.alert_id) == (MailFate.OWN, page.alert_id)
    assert len(await cases(database)) == 1
