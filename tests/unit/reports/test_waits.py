"""Medians of waits of which some never ended: held to a naive model, and to what any end of theirs would have given."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.reports.waits import EDGES, FEWEST, Quantile, Wait, quantile, spread, summary

WAITS = st.lists(st.builds(Wait, st.integers(0, 5000).map(float), st.booleans()), max_size=40)
SOME = WAITS.filter(bool)
PERCENT = st.integers(1, 100)


def naive(values: list[float], percent: int) -> float:
    """The first value that at least this share of all values does not exceed, by counting."""
    ordered = sorted(values)
    return next(each for each in ordered if sum(other <= each for other in ordered) * 100 >= percent * len(ordered))


@given(SOME, PERCENT)
def test_a_quantile_is_that_of_counting_where_nobody_answered_ever(waits: list[Wait], percent: int) -> None:
    ends = [wait.seconds if wait.answered else math.inf for wait in waits]
    found = quantile(waits, percent)
    assert found.beyond == math.isinf(naive(ends, percent))
    if not found.beyond:
        assert found.seconds == naive(ends, percent)


@given(SOME, PERCENT, st.data())
def test_however_long_the_unanswered_would_have_taken_a_bound_holds(
    waits: list[Wait], percent: int, data: st.DataObject
) -> None:
    ends = [wait.seconds + (0 if wait.answered else data.draw(st.integers(0, 9999))) for wait in waits]
    found = quantile(waits, percent)
    if found.beyond:
        assert naive(ends, percent) >= found.seconds
    else:
        assert naive(ends, percent) <= found.seconds


@given(WAITS)
def test_no_wait_is_dropped_and_of_few_nothing_is_shown(waits: list[Wait]) -> None:
    found = summary(waits)
    assert found.n == len(waits) == sum(spread(waits))
    assert found.unanswered == sum(not wait.answered for wait in waits) == spread(waits)[-1]
    assert found.answered + found.unanswered == found.n
    assert (found.median is None) == (found.p90 is None) == (len(waits) < FEWEST)


@given(SOME.filter(lambda waits: len(waits) >= FEWEST))
def test_the_median_is_never_longer_than_what_holds_for_ninety_of_a_hundred(waits: list[Wait]) -> None:
    found = summary(waits)
    assert found.median is not None
    assert found.p90 is not None
    assert (found.median.beyond, found.median.seconds) <= (found.p90.beyond, found.p90.seconds) or found.p90.beyond


@given(SOME)
def test_an_answer_that_never_came_makes_no_median_shorter(waits: list[Wait]) -> None:
    ends = [wait.seconds if wait.answered else math.inf for wait in waits]
    assert naive([*ends, math.inf], 50) >= naive(ends, 50)


@given(WAITS)
def test_the_spread_counts_each_answer_in_the_first_step_that_it_fits_in(waits: list[Wait]) -> None:
    answered = [wait.seconds for wait in waits if wait.answered]
    up_to = [sum(seconds <= edge for seconds in answered) for edge in EDGES]
    counts = spread(waits)
    assert [sum(counts[: place + 1]) for place in range(len(EDGES))] == up_to
    assert sum(counts[:-1]) == len(answered)


def test_a_unit_that_never_answers_has_no_short_median() -> None:
    waits = [Wait(20.0, answered=True)] * 3 + [Wait(300.0, answered=False)] * 4
    assert summary(waits).median == Quantile(300.0, beyond=True)


def test_there_is_no_median_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        quantile([], 50)
