"""Real cases go first: many of both are due, and no drill is begun before every real one is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from abhay.adapters.store.cases.runs import RunOf, due_cases
from abhay.adapters.store.cases.steps import advance
from abhay.entrypoints.watcher import Watcher
from abhay.entrypoints.worker.dispatcher import Dispatcher
from abhay.services.runtime import Runtime
from models.enums import Mover, Severity
from tests.support import reading
from tests.support.cases import move_clock, open_case

REAL, DRILLS = 12, 41
LIMIT = 100


@pytest.fixture
async def mixed(runtime: Runtime) -> set[str]:
    """Many drills that came first and are imminent, then real cases of less danger; the refs of the drills."""
    drills = {(await open_case(runtime.database, drill=True)).ref for _ in range(DRILLS)}
    for _ in range(REAL):
        await open_case(runtime.database, severity=Severity.CONCERN)
    await move_clock(runtime.database, 60)
    return drills


async def test_every_real_case_is_found_before_every_drill(runtime: Runtime, mixed: set[str]) -> None:
    due = await due_cases(runtime.database, overdue_by=timedelta(0), limit=LIMIT)
    assert [case.drill for case in due] == [False] * REAL + [True] * DRILLS
    assert {case.ref for case in due if case.drill} == mixed


async def test_the_watcher_pages_every_real_case_before_any_drill(runtime: Runtime, mixed: set[str]) -> None:
    watcher = Watcher(runtime)
    while len(await reading.pages(runtime.database)) < REAL + DRILLS:
        await watcher.look()
        await watcher.finished()
    pages = await reading.pages(runtime.database)
    refs = {case.id: case.ref for case in await reading.cases(runtime.database)}
    first: dict[UUID, Any] = {}
    for page in pages:
        first[page.alert_id] = min(first.get(page.alert_id, page.queued_at), page.queued_at)
    real = [at for case, at in first.items() if refs[case] not in mixed]
    drilled = [at for case, at in first.items() if refs[case] in mixed]
    assert max(real) < min(drilled)


async def test_what_real_cases_still_have_to_tell_does_not_wait_for_drills(runtime: Runtime) -> None:
    real = [await open_case(runtime.database) for _ in range(3)]
    for case in real:
        await advance(runtime.database, case.id, Mover.FLOW)
    for _ in range(DRILLS):
        await open_case(runtime.database, drill=True)
    await move_clock(runtime.database, 200)  # past the district's time: its post is told that the SP was
    watcher = Watcher(runtime)

    async def told() -> int:
        rows = await reading.notifications(runtime.database)
        return sum(row.kind == "escalated" and row.status == "sent" for row in rows)

    while await told() < len(real):
        await watcher.look()
        await watcher.finished()
    drilled = {row.alert_id for row in await reading.pages(runtime.database)} - {case.id for case in real}
    assert len(drilled) < DRILLS


async def test_the_worker_begins_with_real_cases_and_leaves_them_places(runtime: Runtime, mixed: set[str]) -> None:
    begun: list[RunOf] = []

    async def run_pass(case: RunOf) -> None:
        begun.append(case)
        async with runtime.database.transaction() as session:
            alert = await reading.case(runtime.database, case.id)
            alert.next_at = alert.received_at + timedelta(days=1)
            session.add(alert)

    dispatcher = Dispatcher(runtime.database, run_pass, parallel=4, name="test", capacity=LIMIT)
    while len(begun) < REAL + DRILLS:
        await dispatcher._start_due()
        running = list(dispatcher._running.values())
        assert sum(task.get_name().removeprefix("pass ") in mixed for task in running) <= 2
        for task in running:
            await task
    assert [case.drill for case in begun] == [False] * REAL + [True] * DRILLS
