"""What the desk gets of alarms: nothing while the system starts, then the fault, then that it is over."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.db.database import now
from abhay.adapters.store.log.living import forget_living, note_living
from abhay.adapters.store.messages.desk import desk_contacts
from abhay.services.messages import notices
from abhay.services.messages.notices import CACHE_TIME, DeskNotifier, utc_now
from abhay.services.monitoring import system
from abhay.services.monitoring.system import SystemMonitor
from abhay.services.runtime import Runtime
from models.enums import Reason
from models.tables import ContactPoint
from tests.support import reading
from tests.support.cases import move_clock, open_case

PATIENCE = 60.0
FIRST, SECOND = UUID(int=1), UUID(int=2)


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


@dataclass
class Looks:
    """A monitor that a test tells what was seen, and when, in seconds."""

    monitor: SystemMonitor
    began: datetime
    monkeypatch: pytest.MonkeyPatch

    def at(self, seconds: float) -> datetime:
        moment = self.began + timedelta(seconds=seconds)
        self.monkeypatch.setattr(system, "utc_now", lambda: moment)
        return moment

    async def missed(self, seconds: float, asked: float | None = None) -> None:
        self.at(seconds)
        moment = None if asked is None else self.began + timedelta(seconds=asked)
        await self.monitor.missed(Reason.PREFECT_DOWN, asked=moment)

    async def seen(self, seconds: float) -> None:
        self.at(seconds)
        await self.monitor.seen(Reason.PREFECT_DOWN)


@pytest.fixture
async def looks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Looks:
    watcher = desk.runtime.settings.watcher.model_copy(update={"unreachable": 15})
    settings = desk.runtime.settings.model_copy(update={"watcher": watcher})
    notifier = DeskNotifier(desk.runtime)
    await notifier.refresh()
    monitor = SystemMonitor(replace(desk.runtime, settings=settings), notifier)
    looks = Looks(monitor, utc_now(), monkeypatch)
    looks.at(3600)  # its start was long ago
    looks.began += timedelta(hours=1)
    return looks


async def test_what_comes_and_goes_is_told_once_its_absences_add_up(desk: Desk, looks: Looks) -> None:
    for seen, gone in ((0, 5), (15, 20)):
        await looks.seen(seen)
        await looks.missed(gone)
    await looks.missed(24)
    assert desk.subjects() == [], "gone for 14 s in all"
    await looks.missed(25)
    assert desk.subjects() == ["Prefect down"]


async def test_a_look_that_fails_now_and_then_is_nothing(desk: Desk, looks: Looks) -> None:
    for begin in range(0, 1000, 40):
        await looks.missed(begin)
        await looks.seen(begin + 3)
    assert desk.subjects() == []


async def test_what_does_not_answer_is_gone_since_it_was_asked(desk: Desk, looks: Looks) -> None:
    await looks.missed(14.9, asked=0)
    assert desk.subjects() == []
    await looks.missed(15, asked=14.9)
    assert desk.subjects() == ["Prefect down"]


async def test_a_start_on_a_busy_machine_is_no_fault(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "time_to_start", lambda seconds: 5 * seconds)
    watcher = desk.runtime.settings.watcher.model_copy(update={"starting": 120, "unreachable": 0})
    settings = desk.runtime.settings.model_copy(update={"watcher": watcher})
    starting = Looks(SystemMonitor(replace(desk.runtime, settings=settings), desk.notifier), utc_now(), monkeypatch)
    await starting.missed(590)
    assert desk.subjects() == []
    await starting.missed(610)
    assert desk.subjects() == ["Prefect down"]


async def test_after_the_all_clear_one_failed_look_is_nothing(desk: Desk, looks: Looks) -> None:
    await looks.missed(0)
    await looks.missed(15)
    await looks.seen(16)
    desk.ahead += 31
    await looks.seen(47)
    await looks.missed(50)
    assert desk.subjects() == ["Prefect down", "well again (Prefect down)"]


async def test_who_begins_while_a_fault_lasts_does_not_tell_it_again_and_tells_its_end(desk: Desk) -> None:
    desk.engine.down = True
    await desk.hears(lambda: desk.subjects() == ["Prefect down"])
    another = DeskNotifier(desk.runtime, ("watcher", SECOND))
    await another.refresh()
    assert not await another.tell(Reason.PREFECT_DOWN, utc_now())
    await another.clear(Reason.PREFECT_DOWN)
    desk.ahead += 31
    assert await another.clear(Reason.PREFECT_DOWN)
    assert desk.subjects() == ["Prefect down", "well again (Prefect down)"]


async def test_of_two_one_tells_and_the_other_knows_it_when_the_first_is_gone(desk: Desk) -> None:
    database = desk.runtime.database
    for id_ in (FIRST, SECOND):
        await note_living(database, id_, "watcher", [])
    first, second = (DeskNotifier(desk.runtime, ("watcher", id_)) for id_ in (FIRST, SECOND))
    for notifier in (second, first, second):
        await notifier.refresh()
        await notifier.tell(Reason.CASES_STILL, utc_now(), ["RJ-2026-000042"])
    assert desk.subjects() == ["a case stands still"]
    await forget_living(database, FIRST)
    desk.ahead += CACHE_TIME + 1
    await second.refresh()
    assert not await second.tell(Reason.CASES_STILL, utc_now(), ["RJ-2026-000042"])
    assert await second.tell(Reason.CASES_STILL, utc_now(), ["RJ-2026-000042", "RJ-2026-000043"])
    await first.clear(Reason.CASES_STILL)
    await second.clear(Reason.CASES_STILL)
    desk.ahead += 31
    await second.clear(Reason.CASES_STILL)
    await first.refresh()
    assert not await first.clear(Reason.CASES_STILL)
    assert desk.subjects() == ["a case stands still", "a case stands still", "well again (a case stands still)"]


async def test_a_desk_contact_on_a_channel_that_is_off_keeps_nobody_else_from_hearing(desk: Desk) -> None:
    async with desk.runtime.database.transaction() as session:
        contacts = await desk_contacts(desk.runtime.database)
        silent = ContactPoint(
            post_id=contacts[0].post, channel="webhook", address="https://desk.example/in", pin_hash="-",
            created_at=await now(session),
        )  # fmt: skip
        session.add(silent)
    another = DeskNotifier(desk.runtime)
    await another.refresh()
    assert await another.tell(Reason.PREFECT_DOWN, utc_now())
    assert desk.subjects() == ["Prefect down"]
