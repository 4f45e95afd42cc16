"""A unit's last drills: the newest six, with what the unit itself did."""

from datetime import UTC, datetime, timedelta

from abhay.domain.drills.history import MOST, EndedDrill, History, PastDrill, history_of
from abhay.domain.drills.scoring import Given, UnitFacts, score
from models.drills.words import Mark
from models.enums import Outcome, Status

AT = datetime(2026, 11, 30, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def drill(number: int, seconds: float | None, *, rung: str = "district", lasted: timedelta = HOUR) -> EndedDrill:
    """A drill of two units on a day of its own; the other unit answers after a second."""
    begun = AT + timedelta(days=number)
    cards = [
        UnitFacts(
            unit=unit,
            ref=f"RJ-2026-00000{number}",
            status=Status.CLOSED,
            outcome=Outcome.FALSE_ALARM,
            paged_at=begun,
            first_rung="district",
            deadline=begun + timedelta(minutes=3),
            ended_at=begun + lasted,
            answers=()
            if after is None
            else (Given(begun + timedelta(seconds=after), at, unit, "control-room", "link"),),
        )
        for unit, after, at in (("bundi", 1.0, "district"), ("kota-city", seconds, rung))
    ]
    return EndedDrill(number, begun, begun + lasted, score(cards, {}, begun + lasted))


def told(history: History) -> tuple[int, int, float | None, bool | None]:
    times = history.times
    return times.answered, times.unanswered, times.median and times.median.seconds, times.median and times.median.beyond


def test_the_newest_six_are_told_newest_first() -> None:
    history = history_of("kota-city", [drill(number, 60.0 * number) for number in range(1, 9)])
    assert [each.id for each in history.drills] == [8, 7, 6, 5, 4, 3]
    assert history.drills[-1] == PastDrill(3, AT + timedelta(days=3), Mark.IN_TIME, 180)
    assert history.drills[0].mark is Mark.LATE
    assert told(history) == (MOST, 0, 300, False)


def test_a_drill_that_the_unit_did_not_answer_is_counted_as_longer_than_it_lasted() -> None:
    missed = [drill(1, None), drill(2, None), drill(3, 200, rung="sp")]
    history = history_of("kota-city", [*missed, drill(4, 20), drill(5, 30)])
    assert [(each.mark, each.seconds) for each in history.drills] == [
        (Mark.IN_TIME, 30),
        (Mark.IN_TIME, 20),
        (Mark.ONLY_ABOVE, None),
        (Mark.NOT_REACHED, None),
        (Mark.NOT_REACHED, None),
    ]
    assert told(history) == (2, 3, 3600, True)


def test_a_drill_that_was_cut_short_is_told_and_not_counted() -> None:
    history = history_of("kota-city", [drill(1, 20), drill(2, None, lasted=timedelta(minutes=1))])
    assert [each.mark for each in history.drills] == [Mark.CUT_SHORT, Mark.IN_TIME]
    assert told(history) == (1, 0, None, None)


def test_of_fewer_than_five_no_median_is_told() -> None:
    assert told(history_of("kota-city", [drill(1, 20), drill(2, None)])) == (1, 1, None, None)
    assert history_of("kota-city", []).drills == ()
    assert history_of("baran", [drill(1, 20)]) == history_of("kota-city", [])
