"""Figures of a period: groups add up to the whole, drills never count, and shifts are those of India."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.reports.cases import ReportedCase, Stay
from abhay.domain.reports.figures import MOST_CLIMBS, figures
from abhay.domain.reports.shifts import shift_end, shift_of
from models.enums import Outcome, Severity, TimelineEvent

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SHIFTS = (6, 14, 22)
RUNGS = ("desk", "district", "sp", "dgp")


@st.composite
def cases(draw: st.DrawFn) -> ReportedCase:
    received = NOW - timedelta(minutes=draw(st.integers(1, 60 * 24 * 45)))
    answered = draw(st.none() | st.integers(0, 5000))
    acknowledged = None if answered is None else min(NOW, received + timedelta(seconds=answered))
    ended = draw(st.booleans())
    entered = draw(st.lists(st.sampled_from(RUNGS), max_size=4))
    return ReportedCase(
        apart=False,
        severity=draw(st.sampled_from(Severity)),
        received_at=received,
        acknowledged_at=acknowledged,
        closed_at=NOW if ended else None,
        outcome=draw(st.sampled_from(Outcome)) if ended else None,
        reached_at=acknowledged if draw(st.booleans()) else None,
        exhausted=draw(st.booleans()),
        units=tuple(draw(st.lists(st.sampled_from(["bundi", "kota-city", "sikar"]), unique=True, max_size=2))),
        stays=tuple(Stay(rung, received, received, TimelineEvent.RUNG_ENTERED) for rung in entered),
    )


@given(st.lists(cases(), max_size=25))
def test_groups_add_up_to_the_whole(known: list[ReportedCase]) -> None:
    found = figures(known, NOW, SHIFTS, RUNGS)
    assert found.total.cases == len(known)
    for group in (found.shifts, found.days, found.months, found.severities):
        assert sum(line.cases for line in group) == len(known)
        assert sum(line.acknowledged for line in group) == found.total.acknowledged
        assert sum(line.reached for line in group) == found.total.reached
        assert sum(line.exhausted for line in group) == found.total.exhausted
        assert [sum(each) for each in zip(*(line.spread for line in group), strict=True)] == (
            list(found.total.spread) if known else []
        )
    assert sum(line.cases for line in found.units) == sum(len(case.units) or 1 for case in known)
    assert sum(found.total.climbs) == found.total.acknowledged
    assert len(found.total.climbs) == MOST_CLIMBS + 1
    assert sum(level.entered for level in found.levels) == sum(len(case.stays) for case in known)
    assert found.outcomes == Counter(case.outcome for case in known if case.outcome)
    assert found.open + sum(found.outcomes.values()) == len(known)


@given(st.lists(cases(), max_size=25), st.randoms())
def test_the_order_of_cases_changes_nothing(known: list[ReportedCase], random: object) -> None:
    turned = list(known)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert figures(known, NOW, SHIFTS, RUNGS) == figures(turned, NOW, SHIFTS, RUNGS)


@pytest.mark.parametrize(
    ("utc", "shift"),
    [("00:29", 22), ("00:30", 6), ("08:29", 6), ("08:30", 14), ("16:29", 14), ("16:30", 22), ("23:59", 22)],
)
def test_a_shift_begins_at_its_hour_in_india(utc: str, shift: int) -> None:
    assert shift_of(datetime.fromisoformat(f"2026-11-29T{utc}:00+00:00"), SHIFTS) == shift


def test_a_shift_ends_where_the_next_begins() -> None:
    assert [shift_end(start, SHIFTS) for start in SHIFTS] == [14, 22, 6]
