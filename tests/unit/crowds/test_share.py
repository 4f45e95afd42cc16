"""Who takes which due case: nothing is taken from the engine that it can carry, nothing waits that it cannot."""

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from abhay.policy.crowds import Patience, is_crowd, share_of_watcher

GRACE = timedelta(seconds=2)
PATIENCE = Patience(GRACE, timedelta(seconds=0.5))


@dataclass(frozen=True)
class Case:
    number: int
    late: timedelta
    leased: bool = False
    only_notices: bool = False


late = st.floats(0, 4).map(lambda seconds: timedelta(seconds=seconds))
cases = st.lists(st.tuples(late, st.booleans(), st.booleans()), max_size=40).map(
    lambda given: [Case(number, *each) for number, each in enumerate(given)]
)
crowds = st.integers(1, 30)


def in_time(case: Case) -> bool:
    return case.late.total_seconds() < (0.5 if case.only_notices else 2)


@given(cases, crowds)
def test_late_ones_are_always_taken_whoever_looks_at_them(due: list[Case], crowd: int) -> None:
    share = share_of_watcher(due, crowd=crowd, patience=PATIENCE)
    assert {case for case in due if case.late >= GRACE} <= set(share)


@given(cases, crowds)
def test_the_most_urgent_are_left_to_the_engine_for_the_grace(due: list[Case], crowd: int) -> None:
    share = share_of_watcher(due, crowd=crowd, patience=PATIENCE)
    assert not [case for case in due[:crowd] if in_time(case) and case in share]


@given(cases, crowds)
def test_whoever_is_beyond_the_crowd_waits_for_nobody(due: list[Case], crowd: int) -> None:
    share = share_of_watcher(due, crowd=crowd, patience=PATIENCE)
    assert {case for case in due[crowd:] if not case.leased} <= set(share)


@given(cases, crowds)
def test_nothing_in_time_is_taken_from_a_worker(due: list[Case], crowd: int) -> None:
    share = share_of_watcher(due, crowd=crowd, patience=PATIENCE)
    assert not [case for case in share if case.leased and in_time(case)]


@given(cases, crowds)
def test_urgency_stays_the_order(due: list[Case], crowd: int) -> None:
    numbers = [case.number for case in share_of_watcher(due, crowd=crowd, patience=PATIENCE)]
    assert numbers == sorted(numbers)


@given(cases, crowds)
def test_without_a_crowd_only_late_ones_are_taken(due: list[Case], crowd: int) -> None:
    few = due[:crowd]
    assert not is_crowd(len(few), crowd)
    assert share_of_watcher(few, crowd=crowd, patience=PATIENCE) == [case for case in few if not in_time(case)]


def test_an_impatient_watcher_is_so_with_notices_too() -> None:
    notice = Case(0, timedelta(0), only_notices=True)
    impatient = Patience(timedelta(0), timedelta(seconds=0.5))
    assert share_of_watcher([notice], crowd=1, patience=impatient) == [notice]
