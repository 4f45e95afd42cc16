"""A database that was put back: it is known, nothing is repeated without a label, no ref is given twice, the desk hears once."""

import asyncio
from datetime import timedelta

import pytest
from asyncpg import InvalidCatalogNameError  # pyright: ignore[reportMissingTypeStubs]  it brings none
from sqlmodel import func, select

from abhay.adapters.postgres.marks import here, read_place, read_seen, write_place
from abhay.adapters.postgres.paths import Home
from abhay.adapters.store.cases.runs import due_cases
from abhay.adapters.store.log.epochs import Replaced, replace_epoch
from abhay.services.beginning import begin
from abhay.services.cases.takeover import move_on
from abhay.services.monitoring.epochs import keeping_epoch
from models.actors import terminal
from models.records import EpochReason
from models.tables import Epoch
from tests.integration.restored.conftest import World
from tests.support import reading
from tests.support.cases import KOTA, move_clock, open_case
from tests.support.databases import TEMPLATE


async def page(world: World) -> None:
    """Carry out what is due, as a watcher does."""
    due = await due_cases(world.database, overdue_by=timedelta(0), limit=50)
    await move_on(world.runtime, [case.id for case in due])


async def epochs(world: World) -> list[Epoch]:
    return await reading.rows(world.database, Epoch, order=[Epoch.number])


async def test_a_database_that_goes_on_has_one_epoch_and_tells_nobody(world: World) -> None:
    await begin(world.runtime)
    for _ in range(3):
        await world.beat()
        await begin(world.runtime)
    assert [(e.reason, e.beats) for e in await epochs(world)] == [("first", 3)]
    seen = read_seen(Home(world.home))
    assert seen is not None
    assert seen.beats == 3
    assert (world.home / "epoch.json").stat().st_mode & 0o777 == 0o600
    assert world.told == []


async def test_pages_that_went_out_since_the_backup_are_labelled_once_it_is_put_back(world: World) -> None:
    await world.beat()
    case = await open_case(world.database, route=KOTA)
    backup = await world.back_up()
    await world.beat()
    await page(world)
    assert [message.possible_duplicate for message in world.arrived] == [False]

    back = world.on(backup)
    await begin(back.runtime)
    await move_clock(back.database, 1800)  # it was not started at once
    await page(back)
    await back.beat()
    assert [m.possible_duplicate for m in back.arrived if m.alert == case.ref] == [True]
    await move_clock(back.database, 3600)
    fresh = await open_case(back.database, route=KOTA)
    await page(back)
    labels = {m.alert: m.possible_duplicate for m in back.arrived}
    assert labels[fresh.ref] is False, "what came after the restore is no repeat"
    assert labels[case.ref] is False, "an hour later nothing of the lost half minute can be repeated"


async def test_no_ref_is_given_twice(world: World) -> None:
    await world.beat()
    await open_case(world.database)
    backup = await world.back_up()
    given = [(await open_case(world.database)).ref for _ in range(3)]
    await world.beat()

    back = world.on(backup)
    await begin(back.runtime)
    fresh = await open_case(back.database)
    assert fresh.ref not in given
    assert int(fresh.ref[-6:]) == 2001, "a full thousand past the newest, and at least a thousand between"
    (entry,) = await reading.audit(back.database, "epoch.begin")
    assert entry.detail["refs_after"] == 2000
    assert entry.detail["reason"] == "restored"


async def test_the_homes_memory_of_the_newest_ref_counts(world: World) -> None:
    await world.beat()
    backup = await world.back_up()
    await _give(world, 4321)
    await world.beat()
    back = world.on(backup)
    await open_case(back.database)
    await begin(back.runtime)
    assert int((await open_case(back.database)).ref[-6:]) == 6001


async def _give(world: World, number: int) -> None:

    async with world.database.transaction() as session:
        await session.exec(select(func.setval("alert_ref_seq", number)))


async def test_the_desk_hears_it_once_with_what_to_do(world: World) -> None:
    await world.beat()
    await open_case(world.database)
    backup = await world.back_up()
    await world.beat()
    back = world.on(backup)
    for _ in range(3):
        await back.beat()
    (notice,) = back.told
    assert "stands on a backup of" in notice.body
    assert "बैकअप" in notice.body
    assert "mailbox" in notice.body
    assert "RJ-" in notice.body
    (row,) = (e for e in await epochs(back) if e.reason == EpochReason.RESTORED)
    assert row.told_at is not None


async def test_two_watchers_and_a_gateway_that_start_together_begin_one_epoch(world: World) -> None:
    await world.beat()
    await open_case(world.database)
    backup = await world.back_up()
    await world.beat()
    back = world.on(backup)
    await asyncio.gather(*(begin(back.runtime) for _ in range(4)))
    assert [e.reason for e in await epochs(back)] == ["first", "restored"]
    await asyncio.gather(back.beat(), back.beat())
    assert len(back.told) == 1


async def test_another_home_that_saw_more_of_the_old_epoch_raises_no_second_alarm(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    await world.beat()
    await open_case(world.database)
    backup = await world.back_up()
    await world.beat()
    second = world.on(world.name, other)
    for _ in range(3):
        await second.beat()
    back = world.on(backup)
    await begin(back.runtime)
    late = back.on(backup, other)
    await late.beat()
    assert [e.reason for e in await epochs(back)] == ["first", "restored"]


async def test_a_database_from_before_there_were_epochs_is_known_too(world: World) -> None:
    await open_case(world.database)
    backup = await world.back_up()
    await world.beat()
    back = world.on(backup)
    await begin(back.runtime)
    (only,) = await epochs(back)
    assert only.reason == EpochReason.RESTORED


async def test_a_new_database_for_an_old_home_is_no_backup(world: World) -> None:
    await world.beat()
    back = world.on(await world.server.create(TEMPLATE))
    await begin(back.runtime)
    assert [e.reason for e in await epochs(back)] == ["first"]


async def test_a_copy_is_in_doubt_without_end(world: World) -> None:
    case = await open_case(world.database, route=KOTA)
    await replace_epoch(world.database, None, Replaced(EpochReason.COPIED, terminal("cli:test")))
    await move_clock(world.database, 86400)
    await page(world)
    assert {m.possible_duplicate for m in world.arrived if m.alert == case.ref} == {True}
    await world.beat()
    assert "copy" in world.told[0].body


async def test_a_restore_under_a_running_watcher_is_seen_at_its_next_beat(world: World) -> None:
    await world.beat()
    await open_case(world.database)
    await world.beat()
    async with world.database.transaction() as session:
        row = await session.get_one(Epoch, 1)
        row.beats = 0
    await world.beat()
    assert [e.reason for e in await epochs(world)] == ["first", "restored"]
    assert len(world.told) == 1


async def test_an_adopted_copy_begins_an_epoch_of_its_own_once(world: World) -> None:
    await world.beat()
    home = Home(world.home)
    write_place(home, here(home, adopted=True))
    for _ in range(2):
        await begin(world.runtime)
    assert [e.reason for e in await epochs(world)] == ["first", "copied"]
    place = read_place(home)
    assert place is not None
    assert not place.adopted


async def test_a_copy_begins_one_epoch_however_many_of_its_processes_begin_and_whatever_its_home_keeps(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.beat()
    home = Home(world.home)
    write_place(home, here(home, adopted=True))
    monkeypatch.setattr("abhay.services.beginning.write_place", lambda *_: None)  # a home that cannot be written
    await asyncio.gather(*(begin(world.runtime) for _ in range(3)))
    await begin(world.runtime)
    assert [e.reason for e in await epochs(world)] == ["first", "copied"]


async def test_a_database_that_was_away_is_compared_as_soon_as_it_is_back(world: World) -> None:
    await world.beat()
    await open_case(world.database)
    backup = await world.back_up()
    await world.beat()
    name = f"{backup}_back"
    back = world.on(name)
    async with keeping_epoch(back.runtime, every=timedelta(hours=1)):
        with pytest.raises(InvalidCatalogNameError):
            await back.database.ping()
        await world.server.run(f"CREATE DATABASE {name} TEMPLATE {backup}")
        async with asyncio.timeout(60):
            while not back.told:  # noqa: ASYNC110  what is waited for is no event of ours
                await asyncio.sleep(0.05)
    await world.server.drop(backup)
