"""The test mail goes out by SMTP, comes back through the mailbox, and is missed when it does not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from abhay.adapters.channels.email import EmailChannel
from abhay.adapters.mailbox.canary import make_canary
from abhay.adapters.store.db.database import Database
from abhay.entrypoints.collector import Collector
from abhay.errors import SetupError
from abhay.services.intake.canary import CanaryKeeper
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.monitoring.mailbox import MailboxMonitor
from abhay.services.runtime import Runtime
from abhay.settings import CanarySettings, EmailSettings
from models.enums import Reason
from tests.integration.gateway.support import until
from tests.integration.mailbox.support import Desk, canaries, cases, fates, mail
from tests.support import reading
from tests.support.cases import move_clock, open_case
from tests.support.dovecot import NEEDED, Dovecot

pytestmark = NEEDED

ADDRESS = "abhay-desk@kota-police.example"


class Road:
    """The mail servers between our email channel and the mailbox; mails get lost on it if asked."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.dovecot = dovecot
        self.loses = False
        self.port = 0
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self.loses:
            await asyncio.to_thread(self.dovecot.deliver, envelope.content)
        self.mails.append(envelope.content)
        return "250 OK"


@pytest.fixture
async def road(dovecot: Dovecot) -> AsyncIterator[Road]:
    road = Road(dovecot)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(road, hostname="localhost"), "127.0.0.1", 0)
    road.port = server.sockets[0].getsockname()[1]
    yield road
    server.close()


@pytest.fixture
def runtime(dovecot: Dovecot, road: Road, make_runtime: Callable[..., Runtime]) -> Runtime:
    settings = EmailSettings(host="127.0.0.1", port=road.port, tls="none", sender="abhay@kota-police.example")
    canary = CanarySettings(address=ADDRESS, every=300, within=120)
    return make_runtime(dovecot, {"email": EmailChannel(settings)}, canary=canary, poll=0.5)


async def test_it_goes_out_and_comes_back_without_a_case(
    dovecot: Dovecot, runtime: Runtime, collector: Callable[..., Any], database: Database, desk: Desk
) -> None:
    async def is_back() -> bool:
        return [bool(canary["returned_at"]) for canary in await canaries(database)] == [True]

    async with collector(runtime):
        await until(is_back, limit=15)

        async def is_deleted() -> bool:
            with dovecot.person() as person:
                return person.all() == []

        await until(is_deleted)
    assert await fates(database) == ["canary"]
    assert await cases(database) == []
    await move_clock(database, 119)
    await MailboxMonitor(runtime, desk).look()
    assert desk.told == {}


async def test_one_is_sent_when_the_last_is_old_enough(runtime: Runtime, road: Road, database: Database) -> None:
    keeper = CanaryKeeper(runtime, runtime.settings.mailbox.name)
    await keeper.send_if_due()
    await keeper.send_if_due()
    await move_clock(database, 299)
    await keeper.send_if_due()
    assert len(await canaries(database)) == 1
    await move_clock(database, 2)
    await keeper.send_if_due()
    await runtime.after_commit.settled()
    assert len(await canaries(database)) == 2
    assert len(road.mails) == 2


async def test_the_desk_hears_of_one_that_does_not_come_back_and_of_the_next_that_does(
    runtime: Runtime, road: Road, database: Database, desk: Desk
) -> None:
    monitor = MailboxMonitor(runtime, desk)
    collecting = MailboxReader(runtime)
    keeper = CanaryKeeper(runtime, collecting.name)
    road.loses = True
    await keeper.send_if_due()
    await move_clock(database, 119)
    await collecting.round()
    await monitor.look()
    assert desk.told == {}
    await move_clock(database, 2)
    await collecting.round()
    await monitor.look()
    assert set(desk.told) == {Reason.CANARY_LOST}
    road.loses = False
    await move_clock(database, 300)
    await keeper.send_if_due()
    await until(_sent(road, 2))
    await collecting.round()
    await monitor.look()
    assert desk.told == {}
    await collecting.close()
    await runtime.after_commit.settled()


def _sent(road: Road, number: int) -> Callable[[], Any]:
    async def sent() -> bool:
        return len(road.mails) == number

    return sent


async def test_a_mail_server_that_refuses_it_is_a_lost_one(
    runtime: Runtime, road: Road, database: Database, desk: Desk
) -> None:
    async def refuse(*_: object) -> str:
        return "554 not here"

    road.handle_DATA = refuse
    collecting = MailboxReader(runtime)
    await CanaryKeeper(runtime, collecting.name).send_if_due()
    await move_clock(database, 121)
    await collecting.round()
    await collecting.close()
    await runtime.after_commit.settled()
    await MailboxMonitor(runtime, desk).look()
    assert set(desk.told) == {Reason.CANARY_LOST}


async def test_only_our_own_signature_makes_a_canary(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    forged = make_canary(uuid4(), "another key, of another desk, that nobody here has")
    dovecot.deliver(mail(headers=f"X-Abhay-Ref: {forged}\n"))
    await collecting.round()
    assert await fates(database) == ["case"]


async def test_a_canary_that_came_back_as_undeliverable_opens_no_case_and_is_not_back(
    dovecot: Dovecot, runtime: Runtime, road: Road, database: Database
) -> None:
    collecting = MailboxReader(runtime)
    await collecting.round()
    road.loses = True
    await CanaryKeeper(runtime, collecting.name).send_if_due()
    await until(_sent(road, 1))
    dovecot.deliver(_undeliverable(road.mails[0]))
    await collecting.round()
    await collecting.close()
    await runtime.after_commit.settled()
    assert await fates(database) == ["canary"]
    assert [canary["returned_at"] for canary in await canaries(database)] == [None]
    assert await cases(database) == []


def _undeliverable(about: bytes) -> bytes:
    return (
        b"From: MAILER-DAEMON@kota-police.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\n\r\nI could not deliver it.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + about + b"\r\n--b--\r\n"
    )


async def test_our_own_page_in_the_mailbox_opens_no_case(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    from abhay.adapters.store.cases.steps import advance
    from models.enums import Mover

    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    (page,) = await reading.pages(database)
    ours = mail(headers=f"X-Abhay-Ref: {case.ref}\n").split(b"Message-ID: ")
    tail = ours[1].split(b"\r\n", 1)[1]
    dovecot.deliver(ours[0] + f"Message-ID: <{page.id}@kota-police.example>\r\n".encode() + tail)
    dovecot.deliver(ours[0] + f"Message-ID: <{uuid4()}@kota-police.example>\r\n".encode() + tail)
    await collecting.round()
    assert await fates(database) == ["own", "case"]
    assert len(await cases(database)) == 2


async def test_a_canary_needs_something_that_sends(dovecot: Dovecot, make_runtime: Callable[..., Runtime]) -> None:
    runtime = make_runtime(dovecot, canary=CanarySettings(address=ADDRESS))
    with pytest.raises(SetupError, match="ABHAY_MAILBOX__CANARY__ADDRESS"):
        Collector(runtime)
    await runtime.after_commit.settled()
