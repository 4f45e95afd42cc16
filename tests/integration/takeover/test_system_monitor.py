"""The desk hears that the engine is gone once that has lasted, and no more of it when it is back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from abhay.adapters.engine.fake import FakeEngine
from abhay.services.monitoring.system import SystemMonitor
from abhay.services.runtime import Runtime
from models.enums import Reason
from tests.integration.mailbox.support import Desk

PATIENCE = 60.0


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
async def desk(runtime: Runtime, engine: FakeEngine) -> AsyncIterator[Desk]:
    """What the desk was told by a monitor that looks often, and reports at once what is gone."""
    watcher = runtime.settings.watcher.model_copy(update={"unreachable": 0.05, "starting": 0})
    settings = runtime.settings.model_copy(update={"watcher": watcher, "worker_type": "process"})
    mine, desk = replace(runtime, settings=settings, engine=engine), Desk()
    keeping = asyncio.create_task(SystemMonitor(mine, desk, look_every=0.01).run())
    yield desk
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    await mine.close()


async def seen(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not what():  # noqa: ASYNC110  the monitor tells nobody else
            await asyncio.sleep(0.01)


async def test_the_desk_hears_of_an_engine_that_is_gone_and_that_it_is_back(desk: Desk, engine: FakeEngine) -> None:
    engine.down = True
    await seen(lambda: set(desk.told) == {Reason.PREFECT_DOWN})
    engine.down = False
    await seen(lambda: desk.told == {})
