"""A claim ends with its process: whoever holds no lock any more sends nothing, and its message goes out at once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from abhay.adapters.store.cases.runs import due_cases
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.event_stream import listen
from abhay.adapters.store.db.locks import WATCHING, watcher_watches
from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.briefing import claim_briefed
from abhay.services.cases.takeover import move_on
from abhay.services.messages.delivery import Delivery, deliver
from abhay.services.runtime import Runtime
from models.enums import Mover
from tests.support import reading
from tests.support.cases import column, open_case

PATIENCE = 60.0


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  what is waited for is no event of ours
            await asyncio.sleep(0.02)


@asynccontextmanager
async def sender(like: Database) -> AsyncIterator[Database]:
    """Another process's view of the database, alive while the block runs."""
    other = Database(like.url, like.vault)
    listening = asyncio.create_task(listen(other, lambda: None, WATCHING))
    try:
        await until(lambda: other.sender)
        yield other
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await other.close()


async def test_the_message_of_a_dead_sender_is_sent_again_at_once(runtime: Runtime, database: Database) -> None:
    case = await open_case(database)
    (page,) = (await advance(database, case.id, Mover.FLOW)).messages
    async with sender(database) as other:
        assert await claim_briefed(other, page.id)
        assert (await advance(database, case.id, Mover.WATCHER)).messages == (), "taken from a living sender"
        assert await due_cases(database, overdue_by=timedelta(0), limit=5) == []
    await until_freed(database)
    assert [each.id for each in await due_cases(database, overdue_by=timedelta(0), limit=5)] == [case.id]
    await move_on(runtime, [case.id])
    assert [page.status for page in await reading.pages(database)] == ["unknown", "sent"]
    assert runtime.channels["outbox"].arrived[0].possible_duplicate  # pyright: ignore[reportAttributeAccessIssue]


async def until_freed(database: Database) -> None:
    """PostgreSQL has seen that the connection is gone."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with database.transaction() as session:
                if not await watcher_watches(session):
                    return


async def test_a_claim_without_a_sender_has_its_deadline_alone(database: Database) -> None:
    case = await open_case(database)
    (page,) = (await advance(database, case.id, Mover.FLOW)).messages
    assert database.sender is None
    assert await claim_briefed(database, page.id)
    assert await due_cases(database, overdue_by=timedelta(0), limit=5) == []
    assert (await advance(database, case.id, Mover.WATCHER)).messages == ()
    assert [page.status for page in await reading.pages(database)] == ["sending"]


async def test_a_sender_that_lost_its_connection_takes_its_lock_again(database: Database) -> None:
    async with sender(database) as other:
        key = other.sender
        ended = (
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            " AND ((classid::bigint << 32) + objid::bigint) = :key"
        )
        assert await column(database, ended, key=key) == [True]
        await until(lambda: other.sender is None)
        await until(lambda: other.sender)
        assert other.sender == key


async def test_a_claim_waits_for_nobody_who_is_changing_the_row(database: Database) -> None:
    """An acknowledgement that stands messages down must never wait in a ring with a batch of claims."""
    case = await open_case(database)
    (page,) = (await advance(database, case.id, Mover.FLOW)).messages
    async with database.transaction() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("SELECT id FROM notification FOR UPDATE")
        async with asyncio.timeout(PATIENCE):
            assert not await claim_briefed(database, page.id)
    assert await claim_briefed(database, page.id)


async def test_a_mark_that_was_passed_over_is_made_once_the_row_is_free(runtime: Runtime) -> None:
    database = runtime.database
    case = await open_case(database)
    (page,) = (await advance(database, case.id, Mover.FLOW)).messages
    assert await claim_briefed(database, page.id)
    async with database.transaction() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("SELECT id FROM notification FOR UPDATE")
        marking = asyncio.create_task(queue.mark_sent(database, page.id, "provider's id"))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(marking), 0.3)
    await marking
    assert [each.provider_id for each in await reading.notifications(database)] == ["provider's id"]
    assert await deliver(runtime, page.id, last_try=True) is Delivery.NOT_WANTED
