"""The worker tells the desk of a watcher that is gone or shows no sign of life, and that it is back; one worker does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text

from abhay.adapters.store.db.locks import WATCHING
from abhay.adapters.store.log.living import FRESH, note_living
from abhay.services.monitoring.watcher import WatcherMonitor
from abhay.services.runtime import Runtime
from models.enums import Reason
from tests.integration.mailbox.support import Desk
from tests.support.cases import move_clock

FIRST, SECOND, WATCHER = UUID(int=1), UUID(int=2), UUID(int=3)
PATIENCE = 60.0


@pytest.fixture
def quick(runtime: Runtime) -> Runtime:
    watcher = runtime.settings.watcher.model_copy(update={"unreachable": 0.05, "starting": 0.1})
    return replace(runtime, settings=runtime.settings.model_copy(update={"watcher": watcher}))


@asynccontextmanager
async def monitored(runtime: Runtime, id_: UUID) -> AsyncIterator[Desk]:
    """What the desk is told by the monitor of this worker."""
    desk = Desk()
    await note_living(runtime.database, id_, "worker", [])
    monitor = asyncio.create_task(WatcherMonitor(runtime, id_, desk, look_every=0.01).run())
    yield desk
    monitor.cancel()
    await asyncio.gather(monitor, return_exceptions=True)


async def seen(desk: Desk, *reasons: Reason) -> None:
    async with asyncio.timeout(PATIENCE):
        while set(desk.told) != set(reasons):  # noqa: ASYNC110  the monitor tells nobody else
            await asyncio.sleep(0.01)


async def test_the_desk_hears_of_a_watcher_that_never_came_that_hangs_and_that_is_back(quick: Runtime) -> None:
    async with monitored(quick, FIRST) as desk, quick.database.engine.connect() as connection:
        await seen(desk, Reason.WATCHER_DOWN)
        await connection.execute(text(f"SELECT pg_advisory_lock_shared({WATCHING})"))
        await connection.commit()  # the lock is the session's: no transaction stands idle
        await note_living(quick.database, WATCHER, "watcher", [])
        await seen(desk)
        await move_clock(quick.database, FRESH.total_seconds() + 1)
        await note_living(quick.database, FIRST, "worker", [])
        await seen(desk, Reason.WATCHER_DOWN)


async def test_of_two_workers_one_tells(quick: Runtime) -> None:
    async with monitored(quick, FIRST) as first, monitored(quick, SECOND) as second:
        await seen(first, Reason.WATCHER_DOWN)
        assert second.told == {}
