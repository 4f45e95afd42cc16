"""A provider's breaker: opens on many failures within a minute or one refusal of our account, closes on a success."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages.breaker import (
    CLOSED,
    LAPSES_AFTER,
    MOST_FAILURES,
    PROBE_EVERY,
    WINDOW,
    Breaker,
    after_try,
    channels_of,
    may_probe,
    names_of,
)
from models.enums import TryResult

START = datetime(2026, 11, 29, tzinfo=UTC)
DOWN = (TryResult.UNAVAILABLE, TryResult.UNKNOWN)

tries = st.lists(st.tuples(st.sampled_from(TryResult), st.booleans(), st.floats(0, 120, allow_nan=False)), max_size=40)


def run(answers: list[tuple[TryResult, bool, float]]) -> tuple[Breaker, datetime]:
    breaker, at = CLOSED, START
    for result, wide, gap in answers:
        at += timedelta(seconds=gap)
        breaker = after_try(breaker, result, at, account_wide=wide and result is TryResult.REFUSED)
    return breaker, at


def test_the_fifth_failure_within_a_minute_opens_it() -> None:
    breaker, at = run([(TryResult.UNAVAILABLE, False, 10.0)] * (MOST_FAILURES - 1))
    assert not breaker.is_open(at)
    breaker, at = run([(TryResult.UNAVAILABLE, False, 10.0)] * MOST_FAILURES)
    assert (breaker.opened_at, breaker.reason) == (at, "unavailable")
    assert not may_probe(breaker, at)
    assert may_probe(breaker, at + PROBE_EVERY)


def test_failures_that_are_far_apart_do_not_open_it() -> None:
    breaker, at = run([(TryResult.UNKNOWN, False, WINDOW.total_seconds() / 3)] * 50)
    assert not breaker.is_open(at)


def test_a_refusal_of_the_account_opens_it_at_once_and_one_of_a_number_never() -> None:
    assert run([(TryResult.REFUSED, True, 0.0)])[0].reason == "account refused"
    assert run([(TryResult.REFUSED, False, 0.1)] * 50)[0] == CLOSED


def test_one_that_was_down_lapses_without_messages_and_a_refused_account_does_not() -> None:
    down, at = run([(TryResult.UNAVAILABLE, False, 1.0)] * MOST_FAILURES)
    assert not down.is_open(at + PROBE_EVERY + LAPSES_AFTER)
    refused, at = run([(TryResult.REFUSED, True, 0.0)])
    assert refused.is_open(at + 100 * LAPSES_AFTER)


def test_a_failed_probe_waits_for_the_next_one() -> None:
    breaker, at = run([(TryResult.UNAVAILABLE, False, 1.0)] * MOST_FAILURES)
    later = after_try(breaker, TryResult.UNAVAILABLE, at + PROBE_EVERY)
    assert later.opened_at == breaker.opened_at
    assert not may_probe(later, at + PROBE_EVERY)


@given(tries)
def test_a_success_always_closes_it(answers: list) -> None:
    breaker, at = run(answers)
    assert after_try(breaker, TryResult.SENT, at) == CLOSED


@given(tries)
def test_it_is_open_for_a_reason_and_always_comes_to_a_probe(answers: list) -> None:
    breaker, at = run(answers)
    assert (breaker.opened_at is None) == (breaker.reason is None) == (breaker.probe_at is None)
    assert not breaker.is_open(at) or may_probe(breaker, at + PROBE_EVERY)
    assert len(breaker.failures) <= MOST_FAILURES


@given(tries)
def test_it_opens_only_for_an_account_or_enough_failures_since_the_last_success(answers: list) -> None:
    breaker, at = run(answers)
    last = max((n for n, (result, *_) in enumerate(answers) if result is TryResult.SENT), default=-1)
    since = answers[last + 1 :]
    wide = any(result is TryResult.REFUSED and wide for result, wide, _ in since)
    assert not breaker.is_open(at) or wide or sum(result in DOWN for result, *_ in since) >= MOST_FAILURES


def test_a_channel_and_its_gateways_are_told_apart() -> None:
    providers = ["sms", "sms/one", "sms/two", "voice/one"]
    assert names_of("sms", providers) == ("one", "two")
    assert channels_of(providers) == {"sms"}
