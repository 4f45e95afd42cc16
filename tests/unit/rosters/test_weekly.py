"""Days and times as people write them, in both languages, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.rosters.duty import DAY, WEEK
from abhay.domain.rosters.weekly import DAYS, SHIFTS, Weekly, as_days, as_time, read_days, read_time, split_minutes


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", range(7)),
        ("daily", range(7)),
        ("रोज", range(7)),
        ("mon", [0]),
        ("Monday", [0]),
        ("mon-fri", range(5)),
        ("Mon - Fri", range(5)),
        ("sat–mon", [0, 5, 6]),
        ("mon, wed; sun", [0, 2, 6]),
        ("सोमवार, शनि-रवि", [0, 5, 6]),
    ],
)
def test_days_are_read_as_they_are_written(text: str, days: list[int]) -> None:
    assert list(read_days(text)) == list(days)


@pytest.mark.parametrize("text", ["m", "someday", "mon--fri", "mon-", "1", "-"])
def test_what_is_no_day_is_said(text: str) -> None:
    if text == "mon-":
        assert read_days(text) == (0,)
        return
    with pytest.raises(ValueError, match="no day of the week"):
        read_days(text)


@pytest.mark.parametrize(
    ("text", "minute"),
    [("06:00", 360), ("6", 360), ("6.30", 390), ("२२:१५", 1335), ("24:00", 0), ("00:00", 0), ("23:59", 1439)],
)
def test_times_are_read_as_they_are_written(text: str, minute: int) -> None:
    assert read_time(text) == minute


@pytest.mark.parametrize("text", ["", "24:01", "12:60", "25", "6pm", "06:0", "-1"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="no time of day"):
        read_time(text)


@given(st.sets(st.integers(0, 6), min_size=1))
def test_days_written_out_are_read_again(days: set[int]) -> None:
    assert set(read_days(", ".join(as_days(days)))) == days


@given(st.integers(0, DAY - 1))
def test_a_time_written_out_is_read_again(minute: int) -> None:
    assert read_time(as_time(minute)) == minute


@given(st.integers(0, WEEK - 1), st.integers(1, DAY))
def test_minutes_of_the_week_are_a_day_and_two_times(starts: int, minutes: int) -> None:
    window = split_minutes(starts, minutes)
    assert (window.starts, window.minutes) == (starts, minutes)


def test_the_three_shifts_follow_each_other_round_the_clock() -> None:
    shifts = [Weekly(0, *times) for times in SHIFTS.values()]
    assert [each.minutes for each in shifts] == [8 * 60] * 3
    assert [each.end for each in shifts] == [each.start for each in (*shifts[1:], shifts[0])]
    assert len(DAYS) == 7
