"""The collector as it runs: woken by the server, back after it was gone, one at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.mailbox import exclusive_reader
from abhay.entrypoints.collector import Collector
from abhay.services.intake.mailbox_reader import collect_once
from abhay.services.runtime import Runtime
from models.tables import Mailbox
from tests.integration.gateway.support import until
from tests.integration.mailbox.support import cases, fates, mail
from tests.support import reading
from tests.support.cases import column
from tests.support.dovecot import NEEDED, Dovecot, running
from tests.support.strangers import read_only

pytestmark = NEEDED

WITHOUT_IDLE = "IMAP4rev1 UIDPLUS"
LONG = 60.0


def looked(database: Database) -> Callable[[], Awaitable[bool]]:
    async def has_looked() -> bool:
        return any(each.looked_at for each in await reading.rows(database, Mailbox))

    return has_looked


def cases_are(database: Database, number: int) -> Callable[[], Awaitable[bool]]:
    async def are() -> bool:
        return len(await cases(database)) == number

    return are


async def test_the_server_wakes_it(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], collector: Callable[..., Any], database: Database
) -> None:
    async with collector(make_runtime(dovecot, poll=LONG)):
        await until(looked(database))
        await asyncio.to_thread(dovecot.deliver, mail())
        await until(cases_are(database, 1), limit=10)


@pytest.mark.parametrize(("capability", "idle"), [(WITHOUT_IDLE, True), ("", False)], ids=["cannot", "shall not"])
async def test_without_idle_it_looks_again_and_again(
    make_runtime: Callable[..., Runtime], collector: Callable[..., Any], database: Database, capability: str, idle: bool
) -> None:
    with running(capability=capability) as server:
        async with collector(make_runtime(server, poll=0.5, idle=idle)):
            await until(looked(database))
            await asyncio.to_thread(server.deliver, mail())
            await until(cases_are(database, 1), limit=10)


async def test_it_is_back_when_the_server_is(
    make_runtime: Callable[..., Runtime], collector: Callable[..., Any], database: Database
) -> None:
    with running() as server:
        async with collector(make_runtime(server, poll=2)):
            await until(looked(database))
            for number in (1, 2):
                server.stop()
                server.start()
                await asyncio.to_thread(server.deliver, mail())
                await until(cases_are(database, number), limit=15)
        assert await fates(database) == ["case", "case"]


async def test_one_reads_and_another_takes_its_place(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], collector: Callable[..., Any], database: Database
) -> None:
    runtime = make_runtime(dovecot, poll=0.5)
    async with collector(runtime) as first:
        await until(looked(database))
        async with collector(runtime):
            assert await collect_once(runtime) == "a collector reads the mailbox"
            await asyncio.to_thread(dovecot.deliver, mail())
            await until(cases_are(database, 1), limit=10)
            first.stop()
            await asyncio.to_thread(dovecot.deliver, mail())
            await until(cases_are(database, 2), limit=10)
    assert await fates(database) == ["case", "case"]


async def test_a_lost_right_to_read_is_asked_for_again(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], collector: Callable[..., Any], database: Database
) -> None:
    """PostgreSQL ends the connection that holds the right, as in a restart; mails are read on."""

    async def read_by_somebody() -> bool:
        return bool(await column(database, HOLDERS))

    async with collector(make_runtime(dovecot, poll=0.5)):
        await until(read_by_somebody)
        await column(database, HOLDERS.replace("SELECT pid", "SELECT pg_terminate_backend(pid)"))
        await asyncio.to_thread(dovecot.deliver, mail())
        await until(cases_are(database, 1), limit=10)
        await until(read_by_somebody)


async def test_a_database_that_only_reads_leaves_the_mail_unread_and_loses_none(
    dovecot: Dovecot,
    make_runtime: Callable[..., Runtime],
    collector: Callable[..., Any],
    database: Database,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def refused() -> bool:
        return "no mail is lost" in caplog.text

    async with collector(make_runtime(dovecot, poll=0.5)):
        await until(looked(database))
        async with read_only(database.url):
            await asyncio.to_thread(dovecot.deliver, mail())
            await until(refused)
            assert await cases(database) == []
        await until(cases_are(database, 1))
    assert await fates(database) == ["case"]
    assert len([line for line in caplog.messages if "no mail is lost" in line]) == 1
    assert not [record for record in caplog.records if record.exc_info], "a traceback for what is no mistake of ours"


HOLDERS = (
    "SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND granted AND mode = 'ExclusiveLock'"
)


async def test_it_stops_at_once_while_the_server_says_nothing(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database
) -> None:
    collector = Collector(make_runtime(dovecot, poll=LONG))
    serving = asyncio.create_task(collector.serve())
    await until(looked(database))
    collector.stop()
    await asyncio.wait_for(serving, 4)


async def test_by_hand_what_waits_is_taken_in(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database
) -> None:
    runtime = make_runtime(dovecot)
    dovecot.deliver(mail())
    assert await collect_once(runtime) == "1 mails taken in"
    assert await collect_once(runtime) == "0 mails taken in"
    async with exclusive_reader(database, runtime.settings.mailbox.name) as mine:
        assert mine is not None
        assert await collect_once(runtime) == "a collector reads the mailbox"
    assert await collect_once(make_runtime(dovecot, host=None)) == "there is no mailbox to read"
