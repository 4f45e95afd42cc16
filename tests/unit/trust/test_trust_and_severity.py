"""Who is believed, and which alert is more urgent: each vocabulary stands in one table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.intake.severity import SEVEREST_FIRST, severest
from abhay.domain.intake.trust import MEANINGS, is_believed, is_held, most_believed
from models.enums import Severity, Trust


def test_every_trust_and_every_severity_stands_in_its_table() -> None:
    assert list(MEANINGS) == list(Trust)
    assert tuple(Severity) == SEVEREST_FIRST


@pytest.mark.parametrize(
    ("trust", "believed"),
    [(Trust.VERIFIED, True), (Trust.FORWARDED, True), (Trust.FAILED, False), (Trust.NONE, False)],
)
def test_only_a_proven_sender_is_believed(trust: Trust, believed: bool) -> None:
    assert is_believed(trust) is believed
    assert is_held(trust, has_units=False) is not believed


@pytest.mark.parametrize("trust", Trust)
def test_whoever_has_a_unit_is_not_held(trust: Trust) -> None:
    assert not is_held(trust, has_units=True)


def test_the_desk_hears_of_a_forwarded_alert_alone() -> None:
    assert [trust for trust in Trust if MEANINGS[trust].desk_hears] == [Trust.FORWARDED]


@given(st.lists(st.sampled_from(Trust), min_size=1))
def test_a_case_is_believed_as_soon_as_one_message_is(trusts: list[Trust]) -> None:
    best = most_believed(trusts)
    assert best in trusts
    assert is_believed(best) is any(is_believed(each) for each in trusts)


@given(st.lists(st.sampled_from(Severity), min_size=1), st.sampled_from(Severity))
def test_one_more_message_never_makes_a_case_less_urgent(severities: list[Severity], more: Severity) -> None:
    before, after = severest(severities), severest([*severities, more])
    assert SEVEREST_FIRST.index(after) <= SEVEREST_FIRST.index(before)
    assert after in (before, more)


def test_imminent_comes_before_high_before_concern() -> None:
    assert severest([Severity.CONCERN, Severity.HIGH, Severity.IMMINENT]) is Severity.IMMINENT
    assert severest([Severity.CONCERN, Severity.HIGH]) is Severity.HIGH
