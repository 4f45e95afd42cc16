"""Whoever changes a case, its run is woken after the commit: nobody has to remember it, nobody can forget it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.cases.runs import register_run
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database, wake
from abhay.adapters.store.db.locks import LISTENING
from abhay.adapters.store.directory.policies import read_current
from abhay.adapters.store.intake.alerts import take_in
from abhay.security.secretfiles import load_secrets
from abhay.services.admin.policy import save_policy
from abhay.services.cases.forms import acknowledge_for_post
from abhay.services.cases.routing import route_case
from abhay.services.runtime import Runtime
from models.actors import partner
from models.enums import Mover
from tests.support import reading
from tests.support.actors import ADMIN
from tests.support.cases import open_case, payload
from tests.support.databases import Server

WEEK = timedelta(days=7)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
async def runtime(postgres: Server, database: Database, engine: FakeEngine) -> AsyncIterator[Runtime]:
    runtime = Runtime(postgres.settings, load_secrets(postgres.settings), database.url, postgres.vault, {}, engine)
    yield runtime
    await runtime.close()


async def parked(database: Database, engine: FakeEngine) -> tuple[str, UUID, UUID]:
    """A case that its first rung was paged for and whose run waits: its ref, its id, and its run's."""
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    run_id = await engine.start(case.id, case.ref, "imminent")
    await register_run(database, case.id, run_id)
    engine.set_state(run_id, "SCHEDULED", "AwaitingDistrict", due_in=timedelta(hours=1))
    return case.ref, case.id, run_id


async def settled(runtime: Runtime) -> None:
    assert await runtime.after_commit.settled()


async def test_an_acknowledgement_from_prefects_form_wakes_the_run(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    ref, _, run_id = await parked(database, engine)
    taken = await acknowledge_for_post(runtime, ref, post="control-room", unit="kota-city")
    await settled(runtime)
    assert taken.first
    assert engine.woken == [run_id]


async def test_a_bulk_insert_starts_the_runs_of_the_cases_that_it_opened(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    alerts = [payload() for _ in range(12)]
    accepted = await asyncio.gather(
        *(take_in(runtime.database, each, [], actor=partner("test"), window=WEEK) for each in alerts)
    )
    await settled(runtime)
    assert sorted(engine.started) == sorted(each.id for each in accepted)
    assert {each.flow_run_id for each in await reading.cases(database)} == set(engine.runs)


async def test_a_policy_that_is_applied_to_open_cases_wakes_each_of_them(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    runs = [(await parked(database, engine))[2] for _ in range(3)]
    _, policy = await read_current(database)
    await save_policy(runtime.database, policy.model_dump(mode="json"), ADMIN, apply_to_open=True)
    await settled(runtime)
    assert sorted(engine.woken) == sorted(runs)


async def test_a_case_that_is_changed_twice_in_a_transaction_is_woken_once(
    runtime: Runtime, database: Database, engine: FakeEngine
) -> None:
    _, case, run_id = await parked(database, engine)
    async with runtime.database.transaction() as session:
        await wake(session, case)
        await wake(session, case)
        await asyncio.sleep(0)
        assert engine.woken == [], "woken before the commit"
    await settled(runtime)
    assert engine.woken == [run_id]


async def test_what_is_rolled_back_wakes_nobody(runtime: Runtime, database: Database, engine: FakeEngine) -> None:
    _, case, _ = await parked(database, engine)

    async def wake_and_break() -> None:
        async with runtime.database.transaction() as session:
            await wake(session, case)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await wake_and_break()
    await settled(runtime)
    assert engine.woken == []


async def test_a_listening_worker_needs_no_waking(runtime: Runtime, database: Database, engine: FakeEngine) -> None:
    _, case, _ = await parked(database, engine)
    async with database.engine.connect() as worker:
        await worker.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING})"))
        await worker.commit()  # the lock is the session's: no transaction stands idle
        async with runtime.database.transaction() as session:
            await wake(session, case)
        await settled(runtime)
    assert engine.woken == []


async def test_a_step_of_the_flow_wakes_nobody(runtime: Runtime, database: Database, engine: FakeEngine) -> None:
    """It answers itself what is next: a request of Prefect per step would be one more than a pass may cost."""
    case = await open_case(database, route=None)
    await route_case(runtime, case.id, Mover.FLOW)
    await advance(runtime.database, case.id, Mover.FLOW)
    await settled(runtime)
    assert (engine.started, engine.woken) == ([], [])


async def test_an_engine_that_is_down_fails_no_change_and_a_case_that_is_gone_is_passed_over(
    runtime: Runtime, database: Database, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    _, case, _ = await parked(database, engine)
    engine.down = True
    async with runtime.database.transaction() as session:
        await wake(session, case)
        await wake(session, uuid4())
    await settled(runtime)
    assert [record.getMessage() for record in caplog.records] == [
        f"waking the run of case {case} is left to the sweep: Prefect cannot be asked now."
    ]
