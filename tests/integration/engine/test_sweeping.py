"""The sweep gives every open case a run that is alive, and says what it found."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from abhay.adapters.engine.fake import COMPLETE, FakeEngine
from abhay.adapters.store.cases.answers import Answer, close
from abhay.adapters.store.cases.runs import register_run
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database, now
from abhay.domain.repairs import LATE, UNTAKEN_AFTER, YOUNG
from abhay.errors import OrchestrationUnavailable
from abhay.security.secretfiles import load_secrets
from abhay.services.cases.sweep import sweep
from abhay.services.runtime import Runtime
from models.enums import Mover, Outcome, TimelineEvent
from tests.support import reading
from tests.support.actors import HOST
from tests.support.cases import move_clock, open_case
from tests.support.databases import Server


async def found(database: Database, case_id: UUID) -> list[str]:
    """What the sweep said that it found, of each repair of a case."""
    return [entry.detail["found"] for entry in await reading.timeline(database, case_id, TimelineEvent.REPAIRED)]


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
async def runtime(postgres: Server, database: Database, engine: FakeEngine) -> AsyncIterator[Runtime]:
    runtime = Runtime(postgres.settings, load_secrets(postgres.settings), database.url, postgres.vault, {}, engine)
    yield runtime
    await runtime.close()


async def parked(database: Database, engine: FakeEngine, due_in: timedelta = timedelta(hours=1)) -> tuple[UUID, UUID]:
    """A case that its first rung was paged for and whose run waits: its id and its run's."""
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    run_id = await engine.start(case.id, case.ref, "imminent")
    await register_run(database, case.id, run_id)
    engine.set_state(run_id, "SCHEDULED", "AwaitingDistrict", due_in=due_in)
    return case.id, run_id


async def test_a_run_that_waits_as_it_should_is_left_alone(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    await parked(database, engine)
    assert (await sweep(runtime)).repaired == ()


async def test_a_cancelled_run_is_made_due_again(runtime: Runtime, database: Database, engine: FakeEngine) -> None:
    case_id, run_id = await parked(database, engine)
    engine.set_state(run_id, "CANCELLED", "Cancelled")
    swept = await sweep(runtime)
    assert [each for _, each in swept.repaired] == await found(database, case_id)
    assert await found(database, case_id) == ["its flow run was Cancelled"]
    assert engine.runs[run_id].type == "SCHEDULED"
    assert (await sweep(runtime)).repaired == ()


async def test_a_deleted_run_is_replaced(runtime: Runtime, database: Database, engine: FakeEngine) -> None:
    case_id, run_id = await parked(database, engine)
    del engine.runs[run_id]
    await sweep(runtime)
    assert await found(database, case_id) == ["its flow run was deleted"]
    (new,) = engine.runs
    assert (await reading.case(database, case_id)).flow_run_id == new


async def test_a_case_that_never_had_a_run_gets_one_once_it_is_no_longer_young(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    case = await open_case(database)
    await move_clock(database, -YOUNG.total_seconds())
    assert (await sweep(runtime)).repaired == ()
    await move_clock(database, 2 * YOUNG.total_seconds())
    assert (await sweep(runtime)).repaired == ((case.ref, "no flow run"),)
    assert len(engine.runs) == 1


async def test_a_run_that_waits_beyond_its_case_is_made_due(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    case_id, _ = await parked(database, engine)
    next_at = (await reading.case(database, case_id)).next_at
    async with database.transaction() as session:
        ahead = next_at - await now(session)
    await move_clock(database, (ahead + LATE).total_seconds() + 1)
    await sweep(runtime)
    assert await found(database, case_id) == ["its flow run waited in AwaitingDistrict beyond its time"]


async def test_a_run_that_is_due_in_no_queue_has_its_case_looked_at_now(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    case_id, run_id = await parked(database, engine)
    engine.set_state(run_id, "SCHEDULED", "Late", due_in=-2 * UNTAKEN_AFTER)
    await sweep(runtime)
    assert await found(database, case_id) == ["its flow run was due in Late and nobody took it"]
    async with database.transaction() as session:
        assert (await reading.case(database, case_id)).next_at <= await now(session)


@pytest.mark.parametrize(("worker_type", "number"), [("process", 1), ("abhay", 0)])
async def test_a_run_that_lost_its_queue_is_replaced_where_only_the_queue_brings_it_to_a_worker(
    runtime: Runtime, database: Database, engine: FakeEngine, worker_type: str, number: int
) -> None:
    mine = replace(runtime, settings=runtime.settings.model_copy(update={"worker_type": worker_type}))
    case_id, run_id = await parked(database, engine)
    engine.runs[run_id].queued = False
    assert len((await sweep(mine)).repaired) == number
    assert await found(database, case_id) == number * ["its flow run was in no queue"]
    (now_there,) = engine.runs
    assert (now_there == run_id) is (number == 0)
    assert (await reading.case(database, case_id)).flow_run_id == now_there
    await mine.close()


async def test_a_closed_case_whose_run_nobody_takes_is_swept_twice_and_never_again(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    case_id, run_id = await parked(database, engine)
    await close(database, case_id, Outcome.SAFE, HOST, Answer())
    await sweep(runtime)
    assert (await sweep(runtime)).repaired == ()
    engine.set_state(run_id, "SCHEDULED", "Late", due_in=-timedelta(minutes=2))
    await sweep(runtime)
    assert (await sweep(runtime)).repaired == ()
    assert engine.runs[run_id].type == "COMPLETED"
    assert await found(database, case_id) == [
        "closed, but its flow run is AwaitingDistrict",
        "closed, and nobody took its flow run",
    ]


async def test_a_case_that_cannot_be_put_right_keeps_no_other_from_it(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    cases = [await parked(database, engine) for _ in range(3)]
    for _, run_id in cases:
        engine.set_state(run_id, "COMPLETED", "Completed")
    engine.stubborn.add(cases[0][1])
    swept = await sweep(runtime)
    assert [found for _, found in swept.repaired] == 2 * ["its flow run was Completed"]
    assert {run_id for _, run_id in cases if engine.runs[run_id].type == "SCHEDULED"} == {run for _, run in cases[1:]}
    engine.stubborn.clear()
    assert len((await sweep(runtime)).repaired) == 1


async def test_a_sweep_ends_at_once_while_the_engine_lacks_what_runs_need(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    for _ in range(2):
        _, run_id = await parked(database, engine)
        engine.delete(run_id)
    engine.equipment = replace(engine.equipment, deployments={})
    with pytest.raises(OrchestrationUnavailable):
        await sweep(runtime)
    engine.equipment = COMPLETE
    assert len((await sweep(runtime)).repaired) == 2
    assert len(engine.runs) == 2


async def test_an_engine_that_forgot_everything_gets_a_new_run_for_each_open_case(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    cases = [(await parked(database, engine))[0] for _ in range(3)]
    engine.runs.clear()
    await sweep(runtime)
    assert {(await reading.case(database, case_id)).flow_run_id for case_id in cases} == engine.runs.keys()
    assert len(engine.runs) == 3
