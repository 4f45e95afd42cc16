from datetime import UTC, datetime

from abhay.clock import in_ist, ist, ist_seconds

EVENING = datetime(2026, 11, 12, 18, 35, 7, tzinfo=UTC)


def test_a_moment_is_written_as_officials_write_it() -> None:
    assert ist(EVENING) == "13-11-2026 00:05 IST"
    assert ist_seconds(EVENING) == "13-11-2026 00:05:07"
    assert ist_seconds(None) == ""


def test_it_stays_the_same_moment() -> None:
    assert in_ist(EVENING) == EVENING
    assert in_ist(EVENING).utcoffset() is not None
