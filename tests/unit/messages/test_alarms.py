"""The rules of alarms: told at once, repeated at growing distances, ended by one all-clear."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.alarms import (
    FORGOTTEN_AFTER,
    JOIN_PAUSE,
    LONGEST_JOIN_PAUSE,
    LONGEST_PAUSE,
    LONGEST_STEADY,
    SERIES_ENDS,
    STEADY,
    WINDOW,
    Absence,
    Alarm,
    back,
    cleared,
    gone,
    is_over,
    must_tell,
    news,
    told,
    well,
    wrong,
)

AGAIN = 300.0


class Heard:
    """What the desk hears of one alarm, a look every three seconds."""

    def __init__(self) -> None:
        self.alarm = Alarm()
        self.said: list[tuple[float, str]] = []

    def look(self, at: float, *, works: bool) -> None:
        if works:
            self.alarm = well(self.alarm, at)
            if is_over(self.alarm, at):
                self.alarm = cleared(self.alarm, at)
                self.said.append((at, "over"))
            return
        self.alarm = wrong(self.alarm, at)
        if must_tell(self.alarm, at, AGAIN):
            self.alarm = told(self.alarm, at)
            self.said.append((at, "alarm"))

    def words(self) -> list[str]:
        return [word for _, word in self.said]


def after(*stretches: tuple[bool, float]) -> Heard:
    """The desk after stretches of a part that works or not, each so many seconds long."""
    heard, at = Heard(), 0.0
    for works, seconds in stretches:
        for _ in range(int(seconds // 3)):
            heard.look(at, works=works)
            at += 3
    return heard


def test_a_part_that_always_works_says_nothing() -> None:
    assert after((True, 3600)).said == []


def test_a_fault_is_told_at_once_and_ended_by_one_all_clear() -> None:
    heard = after((True, 30), (False, 60), (True, 600))
    assert heard.said == [(30.0, "alarm"), (90 + STEADY, "over")]


def test_a_fault_that_lasts_is_told_at_growing_distances_and_not_every_minute() -> None:
    times = [at for at, _ in after((False, 24 * 3600)).said]
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert pauses[:4] == [AGAIN, 2 * AGAIN, 4 * AGAIN, 8 * AGAIN]
    assert pauses == sorted(pauses)
    assert max(pauses) == LONGEST_PAUSE
    assert len(times) < 12


def test_a_part_that_comes_and_goes_is_one_alarm_with_a_count() -> None:
    heard = after(*[(False, 6.0), (True, 12.0)] * 100)
    assert heard.words()[0] == "alarm"
    assert "over" not in heard.words(), "an all-clear between two faults would mislead"
    assert len(heard.said) < 5
    assert heard.alarm.faults == 100


def test_a_new_fault_after_the_all_clear_is_told_at_once() -> None:
    heard = after((False, 30), (True, 60), (False, 3))
    assert heard.words() == ["alarm", "over", "alarm"]
    assert heard.alarm.faults == 2


def test_after_an_hour_of_peace_counting_begins_anew() -> None:
    assert after((False, 30), (True, SERIES_ENDS + 60), (False, 3)).alarm.faults == 1


def heard_of(looks: list[tuple[float, frozenset[str]]]) -> tuple[Alarm, list[tuple[float, frozenset[str]]]]:
    """What the desk is told at looks at a fault that is about these names."""
    alarm, said = Alarm(), list[tuple[float, frozenset[str]]]()
    for at, about in looks:
        alarm = wrong(alarm, at, about)
        if must_tell(alarm, at, AGAIN, about):
            said.append((at, frozenset(news(alarm, about))))
            alarm = told(alarm, at, about)
    return alarm, said


ONE, BOTH = frozenset({"one"}), frozenset({"one", "two"})


def test_a_second_one_is_told_at_once_and_the_same_by_the_old_times() -> None:
    looks = [(at, ONE if at < 30 else BOTH) for at in range(0, int(30 + AGAIN) + 1, 3)]
    _, said = heard_of([*looks])
    assert said == [(0, ONE), (30, BOTH - ONE), (30 + AGAIN, frozenset())]


def test_one_that_goes_and_comes_back_while_the_alarm_lasts_is_no_news() -> None:
    _, said = heard_of([(at, BOTH if at % 2 else ONE) for at in range(60)])
    assert said == [(0, ONE), (1, BOTH - ONE)]


def test_one_that_was_away_for_long_is_news_when_it_comes_back() -> None:
    days = [(at, ONE) for at in range(10, int(FORGOTTEN_AFTER) + 10, 3)]
    _, said = heard_of([(0, BOTH), *days, (FORGOTTEN_AFTER + 10, BOTH)])
    assert said[-1] == (FORGOTTEN_AFTER + 10, BOTH - ONE)


def test_after_the_all_clear_the_same_one_is_news_again() -> None:
    alarm, _ = heard_of([(0, ONE)])
    assert must_tell(cleared(well(alarm, 3), 60), 61, AGAIN, ONE)
    assert news(cleared(well(alarm, 3), 60), ONE) == ONE


def test_where_new_ones_come_all_the_time_they_are_told_together() -> None:
    looks = [(at, frozenset(str(each) for each in range(at + 1))) for at in range(3600)]
    _, said = heard_of([*looks])
    assert [at for at, _ in said[:3]] == [0, 1, 1 + JOIN_PAUSE]
    assert max(later - earlier for (earlier, _), (later, _) in pairwise(said)) == LONGEST_JOIN_PAUSE
    assert len(said) < 70


@given(st.lists(st.tuples(st.integers(1, 400), st.frozensets(st.sampled_from("abcd"), min_size=1)), max_size=20))
def test_whatever_still_lasts_was_told_within_a_minute(stretches: list[tuple[int, frozenset[str]]]) -> None:
    looks, at = list[tuple[float, frozenset[str]]](), 0.0
    for seconds, about in [*stretches, (int(LONGEST_JOIN_PAUSE) + 1, frozenset("abcd"))]:
        looks += [(at + second, about) for second in range(seconds)]
        at += seconds
    alarm, said = heard_of(looks)
    assert alarm.known.keys() == frozenset("abcd")
    for name in "abcd":
        times = [when for when, new in said if name in new]
        there = {when for when, about in looks if name in about}
        away = [not there & set(range(int(later - FORGOTTEN_AFTER) + 1, int(later))) for later in times[1:]]
        assert all(away), "each is news once, unless it was away for long"


@given(st.lists(st.tuples(st.booleans(), st.integers(3, 4000)), max_size=12))
def test_what_the_desk_heard_last_is_true_once_it_has_lasted(stretches: list[tuple[bool, int]]) -> None:
    heard = after(*stretches, (True, LONGEST_STEADY + 6))
    assert heard.words()[-1:] in ([], ["over"])
    assert after(*stretches, (False, 3)).alarm.lasts
    pairs = list(pairwise(heard.words()))
    assert ("over", "over") not in pairs


def moment(seconds: float) -> datetime:
    return datetime(2026, 11, 29, tzinfo=UTC) + timedelta(seconds=seconds)


def absent(*stretches: tuple[float, float]) -> Absence:
    absence = Absence()
    for begin, end in stretches:
        absence = back(gone(absence, moment(begin)), moment(end))
    return absence


def test_absences_of_a_part_that_comes_and_goes_are_added_up() -> None:
    absence = gone(absent((0, 5), (10, 14)), moment(20))
    assert absence.add_up(moment(23)) == timedelta(seconds=12)
    assert absence.began == moment(0)
    assert gone(absence, moment(22)) == absence, "it was gone already"


def test_what_is_there_has_no_end_to_note() -> None:
    assert back(Absence(), moment(3)) == Absence()
    assert absent((0, 5)) == back(absent((0, 5)), moment(9))
    assert not absent((0, 5)).lasts


def test_absences_of_long_ago_do_not_count() -> None:
    later = 5 + WINDOW.total_seconds()
    absence = gone(absent((0, 5)), moment(later))
    assert (absence.began, absence.add_up(moment(later + 2))) == (moment(later), timedelta(seconds=2))
