"""The desk hears that the engine is gone once that has lasted, and no more of it when it is back."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from abhay.adapters.engine.base import ESCALATION
from abhay.adapters.engine.fake import COMPLETE, FakeEngine
from abhay.services.monitoring.system import SystemMonitor
from abhay.services.runtime import Runtime
from models.enums import Reason
from tests.integration.mailbox.support import Desk
from tests.support.speed import patience

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


async def test_the_heartbeat_leaves_only_while_a_young_look_found_all_on_time(
    runtime: Runtime, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that waits without an end says nothing, and neither does its predecessor for long."""
    monkeypatch.setattr("abhay.services.monitoring.system.LOOK_HOLDS", patience(0.5))
    with heard() as (address, beats):
        watcher = runtime.settings.watcher.model_copy(update={"heartbeat_url": address, "heartbeat_every": 0.01})
        mine = replace(runtime, settings=runtime.settings.model_copy(update={"watcher": watcher}), engine=engine)
        monitor = SystemMonitor(mine, Desk(), look_every=0.01)
        keeping = asyncio.create_task(monitor.run())
        await asyncio.sleep(0.1)  # several rounds
        assert not beats, "nobody has looked at the cases yet"
        monitor.looked(on_time=True)
        await seen(lambda: bool(beats))
        monitor.looked(on_time=False)
        await settled(beats)
        monitor.looked(on_time=True)
        await seen(lambda: bool(beats))
        await settled(beats)
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def settled(beats: list[None]) -> None:
    """No beat comes any more."""
    async with asyncio.timeout(PATIENCE):
        while beats:
            beats.clear()
            await asyncio.sleep(0.6)


@contextmanager
def heard() -> Iterator[tuple[str, list[None]]]:
    """An address, and a list that grows by each heartbeat it gets."""
    beats: list[None] = []

    class Heard(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            beats.append(None)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", beats
    server.shutdown()
    server.server_close()


async def test_the_desk_reads_what_the_runs_lack(desk: Desk, engine: FakeEngine) -> None:
    others = {name: each for name, each in COMPLETE.deployments.items() if name != ESCALATION}
    engine.equipment = replace(COMPLETE, deployments=others)
    await seen(lambda: set(desk.told) == {Reason.PREFECT_DOWN})
    detail = desk.details[Reason.PREFECT_DOWN]
    assert detail is not None
    assert detail.en == f"the deployment {ESCALATION} is missing"
    assert ESCALATION in detail.hi
