"""Whether a post can be reached: every reason why not, and a score that only falls with them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.rosters.readiness import Lack, Point, PostFacts, Shortcoming, in_office_hours, readiness_of

NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
MONTH = timedelta(days=30)
SMS, VOICE = Point("sms", "Asha", NOW - timedelta(days=1)), Point("voice", "Asha", NOW - MONTH)
WHATSAPP = Point("whatsapp", "Asha", NOW - timedelta(days=1))
OLD = Point("email", None, NOW - MONTH - timedelta(seconds=1))


def lacks(*points: Point, gap_minutes: int = 0) -> list[Lack]:
    found = readiness_of("kota-city", [PostFacts("room", points, gap_minutes)], NOW, within=MONTH)
    return [each.lack for each in found.shortcomings]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((), [Lack.NO_CONTACT]),
        ((SMS,), [Lack.ONE_CONTACT, Lack.ONE_CHANNEL, Lack.NOT_TESTED]),
        ((SMS, SMS), [Lack.ONE_CHANNEL, Lack.NOT_TESTED]),
        ((SMS, OLD), [Lack.NOT_TESTED]),
        ((SMS, Point("voice")), [Lack.NOT_TESTED]),
        ((SMS, VOICE), []),
        ((WHATSAPP,), [Lack.SIDE_WAYS_ONLY]),
        ((WHATSAPP, Point("webpush"), Point("apprise")), [Lack.SIDE_WAYS_ONLY]),
        ((WHATSAPP, VOICE), []),
        ((SMS, VOICE, OLD), []),
    ],
)
def test_two_contact_points_on_two_channels_each_with_an_answered_test(points, expected) -> None:
    assert lacks(*points) == expected


def test_a_gap_of_the_roster_counts_and_is_named_by_its_minutes() -> None:
    assert lacks(SMS, VOICE, gap_minutes=61) == [Lack.ROSTER_GAP]
    found = readiness_of("x", [PostFacts("room", (SMS, VOICE), 61), PostFacts("head", (SMS, VOICE))], NOW, within=MONTH)
    assert (found.score, found.shortcomings) == (88, (Shortcoming("room", Lack.ROSTER_GAP, 61),))


def test_side_ways_alone_count_as_nothing() -> None:
    found = readiness_of("x", [PostFacts("room", (WHATSAPP,)), PostFacts("head", (SMS, VOICE))], NOW, within=MONTH)
    assert (found.score, found.shortcomings) == (50, (Shortcoming("room", Lack.SIDE_WAYS_ONLY, 1),))


points = st.builds(
    Point,
    st.sampled_from(["sms", "voice", "email"]),
    st.none(),
    st.none() | st.integers(0, 60).map(lambda days: NOW - timedelta(days=days)),
)
posts = st.lists(
    st.builds(PostFacts, st.just("room"), st.lists(points, max_size=4).map(tuple), st.sampled_from([0, 5]))
)


@given(posts)
def test_a_hundred_is_the_score_of_whoever_lacks_nothing_and_of_nobody_else(facts: list[PostFacts]) -> None:
    found = readiness_of("x", facts, NOW, within=MONTH)
    assert 0 <= found.score <= 100
    assert (found.score == 100) is (not found.shortcomings) or len(facts) > 50
    assert (found.score == 0) is (
        bool(facts)
        and not any(each.points and len(lacks(*each.points, gap_minutes=each.gap_minutes)) < 4 for each in facts)
    ) or len(facts) > 50


@pytest.mark.parametrize(
    ("at", "there"),
    [
        ("2026-11-30T10:00", True),
        ("2026-11-30T09:59", False),
        ("2026-11-30T17:59", True),
        ("2026-11-30T18:00", False),
        ("2026-12-05T12:00", True),
        ("2026-12-06T12:00", False),
    ],
)
def test_office_hours_are_indian_and_half_open_and_not_on_sundays(at: str, there: bool) -> None:
    moment = datetime.fromisoformat(f"{at}+05:30").astimezone(UTC)
    assert in_office_hours(moment, time(10), time(18)) is there
