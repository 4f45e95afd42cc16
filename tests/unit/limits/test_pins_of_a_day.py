"""Wrong PINs of one contact over a day: the desk is told once, well before its links take no PIN."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.limits import (
    MOST_WRONG_PINS,
    MOST_WRONG_PINS_A_DAY,
    PIN_DAY,
    TOLD_WRONG_PINS_A_DAY,
    PinLock,
    after_right_pin,
    asks_pin,
    is_another_day,
    is_guessing,
    lock_of,
    tries_left,
)

BEGAN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def test_the_desk_hears_long_before_anybody_is_locked_out() -> None:
    assert MOST_WRONG_PINS < TOLD_WRONG_PINS_A_DAY, "one case alone says it by its own lock"
    assert TOLD_WRONG_PINS_A_DAY * 3 <= MOST_WRONG_PINS_A_DAY


@pytest.mark.parametrize(
    ("in_case", "in_day", "lock", "left"),
    [
        (0, 0, None, 5),
        (4, 29, None, 1),
        (0, 27, None, 3),
        (0, 29, None, 1),
        (5, 5, PinLock.CASE, 0),
        (5, 29, PinLock.CASE, 0),
        (0, 30, PinLock.DAY, 0),
        (1, 31, PinLock.DAY, 0),
        (5, 30, PinLock.DAY, 0),
    ],
)
def test_a_try_needs_room_in_its_case_and_in_the_day(
    in_case: int, in_day: int, lock: PinLock | None, left: int
) -> None:
    assert lock_of(in_case, in_day) is lock
    assert tries_left(in_case, in_day) == left


@pytest.mark.parametrize(
    ("wrong", "told", "tells"),
    [(0, False, False), (9, False, False), (10, False, True), (10, True, False), (30, False, True), (30, True, False)],
)
def test_the_desk_is_told_once(wrong: int, told: bool, tells: bool) -> None:
    assert is_guessing(wrong, told=told) is tells


@pytest.mark.parametrize(
    ("later", "another"),
    [
        (timedelta(), False),
        (timedelta(seconds=-3), False),
        (timedelta(hours=24, microseconds=-1), False),
        (timedelta(hours=24), True),
        (timedelta(days=40), True),
    ],
)
def test_a_day_is_twenty_four_hours_from_its_first_wrong_pin(later: timedelta, another: bool) -> None:
    assert timedelta(hours=24) == PIN_DAY
    assert is_another_day(BEGAN, BEGAN + later) is another


@pytest.mark.parametrize(
    ("ended", "desk_may_undo", "asks"),
    [(False, False, True), (False, True, True), (True, False, False), (True, True, True)],
)
def test_a_case_that_has_ended_asks_for_no_pin(ended: bool, desk_may_undo: bool, asks: bool) -> None:
    assert asks_pin(ended=ended, desk_may_undo=desk_may_undo) is asks


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.integers(0, 7 * 3600)), max_size=120))
def test_whoever_holds_many_links_is_noticed_once_and_then_stopped(tries: list[tuple[int, bool, int]]) -> None:
    """Each try: at which of the links, whether its PIN is right, and the seconds since the one before."""
    at, began, in_day, told = BEGAN, BEGAN, 0, 0
    in_case: dict[int, int] = {}
    wrong_at: list[datetime] = []
    for link, right, pause in tries:
        at += timedelta(seconds=pause)
        if in_day == 0 or is_another_day(began, at):
            began, in_day, told = at, 0, 0
        if lock_of(in_case.get(link, 0), in_day):
            continue
        in_case[link], in_day = in_case.get(link, 0) + 1, in_day + 1
        if right:
            in_case[link], in_day = after_right_pin(in_case[link]), after_right_pin(in_day)
            continue
        wrong_at.append(at)
        told += is_guessing(in_day, told=told > 0)
        assert told == (in_day >= TOLD_WRONG_PINS_A_DAY)
    assert max(in_case.values(), default=0) <= MOST_WRONG_PINS
    for begin in wrong_at:
        within = [each for each in wrong_at if begin <= each < begin + PIN_DAY]
        assert len(within) < 2 * MOST_WRONG_PINS_A_DAY
