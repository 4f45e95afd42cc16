"""The folder of suspected junk is watched beside the inbox: an alert in it becomes a case, of the rest the desk hears."""

from collections.abc import Callable
from datetime import timedelta

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.mailbox.canary import make_canary
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.canaries import begin_if_due
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.runtime import Runtime
from models.tables import AlertEvent
from tests.integration.mailbox.support import canaries, cases, fates, mail
from tests.support import reading
from tests.support.dovecot import NEEDED, Dovecot, running

pytestmark = NEEDED

SPAM = b"From: Winner <win@stranger.example>\r\nSubject: You have won\r\n\r\nClaim your prize.\r\n"


def put(server: Dovecot, raw: bytes) -> None:
    with server.person() as person:
        person.imap.create("Junk")
        person.imap.append("Junk", "", None, raw)


async def test_an_alert_among_junk_is_a_case_and_says_where_it_lay(
    make_runtime: Callable[..., Runtime], database: Database
) -> None:
    with running() as server:
        put(server, mail("SYN-2026-000001"))
        runtime = make_runtime(server, junk="Junk")
        inbox, junk = MailboxReader(runtime), MailboxReader(runtime, junk=True)
        assert (await inbox.round()).taken == 0
        assert (await junk.round()).taken == 1
        await inbox.close()
        await junk.close()
    assert [case["trust"] for case in await cases(database)] == ["verified"]
    (event,) = await reading.rows(database, AlertEvent, order=(AlertEvent.received_at,))
    assert "found among junk" in event.problems


async def test_the_desk_hears_of_the_rest_and_no_case_is_opened(
    make_runtime: Callable[..., Runtime], database: Database
) -> None:
    channel = FakeChannel("outbox")
    with running() as server:
        runtime = make_runtime(server, channels={"outbox": channel}, junk="Junk")
        junk = MailboxReader(runtime, junk=True)
        for _ in range(3):
            put(server, SPAM)
        put(server, SPAM.replace(b"prize", b"other prize"))
        await junk.round()
        await runtime.after_commit.settled()
        await junk.close()
    assert await cases(database) == []
    assert set(await fates(database)) <= {"machine", "known"}
    told = [message for message in channel.arrived if "You have won" in message.body]
    assert len({message.to for message in told}) == len(told) >= 1, "once, however many lie there"
    assert all("Winner <win@stranger.example>" in message.body for message in told)


async def test_a_test_mail_among_junk_is_not_back(make_runtime: Callable[..., Runtime], database: Database) -> None:
    with running() as server:
        runtime = make_runtime(server, junk="Junk")
        junk = MailboxReader(runtime, junk=True)
        canary = await begin_if_due(database, junk.name, timedelta(1), timedelta(1))
        put(server, f"X-Abhay-Ref: {make_canary(canary, runtime.secrets.link_key)}\r\n\r\nx".encode())
        await junk.round()
        await junk.close()
    assert [each["returned_at"] for each in await canaries(database)] == [None]
    assert await fates(database) == ["canary"]
