"""What the sweep finds wrong with a run, and leaves alone."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.repairs import CarriedCase, Fault, fault_with_run, fault_without_run

NOTHING = timedelta(0)


@dataclass(frozen=True)
class Run:
    type: str
    name: str = "AwaitingSP"
    since: timedelta = NOTHING
    due_in: timedelta = NOTHING
    queued: bool = True


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


CASE = CarriedCase(
    id=UUID(int=1),
    ref="RJ-2026-000001",
    severity="high",
    flow_run_id=UUID(int=2),
    closed=False,
    leased=False,
    age=seconds(60),
    late=seconds(-30),
)
OVERDUE, LEASED = replace(CASE, late=seconds(6)), replace(CASE, leased=True)
CLOSED = replace(CASE, closed=True, late=None)


@pytest.mark.parametrize("due_in", [-60, 3600])
def test_a_run_in_no_queue_is_found_by_our_own_worker_and_by_no_stock_one(due_in: float) -> None:
    run = Run("SCHEDULED", due_in=seconds(due_in), queued=False)
    assert fault_with_run(CASE, run, "process") is Fault.UNQUEUED
    assert fault_with_run(OVERDUE, run, "process") is Fault.UNQUEUED
    assert fault_with_run(CASE, run, "abhay") is not Fault.UNQUEUED
    assert fault_with_run(CASE, Run("RUNNING", queued=False), "process") is None, "somebody has it"


@pytest.mark.parametrize(("age", "fault"), [(0, None), (2.9, None), (3, Fault.NO_RUN), (600, Fault.NO_RUN)])
def test_a_case_without_a_run_is_given_a_moment(age: float, fault: Fault | None) -> None:
    assert fault_without_run(replace(CASE, flow_run_id=None, age=seconds(age))) is fault


@pytest.mark.parametrize(
    ("case", "run", "fault"),
    [
        (CASE, None, Fault.DELETED),
        (CLOSED, None, Fault.DELETED),
        (CASE, Run("SCHEDULED"), None),
        (CASE, Run("SCHEDULED", due_in=seconds(3600)), None),
        (OVERDUE, Run("SCHEDULED", due_in=seconds(4)), None),
        (OVERDUE, Run("SCHEDULED", due_in=seconds(6)), Fault.WAITS_TOO_LONG),
        (replace(OVERDUE, leased=True), Run("SCHEDULED", due_in=seconds(6)), None),
        (CASE, Run("SCHEDULED", due_in=seconds(-15)), None),
        (CASE, Run("SCHEDULED", due_in=seconds(-16)), Fault.UNTAKEN),
        (LEASED, Run("SCHEDULED", due_in=seconds(-16)), None),
        (OVERDUE, Run("SCHEDULED", due_in=seconds(-16)), None),
        (CASE, Run("RUNNING", since=seconds(8)), None),
        (CASE, Run("RUNNING", since=seconds(9)), Fault.STUCK),
        (CASE, Run("PENDING", since=seconds(9)), Fault.STUCK),
        (LEASED, Run("RUNNING", since=seconds(900)), None),
        (CASE, Run("COMPLETED"), Fault.ENDED),
        (CASE, Run("CANCELLED"), Fault.ENDED),
        (CASE, Run("CANCELLING"), Fault.ENDED),
        (CASE, Run("PAUSED"), Fault.ENDED),
        (LEASED, Run("CRASHED"), Fault.ENDED),
        (CLOSED, Run("COMPLETED"), None),
        (CLOSED, Run("SCHEDULED", due_in=seconds(0.1)), Fault.UNFINISHED),
        (CLOSED, Run("SCHEDULED"), None),
        (CLOSED, Run("SCHEDULED", due_in=seconds(-8)), None),
        (CLOSED, Run("SCHEDULED", due_in=seconds(-9)), Fault.UNENDED),
        (CLOSED, Run("RUNNING", since=seconds(9)), Fault.UNFINISHED),
        (replace(CLOSED, leased=True), Run("RUNNING"), None),
        (replace(CLOSED, leased=True), Run("SCHEDULED", due_in=seconds(-9)), None),
    ],
)
def test_what_is_wrong_with_a_run(case: CarriedCase, run: Run | None, fault: Fault | None) -> None:
    assert fault_with_run(case, run, "abhay") is fault


def test_a_stock_worker_is_given_the_time_that_a_process_takes_to_start() -> None:
    run = Run("RUNNING", since=seconds(60))
    assert fault_with_run(CASE, run, "abhay") is Fault.STUCK
    assert fault_with_run(CASE, run, "process") is None
    assert fault_with_run(CASE, replace(run, since=seconds(91)), "process") is Fault.STUCK
    waiting = Run("SCHEDULED", due_in=seconds(-89))
    assert fault_with_run(CLOSED, waiting, "process") is None
    assert fault_with_run(CLOSED, waiting, "abhay") is Fault.UNENDED


def test_an_open_case_that_no_stock_worker_takes_is_left_to_the_watcher() -> None:
    assert fault_with_run(CASE, Run("SCHEDULED", due_in=seconds(-900)), "process") is None


@given(
    st.sampled_from(["SCHEDULED", "PENDING", "RUNNING"]),
    st.timedeltas(NOTHING, timedelta(days=1)),
    st.timedeltas(timedelta(days=-1), timedelta(days=1)),
)
def test_a_run_that_a_worker_looks_at_is_left_alone(kind: str, since: timedelta, due_in: timedelta) -> None:
    assert fault_with_run(replace(OVERDUE, leased=True), Run(kind, since=since, due_in=due_in), "abhay") is None


@given(st.sampled_from(["COMPLETED", "FAILED", "CRASHED", "CANCELLED", "CANCELLING", "PAUSED"]), st.booleans())
def test_no_open_case_keeps_a_run_that_has_ended(kind: str, leased: bool) -> None:
    assert fault_with_run(replace(CASE, leased=leased), Run(kind), "abhay") is Fault.ENDED


@pytest.mark.parametrize("late", [None, seconds(-1), seconds(5), seconds(5.1)])
def test_a_case_is_overdue_once_its_look_is_five_seconds_late(late: timedelta | None) -> None:
    assert replace(CASE, late=late).overdue is (late == seconds(5.1))


@pytest.mark.parametrize(
    ("fault", "words", "new_run"),
    [
        (Fault.NO_RUN, "no flow run", True),
        (Fault.DELETED, "its flow run was deleted", True),
        (Fault.UNFINISHED, "closed, but its flow run is AwaitingSP", False),
        (Fault.ENDED, "its flow run was AwaitingSP", False),
        (Fault.STUCK, "its flow run was stuck in AwaitingSP", False),
        (Fault.UNENDED, "closed, and nobody took its flow run", False),
        (Fault.UNTAKEN, "its flow run was due in AwaitingSP and nobody took it", False),
        (Fault.WAITS_TOO_LONG, "its flow run waited in AwaitingSP beyond its time", False),
    ],
)
def test_what_was_found_is_said_in_the_timeline(fault: Fault, words: str, new_run: bool) -> None:
    assert fault.about(Run("SCHEDULED")) == words
    assert fault.needs_new_run is new_run
