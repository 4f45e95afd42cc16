"""Which of two cases goes on and what it keeps: a table of stages, and properties for any two cases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.cases.merging import Standing, brings_evidence, merged_deadline, merged_trust, require_mergeable
from abhay.domain.intake.severity import SEVEREST_FIRST, severest
from abhay.errors import NotPossibleNow
from models.enums import Severity, Status, Trust
from tests.unit.escalation.world import START, quick, seconds

LADDER = ("district", "sp", "dgp")
AWAITING = Standing(
    "RJ-2026-000001", Status.AWAITING, rung="district", rung_entered_at=START, due_at=START, ladder=LADDER
)

FURTHER_AND_FURTHER = {
    "held": replace(AWAITING, held=True, rung="desk"),
    "received": replace(AWAITING, status=Status.RECEIVED, rung=None, rung_entered_at=None, due_at=None),
    "on the first rung": AWAITING,
    "in its second round": replace(AWAITING, round=2),
    "on the next rung": replace(AWAITING, rung="sp"),
    "on the top rung": replace(AWAITING, rung="dgp"),
    "beside the ladder": replace(AWAITING, rung="gone"),
    "exhausted": replace(AWAITING, rung="desk", exhausted=True),
    "acknowledged": replace(AWAITING, status=Status.ACKNOWLEDGED),
    "with a team on its way": replace(AWAITING, status=Status.ACKNOWLEDGED, milestones_done=1),
}


@pytest.mark.parametrize("further", range(len(FURTHER_AND_FURTHER)), ids=list(FURTHER_AND_FURTHER))
def test_the_case_that_is_further_goes_on(further: int) -> None:
    stages = list(FURTHER_AND_FURTHER.values())
    for place, other in enumerate(stages):
        source, target = replace(stages[further], ref="A"), replace(other, ref="B")
        if place < further:
            with pytest.raises(NotPossibleNow, match="A is further than B: merge B into A instead"):
                require_mergeable(source, target)
        else:
            require_mergeable(source, target)


def test_a_case_at_the_desk_is_as_far_as_one_that_nobody_was_paged_for() -> None:
    at_desk = replace(AWAITING, rung="desk")
    assert at_desk.progress == FURTHER_AND_FURTHER["received"].progress


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"merged_into": "RJ-2026-000009", "status": Status.CLOSED}, "was merged into RJ-2026-000009 already"),
        ({"status": Status.CLOSED}, "is closed"),
        ({"drill": True}, "A drill and a real case are never merged"),
    ],
)
def test_what_may_not_be_merged_is_refused_both_ways(changes: dict[str, object], says: str) -> None:
    other = replace(AWAITING, ref="RJ-2026-000002", **changes)
    for pair in ((AWAITING, other), (other, AWAITING)):
        with pytest.raises(NotPossibleNow, match=says):
            require_mergeable(*pair)


moments = st.none() | st.integers(-1000, 1000).map(lambda late: START + seconds(late))
standings = st.builds(
    Standing,
    ref=st.sampled_from(["A", "B"]),
    status=st.sampled_from(Status),
    held=st.booleans(),
    exhausted=st.booleans(),
    rung=st.sampled_from([None, "desk", *LADDER]),
    round=st.integers(1, 3),
    rung_entered_at=st.none() | st.just(START - timedelta(seconds=500)),
    due_at=moments,
    ladder=st.just(LADDER),
    milestones_done=st.integers(0, 3),
)


@quick
@given(standings, standings)
def test_one_way_round_is_always_possible_between_open_cases(one: Standing, other: Standing) -> None:
    if Status.CLOSED in (one.status, other.status):
        return
    refused = 0
    for pair in ((one, other), (other, one)):
        try:
            require_mergeable(*pair)
        except NotPossibleNow:
            refused += 1
    assert refused == (one.progress != other.progress)


@quick
@given(standings, standings)
def test_merging_gives_no_case_more_time(source: Standing, target: Standing) -> None:
    due = merged_deadline(source, target)
    if target.due_at is None:
        assert due is None
        return
    assert due is not None
    assert due <= max(target.due_at, target.rung_entered_at or target.due_at)
    if due != target.due_at:
        assert source.progress == target.progress
        assert target.status is not Status.ACKNOWLEDGED, "milestones have deadlines of their own"
        assert due in (source.due_at, target.rung_entered_at)


@pytest.mark.parametrize("source", Trust)
@pytest.mark.parametrize("target", Trust)
def test_a_proven_message_proves_and_an_unproven_one_takes_nothing_back(source: Trust, target: Trust) -> None:
    believed = (Trust.VERIFIED, Trust.FORWARDED)
    assert merged_trust(source, target) is (source if source in believed and target not in believed else target)


@pytest.mark.parametrize(
    ("messages", "routes"),
    [
        ((), False),
        ((Trust.NONE, Trust.FAILED), False),
        ((Trust.NONE, Trust.FORWARDED), True),
        ((Trust.VERIFIED,), True),
    ],
)
def test_what_is_not_proven_routes_nothing(messages: tuple[Trust, ...], routes: bool) -> None:
    assert brings_evidence(messages) is routes


def test_every_severity_has_its_place() -> None:
    assert set(SEVEREST_FIRST) == set(Severity)
    assert [severest((each, Severity.HIGH)) for each in SEVEREST_FIRST] == [
        Severity.IMMINENT, Severity.HIGH, Severity.HIGH,
    ]  # fmt: skip
