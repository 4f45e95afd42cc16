"""A form that nobody can carry out any more ends, and says whether it took effect; all others are left alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Pending, Running, Scheduled
from prefect.types._datetime import now

from abhay.entrypoints.worker.upkeep import LONGEST_FORM, end_of

AT = now("UTC")
SECOND = timedelta(seconds=1)
LATER = AT + 60 * SECOND


def form(state: State, *, queued: bool) -> FlowRun:
    """The run of a form; `queued` is whether a worker can find it."""
    due = state.state_details.scheduled_time
    return FlowRun(flow_id=uuid4(), state=state, expected_start_time=due, work_queue_id=uuid4() if queued else None)


def since(state: State, age: timedelta) -> State:
    return state.model_copy(update={"timestamp": AT - age})


def unchanged(run: FlowRun) -> timedelta:
    """How long the worker has seen it in its state, where its clock is right."""
    return AT - run.state.timestamp if run.state else timedelta(0)


@pytest.mark.parametrize(
    ("run", "end", "says"),
    [
        (form(Scheduled(scheduled_time=AT), queued=False), StateType.FAILED, "NOTHING WAS DONE"),
        (form(Scheduled(scheduled_time=AT), queued=True), None, ""),
        (form(Scheduled(scheduled_time=LATER), queued=False), None, ""),
        (form(since(Pending(), LONGEST_FORM + SECOND), queued=True), StateType.CRASHED, "IN DOUBT"),
        (form(since(Running(), LONGEST_FORM + SECOND), queued=False), StateType.CRASHED, "IN DOUBT"),
        (form(since(Running(), LONGEST_FORM), queued=True), None, ""),
    ],
)
def test_how_a_form_ends(run: FlowRun, end: StateType | None, says: str) -> None:
    state = end_of(run, AT, unchanged(run))
    assert (state.type if state else None) == end
    assert says in ((state and state.message) or "")


def test_a_form_without_a_state_is_about_to_get_one() -> None:
    assert end_of(FlowRun(flow_id=uuid4()), AT, timedelta(hours=1)) is None


def test_a_form_at_work_is_not_ended_by_a_clock_that_is_ahead() -> None:
    at_work = form(since(Running(), timedelta(0)), queued=True)
    assert end_of(at_work, AT + timedelta(hours=1), timedelta(seconds=20)) is None
