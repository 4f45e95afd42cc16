"""Who takes which due case: nothing is taken from the engine that it can carry, nothing waits that it cannot."""

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from abhay.policy.crowds import is_crowd, share_of_watcher

GRACE = timedelta(seconds=2)


@dataclass(frozen=True)
class Case:
    number: int
    late: timedelta
    leased: bool = False


late = st.floats(0, 4).map(lambda seconds: timedelta(seconds=seconds))
cases = st.lists(st.tuples(late, st.booleans()), max_size=40).map(
    lambda given: [Case(number, *each) for number, each in enumerate(given)]
)
crowds = st.integers(1, 30)


@given(cases, crowds)
def test_late_ones_are_always_taken_whoever_looks_at_them(due: list[Case], crowd: int) -> None:
    share = share_of_watcher(due, crowd=crowd, grace=GRACE)
    assert {case for case in due if case.late >= GRACE} <= set(share)


@given(cases, crowds)
def test_the_most_urgent_are_left_to_the_engine_for_the_grace(due: list[Case], crowd: int) -> None:
    share = share_of_watcher(due, crowd=crowd, grace=GRACE)
    assert not [case for case in due[:crowd] if case.late < GRACE and case in share]


@given(cases, crowds)
def test_whoever_is_beyond_the_crowd_waits_for_nobody(due: list[Case], crowd: int) -> None:
    share = share_of_watcher(due, crowd=crowd, grace=GRACE)
    assert {case for case in due[crowd:] if not case.leased} <= set(share)


@given(cases, crowds)
def test_nothing_in_time_is_taken_from_a_worker(due: list[Case], crowd: int) -> None:
    share = share_of_watcher(due, crowd=crowd, grace=GRACE)
    assert not [case for case in share if case.leased and case.late < GRACE]


@given(cases, crowds)
def test_urgency_stays_the_order(due: list[Case], crowd: int) -> None:
    numbers = [case.number for case in share_of_watcher(due, crowd=crowd, grace=GRACE)]
    assert numbers == sorted(numbers)


@given(cases, crowds)
def test_without_a_crowd_only_late_ones_are_taken(due: list[Case], crowd: int) -> None:
    few = due[:crowd]
    assert not is_crowd(len(few), crowd)
    assert share_of_watcher(few, crowd=crowd, grace=GRACE) == [case for case in few if case.late >= GRACE]
