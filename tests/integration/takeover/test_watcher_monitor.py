"""The worker tells the desk of a watcher that is gone or shows no sign of life, and that it is back; one worker does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from unittest.mock import AsyncMock
from uuid import UUID

import pytest
from sqlalchemy import text

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.processes.pulse import Pulse
from abhay.adapters.store.db.locks import WATCHING
from abhay.adapters.store.log.living import FRESH, note_living
from abhay.entrypoints.watcher import Watcher
from abhay.services.monitoring.living import telling
from abhay.services.monitoring.locks import LockMonitor
from abhay.services.monitoring.watcher import WatcherMonitor
from abhay.services.runtime import Runtime
from abhay.wording.least import RenderedMessage
from abhay.wording.words import Bilingual
from models.enums import Reason
from tests.integration.mailbox.support import Desk
from tests.support.cases import move_clock, open_case
from tests.support.strangers import locked, run, stranger

FIRST, SECOND, WATCHER = UUID(int=1), UUID(int=2), UUID(int=3)
PATIENCE = 60.0


@pytest.fixture
def quick(runtime: Runtime) -> Runtime:
    return with_watcher(runtime, unreachable=0.05, starting=0.1)


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


@pytest.mark.parametrize("writes", [True, False], ids=["engine late", "database down"])
async def test_a_channel_that_hangs_holds_up_no_round_of_the_watcher(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, writes: bool
) -> None:
    """What the desk is to hear is told beside the rounds: pages of new cases wait for no mail server."""
    hangs = replace(runtime, channels={"outbox": FakeChannel("outbox", delay=3600)})
    hangs.database.on_commit = None
    watcher = Watcher(with_watcher(hangs, unreachable=0.001, late_steps=0, starting=0))
    monkeypatch.setattr(watcher._probe, "writes", AsyncMock(return_value=writes))
    rounds: list[float] = []
    looking = watcher.look

    async def counted() -> float:
        rounds.append(0)
        return await looking()

    monkeypatch.setattr(watcher, "look", counted)
    serving = asyncio.create_task(watcher.serve())
    async with asyncio.timeout(PATIENCE):
        while len(rounds) < 6:  # noqa: ASYNC110  the watcher tells nobody else
            await asyncio.sleep(0.02)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_of_two_watchers_one_tells_of_a_lock(runtime: Runtime) -> None:
    told: dict[UUID, list[str]] = {FIRST: [], SECOND: []}
    monitors: list[asyncio.Task[None]] = []
    await open_case(runtime.database)
    for id_ in (SECOND, FIRST):
        await note_living(runtime.database, id_, "watcher", [])
        monitor = LockMonitor(runtime, Hearing(told[id_]), id_, look_every=0.05, lasts=0.1)
        monitors.append(asyncio.create_task(monitor.run()))
    async with stranger(runtime.database.url, locked("alert")):
        waiting = asyncio.create_task(run(runtime.database.url, "SELECT 1 FROM alert FOR UPDATE"))
        async with asyncio.timeout(PATIENCE):
            while not told[FIRST]:  # noqa: ASYNC110  the monitor tells nobody else
                await asyncio.sleep(0.02)
        assert told[SECOND] == []
    await asyncio.gather(waiting, return_exceptions=True)
    for monitor in monitors:
        monitor.cancel()
    await asyncio.gather(*monitors, return_exceptions=True)


async def test_a_second_lock_is_told_at_once_and_the_first_one_not_again(runtime: Runtime) -> None:
    one, two = await open_case(runtime.database), await open_case(runtime.database)
    await note_living(runtime.database, FIRST, "watcher", [])
    texts: list[str] = []
    monitor = LockMonitor(runtime, Reading(texts), FIRST, look_every=0.05, lasts=0.1)
    looking = asyncio.create_task(monitor.run())
    waiting = list[asyncio.Task[None]]()
    async with AsyncExitStack() as locks:
        for count, case in enumerate((one, two), 1):
            row = f"ref = '{case.ref}'"
            holder = await locks.enter_async_context(stranger(runtime.database.url, locked("alert", row)))
            waiting.append(asyncio.create_task(run(runtime.database.url, locked("alert", row))))
            async with asyncio.timeout(PATIENCE):
                while not any(f"pid {holder.get_server_pid()}" in each and case.ref in each for each in texts):  # noqa: ASYNC110  the monitor tells nobody else
                    await asyncio.sleep(0.02)
            assert len(texts) == count, "the first one is not told again"
        assert texts[1].index(two.ref) < texts[1].index(one.ref), "what is new stands first"
    await asyncio.gather(*waiting, return_exceptions=True)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)


class Hearing(Desk):
    """Hears notices that are no alarm of a `Reason`."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self.heard = heard

    async def page(self, notice: str, words: object, *, over: bool = False) -> bool:
        self.heard.append(notice)
        return True


class Reading(Hearing):
    """Reads them too."""

    async def page(self, notice: str, words: Callable[[Bilingual], RenderedMessage], *, over: bool = False) -> bool:
        return await super().page(words(Bilingual(hi="", en="")).body, words, over=over)


def with_watcher(runtime: Runtime, **settings: float) -> Runtime:
    watcher = runtime.settings.watcher.model_copy(update=settings)
    return replace(runtime, settings=runtime.settings.model_copy(update={"watcher": watcher}))


async def test_a_process_whose_telling_broke_is_ended(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would go on, and count as dead for everybody."""
    ended = asyncio.Event()
    monkeypatch.setattr("abhay.adapters.processes.ending.os.kill", lambda *_: ended.set())
    monkeypatch.setattr("abhay.adapters.processes.ending.end_within", lambda _: None)
    monkeypatch.setattr("abhay.services.monitoring.living.note_living", AsyncMock(side_effect=LookupError))
    beats = Pulse()
    beats.beat()
    async with telling(runtime, "watcher", beats), asyncio.timeout(PATIENCE):
        await ended.wait()
