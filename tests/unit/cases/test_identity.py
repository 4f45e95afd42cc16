"""Which open case a message belongs to, and what each level of trust means."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.intake.identity import Arriving, Match, case_of_person, key_after, may_join, maybe_same
from abhay.domain.intake.trust import MEANINGS, is_believed, is_held, most_believed
from models.enums import Status, Trust
from tests.unit.escalation.world import START, seconds


@dataclass(frozen=True)
class Known:
    status: Status = Status.AWAITING
    trust: Trust = Trust.VERIFIED
    drill: bool = False
    received_at: datetime = START


MESSAGE = Arriving(Trust.VERIFIED, drill=False, since=START)


@pytest.mark.parametrize("message", Trust)
@pytest.mark.parametrize("case", Trust)
def test_both_senders_must_be_believed(message: Trust, case: Trust) -> None:
    both = {message, case} <= {Trust.VERIFIED, Trust.FORWARDED}
    assert may_join(replace(MESSAGE, trust=message), Match(Known(trust=case), 1, START)) is both


@pytest.mark.parametrize(
    ("match", "joins"),
    [
        (Match(Known(), 1, START), True),
        (Match(Known(), 1, START - seconds(1)), False),
        (Match(Known(), 0, START), False),
        (Match(Known(drill=True), 1, START), False),
        *((Match(Known(status=status), 1, START), status is not Status.CLOSED) for status in Status),
    ],
)
def test_a_message_joins_an_open_case_that_was_heard_of_in_the_window(match: Match[Known], joins: bool) -> None:
    assert may_join(MESSAGE, match) is joins


def test_a_drill_joins_a_drill_alone() -> None:
    message = replace(MESSAGE, drill=True)
    assert may_join(message, Match(Known(drill=True), 1, START))
    assert not may_join(message, Match(Known(), 1, START))


def test_of_several_cases_the_one_that_shares_most_and_then_the_newest() -> None:
    newer = Known(received_at=START + seconds(1))
    assert case_of_person(MESSAGE, []) is None
    assert case_of_person(MESSAGE, [Match(Known(), 2, START), Match(newer, 1, START)]) == Known()
    assert case_of_person(MESSAGE, [Match(Known(), 2, START), Match(newer, 2, START)]) == newer


def test_a_number_joins_one_case_alone_and_never_before_a_proof() -> None:
    one, two = Known(), Known(received_at=START + seconds(1))
    by_number = [Match(each, 0, START, by_number=True) for each in (one, two)]
    assert case_of_person(MESSAGE, by_number[:1]) is one
    assert case_of_person(MESSAGE, by_number) is None
    assert case_of_person(MESSAGE, [*by_number, Match(Known(trust=Trust.FORWARDED), 1, START)]) == Known(
        trust=Trust.FORWARDED
    )


def test_what_may_be_the_same_person_is_open_no_drill_and_not_the_case_that_was_joined() -> None:
    home, other = Known(), Known(received_at=START + seconds(1))
    found = [Match(each, 0, START) for each in (home, other, Known(drill=True), Known(status=Status.CLOSED))]
    assert maybe_same(MESSAGE, home, found) == [other]
    assert maybe_same(MESSAGE, None, found) == [home, other]


def test_a_key_after_closure_is_another_one_each_time() -> None:
    cases = [uuid4(), uuid4()]
    keys = {"key", *(key_after("key", each) for each in cases), key_after(key_after("key", cases[0]), cases[1])}
    assert len(keys) == 4
    assert key_after("key", cases[0]) == key_after("key", cases[0])


known = st.builds(
    Known,
    status=st.sampled_from(Status),
    trust=st.sampled_from(Trust),
    drill=st.booleans(),
    received_at=st.integers(0, 9).map(lambda n: START + seconds(n)),
)
matches = st.builds(Match[Known], known, st.integers(0, 3), st.integers(-2, 2).map(lambda n: START + seconds(n)))


@given(message=st.builds(Arriving, st.sampled_from(Trust), st.booleans(), st.just(START)), found=st.lists(matches))
def test_a_message_opens_a_case_only_if_it_may_join_none(message: Arriving, found: list[Match[Known]]) -> None:
    joinable = [match for match in found if may_join(message, match)]
    home = case_of_person(message, found)
    assert (home is None) is (not joinable)
    if home is not None:
        assert max(match.shared for match in joinable) == max(m.shared for m in joinable if m.case == home)


@pytest.mark.parametrize(
    ("trust", "believed", "desk_hears"),
    [
        (Trust.VERIFIED, True, False),
        (Trust.FORWARDED, True, True),
        (Trust.FAILED, False, False),
        (Trust.NONE, False, False),
    ],
)
def test_what_each_level_of_trust_means(trust: Trust, believed: bool, desk_hears: bool) -> None:
    assert (MEANINGS[trust].believed, MEANINGS[trust].desk_hears) == (believed, desk_hears)
    assert is_believed(trust) is believed
    assert is_held(trust, has_units=False) is not believed
    assert not is_held(trust, has_units=True), "an operator routed it"


def test_every_level_of_trust_has_its_place() -> None:
    assert list(MEANINGS) == list(Trust)
    for place, level in enumerate(Trust):
        assert most_believed(list(Trust)[place:]) is level
