"""How many passes the worker makes at once, and that nobody who was asked for is forgotten."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from abhay.adapters.processes import pulse
from abhay.adapters.processes.pulse import Pulse
from abhay.adapters.store.cases.runs import RunOf
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.locks import WATCHING
from abhay.adapters.store.log.living import PAGES, note_living
from abhay.domain.overload import PASSES_BESIDE_WATCHER, STANDS_BACK
from abhay.entrypoints.worker import dispatcher
from abhay.entrypoints.worker.dispatcher import Dispatcher
from models.enums import Mover
from tests.support.cases import move_clock, open_case

PATIENCE = 60.0
CAPACITY = 4
PARALLEL = 6
CASES = 10


class Passes:
    """Takes each case's step once it may go on, as the flow does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.running = 0
        self.most = 0
        self.done: list[UUID] = []
        self.go = asyncio.Event()

    async def __call__(self, case: RunOf) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        await self.go.wait()
        await advance(self._database, case.id, Mover.FLOW)
        self.running -= 1
        self.done.append(case.id)


class Looks(Pulse):
    """Counts the looks of a dispatcher: it beats after each."""

    count = 0

    def beat(self) -> None:
        self.count += 1
        super().beat()


@asynccontextmanager
async def dispatching(database: Database, pulse: Pulse | None = None) -> AsyncIterator[tuple[Dispatcher, Passes]]:
    passes = Passes(database)
    dispatcher = Dispatcher(database, passes, parallel=PARALLEL, name="test", capacity=CAPACITY, pulse=pulse)
    serving = asyncio.create_task(dispatcher.serve())
    try:
        yield dispatcher, passes
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def started(passes: Passes, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while passes.running < count:  # noqa: ASYNC110  what is waited for is no event of ours
            await asyncio.sleep(0.02)


async def finished(passes: Passes, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(set(passes.done)) < count:  # noqa: ASYNC110  the same
            await asyncio.sleep(0.02)


@asynccontextmanager
async def paging_watcher(database: Database) -> AsyncIterator[None]:
    """A watcher that is connected and has just told that it works."""
    async with database.engine.connect() as watcher:
        await watcher.execute(text(f"SELECT pg_advisory_lock_shared({WATCHING})"))
        await watcher.commit()  # the lock is the session's: no transaction stands idle
        await note_living(database, uuid4(), "watcher", [])
        yield
        await watcher.invalidate()


async def further(looks: Looks, count: int) -> None:
    """Waits for so many further looks of the dispatcher."""
    seen = looks.count
    async with asyncio.timeout(PATIENCE):
        while looks.count < seen + count:  # noqa: ASYNC110  what is waited for is no event of ours
            await asyncio.sleep(0.02)


async def test_while_a_watcher_pages_a_crowd_no_pass_begins(database: Database) -> None:
    ids = [(await open_case(database)).id for _ in range(CASES)]
    looks = Looks()
    async with paging_watcher(database), dispatching(database, looks) as (_, passes):
        passes.go.set()
        await further(looks, 2)
        assert passes.most == 0
        for alert_id in ids[CAPACITY:]:  # the watcher, meanwhile
            await advance(database, alert_id, Mover.WATCHER)
        await all_sent(database)
        await finished(passes, CAPACITY)
    assert set(passes.done) == set(ids[:CAPACITY]), "few are the engine's again"


async def test_a_watcher_that_moves_nothing_has_a_few_passes_beside_it(database: Database) -> None:
    for _ in range(CASES):
        await open_case(database)
    await move_clock(database, STANDS_BACK.total_seconds() + 1)
    looks = Looks()
    async with paging_watcher(database), dispatching(database, looks) as (_, passes):
        await started(passes, PASSES_BESIDE_WATCHER)
        await further(looks, 2)
    assert passes.most == PASSES_BESIDE_WATCHER


async def all_sent(database: Database) -> None:
    async with database.transaction() as session:
        sent = "UPDATE notification SET status = 'sent', sent_at = abhay_now() WHERE status = 'queued'"
        await (await session.connection()).execute(text(sent))


async def test_beside_a_watcher_that_hangs_an_overload_has_all_places(database: Database) -> None:
    """It keeps its connection and its lock until the supervisor ends it."""
    for _ in range(CASES):
        await open_case(database)
    await note_living(database, uuid4(), "watcher", [])
    await move_clock(database, PAGES.total_seconds())
    async with database.engine.connect() as watcher:
        await watcher.execute(text(f"SELECT pg_advisory_lock_shared({WATCHING})"))
        await watcher.commit()
        async with dispatching(database) as (_, passes):
            await started(passes, PARALLEL)
        await watcher.invalidate()


async def test_without_a_watcher_an_overload_has_all_places(database: Database) -> None:
    for _ in range(CASES):
        await open_case(database)
    async with dispatching(database) as (_, passes):
        await started(passes, PARALLEL)


async def test_after_the_overload_all_places_are_used_again(database: Database) -> None:
    async with database.engine.connect() as watcher:
        await watcher.execute(text(f"SELECT pg_advisory_lock_shared({WATCHING})"))
        await watcher.commit()  # the lock is the session's: no transaction stands idle
        for _ in range(CAPACITY):
            await open_case(database)
        async with dispatching(database) as (_, passes):
            await started(passes, CAPACITY)
        await watcher.invalidate()


async def test_whoever_is_asked_for_has_a_pass_when_a_place_is_free(database: Database) -> None:
    """The runs of an overload are late by Prefect's account, all at once: each has its turn."""
    ids = [(await open_case(database)).id for _ in range(CASES)]
    for alert_id in ids:
        await advance(database, alert_id, Mover.WATCHER)
    await all_sent(database)
    async with dispatching(database) as (dispatcher, passes):
        for alert_id in ids:
            dispatcher.request(alert_id)
        await started(passes, PARALLEL)
        passes.go.set()
        await finished(passes, CASES)
    assert sorted(passes.done) == sorted(ids)


async def test_a_database_that_stands_still_does_not_make_the_worker_look_dead(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[None] = []

    async def stands_still(*_: object, **__: object) -> list[RunOf]:
        looks.append(None)
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(dispatcher, "due_cases", stands_still)
    monkeypatch.setattr(dispatcher, "LOOK_LIMIT", 0.05)
    monkeypatch.setattr(dispatcher, "RETRY_REST", 0.01)
    monkeypatch.setattr(pulse, "LEAST_APART", 0.0)
    beats = Pulse()
    working = Dispatcher(database, Passes(database), parallel=1, name="test", capacity=1, pulse=beats)
    serving = asyncio.create_task(working.serve())
    async with asyncio.timeout(PATIENCE):
        while len(looks) < 3 or beats.age == float("inf"):  # noqa: ASYNC110  what is waited for is no event of ours
            await asyncio.sleep(0.02)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
