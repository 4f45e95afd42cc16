"""What a step costs in round trips: a count that fails when it grows. CPU time follows it (docs/benchmarks.md)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import event

from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database, now
from abhay.services.cases.routing import warm_up
from abhay.services.cases.takeover import move_on
from abhay.services.messages.delivery import Delivery, deliver
from abhay.services.runtime import Runtime
from models.enums import Mover, Reason
from tests.support import reading
from tests.support.cases import move_clock, open_case

WAIT = 180


@dataclass
class Counted:
    statements: list[str] = field(default_factory=list)
    transactions: int = 0


@contextmanager
def counted(database: Database) -> Iterator[Counted]:
    count, engine = Counted(), database.engine.sync_engine

    def statement(*call: object) -> None:
        count.statements.append(str(call[2]))

    def begin(*_: object) -> None:
        count.transactions += 1

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "begin", begin)
    try:
        yield count
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "begin", begin)


async def waiting(runtime: Runtime, count: int) -> list[UUID]:
    """Cases whose district was paged and that are due at the SP."""
    ids = [(await open_case(runtime.database)).id for _ in range(count)]
    for alert_id in ids:
        step = await advance(runtime.database, alert_id, Mover.FLOW)
        for message in step.messages:
            await deliver(runtime, message.id, last_try=True)
    await move_clock(runtime.database, WAIT)
    return ids


async def test_a_due_step_with_its_page(runtime: Runtime) -> None:
    """Lock, facts, who was told, contacts, the rows, the row; claim, briefing; mark."""
    (alert_id,) = await waiting(runtime, 1)
    with counted(runtime.database) as count:
        step = await advance(runtime.database, alert_id, Mover.FLOW)
        assert step.wait_until is not None, "the step does not say how long the case waits: it is looked at twice"
        page = next(message for message in step.messages if message.kind == "page")
        assert await deliver(runtime, page.id, last_try=True) is Delivery.SENT
    assert count.transactions <= 3
    assert len(count.statements) <= 9, count.statements


async def test_a_look_that_finds_nothing_to_do(runtime: Runtime) -> None:
    (alert_id,) = await waiting(runtime, 1)
    await move_on(runtime, [alert_id])
    with counted(runtime.database) as count:
        await move_on(runtime, [alert_id])
    assert count.transactions == 1
    assert len(count.statements) <= 3, count.statements


async def test_many_at_once_cost_hardly_more_than_one(runtime: Runtime) -> None:
    ids = await waiting(runtime, 10)
    with counted(runtime.database) as count:
        notices = (await move_on(runtime, ids)).notices
        await asyncio.gather(*(deliver(runtime, notice, last_try=True) for notice in notices))
    assert count.transactions <= 10
    assert len(count.statements) <= 25, count.statements
    async with runtime.database.transaction() as session:
        since = await now(session) - timedelta(minutes=1)
    sent = [each for each in await reading.notifications(runtime.database) if each.queued_at > since]
    assert sorted((each.kind, each.status) for each in sent) == [("escalated", "sent")] * 10 + [("page", "sent")] * 10


async def test_many_new_cases_are_routed_and_paged_together(runtime: Runtime) -> None:
    """Step, messages, routes, step; claims, briefings, marks: hardly more for ten than for one."""
    await warm_up()
    ids = [(await open_case(runtime.database, route=None)).id for _ in range(10)]
    with counted(runtime.database) as count:
        moved = await move_on(runtime, ids)
    assert not moved.held
    assert count.transactions <= 10
    assert len(count.statements) <= 35, count.statements
    sent = [each for each in await reading.notifications(runtime.database) if each.kind == "page"]
    assert [(each.status, each.reason) for each in sent] == [("sent", Reason.LOCATION_UNKNOWN)] * 10
