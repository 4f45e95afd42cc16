"""The verdicts on speed themselves: what they must refuse, whatever the machine."""

import pytest

from tests.support.speed import assert_in_proportion, calls, patience, within


def in_proportion(size: int) -> int:
    return sum(i * i for i in range(size))


def by_the_square(size: int) -> int:
    return sum(i * i for i in range(size * size // 200))


def same(size: int) -> int:
    return size


def test_work_in_proportion_passes():
    assert_in_proportion(in_proportion, same, 200_000)


def test_work_by_the_square_is_refused():
    with pytest.raises(AssertionError, match="for half the input"):
        assert_in_proportion(by_the_square, same, 10_000)


def test_work_of_more_units_than_allowed_is_refused():
    assert within(20, lambda: in_proportion(100_000)) > 0
    with pytest.raises(AssertionError, match="units of work at best"):
        within(0.1, lambda: in_proportion(100_000))


def test_calls_are_counted_in_python_and_in_c():
    def work():
        same(len("ab"))
        same(len("cd"))

    assert calls(work) - calls(lambda: None) == 4


def test_a_slow_machine_is_given_more_never_less():
    assert patience(2) >= 2
