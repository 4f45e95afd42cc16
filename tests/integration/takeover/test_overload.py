"""More due cases than the engine carries: pages before notices, the most urgent first, nobody stolen, nothing lost."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.store.cases.answers import Answer, acknowledge
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.leases import lease
from abhay.adapters.store.db.locks import LISTENING
from abhay.domain.overload import HASTE, QUEUE
from abhay.entrypoints.watcher import BATCH_SIZE, MAX_ACTIVE, NOTICES_AFTER, Watcher
from abhay.services.runtime import Runtime
from models.enums import MessageStatus, Mover, Severity
from models.payloads import OutgoingMessage, Receipt
from models.tables import Notification
from tests.support import reading
from tests.support.actors import OPERATOR
from tests.support.cases import column, move_clock, open_case

CAPACITY = 12
PATIENCE = 60.0
GRACE = 20
"""Seconds, so that no verdict hangs on how long a look takes here; the tests move the clock."""


async def paged(runtime: Runtime) -> list[UUID]:
    """Each case as often as a page about it was sent, in the order of their ids."""
    return sorted(page.alert_id for page in await reading.pages(runtime.database) if page.status is MessageStatus.SENT)


async def left(runtime: Runtime) -> int:
    """How many messages are still queued."""
    return await reading.count(runtime.database, Notification, Notification.status == MessageStatus.QUEUED)


@pytest.fixture
async def worker(runtime: Runtime) -> AsyncIterator[AsyncConnection]:
    """A worker that listens, and is too busy to look at anything."""
    async with runtime.database.engine.connect() as connection:
        await connection.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING})"))
        await connection.commit()  # the lock is the session's: no transaction stands idle
        yield connection
        await connection.invalidate()


@pytest.fixture
def watcher(runtime: Runtime, worker: AsyncConnection) -> Watcher:
    assert runtime.settings.watcher.crowd == CAPACITY
    settings = runtime.settings.watcher.model_copy(update={"grace": float(GRACE)})
    return Watcher(replace(runtime, settings=runtime.settings.model_copy(update={"watcher": settings})))


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
        begun = bool(watcher._active)
        await watcher.finished()


async def test_a_few_due_cases_are_the_engines_until_the_grace_is_over(runtime: Runtime, watcher: Watcher) -> None:
    ids = await new_cases(runtime, CAPACITY)
    await look(watcher)
    assert await paged(runtime) == []
    await move_clock(runtime.database, GRACE)
    await look(watcher)
    assert await paged(runtime) == sorted(ids)
    assert len(watcher._late_steps) == CAPACITY, "the engine was late, and that was not counted"


async def test_while_no_worker_listens_nobody_is_waited_for(
    runtime: Runtime, watcher: Watcher, worker: AsyncConnection
) -> None:
    ids = await new_cases(runtime, 2)
    await look(watcher)
    assert await paged(runtime) == []
    await worker.execute(text("SELECT pg_advisory_unlock_all()"))
    await look(watcher)
    assert await paged(runtime) == sorted(ids)
    assert not watcher._late_steps, "there was no engine that could have been late"


async def test_a_worker_of_prefects_own_kind_is_not_seen_and_keeps_its_grace(
    runtime: Runtime, worker: AsyncConnection
) -> None:
    await worker.execute(text("SELECT pg_advisory_unlock_all()"))
    stock = replace(runtime, settings=runtime.settings.model_copy(update={"worker_type": "process"}))
    await new_cases(runtime, 2)
    await look(Watcher(stock))
    assert await paged(runtime) == []


async def test_a_crowd_is_taken_at_once_the_most_urgent_first(runtime: Runtime, watcher: Watcher) -> None:
    calm = await new_cases(runtime, 2 * MAX_ACTIVE, severity=Severity.CONCERN)
    urgent = await new_cases(runtime, BATCH_SIZE, severity=Severity.IMMINENT)
    await look_once(watcher)
    assert set(await paged(runtime)) >= set(urgent)
    assert not set(await paged(runtime)) >= set(calm), "there are places for some only"
    await look(watcher)
    assert len(await paged(runtime)) >= len(calm + urgent) - CAPACITY, "the last few are the engine's again"
    await move_clock(runtime.database, GRACE)
    await look(watcher)
    assert await paged(runtime) == sorted(calm + urgent)
    assert not watcher._late_steps, "an overload is no word about the engine"


async def test_what_a_worker_is_looking_at_is_left_to_it(runtime: Runtime, watcher: Watcher) -> None:
    ids = await new_cases(runtime, CAPACITY + 1)
    for leased in ids[-4:]:
        assert await lease(runtime.database, leased, "a worker")
    await look_once(watcher)
    assert await paged(runtime) == sorted(ids[:-4])


async def test_an_engine_that_lets_a_queue_grow_is_not_waited_for(runtime: Runtime, watcher: Watcher) -> None:
    """Even for what it has begun, and the first moments are no word about it; one that waits alone is left to it."""
    ids = await new_cases(runtime, QUEUE - 1)
    await move_clock(runtime.database, GRACE / HASTE)
    await look(watcher)
    assert await paged(runtime) == []
    ids += await new_cases(runtime, 1)
    assert await lease(runtime.database, ids[0], "a worker")
    await move_clock(runtime.database, GRACE / HASTE)
    await look(watcher)
    assert await paged(runtime) == sorted(ids)
    assert not watcher._late_steps, "the first moments of a queue say nothing of the engine"


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
    ids = await due_at_the_sp(runtime, CAPACITY + 40)
    await move_clock(runtime.database, GRACE)
    while len(channel.arrived) < 2 * len(ids):
        await look(watcher)
    kinds = [message.kind for message in channel.arrived]
    assert kinds == ["page"] * len(ids) + ["escalated"] * len(ids)


async def test_notices_that_were_put_off_outlive_the_watcher(
    runtime: Runtime, watcher: Watcher, channel: FakeChannel
) -> None:
    ids = await due_at_the_sp(runtime, 2 * MAX_ACTIVE)
    await look_once(watcher)
    assert {message.kind for message in channel.arrived} == {"page"}
    assert await left(runtime) == MAX_ACTIVE
    another = Watcher(runtime)
    while await left(runtime) != 0 or len(channel.arrived) < 2 * len(ids):
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
    assert await paged(runtime) == sorted(ids[1:])
    async with asyncio.timeout(PATIENCE):
        while await paged(runtime) != sorted(ids):
            await look(watcher)  # it rests for a moment, so that nobody asks for it again and again


class HangingChannel(FakeChannel):
    """A channel that sends once it is told to."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.answers = asyncio.Event()

    async def send(self, message: OutgoingMessage) -> Receipt:
        await self.answers.wait()
        return await super().send(message)


@pytest.mark.parametrize(("slow_after", "under_way"), [(60.0, MAX_ACTIVE), (0.0, 2 * MAX_ACTIVE)])
async def test_cases_that_hang_give_their_places_to_others(runtime: Runtime, slow_after: float, under_way: int) -> None:
    channel = HangingChannel("outbox")
    watcher = Watcher(replace(runtime, channels={"outbox": channel}), slow_after=slow_after)
    await new_cases(runtime, 2 * MAX_ACTIVE + 1)
    await move_clock(runtime.database, GRACE)
    await watcher.look()
    await watcher.look()
    assert len(watcher._active) == under_way
    channel.answers.set()
    await watcher.finished()
    assert len(channel.arrived) == under_way


A_POLICY_OF_A_LATER_RELEASE = (
    "INSERT INTO policy_version (version, body, created_at, created_by)"
    " VALUES (99, '{\"later\": true}', abhay_now(), 'test') RETURNING 1"
)


async def test_a_case_that_is_broken_keeps_nobody_waiting(runtime: Runtime, watcher: Watcher) -> None:
    ids = await new_cases(runtime, 3)
    await move_clock(runtime.database, GRACE)
    await column(runtime.database, A_POLICY_OF_A_LATER_RELEASE)
    await column(runtime.database, "UPDATE alert SET policy_version = 99 WHERE id = :id RETURNING 1", id=ids[1])
    await look(watcher)
    assert await paged(runtime) == sorted([ids[0], ids[2]])


def test_notices_are_left_to_the_engine_for_half_a_second() -> None:
    """With the sending, everybody who was paged then knows within a second that the case is taken."""
    assert timedelta(seconds=0.5) >= NOTICES_AFTER


@pytest.mark.usefixtures("worker")
async def test_whoever_was_paged_hears_that_the_case_is_taken_once_the_engine_is_late(
    runtime: Runtime, channel: FakeChannel
) -> None:
    """Even while the engine is busy with the case, and without a word that it is late.

    The time left to the engine is longer than any machine needs between the answer and the first look. The unit itself
    answers, so no order to it falls due meanwhile.
    """
    in_time = timedelta(seconds=60)
    settings = runtime.settings.watcher.model_copy(update={"grace": 2 * in_time.total_seconds()})
    patient = replace(runtime, settings=runtime.settings.model_copy(update={"watcher": settings}))
    watcher = Watcher(patient, notices_after=in_time)
    (alert_id,) = await new_cases(runtime, 1)
    await advance(runtime.database, alert_id, Mover.FLOW)
    await column(runtime.database, "UPDATE notification SET status = 'sent', sent_at = abhay_now() RETURNING 1")
    assert await lease(runtime.database, alert_id, "a worker")
    await acknowledge(runtime.database, alert_id, OPERATOR, Answer("kota-city", "control-room"))
    await look(watcher)
    assert channel.arrived == [], "taken from an engine that is in time"
    await move_clock(runtime.database, in_time.total_seconds())
    await look(watcher)
    await look(watcher)
    assert [message.kind for message in channel.arrived] == ["acknowledged"]
    assert not watcher._late_steps
