"""The scorecard: four facts and one word for each unit, times with their number."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.drills.scoring import Given, PointFacts, Step, UnitFacts, card_of, mark_of, point_state, score
from models.drills.views import GapView
from models.drills.words import Mark, PointState, StepState
from models.enums import MessageStatus, MilestoneKind, Outcome, Status

AT = datetime(2026, 11, 30, 6, tzinfo=UTC)
WAIT = timedelta(minutes=3)


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def given_at(minutes: float, rung: str | None = "district", unit: str | None = "kota-city") -> Given:
    return Given(after(minutes), rung, unit, "control-room", "link")


def facts(
    *answers: Given, unit: str = "kota-city", ended: float | None = None, steps: tuple[Step, ...] = ()
) -> UnitFacts:
    closed = ended is not None
    return UnitFacts(
        unit=unit,
        ref="RJ-2026-000001",
        status=Status.CLOSED if closed else Status.AWAITING,
        outcome=Outcome.FALSE_ALARM if closed else None,
        paged_at=AT,
        first_rung="district",
        deadline=AT + WAIT,
        ended_at=after(ended) if ended is not None else None,
        answers=answers,
        steps=steps,
    )


@pytest.mark.parametrize(
    ("answers", "mark"),
    [
        ([], Mark.NOT_REACHED),
        ([given_at(3)], Mark.IN_TIME),
        ([given_at(3.01)], Mark.LATE),
        ([given_at(2, rung=None)], Mark.IN_TIME),  # by telephone, noted by an operator for the unit
        ([given_at(4, rung="sp")], Mark.ONLY_ABOVE),
        ([given_at(4, rung="dgp", unit=None)], Mark.ONLY_ABOVE),
        ([given_at(1, rung=None, unit=None)], Mark.ONLY_ABOVE),
        ([given_at(1, unit="kota-rural")], Mark.ONLY_ABOVE),
        ([given_at(1, rung="sp"), given_at(2)], Mark.IN_TIME),
        ([given_at(4, rung="sp"), given_at(5)], Mark.LATE),
    ],
)
def test_one_word_says_who_answered_and_when(answers: list[Given], mark: Mark) -> None:
    assert mark_of(facts(*answers)) is mark


def test_a_unit_whose_case_ended_while_it_could_answer_in_time_is_counted_neither_way() -> None:
    assert mark_of(facts(ended=2.9)) is Mark.CUT_SHORT
    assert mark_of(facts(ended=3)) is Mark.NOT_REACHED
    assert mark_of(facts(given_at(1), ended=2)) is Mark.IN_TIME
    card = score([facts(given_at(1), ended=2), facts(unit="pali", ended=2)], {}, after(4))
    assert (card.summary.n, card.summary.in_time, card.summary.share, card.summary.unanswered) == (1, 1, 1.0, 0)
    assert [each.mark for each in card.units] == [Mark.IN_TIME, Mark.CUT_SHORT]
    assert score([facts(ended=1)], {}, after(4)).summary.share == 0


@given(st.permutations([given_at(4, rung="sp"), given_at(2), given_at(7)]))
def test_the_order_in_which_answers_are_read_changes_nothing(answers: list[Given]) -> None:
    card = card_of(facts(*answers), (), after(9))
    assert (card.mark, card.answer.seconds if card.answer else None) == (Mark.IN_TIME, 120)


@given(st.lists(st.sampled_from(MessageStatus)))
def test_a_contact_point_is_reached_as_far_as_its_farthest_page(pages: list[MessageStatus]) -> None:
    state = point_state(pages)
    assert (state is PointState.DELIVERED) == (MessageStatus.DELIVERED in pages)
    assert (state is PointState.FAILED) == (
        MessageStatus.FAILED in pages
        and not {MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.SENDING, MessageStatus.UNKNOWN} & set(pages)
    )


def test_a_step_whose_deadline_the_drill_did_not_reach_is_not_missing() -> None:
    steps = (
        Step(MilestoneKind.DISPATCHED, after(5), after(4)),
        Step(MilestoneKind.REACHED, after(20), after(21)),
        Step(MilestoneKind.FAMILY_INFORMED, after(70)),
        Step(MilestoneKind.CLOSED, after(99)),
    )
    card = card_of(facts(given_at(1), ended=60, steps=steps), (), after(90))
    assert [each.state for each in card.steps] == [StepState.IN_TIME, StepState.LATE, StepState.NOT_DUE]
    assert card_of(facts(given_at(1), ended=80, steps=steps), (), after(90)).steps[2].state is StepState.MISSING


def test_all_units_together_show_share_and_times_with_their_number() -> None:
    units = [
        facts(given_at(1, unit="a"), unit="a"),
        facts(given_at(2, unit="b"), unit="b"),
        facts(given_at(5, unit="c"), unit="c"),
        facts(given_at(6, rung="sp", unit="d"), unit="d", ended=30),
        facts(unit="e", ended=60),
    ]
    total = score(units, {}, after(60)).summary
    assert (total.n, total.in_time, total.share, total.unanswered) == (5, 2, 0.4, 2)
    assert total.median is not None
    assert (total.median.seconds, total.median.beyond) == (300, False)
    assert total.p90 is not None
    assert total.p90.beyond, "units that never answered are counted, not dropped"


def test_of_few_units_no_median_is_told() -> None:
    total = score([facts(given_at(1))], {}, after(5)).summary
    assert (total.n, total.share, total.median, total.p90) == (1, 1.0, None, None)
    assert score([], {}, after(5)).summary.share == 0


def test_the_card_lists_contact_points_and_what_is_to_be_put_right() -> None:
    point = PointFacts("district", "control-room", "sms", (MessageStatus.FAILED, MessageStatus.SENT))
    gap = GapView(post="sp-office", lack="no_contact", count=0)
    (card,) = score([UnitFacts(**{**vars(facts()), "points": (point,)})], {"kota-city": [gap]}, after(5)).units
    assert [(each.rung, each.channel, each.state) for each in card.points] == [("district", "sms", PointState.ACCEPTED)]
    assert card.gaps == (gap,)
