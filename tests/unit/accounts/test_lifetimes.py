"""A session ends at its time, an admin's also when nobody uses it; a password counts as given for five minutes."""

from datetime import UTC, datetime, timedelta

import pytest

from abhay.domain.accounts.lifetimes import DISPLAY, FRESH, IDLE, SHIFT, is_fresh, is_over
from models.enums import Role

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize("role", [*Role, None])
def test_a_session_ends_at_its_time_however_lately_it_was_used(role: Role | None) -> None:
    end = NOON + SHIFT
    assert not is_over(role, end, end - 2 * MOMENT, end - MOMENT)
    assert is_over(role, end, end - MOMENT, end)


def test_an_admins_session_ends_when_nobody_uses_it() -> None:
    idle = IDLE[Role.ADMIN]
    assert not is_over(Role.ADMIN, NOON + SHIFT, NOON, NOON + idle - MOMENT)
    assert is_over(Role.ADMIN, NOON + SHIFT, NOON, NOON + idle)


@pytest.mark.parametrize("role", [role for role in [*Role, None] if role not in IDLE])
def test_a_board_that_nobody_touches_stays_signed_in(role: Role | None) -> None:
    assert not is_over(role, NOON + DISPLAY, NOON, NOON + SHIFT)


def test_a_password_counts_for_five_minutes() -> None:
    assert timedelta(minutes=5) == FRESH
    assert is_fresh(NOON, NOON + FRESH - MOMENT)
    assert not is_fresh(NOON, NOON + FRESH)
