"""Which version a change may be saved over, and the sentence for whoever comes too late."""

from datetime import UTC, datetime

import pytest

from abhay.domain.versions import Expected, made_from, stale
from abhay.errors import SavedVersion

ANY = Expected(None)
SEVEN = Expected(frozenset({"7"}))


@pytest.mark.parametrize(
    ("expected", "current", "changes", "allowed"),
    [
        (SEVEN, 7, True, True),
        (SEVEN, 8, True, False),
        (SEVEN, 8, False, False),
        (SEVEN, 77, True, False),
        (Expected(frozenset({"6", "7"})), 7, True, True),
        (Expected(frozenset()), 7, True, False),
        (Expected(frozenset({"seven"})), 7, True, False),
        (ANY, 7, True, True),
        (ANY, 0, False, True),
        (made_from(7), 7, True, True),
        (made_from(7), 8, True, False),
        (made_from(7), 8, False, True),
    ],
)
def test_a_change_is_allowed_over_a_version_that_was_expected(
    expected: Expected, current: int, changes: bool, allowed: bool
) -> None:
    assert expected.allows(current, changes=changes) is allowed


def test_what_is_news_begins_after_the_newest_version_that_was_expected() -> None:
    assert Expected(frozenset({"3", "5", "99"})).newest(range(9)) == 5
    assert Expected(frozenset({"99"})).newest(range(9)) is None
    assert ANY.newest(range(9)) is None


def test_whoever_comes_too_late_learns_who_changed_what_and_when() -> None:
    at = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
    many = tuple(f"severity.high.ladder[{n}].wait" for n in range(7))
    error = stale([SavedVersion(8, "asha", at, ("severity.imminent.repeat",)), SavedVersion(9, "ravi", at, many)])
    assert str(error) == (
        "Somebody has changed this meanwhile: read it again, then repeat your change. Saved since then:"
        " version 8 by asha, 28-11-2026 15:30:00 IST (severity.imminent.repeat);"
        " version 9 by ravi, 28-11-2026 15:30:00 IST (severity.high.ladder[0].wait, severity.high.ladder[1].wait,"
        " severity.high.ladder[2].wait, severity.high.ladder[3].wait, severity.high.ladder[4].wait and 2 more)."
    )
    assert [each.version for each in error.since] == [8, 9]


def test_a_version_that_nobody_knows_of_is_refused_without_a_list() -> None:
    assert str(stale([])) == "Somebody has changed this meanwhile: read it again, then repeat your change."
