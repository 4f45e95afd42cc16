"""Who takes which due case: nothing is taken from the engine that it can carry, nothing waits that it cannot."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.overload import (
    HASTE,
    PASSES_BESIDE_WATCHER,
    QUEUE,
    STANDS_BACK,
    EnginePace,
    GracePeriods,
    is_behind,
    is_overload,
    passes_beside_watcher,
    share_of_watcher,
)

GRACE = timedelta(seconds=2)
GRACES = GracePeriods(GRACE, timedelta(seconds=0.5))


@dataclass(frozen=True)
class Case:
    number: int
    late: timedelta
    leased: bool = False
    only_notices: bool = False
    worker_listens: bool = True


late = st.floats(0, 4).map(lambda seconds: timedelta(seconds=seconds))
cases = st.lists(st.tuples(late, st.booleans(), st.booleans()), max_size=40).map(
    lambda given: [Case(number, *each) for number, each in enumerate(given)]
)
capacities = st.integers(1, 30)


def in_time(case: Case) -> bool:
    return case.late.total_seconds() < (0.5 if case.only_notices else 2)


@given(cases, capacities)
def test_late_ones_are_always_taken_whoever_looks_at_them(due: list[Case], capacity: int) -> None:
    share = share_of_watcher(due, capacity=capacity, grace=GRACES)
    assert {case for case in due if case.late >= GRACE} <= set(share)


@given(cases, capacities)
def test_under_overload_whoever_no_worker_holds_waits_for_nobody(due: list[Case], capacity: int) -> None:
    share = share_of_watcher(due, capacity=capacity, grace=GRACES)
    waiting = {case for case in due if not case.leased}
    assert not is_overload(len(due), capacity) or waiting <= set(share)


@given(cases)
def test_the_engine_leaves_a_crowd_to_the_watcher_until_a_step_has_waited_long(due: list[Case]) -> None:
    long = STANDS_BACK + timedelta(milliseconds=1)
    assert passes_beside_watcher(due) == 0, "nothing waits for more than four seconds here"
    assert passes_beside_watcher([*due, Case(99, long)]) == PASSES_BESIDE_WATCHER
    assert passes_beside_watcher([*due, Case(99, long, only_notices=True)]) == 0


@given(cases, capacities)
def test_nothing_in_time_is_taken_from_a_worker(due: list[Case], capacity: int) -> None:
    share = share_of_watcher(due, capacity=capacity, grace=GRACES)
    assert not [case for case in share if case.leased and in_time(case)]


@given(cases, capacities)
def test_urgency_stays_the_order(due: list[Case], capacity: int) -> None:
    numbers = [case.number for case in share_of_watcher(due, capacity=capacity, grace=GRACES)]
    assert numbers == sorted(numbers)


@given(cases, capacities)
def test_without_an_overload_only_late_ones_are_taken(due: list[Case], capacity: int) -> None:
    few = due[:capacity]
    assert not is_overload(len(few), capacity)
    assert share_of_watcher(few, capacity=capacity, grace=GRACES) == [case for case in few if not in_time(case)]


def test_an_impatient_watcher_is_so_with_notices_too() -> None:
    notice = Case(0, timedelta(0), only_notices=True)
    impatient = GracePeriods(timedelta(0), timedelta(seconds=0.5))
    assert share_of_watcher([notice], capacity=1, grace=impatient) == [notice]


@given(cases, capacities)
def test_while_no_worker_listens_nothing_is_left_to_it(due: list[Case], capacity: int) -> None:
    alone = [replace(case, worker_listens=False) for case in due]
    assert share_of_watcher(alone, capacity=capacity, grace=GRACES) == alone
    assert all(GRACES.ends_in(case) <= timedelta(0) for case in alone)


@given(cases, capacities)
def test_workers_that_only_prefect_sees_keep_their_grace(due: list[Case], capacity: int) -> None:
    unseen = replace(GRACES, workers_unseen=True)
    alone = [replace(case, worker_listens=False) for case in due]
    share = share_of_watcher(alone, capacity=capacity, grace=unseen)
    assert [case.number for case in share] == [
        case.number for case in share_of_watcher(due, capacity=capacity, grace=GRACES)
    ]


@given(cases)
def test_an_engine_in_haste_is_granted_less_for_steps_and_no_more_for_notices(due: list[Case]) -> None:
    hasty = GRACES.hasty()
    assert hasty.steps == GRACE / HASTE
    assert all(hasty.ends_in(case) <= GRACES.ends_in(case) for case in due)


@given(cases)
def test_the_engine_is_behind_once_enough_steps_wait_for_it(due: list[Case]) -> None:
    waiting = [case for case in due if not case.only_notices and case.late >= GRACE / HASTE]
    assert is_behind(due, GRACES) == (len(waiting) >= QUEUE)


@given(cases)
def test_an_engine_that_is_not_there_is_not_behind(due: list[Case]) -> None:
    gone = [replace(case, worker_listens=False) for case in due]
    assert not is_behind(gone, GRACES)
    assert not any(map(GRACES.lapsed, gone))
    unseen = replace(GRACES, workers_unseen=True)
    assert is_behind(gone, unseen) == is_behind(due, GRACES)


MEMORY = 10.0
looks = st.lists(st.tuples(st.floats(0, 5), st.booleans(), st.booleans()), max_size=30)


@given(looks, st.floats(0, 30))
def test_haste_lasts_as_long_as_its_last_cause_is_remembered(seen: list[tuple[float, bool, bool]], then: float) -> None:
    pace, now = EnginePace(MEMORY), 0.0
    last = float("-inf")
    for pause, crowded, behind in seen:
        now += pause
        pace.saw(now, crowded=crowded, behind=behind)
        last = now if crowded or behind else last
    assert pace.in_haste(now + then) == (now + then < last + MEMORY)


def test_an_engine_that_stays_behind_is_told_from_a_burst() -> None:
    pace = EnginePace(MEMORY)
    for now in range(10):
        pace.saw(now, crowded=False, behind=True)
        assert not pace.lasts(now)
    pace.saw(10, crowded=False, behind=True)
    assert pace.lasts(10)
    assert not pace.lasts(20)
    pace.saw(21, crowded=False, behind=True)
    assert not pace.lasts(21)


def test_a_crowd_is_remembered_by_itself() -> None:
    pace = EnginePace(MEMORY)
    pace.saw(0, crowded=True, behind=False)
    assert pace.crowded(9)
    assert not pace.behind(9)
    assert not pace.crowded(10)
