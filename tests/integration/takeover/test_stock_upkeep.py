"""With Prefect's own workers a watcher puts right what runs lack, and sweeps; with ours the worker does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.engine.fake import COMPLETE, FakeEngine
from abhay.adapters.store.log.living import note_living
from abhay.domain.equipment import Equipment, Gate
from abhay.entrypoints import stock_upkeep
from abhay.entrypoints.stock_upkeep import keep_up
from abhay.services.messages.notices import DeskNotifier
from abhay.services.monitoring import sweeping
from abhay.services.runtime import Runtime
from tests.support.cases import move_clock, open_case

FIRST, SECOND = UUID(int=1), UUID(int=2)
PATIENCE = 60.0


@pytest.fixture
def applied(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """How often everything was applied to the engine; looks are quick."""
    times = list[None]()

    async def apply() -> None:
        assert isinstance(runtime.engine, FakeEngine)
        runtime.engine.equipment = COMPLETE
        times.append(None)

    monkeypatch.setattr(stock_upkeep, "apply", apply)
    monkeypatch.setattr(sweeping, "EVERY", 0.02)
    return times


@asynccontextmanager
async def watching(runtime: Runtime, worker_type: str, *ids: UUID) -> AsyncIterator[None]:
    """Watchers at work beside workers of this type."""
    worker = runtime.settings.worker.model_copy(update={"equipment": 0.02})
    settings = runtime.settings.model_copy(update={"worker_type": worker_type, "worker": worker})
    mine = replace(runtime, settings=settings)
    desk = DeskNotifier(mine)
    for id_ in ids:
        await note_living(runtime.database, id_, "watcher", [])
    keeping = [asyncio.create_task(keep_up(mine, desk, id_)) for id_ in ids]
    try:
        yield
    finally:
        for task in keeping:
            task.cancel()
        await asyncio.gather(*keeping, return_exceptions=True)
        await mine.close()


async def seen(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not what():  # noqa: ASYNC110  the watcher tells nobody else
            await asyncio.sleep(0.01)


def engine_of(runtime: Runtime) -> FakeEngine:
    assert isinstance(runtime.engine, FakeEngine)
    return runtime.engine


async def test_what_is_missing_is_applied_by_one_watcher_and_the_case_gets_its_run(
    runtime: Runtime, applied: list[None]
) -> None:
    engine = engine_of(runtime)
    engine.equipment = Equipment(None, None, {})
    await open_case(runtime.database)
    await move_clock(runtime.database, 5)
    async with watching(runtime, "process", FIRST, SECOND):
        await seen(lambda: len(engine.runs) == 1)
    assert len(applied) == 1, "of two watchers one does it"


async def test_the_desk_hears_what_somebody_paused(runtime: Runtime, channel: FakeChannel, applied: list[None]) -> None:
    engine_of(runtime).equipment = replace(COMPLETE, pool=Gate(paused=True))
    async with watching(runtime, "process", FIRST):
        await seen(lambda: bool(channel.arrived))
    assert "the work pool abhay is paused" in channel.arrived[0].body
    assert applied


async def test_beside_our_own_worker_a_watcher_leaves_that_to_it(runtime: Runtime, applied: list[None]) -> None:
    engine_of(runtime).equipment = Equipment(None, None, {})
    async with watching(runtime, "abhay", FIRST):
        await asyncio.sleep(0.2)
    assert not applied
