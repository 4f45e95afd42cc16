"""A crowd of due cases: pages before notices, the most urgent left to the engine, nobody stolen, nothing lost."""

import asyncio
from uuid import UUID

import pytest

from abhay.channels.fake import FakeChannel
from abhay.services.runtime import Runtime
from abhay.store.answers import Answer, acknowledge
from abhay.store.leases import lease
from abhay.store.steps import advance
from abhay.watcher import AT_ONCE, NOTICES_AFTER, Watcher
from models.enums import Mover, Severity
from tests.support.cases import column, move_clock, open_case

CROWD = 12
GRACE = 2
PAGED = "SELECT a.id FROM alert a JOIN notification n ON n.alert_id = a.id WHERE n.kind = 'page' AND n.status = 'sent'"
LEFT = "SELECT count(*) FROM notification WHERE status = 'queued'"


@pytest.fixture
def watcher(runtime: Runtime) -> Watcher:
    assert runtime.settings.watcher.crowd == CROWD
    assert runtime.settings.watcher.grace == GRACE
    return Watcher(runtime)


async def new_cases(runtime: Runtime, count: int, **changes: object) -> list[UUID]:
    return [(await open_case(runtime.database, **changes)).id for _ in range(count)]


async def look_once(watcher: Watcher) -> None:
    await watcher.look()
    await watcher.finished()


async def look(watcher: Watcher) -> None:
    """Look until there is nothing to begin: it has fewer places than there may be cases."""
    begun = True
    while begun:
        await watcher.look()
        begun = bool(watcher._moving)
        await watcher.finished()


async def test_a_few_due_cases_are_the_engines_until_the_grace_is_over(runtime: Runtime, watcher: Watcher) -> None:
    ids = await new_cases(runtime, CROWD)
    await look(watcher)
    assert await column(runtime.database, PAGED) == []
    await move_clock(runtime.database, GRACE)
    await look(watcher)
    assert sorted(await column(runtime.database, PAGED)) == sorted(ids)
    assert len(watcher._late_steps) == CROWD, "the engine was late, and that was not counted"


async def test_of_a_crowd_the_least_urgent_are_taken_at_once(runtime: Runtime, watcher: Watcher) -> None:
    calm = await new_cases(runtime, 5, severity=Severity.CONCERN)
    urgent = await new_cases(runtime, CROWD, severity=Severity.IMMINENT)
    await look(watcher)
    assert sorted(await column(runtime.database, PAGED)) == sorted(calm)
    await move_clock(runtime.database, GRACE)
    await look(watcher)
    assert sorted(await column(runtime.database, PAGED)) == sorted(calm + urgent)
    assert not watcher._late_steps, "a crowd is no word about the engine"


async def test_what_a_worker_is_looking_at_is_left_to_it(runtime: Runtime, watcher: Watcher) -> None:
    ids = await new_cases(runtime, CROWD + 3)
    assert await lease(runtime.database, ids[-1], "a worker")
    await look(watcher)
    assert sorted(await column(runtime.database, PAGED)) == sorted(ids[CROWD:-1])


async def due_at_the_sp(runtime: Runtime, count: int) -> list[UUID]:
    """Cases whose district was told, at the same deadline."""
    ids = await new_cases(runtime, count)
    for alert_id in ids:
        await advance(runtime.database, alert_id, Mover.FLOW)
    await column(runtime.database, "UPDATE notification SET status = 'sent', sent_at = abhay_now() RETURNING 1")
    due = "UPDATE alert SET next_at = at, due_at = at, rung_entered_at = at - interval '180 s' FROM abhay_now() AS at"
    await column(runtime.database, f"{due} RETURNING 1")
    return ids


async def test_pages_go_before_notices(runtime: Runtime, watcher: Watcher, channel: FakeChannel) -> None:
    ids = await due_at_the_sp(runtime, CROWD + 40)
    await move_clock(runtime.database, GRACE)
    while len(channel.arrived) < 2 * len(ids):
        await look(watcher)
    kinds = [message.kind for message in channel.arrived]
    assert kinds == ["page"] * len(ids) + ["escalated"] * len(ids)


async def test_notices_that_were_put_off_outlive_the_watcher(
    runtime: Runtime, watcher: Watcher, channel: FakeChannel
) -> None:
    ids = await due_at_the_sp(runtime, CROWD + 5)
    await look_once(watcher)
    assert {message.kind for message in channel.arrived} == {"page"}
    assert await column(runtime.database, LEFT) == [5]
    another = Watcher(runtime)
    while await column(runtime.database, LEFT) != [0] or len(channel.arrived) < 2 * len(ids):
        await move_clock(runtime.database, GRACE)
        await look(another)
    told = [(message.alert, message.kind) for message in channel.arrived]
    assert len(told) == len(set(told)) == 2 * len(ids)


async def test_a_case_that_somebody_holds_keeps_nobody_waiting(runtime: Runtime, watcher: Watcher) -> None:
    ids = await new_cases(runtime, 3)
    await move_clock(runtime.database, GRACE)
    async with runtime.database.transaction() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("SELECT id FROM alert WHERE id = $1 FOR UPDATE", (ids[0],))
        await look(watcher)
    assert sorted(await column(runtime.database, PAGED)) == sorted(ids[1:])
    await look(watcher)
    assert sorted(await column(runtime.database, PAGED)) == sorted(ids)


@pytest.mark.parametrize(("hanging", "under_way"), [(60.0, AT_ONCE), (0.0, 2 * AT_ONCE)])
async def test_cases_that_hang_give_their_places_to_others(
    runtime: Runtime, watcher: Watcher, monkeypatch: pytest.MonkeyPatch, hanging: float, under_way: int
) -> None:
    answered = asyncio.Event()

    async def hang(*_: object) -> dict[UUID, UUID]:
        await answered.wait()
        return {}

    monkeypatch.setattr("abhay.watcher.move_on", hang)
    monkeypatch.setattr("abhay.watcher.HANGING", hanging)
    await new_cases(runtime, 2 * AT_ONCE + 1)
    await move_clock(runtime.database, GRACE)
    await watcher.look()
    await watcher.look()
    assert len(watcher._moving) == under_way
    answered.set()
    await watcher.finished()


async def test_a_case_that_is_broken_keeps_nobody_waiting(runtime: Runtime, watcher: Watcher) -> None:
    ids = await new_cases(runtime, 3)
    await move_clock(runtime.database, GRACE)
    await column(runtime.database, "UPDATE alert SET route = '{}' WHERE id = :id RETURNING 1", id=ids[1])
    await look(watcher)
    assert sorted(await column(runtime.database, PAGED)) == sorted([ids[0], ids[2]])


async def test_whoever_was_paged_hears_within_a_second_that_the_case_is_taken(
    runtime: Runtime, watcher: Watcher, channel: FakeChannel
) -> None:
    """Even while the engine is busy with the case, and without a word that it is late."""
    (alert_id,) = await new_cases(runtime, 1)
    await advance(runtime.database, alert_id, Mover.FLOW)
    await column(runtime.database, "UPDATE notification SET status = 'sent', sent_at = abhay_now() RETURNING 1")
    assert await lease(runtime.database, alert_id, "a worker")
    await acknowledge(runtime.database, alert_id, Answer(by="Synthetic Officer", via="api", role="operator"))
    await look(watcher)
    assert channel.arrived == [], "taken from an engine that is in time"
    await move_clock(runtime.database, NOTICES_AFTER.total_seconds())
    await look(watcher)
    await look(watcher)
    assert [message.kind for message in channel.arrived] == ["acknowledged"]
    assert not watcher._late_steps
