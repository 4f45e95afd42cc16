"""What whoever carries the cases' runs must do: the same for Prefect and for the fake that stands in for it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from abhay.adapters.engine.base import (
    COMPLETED,
    DEPLOYMENTS,
    ESCALATION,
    SCHEDULED,
    WORK_POOL,
    WORK_QUEUE,
    Engine,
)
from abhay.domain.equipment import Lack, Need
from abhay.errors import OrchestrationUnavailable
from tests.integration.engine.far_sides import FakeFarSide, FarSide, PrefectFarSide

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("prefect_server")]

HOUR = timedelta(hours=1)
SOON = timedelta(minutes=1)
NOBODY = UUID(int=0)
WITHIN = 30.0
"""Seconds for a server on a busy machine."""


@pytest.fixture(params=["fake", "prefect"])
def far(request: pytest.FixtureRequest) -> FarSide:
    if request.param == "fake":
        return FakeFarSide()
    return PrefectFarSide(request.getfixturevalue("prefect_server"))


async def started(far: FarSide, ref: str = "RJ-2026-000042") -> UUID:
    return await far.engine.start(uuid4(), ref, "high")


async def test_a_case_gets_a_run_that_is_due_under_its_ref_without_any_person(far: FarSide) -> None:
    run_id = await started(far)
    state = (await far.engine.read_states([run_id]))[run_id]
    assert (state.type, state.due_in <= timedelta(0)) == (SCHEDULED, True)
    assert -SOON < state.since < SOON
    assert far.run(run_id) == ("RJ-2026-000042", ["severity:high", "status:received"])


async def test_the_same_case_again_is_the_same_run(far: FarSide) -> None:
    case = uuid4()
    first = await far.engine.start(case, "RJ-2026-000042", "high")
    assert await far.engine.start(case, "RJ-2026-000042", "high") == first
    assert await far.engine.start(uuid4(), "RJ-2026-000043", "high") != first


async def test_a_parked_run_is_woken_under_the_name_it_had(far: FarSide) -> None:
    run_id = await started(far)
    far.set_state(run_id, SCHEDULED, "AwaitingSP", due_in=HOUR)
    assert (await far.engine.read_states([run_id]))[run_id].due_in > HOUR - SOON
    await far.engine.wake(run_id)
    state = (await far.engine.read_states([run_id]))[run_id]
    assert (state.name, state.due_in <= timedelta(0)) == ("AwaitingSP", True)


@pytest.mark.parametrize(
    ("kind", "name"), [("RUNNING", "Running"), (COMPLETED, "Completed"), ("CANCELLED", "Cancelled")]
)
async def test_a_run_that_is_at_work_or_has_ended_is_not_woken(far: FarSide, kind: str, name: str) -> None:
    run_id = await started(far)
    far.set_state(run_id, kind, name)
    await far.engine.wake(run_id)
    assert (await far.engine.read_states([run_id]))[run_id].type == kind


@pytest.mark.parametrize("kind", ["RUNNING", "CANCELLED", "CRASHED", COMPLETED])
async def test_any_run_can_be_made_due(far: FarSide, kind: str) -> None:
    run_id = await started(far)
    far.set_state(run_id, kind, kind.title())
    await far.engine.make_due(run_id)
    state = (await far.engine.read_states([run_id]))[run_id]
    assert (state.type, state.name, state.due_in <= timedelta(0)) == (SCHEDULED, "Repaired", True)


async def test_a_run_that_was_deleted_is_left_out_and_can_neither_be_woken_nor_made_due(far: FarSide) -> None:
    here, gone = await started(far), await started(far)
    far.delete(gone)
    assert (await far.engine.read_states([here, gone, NOBODY])).keys() == {here}
    for attempt in (far.engine.wake, far.engine.make_due, far.engine.end):
        with pytest.raises(OrchestrationUnavailable):
            await attempt(gone)
    assert await far.engine.state_name(gone) is None


async def test_only_those_in_another_state_than_the_usual_are_named(far: FarSide) -> None:
    usual, ended, gone = await started(far), await started(far), await started(far)
    assert await far.engine.read_states_unlike([usual, ended, gone], SCHEDULED) == {}
    far.set_state(ended, "FAILED", "Failed")
    found = await far.engine.read_states_unlike([usual, ended, gone], SCHEDULED)
    assert {run_id: state and state.name for run_id, state in found.items()} == {ended: "Failed"}
    far.delete(gone)
    found = await far.engine.read_states_unlike([usual, ended, gone], SCHEDULED)
    assert {run_id: state and state.name for run_id, state in found.items()} == {ended: "Failed", gone: None}


async def test_those_that_nobody_takes_are_named(far: FarSide) -> None:
    due, later, at_work, ended = [await started(far) for _ in range(4)]
    far.set_state(due, SCHEDULED, "Late", due_in=-SOON)
    far.set_state(later, SCHEDULED, "AwaitingSP", due_in=SOON)
    far.set_state(at_work, "RUNNING", "Running")
    far.set_state(ended, COMPLETED, "Completed")
    found = await far.engine.read_untaken([due, later, at_work, ended, NOBODY], SOON / 2)
    assert {run_id: (state.name, state.due_in <= -SOON / 2) for run_id, state in found.items()} == {due: ("Late", True)}
    assert await far.engine.read_untaken([due], SOON * 2) == {}


async def test_a_run_that_lost_its_queue_is_named_and_its_case_can_be_given_another_one(far: FarSide) -> None:
    await far.equip()
    case = uuid4()
    lost = await far.engine.start(case, "RJ-2026-000042", "high")
    far.harm(Need.POOL)
    await far.equip()
    found = await started(far)
    assert await far.engine.read_unqueued([lost, found, NOBODY]) == {lost, NOBODY}
    states = await far.engine.read_states([lost, found])
    assert {run_id: state.queued for run_id, state in states.items()} == {lost: False, found: True}
    for _ in range(2):  # one that is gone already is fine
        await far.engine.remove(lost)
    another = await far.engine.start(case, "RJ-2026-000042", "high")
    assert another != lost
    assert await far.engine.read_unqueued([another]) == set()


@pytest.mark.parametrize("kind", [SCHEDULED, "RUNNING", "CANCELLED", COMPLETED])
async def test_any_run_can_be_ended(far: FarSide, kind: str) -> None:
    run_id = await started(far)
    far.set_state(run_id, kind, kind.title())
    await far.engine.end(run_id)
    assert (await far.engine.read_states([run_id]))[run_id].type == COMPLETED


async def test_nothing_is_asked_about_no_runs(far: FarSide) -> None:
    assert await far.engine.read_states([]) == {}
    assert await far.engine.read_untaken([], SOON) == {}
    assert await far.engine.read_unqueued([]) == set()
    assert await far.engine.read_states_unlike([], SCHEDULED) == {}


async def test_a_table_is_shown_in_the_place_of_the_one_before(far: FarSide) -> None:
    key = f"open-{uuid4().hex[:8]}"
    await far.engine.show_table(key, "one case", [{"ref": "RJ-2026-000042", "who": "nobody"}])
    await far.engine.show_table(key, "no case", [])
    assert far.tables(key) == [("no case", [])]
    far.lose_tables(key)
    await far.engine.show_table(key, "one case", [{"ref": "RJ-2026-000043", "who": "nobody"}])
    assert far.tables(key) == [("one case", [{"ref": "RJ-2026-000043", "who": "nobody"}])]


async def test_a_runs_state_has_a_name_for_people(far: FarSide) -> None:
    run_id = await started(far)
    far.set_state(run_id, SCHEDULED, "AwaitingDistrict", due_in=HOUR)
    assert await far.engine.state_name(run_id) == "AwaitingDistrict"


async def test_it_lacks_nothing_and_knows_its_workers(far: FarSide) -> None:
    assert await far.engine.lacks() == ()
    assert not await far.engine.worker_online()
    far.bring_a_worker()
    assert await far.engine.worker_online()


ASKED: tuple[Callable[[Engine], Awaitable[object]], ...] = (
    lambda engine: engine.start(uuid4(), "RJ-2026-000042", "high"),
    lambda engine: engine.wake(NOBODY),
    lambda engine: engine.make_due(NOBODY),
    lambda engine: engine.end(NOBODY),
    lambda engine: engine.read_states([NOBODY]),
    lambda engine: engine.read_states_unlike([NOBODY], SCHEDULED),
    lambda engine: engine.read_untaken([NOBODY], SOON),
    lambda engine: engine.read_unqueued([NOBODY]),
    lambda engine: engine.remove(NOBODY),
    lambda engine: engine.show_table("open", "one case", []),
)


async def test_while_it_cannot_be_reached_changes_fail_and_questions_have_an_answer(far: FarSide) -> None:
    down = far.down()
    for ask in ASKED:
        with pytest.raises(OrchestrationUnavailable):
            await ask(down)
    assert await down.state_name(NOBODY) is None
    assert (await down.lacks(), await down.worker_online()) == ((Lack(Need.ANSWER),), False)


HARM: dict[Need, tuple[Lack, ...]] = {
    Need.POOL: (Lack(Need.POOL, WORK_POOL), *(Lack(Need.DEPLOYMENT_QUEUE, name) for name in DEPLOYMENTS)),
    Need.POOL_PAUSED: (Lack(Need.POOL_PAUSED, WORK_POOL),),
    Need.POOL_LIMIT: (Lack(Need.POOL_LIMIT, WORK_POOL),),
    Need.QUEUE_PAUSED: (Lack(Need.QUEUE_PAUSED, WORK_QUEUE),),
    Need.QUEUE_LIMIT: (Lack(Need.QUEUE_LIMIT, WORK_QUEUE),),
    Need.DEPLOYMENT: (Lack(Need.DEPLOYMENT, ESCALATION),),
    Need.DEPLOYMENT_PAUSED: (Lack(Need.DEPLOYMENT_PAUSED, ESCALATION),),
    Need.DEPLOYMENT_LIMIT: (Lack(Need.DEPLOYMENT_LIMIT, ESCALATION),),
    Need.DEPLOYMENT_QUEUE: (Lack(Need.DEPLOYMENT_QUEUE, ESCALATION),),
    Need.TAG_LIMIT: (Lack(Need.TAG_LIMIT, "severity:high"),),
}


@pytest.mark.parametrize(("harm", "lacks"), HARM.items(), ids=[need.value for need in HARM])
async def test_what_is_taken_away_by_hand_is_named_and_is_there_once_our_equipment_is_applied_again(
    far: FarSide, harm: Need, lacks: tuple[Lack, ...]
) -> None:
    await far.equip()
    await started(far)
    far.harm(harm)
    assert await far.engine.lacks(WITHIN) == lacks
    await far.equip()
    assert await far.engine.lacks(WITHIN) == ()
    assert await started(far)


async def test_no_case_is_started_without_its_deployment(far: FarSide) -> None:
    await started(far)
    far.harm(Need.DEPLOYMENT)
    for _ in range(2):
        with pytest.raises(OrchestrationUnavailable):
            await started(far)
    await far.equip()
    assert await started(far)
