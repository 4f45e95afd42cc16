"""How often a wrong PIN may be given, and when many cases from one source are a flood."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.limits import (
    MOST_WRONG_PINS,
    PinLock,
    after_right_pin,
    is_flood,
    is_refused,
    is_told_again,
    lock_of,
    tries_left,
)

WINDOW = timedelta(seconds=300)


@pytest.mark.parametrize(("failures", "left"), [(0, 5), (1, 4), (4, 1), (5, 0), (6, 0)])
def test_a_link_has_five_tries(failures: int, left: int) -> None:
    assert tries_left(failures, failures) == left
    assert lock_of(failures, failures) is (None if left else PinLock.CASE)


@given(st.integers(0, 50))
def test_a_right_pin_gives_its_own_try_back_and_no_other(failures: int) -> None:
    counted = failures + 1
    assert after_right_pin(counted) == failures
    assert after_right_pin(0) == 0


@given(st.lists(st.booleans(), max_size=40))
def test_no_more_wrong_pins_are_looked_at_than_there_are_tries(right: list[bool]) -> None:
    failures = wrong = 0
    for each in right:
        if lock_of(failures, failures):
            break
        failures += 1
        if each:
            failures = after_right_pin(failures)
        else:
            wrong += 1
    assert failures == wrong <= MOST_WRONG_PINS


@pytest.mark.parametrize(
    ("new_cases", "flood", "refused"),
    [(0, False, False), (299, False, False), (300, True, False), (30_000, True, True)],
)
def test_a_flood_is_told_of_long_before_anything_is_refused(new_cases: int, flood: bool, refused: bool) -> None:
    assert is_flood(new_cases, limit=300) is flood
    assert is_refused(new_cases, limit=300, hard_factor=100) is refused


@given(st.integers(0, 10_000), st.integers(1, 500), st.integers(1, 100))
def test_whoever_is_refused_floods_us(new_cases: int, limit: int, factor: int) -> None:
    assert is_flood(new_cases, limit=limit) or not is_refused(new_cases, limit=limit, hard_factor=factor)


def test_the_desk_hears_of_a_flood_once_in_a_window() -> None:
    assert is_told_again(None, window=WINDOW)
    assert not is_told_again(timedelta(seconds=299), window=WINDOW)
    assert is_told_again(WINDOW, window=WINDOW)
