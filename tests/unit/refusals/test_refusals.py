"""The desk hears of a refused partner after three deliveries, once in an hour, and of its end."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.intake.refusals import TOLD_AGAIN, WINDOW, Refusals, cleared, counted, is_over, must_tell, told
from abhay.wording.refusals import WORDS, render_accepted_again, render_refusals
from abhay.wording.words import Bilingual
from models.enums import RefusalReason

NOW = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
POST = Bilingual(hi="अभय डेस्क", en="Abhay desk")


def refused(*minutes: float) -> Refusals:
    state: Refusals | None = None
    for minute in minutes:
        state = counted(state, {"no_key": 1}, NOW + timedelta(minutes=minute))
    assert state is not None
    return state


@pytest.mark.parametrize(
    ("minutes", "tells"),
    [((0, 1), False), ((0, 0.1, 5), True), ((0, 20, 59), True), ((0, 61, 122), False), ((0, 1, 61), False)],
)
def test_the_desk_is_told_of_three_within_an_hour(minutes: tuple[float, ...], tells: bool) -> None:
    assert must_tell(refused(*minutes), NOW + timedelta(minutes=minutes[-1])) is tells


def test_reasons_are_counted_apart_and_together() -> None:
    state = counted(refused(0), {"no_key": 1, "too_large": 2}, NOW)
    assert (state.reasons, state.count) == ({"no_key": 2, "too_large": 2}, 4)


@pytest.mark.parametrize(
    ("accepted", "over"), [(None, False), (timedelta(minutes=1), False), (timedelta(minutes=3), True)]
)
def test_the_all_clear_needs_a_delivery_after_the_last_refusal(accepted: timedelta | None, over: bool) -> None:
    state = told(refused(0, 1, 2), NOW)
    at = None if accepted is None else NOW + accepted
    assert is_over(state, at) is over
    assert not is_over(cleared(state), at), "the all-clear is given once"
    assert not is_over(refused(0, 1, 2), at), "nobody was told"


@given(st.lists(st.tuples(st.floats(0, 30), st.booleans()), max_size=200))
def test_whatever_comes_the_desk_hears_of_a_source_once_in_an_hour(steps: list[tuple[float, bool]]) -> None:
    state, at, heard = None, NOW, list[datetime]()
    for minutes, accepted in steps:
        at += timedelta(minutes=minutes)
        if not accepted:
            state = counted(state, {"wrong_signature": 1}, at)
        if state and is_over(state, at if accepted else None):
            state = cleared(state)
        elif state and must_tell(state, at):
            state = told(state, at)
            heard.append(at)
    assert all(later - earlier >= TOLD_AGAIN for earlier, later in pairwise(heard))


@given(st.integers(3, 50), st.floats(0, 1))
def test_three_within_the_window_are_never_kept_quiet(count: int, share: float) -> None:
    gap = WINDOW * share / count
    state = None
    for number in range(count):
        state = counted(state, {"no_key": 1}, NOW + number * gap)
    assert state is not None
    assert must_tell(state, NOW + count * gap)


def test_every_reason_has_its_words_in_both_languages() -> None:
    assert set(WORDS) == set(RefusalReason)
    notice = render_refusals("google", {reason.value: 1 for reason in RefusalReason}, POST, NOW)
    for words in WORDS.values():
        assert words.hi in notice.body
        assert words.en in notice.body
    assert "google" in notice.subject


def test_the_all_clear_names_the_partner() -> None:
    clear = render_accepted_again("google", POST, NOW)
    assert "google" in clear.subject
    assert "well again" in clear.subject
    assert "फिर" in clear.body
