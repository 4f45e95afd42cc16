"""Waits after wrong passwords, and which address belongs to which network."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.accounts import delays

AT = datetime(2026, 11, 29, tzinfo=UTC)


def test_the_wait_doubles_up_to_a_minute() -> None:
    waits = [delays.delay_after(failures).total_seconds() for failures in range(9)]
    assert waits == [0, 1, 2, 4, 8, 16, 32, 60, 60]


def test_the_first_ones_of_a_network_are_free() -> None:
    assert delays.delay_after(10, free=10) == timedelta()
    assert delays.delay_after(11, free=10) == timedelta(seconds=1)


def test_a_try_of_the_same_moment_that_was_counted_first_costs_nothing_of_itself() -> None:
    later = AT + timedelta(milliseconds=5)
    assert delays.wait_left(3, later, AT, free=10) == timedelta()
    assert delays.wait_left(11, later, AT, free=10) > timedelta()


@given(st.integers(0, 10**9), st.integers(0, 100))
def test_a_wait_never_ends_in_a_lock(failures: int, free: int) -> None:
    assert timedelta() <= delays.delay_after(failures, free=free) <= delays.LONGEST
    assert delays.wait_left(failures, AT, AT + delays.LONGEST, free=free) == timedelta()


def test_few_of_many_failures_are_written_down() -> None:
    assert [number for number in range(1, 130) if delays.is_written_down(number)] == [1, 2, 3, 4, 5, 8, 16, 32, 64, 128]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_neighbours_share_a_network(address: str, network: str) -> None:
    assert delays.network_of(address) == network
