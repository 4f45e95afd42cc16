"""What a home concludes from its memory, how long messages are in doubt, and which refs are new."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from abhay.domain.epochs import BEAT_EVERY, MARGIN, Known, Seen, doubt_ends, is_older, lost_time, refs_after

FIRST, SECOND, OTHER = uuid4(), uuid4(), uuid4()
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def known(current: UUID | None = SECOND, beats: int = 10, *, has_cases: bool = True) -> Known:
    return Known(current, beats, {FIRST, current} if current else (), has_cases)


@pytest.mark.parametrize(
    ("database", "home", "older"),
    [
        (known(), None, False),
        (known(beats=10), Seen(SECOND, 10, NOON), False),
        (known(beats=11), Seen(SECOND, 10, NOON), False),
        (known(beats=9), Seen(SECOND, 10, NOON), True),
        (known(beats=0), Seen(FIRST, 10, NOON), False),
        (known(beats=99), Seen(OTHER, 10, NOON), True),
        (known(beats=0, has_cases=False), Seen(OTHER, 10, NOON), False),
        (known(None), Seen(FIRST, 10, NOON), True),
        (known(None, has_cases=False), Seen(FIRST, 10, NOON), False),
    ],
    ids=[
        "a home without a memory",
        "as it was left",
        "another home has beaten since",
        "put back within the epoch",
        "another home has begun the epoch",
        "put back to before the epoch",
        "a new database",
        "put back to before there were epochs",
        "a new database without an epoch",
    ],
)
def test_a_home_knows_an_older_database(database: Known, home: Seen | None, older: bool) -> None:
    assert is_older(database, home) is older


def test_the_lost_time_ends_with_the_homes_memory() -> None:
    assert lost_time(NOON, Seen(FIRST, 1, NOON + HOUR), NOON + 5 * HOUR) == HOUR + BEAT_EVERY
    assert lost_time(NOON, Seen(FIRST, 1, NOON + HOUR), NOON + HOUR) == HOUR
    assert lost_time(NOON, None, NOON + 5 * HOUR) == 5 * HOUR
    assert lost_time(NOON, None, NOON - HOUR) == timedelta(0), "a clock that was set back"


def test_messages_are_in_doubt_for_as_long_as_the_lost_time_was() -> None:
    assert doubt_ends(NOON, HOUR) == NOON + HOUR + MARGIN


@pytest.mark.parametrize(
    ("newest", "lost", "after"),
    [
        (0, timedelta(0), 1000),
        (42, timedelta(seconds=1), 2000),
        (1000, HOUR, 2000),
        (1001, HOUR, 3000),
        (42, 24 * HOUR, 25000),
        (42, 8000 * HOUR, 101_000),
        (999_999, HOUR, 1_001_000),
    ],
)
def test_refs_go_on_past_what_may_have_been_given(newest: int, lost: timedelta, after: int) -> None:
    assert refs_after(newest, lost) == after
    assert after >= newest + 1000
    assert after % 1000 == 0
