"""Who takes which due case: nothing is taken from the engine that it can carry, nothing waits that it cannot."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.overload import GracePeriods, is_overload, share_of_watcher

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
def test_the_most_urgent_are_left_to_the_engine_for_the_grace(due: list[Case], capacity: int) -> None:
    share = share_of_watcher(due, capacity=capacity, grace=GRACES)
    assert not [case for case in due[:capacity] if in_time(case) and case in share]


@given(cases, capacities)
def test_whoever_is_beyond_the_capacity_waits_for_nobody(due: list[Case], capacity: int) -> None:
    share = share_of_watcher(due, capacity=capacity, grace=GRACES)
    assert {case for case in due[capacity:] if not case.leased} <= set(share)


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
