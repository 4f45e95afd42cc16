"""What the desk gets of alarms: nothing while the system starts, then the fault, then that it is over."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.engine.fake import FakeEngine
from abhay.services.messages import notices
from abhay.services.messages.notices import DeskNotifier
from abhay.services.monitoring import system
from abhay.services.monitoring.system import SystemMonitor
from abhay.services.runtime import Runtime
from models.enums import Reason
from tests.support import reading
from tests.support.cases import move_clock, open_case

PATIENCE = 60.0


@dataclass
class Desk:
    """The desk's channel, and a clock for pauses that a test moves on."""

    channel: FakeChannel
    engine: FakeEngine
    runtime: Runtime
    notifier: DeskNotifier
    ahead: float = 0.0

    def subjects(self) -> list[str]:
        return [message.subject.rpartition(": ")[2] for message in self.channel.arrived]

    async def hears(self, what: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not what():  # noqa: ASYNC110  the monitor tells nobody else
                await asyncio.sleep(0.01)


def monitored(runtime: Runtime, starting: float, worker_type: str = "process") -> Runtime:
    watcher = runtime.settings.watcher.model_copy(update={"unreachable": 0.05, "starting": starting})
    engine = FakeEngine()
    engine.down = starting > 0
    settings = runtime.settings.model_copy(update={"watcher": watcher, "worker_type": worker_type})
    return replace(runtime, settings=settings, engine=engine, channels={"outbox": FakeChannel()})


@pytest.fixture
async def desk(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> AsyncIterator[Desk]:
    """A monitor that looks often; parts may take `starting` seconds to start."""
    mine = monitored(runtime, *getattr(request, "param", (0.0,)))
    channel, engine = mine.channels["outbox"], mine.engine
    assert isinstance(channel, FakeChannel)
    assert isinstance(engine, FakeEngine)
    notifier = DeskNotifier(mine)
    desk = Desk(channel, engine, mine, notifier)
    real = notices._seconds
    monkeypatch.setattr(notices, "_seconds", lambda: real() + desk.ahead)
    await notifier.refresh()
    keeping = asyncio.create_task(SystemMonitor(mine, notifier, look_every=0.01).run())
    yield desk
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    await mine.close()


async def test_the_desk_hears_of_a_fault_once_and_that_it_is_over(desk: Desk) -> None:
    desk.engine.down = True
    await desk.hears(lambda: desk.subjects() == ["Prefect down"])
    desk.engine.down = False
    await asyncio.sleep(0.1)
    assert len(desk.channel.arrived) == 1, "it must stay well for a while"
    desk.ahead += 31
    await desk.hears(lambda: desk.subjects() == ["Prefect down", "well again (Prefect down)"])
    desk.ahead += 3600
    await asyncio.sleep(0.1)
    assert len(desk.channel.arrived) == 2
    noted = [entry.detail["reason"] for entry in await reading.audit(desk.runtime.database, "desk.notice")]
    assert noted == ["prefect_down", "prefect_down.over"]


@pytest.mark.parametrize("desk", [(3600.0, "abhay")], indirect=True)
async def test_nothing_is_missed_while_the_system_starts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await asyncio.sleep(0.5)
    assert desk.subjects() == []
    real = system.utc_now
    monkeypatch.setattr(system, "utc_now", lambda: real() + timedelta(days=1))
    await desk.hears(lambda: set(desk.subjects()) == {"Prefect down", "worker down"})


async def test_a_case_that_nobody_moves_on_is_told_with_its_ref(desk: Desk) -> None:
    case = await open_case(desk.runtime.database)
    await move_clock(desk.runtime.database, 100)
    await desk.hears(lambda: desk.subjects() == ["a case stands still"])
    ref = (await reading.case(desk.runtime.database, case.id)).ref
    assert ref in desk.channel.arrived[0].body


async def test_a_second_case_that_stands_still_is_told_at_once_with_its_ref(desk: Desk) -> None:
    database = desk.runtime.database
    refs = [(await open_case(database)).ref]
    await move_clock(database, 100)
    await desk.hears(lambda: len(desk.channel.arrived) == 1)
    refs += [(await open_case(database)).ref for _ in range(4)]
    await move_clock(database, 100)
    await desk.hears(lambda: len(desk.channel.arrived) == 2)
    assert f"{', '.join(refs[1:4])}, +2" in desk.channel.arrived[1].body
    await asyncio.sleep(0.1)
    assert len(desk.channel.arrived) == 2, "each is news once"


async def test_prefect_and_the_worker_are_no_second_notice_while_the_database_is_down(desk: Desk) -> None:
    monitor = SystemMonitor(desk.runtime, desk.notifier)
    reasons = (Reason.DATABASE_DOWN, Reason.PREFECT_DOWN, Reason.WORKER_DOWN)
    for _ in range(2):
        for reason in reasons:
            await monitor.missed(reason)
        await asyncio.sleep(0.1)
    assert desk.subjects() == ["database down"]
    await monitor.seen(Reason.DATABASE_DOWN)
    await monitor.missed(Reason.WORKER_DOWN)
    await monitor.seen(Reason.PREFECT_DOWN)
    assert desk.subjects() == ["database down"], "a sign of life takes its time"
    await asyncio.sleep(0.1)
    await monitor.missed(Reason.WORKER_DOWN)
    assert desk.subjects() == ["database down", "worker down"]
