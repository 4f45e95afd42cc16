"""What a board counts down to, how it sorts, and when it sounds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from abhay.domain.cases.urgency import Alarm, Standing, StepClock, alarm, deadline, sort_key
from models.enums import MilestoneKind, Status

NOW = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WAITING = Standing(
    status=Status.AWAITING,
    drill=False,
    rung="district",
    ladder=("district", "sp", "dgp"),
    received_at=NOW,
    due_at=NOW + 3 * MINUTE,
    next_at=NOW + MINUTE,
)
TAKEN = replace(WAITING, status=Status.ACKNOWLEDGED)


def step(kind: MilestoneKind, minutes: int, *, done: bool = False) -> StepClock:
    return StepClock(kind, NOW + minutes * MINUTE, done)


def test_a_waiting_case_counts_down_to_its_next_climb() -> None:
    assert deadline(WAITING, ()) == NOW + 3 * MINUTE


def test_an_acknowledged_case_counts_down_to_its_next_open_step() -> None:
    steps = (step(MilestoneKind.REACHED, 20), step(MilestoneKind.DISPATCHED, 5, done=True))
    assert deadline(TAKEN, steps) == NOW + 20 * MINUTE


def test_a_step_that_a_later_one_implies_is_not_waited_for() -> None:
    steps = (step(MilestoneKind.DISPATCHED, 5), step(MilestoneKind.REACHED, 20, done=True))
    assert deadline(TAKEN, (*steps, step(MilestoneKind.CLOSED, 1440))) == NOW + 1440 * MINUTE


def test_a_case_that_nobody_answered_is_overdue_since_the_last_rung_ran_out() -> None:
    exhausted = replace(WAITING, rung="dgp", exhausted_at=NOW - MINUTE, due_at=NOW + MINUTE)
    assert deadline(exhausted, ()) == NOW - MINUTE


def test_what_is_overdue_comes_first_and_a_case_without_a_deadline_by_its_next_look() -> None:
    overdue = replace(WAITING, due_at=NOW - MINUTE)
    unrouted = replace(WAITING, status=Status.RECEIVED, rung=None, due_at=None, next_at=NOW)
    forgotten = replace(unrouted, next_at=None, received_at=NOW - 2 * MINUTE)
    keys = [sort_key(each, ()) for each in (WAITING, overdue, unrouted, forgotten)]
    assert sorted(keys) == [NOW - 2 * MINUTE, NOW - MINUTE, NOW, NOW + 3 * MINUTE]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (TAKEN, Alarm.QUIET),
        (WAITING, Alarm.NEW),
        (replace(WAITING, status=Status.RECEIVED, rung=None), Alarm.NEW),
        (replace(WAITING, rung="dgp"), Alarm.LAST),
        (replace(WAITING, rung="desk", exhausted_at=NOW), Alarm.LAST),
        (replace(WAITING, rung="dgp", drill=True), Alarm.NEW),
        (replace(WAITING, exhausted_at=NOW, drill=True), Alarm.NEW),
    ],
)
def test_a_board_sounds_for_what_nobody_has_and_never_in_the_last_tone_for_a_drill(
    case: Standing, expected: Alarm
) -> None:
    assert alarm(case) is expected
