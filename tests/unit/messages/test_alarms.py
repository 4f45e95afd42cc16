"""The rules of alarms: told at once, repeated at growing distances, ended by one all-clear."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.alarms import (
    LONGEST_PAUSE,
    LONGEST_STEADY,
    SERIES_ENDS,
    STEADY,
    Alarm,
    cleared,
    is_over,
    must_tell,
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
        self.alarm = wrong(self.alarm)
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


@given(st.lists(st.tuples(st.booleans(), st.integers(3, 4000)), max_size=12))
def test_what_the_desk_heard_last_is_true_once_it_has_lasted(stretches: list[tuple[bool, int]]) -> None:
    heard = after(*stretches, (True, LONGEST_STEADY + 6))
    assert heard.words()[-1:] in ([], ["over"])
    assert after(*stretches, (False, 3)).alarm.lasts
    pairs = list(pairwise(heard.words()))
    assert ("over", "over") not in pairs
