"""The classes of the map: five of each, in order, and what nobody answered is never a good one."""

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.reports.classes import open_class, wait_class
from abhay.domain.reports.waits import Wait, summary


def test_open_cases_fall_into_five_classes() -> None:
    assert [open_class(count) for count in (0, 1, 2, 3, 4, 7, 8, 500)] == [0, 1, 2, 2, 3, 3, 4, 4]


def test_times_fall_into_five_classes() -> None:
    def of(seconds: float, *, answered: bool = True) -> int:
        return wait_class(summary([Wait(seconds, answered)] * 5))

    assert [of(seconds) for seconds in (1, 60, 61, 180, 181, 600, 601)] == [1, 1, 2, 2, 3, 3, 4]
    assert of(1, answered=False) == 4
    assert wait_class(None) == wait_class(summary([Wait(1, answered=True)] * 4)) == 0


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_open_cases_are_never_a_lower_class(first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert 0 <= open_class(low) <= open_class(high) <= 4
