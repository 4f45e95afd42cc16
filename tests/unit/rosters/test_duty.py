"""Who is on duty: half-open windows in Indian time, across midnight and Sunday, and overrides that beat them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abhay.domain.rosters.duty import DAY, WEEK, DutySpan, DutyWindow, Gap, Roster, gaps, minute_of_week, on_duty
from abhay.domain.rosters.weekly import SHIFTS, Weekly

IST = ZoneInfo("Asia/Kolkata")
MONDAY = datetime(2026, 11, 30, tzinfo=IST)
MINUTE = timedelta(minutes=1)
PEOPLE = ("asha", "bina", "chand")

moments = st.integers(0, 800 * DAY * 60).map(
    lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
windows = st.builds(DutyWindow, st.sampled_from(PEOPLE), st.integers(0, WEEK - 1), st.integers(1, WEEK))
minutes = st.integers(0, 14 * DAY).map(lambda minute: MONDAY + minute * MINUTE)
spans = st.builds(
    lambda who, start, length: DutySpan(frozenset(who), start, start + length * MINUTE),
    st.sets(st.sampled_from(PEOPLE), min_size=1),
    minutes,
    st.integers(1, 3 * DAY),
)
rosters = st.builds(
    Roster,
    st.lists(windows, max_size=4).map(tuple),
    st.lists(spans, max_size=3).map(tuple),
    st.lists(spans, max_size=3).map(tuple),
)


def daily(who: str, start: int, end: int) -> tuple[DutyWindow, ...]:
    days = (Weekly(day, start, end) for day in range(7))
    return tuple(DutyWindow(who, each.starts, each.minutes) for each in days)


def three_shifts() -> Roster:
    return Roster(
        tuple(each for who, times in zip(PEOPLE, SHIFTS.values(), strict=True) for each in daily(who, *times))
    )


@pytest.mark.parametrize(
    ("hour", "minute", "second", "who"),
    [
        (5, 59, 59, "chand"),
        (6, 0, 0, "asha"),
        (13, 59, 59, "asha"),
        (14, 0, 0, "bina"),
        (21, 59, 59, "bina"),
        (22, 0, 0, "chand"),
        (23, 59, 59, "chand"),
        (0, 0, 0, "chand"),
    ],
)
@pytest.mark.parametrize("day", range(8))
def test_each_of_the_three_shifts_begins_on_time_and_ends_before_the_next(
    day: int, hour: int, minute: int, second: int, who: str
) -> None:
    at = MONDAY.replace(hour=hour, minute=minute, second=second) + timedelta(days=day)
    assert on_duty(three_shifts(), at.astimezone(UTC)) == {who}


def test_the_three_shifts_leave_no_gap_and_without_one_it_is_named_to_the_minute() -> None:
    whole = three_shifts()
    now = MONDAY.replace(hour=12, minute=34, second=56).astimezone(UTC)
    assert gaps(whole, PEOPLE, now) == []
    night_off = gaps(whole, PEOPLE[:2], now, days=2)
    ist = [
        (gap.start.astimezone(IST).strftime("%d %H:%M"), gap.end.astimezone(IST).strftime("%d %H:%M"))
        for gap in night_off
    ]
    assert ist == [("30 22:00", "01 06:00"), ("01 22:00", "02 06:00")]


def test_a_gap_of_now_begins_now_and_one_at_the_end_ends_there() -> None:
    roster = Roster(daily("asha", 6 * 60, 14 * 60))
    now = MONDAY.replace(hour=3, minute=5, second=7)
    found = gaps(roster, PEOPLE, now, days=1)
    assert found == [
        Gap(now, MONDAY.replace(hour=6)),
        Gap(MONDAY.replace(hour=14), now + timedelta(days=1)),
    ]


def test_a_post_without_a_roster_says_nothing_and_an_override_alone_only_in_its_time() -> None:
    assert on_duty(Roster(), MONDAY) is None
    swap = DutySpan(frozenset({"bina"}), MONDAY, MONDAY + 60 * MINUTE)
    alone = Roster(overrides=(swap,))
    assert on_duty(alone, MONDAY) == {"bina"}
    assert on_duty(alone, MONDAY + 60 * MINUTE) is None
    assert on_duty(alone, MONDAY - MINUTE) is None
    assert gaps(alone, [], MONDAY - 60 * MINUTE, days=1) == [Gap(MONDAY, MONDAY + 60 * MINUTE)]


@given(moments, st.integers(-500, 500))
def test_the_minute_of_the_week_is_that_of_indian_clocks(at: datetime, weeks: int) -> None:
    ist = at.astimezone(IST)
    assert minute_of_week(at) == ist.weekday() * DAY + ist.hour * 60 + ist.minute
    assert minute_of_week(at + timedelta(weeks=weeks)) == minute_of_week(at)


@given(windows, st.integers(0, WEEK - 1))
def test_a_window_is_half_open_at_each_boundary(window: DutyWindow, minute: int) -> None:
    assert window.covers(window.starts)
    assert window.covers((window.starts + window.minutes - 1) % WEEK)
    assert window.covers((window.starts + window.minutes) % WEEK) is (window.minutes == WEEK)
    covered = {(window.starts + each) % WEEK for each in range(window.minutes)}
    assert window.covers(minute) is (minute in covered)


@settings(max_examples=25)  # each looks at all 20,160 minutes
@given(rosters, st.sets(st.sampled_from(PEOPLE)), minutes)
def test_every_minute_of_fourteen_days_has_somebody_or_lies_in_a_named_gap(
    roster: Roster, reachable: set[str], start: datetime
) -> None:
    found = gaps(roster, reachable, start)
    for minute in range(14 * DAY):
        at = start + minute * MINUTE
        duty = on_duty(roster, at)
        is_gap = duty is not None and not duty & reachable
        assert any(gap.start <= at < gap.end for gap in found) is is_gap
    assert all(one.end < two.start for one, two in pairwise(found)), "apart, and in order"
    assert all(start <= gap.start < gap.end <= start + timedelta(days=14) for gap in found)


@given(rosters, spans, minutes)
def test_an_override_beats_windows_in_its_time_and_never_leaks_out_of_it(
    roster: Roster, override: DutySpan, at: datetime
) -> None:
    with_it = Roster(roster.windows, roster.shifts, (*roster.overrides, override))
    if override.covers(at):
        others = [each.who for each in roster.overrides if each.covers(at)]
        assert on_duty(with_it, at) == override.who.union(*others)
    else:
        assert on_duty(with_it, at) == on_duty(roster, at)


@given(rosters, spans)
def test_an_override_holds_from_its_first_moment_until_before_its_last(roster: Roster, override: DutySpan) -> None:
    with_it, without = Roster(roster.windows, roster.shifts, (override,)), Roster(roster.windows, roster.shifts)
    tick = timedelta(microseconds=1)
    assert on_duty(with_it, override.start) == on_duty(with_it, override.end - tick) == override.who
    for outside in (override.start - tick, override.end):
        assert on_duty(with_it, outside) == on_duty(without, outside)
