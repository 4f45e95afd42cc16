"""A stranger's lock: only what is locked waits, the desk hears who holds it, and the log says it once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.blockers import read_blockers
from abhay.adapters.store.db.unavailable import UNREACHABLE, is_locked
from abhay.entrypoints.watcher import Watcher
from abhay.services.cases.takeover import move_on
from abhay.services.messages.notices import SYSTEM
from abhay.services.runtime import Runtime
from models.enums import MessageStatus, Mover, RouteState
from models.routes import Route
from tests.support import reading
from tests.support.cases import move_clock, open_case
from tests.support.strangers import NAME, locked, read_only, run, stranger

PATIENCE = 60.0
GRACE = 2

BUNDI = Route(state=RouteState.RESOLVED, district="bundi", units=("bundi",), confidence=1)


async def paged(runtime: Runtime) -> set[UUID]:
    """The cases about which a page was sent."""
    return {each.alert_id for each in await reading.pages(runtime.database) if each.status is MessageStatus.SENT}


async def seen(what: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await what():  # noqa: ASYNC110  nothing signals
            await asyncio.sleep(0.02)


@pytest.fixture
async def watching(runtime: Runtime) -> AsyncIterator[Watcher]:
    """A watcher at work, which tells the desk of what has lasted for a moment."""
    watcher = Watcher(runtime)
    serving = asyncio.create_task(watcher.serve())
    yield watcher
    watcher.stop()
    await asyncio.wait_for(serving, PATIENCE)


async def test_a_locked_contact_delays_no_other_units_page(runtime: Runtime) -> None:
    ours = [(await open_case(runtime.database)).id for _ in range(2)]
    theirs = [(await open_case(runtime.database, BUNDI)).id for _ in range(2)]
    await move_clock(runtime.database, GRACE)
    async with stranger(runtime.database.url, locked("contact_point", "unit_id = 'kota-city'")):
        async with asyncio.timeout(PATIENCE):
            moved = await move_on(runtime, [*ours, *theirs])
        assert await paged(runtime) == set(theirs)
        assert moved.held == set(ours)
    await move_on(runtime, ours)
    assert await paged(runtime) == {*ours, *theirs}


async def test_a_step_gives_up_a_lock_within_its_limit(runtime: Runtime) -> None:
    case = await open_case(runtime.database)
    async with stranger(runtime.database.url, locked("alert")):
        with pytest.raises(UNREACHABLE) as raised:
            async with asyncio.timeout(PATIENCE):
                await advance(runtime.database, case.id, Mover.FLOW)
        assert is_locked(raised.value)


async def test_a_locked_case_is_named_with_its_holder(runtime: Runtime) -> None:
    held, _ = await open_case(runtime.database), await open_case(runtime.database)
    async with stranger(runtime.database.url, locked("alert", f"ref = '{held.ref}'")) as holder:
        waiting = asyncio.create_task(advance(runtime.database, held.id, Mover.FLOW))
        await seen(lambda: read_blockers(runtime.database))
        (blocker,) = await read_blockers(runtime.database)
        assert (blocker.pid, blocker.program, blocker.cases) == (holder.get_server_pid(), NAME, (held.ref,))
        await asyncio.gather(waiting, return_exceptions=True)
    assert await read_blockers(runtime.database) == []


async def keep_trying(runtime: Runtime, alert_id: UUID) -> None:
    """What a worker does with a case that is due."""
    while True:
        with suppress(*UNREACHABLE):
            await advance(runtime.database, alert_id, Mover.FLOW)
        await asyncio.sleep(0.05)


@pytest.mark.usefixtures("watching")
async def test_the_desk_hears_who_holds_which_case_and_the_log_says_it_once(
    runtime: Runtime, channel: FakeChannel, caplog: pytest.LogCaptureFixture
) -> None:
    case, other = await open_case(runtime.database), await open_case(runtime.database, BUNDI)
    working = asyncio.create_task(keep_trying(runtime, case.id))
    async with stranger(runtime.database.url, locked("alert", f"ref = '{case.ref}'")) as holder:
        await move_clock(runtime.database, 2 * GRACE)
        await seen(lambda: heard(channel, "something in the database is locked"))
        assert other.id in await paged(runtime)
        pid = holder.get_server_pid()
    (notice,) = [each for each in channel.arrived if each.alert == SYSTEM and "is locked" in each.subject]
    assert f"{NAME} @ this machine, pid {pid}" in notice.body
    assert case.ref in notice.body
    assert "डेटाबेस में कुछ रुका हुआ है" in notice.subject
    await seen(lambda: is_paged(runtime, case.id))
    working.cancel()
    said = [record.getMessage() for record in caplog.records if record.name.startswith("abhay")]
    assert len(said) <= 8, said
    assert len([line for line in said if "the engine is late" in line]) <= 1


async def heard(channel: FakeChannel, subject: str) -> bool:
    return any(subject in message.subject for message in channel.arrived)


async def is_paged(runtime: Runtime, alert_id: UUID) -> bool:
    return alert_id in await paged(runtime)


async def test_a_database_that_is_only_read_is_missed_and_the_log_stays_short(
    runtime: Runtime, channel: FakeChannel, caplog: pytest.LogCaptureFixture
) -> None:
    case = await open_case(runtime.database)
    settings = runtime.settings.watcher.model_copy(update={"unreachable": 0.3})
    mine = replace(runtime, settings=runtime.settings.model_copy(update={"watcher": settings}))
    mine.database.on_commit = None
    watcher = Watcher(mine)
    async with read_only(mine.database.url):
        ahead = f"INSERT INTO clock_offset (id, ahead) VALUES (1, make_interval(secs => {2 * GRACE}))"  # noqa: S608  a number
        await run(mine.database.url, ahead)
        serving = asyncio.create_task(watcher.serve())
        await seen(lambda: heard(channel, "database down"))
        said = [record for record in caplog.records if record.name.startswith("abhay") and record.exc_info]
        assert not said, "a traceback for what is no mistake of ours"
        assert await paged(runtime) == set()
    await seen(lambda: is_paged(runtime, case.id))
    watcher.stop()
    await asyncio.wait_for(serving, PATIENCE)
    await mine.close()
