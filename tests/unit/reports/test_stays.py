"""How long a case stood at a level, from its timeline: what ran out, what was answered, and what began anew."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.reports.cases import TELLING, Happened, ReportedCase, Stay, stays_of
from models.enums import Severity, TimelineEvent

BEGAN = datetime(2026, 11, 29, 12, tzinfo=UTC)
ENTERED, ACKNOWLEDGED = TimelineEvent.RUNG_ENTERED, TimelineEvent.ACKNOWLEDGED
EXHAUSTED, REROUTED, CLOSED = TimelineEvent.EXHAUSTED, TimelineEvent.REROUTED, TimelineEvent.CLOSED


def told(*events: tuple[TimelineEvent, int, str | None] | tuple[TimelineEvent, int, str | None, int]) -> list[Happened]:
    return [Happened(each[0], BEGAN + timedelta(seconds=each[1]), *each[2:]) for each in events]


def said(stays: tuple[Stay, ...]) -> list[tuple[str, float | None, TimelineEvent | None]]:
    return [
        (stay.rung, (stay.left_at - stay.entered_at).total_seconds() if stay.left_at else None, stay.left_by)
        for stay in stays
    ]


def test_a_climb_leaves_each_level_when_the_next_one_is_told() -> None:
    events = told((ENTERED, 0, "district"), (ENTERED, 180, "sp"), (ACKNOWLEDGED, 200, "sp"), (CLOSED, 900, "sp"))
    assert said(stays_of(events)) == [("district", 180, ENTERED), ("sp", 20, ACKNOWLEDGED)]


def test_the_top_level_is_told_again_and_nobody_answers() -> None:
    events = told((ENTERED, 0, "dgp"), (ENTERED, 60, "dgp", 2), (EXHAUSTED, 120, "desk"))
    assert said(stays_of(events)) == [("dgp", 60, ENTERED), ("dgp", 60, EXHAUSTED)]


def test_a_case_that_keeps_its_clock_in_another_unit_stays_at_its_level() -> None:
    events = told((ENTERED, 0, "district"), (REROUTED, 50, "district"), (ENTERED, 180, "sp"))
    assert said(stays_of(events)) == [("district", 180, ENTERED), ("sp", None, None)]


def test_a_case_that_begins_anew_let_no_time_run_out() -> None:
    again = told((ENTERED, 0, "district"), (REROUTED, 50, None), (ENTERED, 51, "district"))
    assert said(stays_of(again)) == [("district", 50, REROUTED), ("district", None, None)]
    from_desk = told((ENTERED, 0, "desk"), (REROUTED, 70, None), (ENTERED, 71, "district"))
    assert said(stays_of(from_desk)) == [("desk", 70, REROUTED), ("district", None, None)]


MOMENTS = st.lists(
    st.tuples(
        st.sampled_from(TELLING), st.integers(1, 300), st.sampled_from(["desk", "district", "sp"]), st.integers(1, 2)
    ),
    max_size=12,
)


@given(MOMENTS)
def test_stays_follow_each_other_and_only_the_last_may_last(moments: list[tuple[TimelineEvent, int, str, int]]) -> None:
    events: list[Happened] = []
    at = BEGAN
    for event, after, rung, round_ in moments:
        at += timedelta(seconds=after)
        events.append(Happened(event, at, rung, round_))
    stays = stays_of(events)
    assert len(stays) == sum(each.event is ENTERED for each in events)
    for stay, following in itertools.pairwise(stays):
        assert stay.left_at is not None
        assert stay.entered_at <= stay.left_at <= following.entered_at
    answered = sum(stay.left_by is ACKNOWLEDGED for stay in stays)
    assert answered <= sum(each.event is ACKNOWLEDGED for each in events)


def test_climbs_are_the_levels_above_the_first_and_the_desk_at_the_end() -> None:
    def climbs(*rungs: str, exhausted: bool = False) -> int:
        stays = tuple(Stay(rung, BEGAN) for rung in rungs)
        return ReportedCase(
            apart=False, severity=Severity.HIGH, received_at=BEGAN, acknowledged_at=None, closed_at=None, outcome=None,
            reached_at=None, exhausted=exhausted, units=(), stays=stays,
        ).climbs  # fmt: skip

    assert [climbs(), climbs("desk"), climbs("district"), climbs("desk", "district")] == [0, 0, 0, 0]
    assert [climbs("district", "sp"), climbs("district", "sp", "dgp", "dgp", exhausted=True)] == [1, 3]
