"""The pure rules of a provider's breaker: when it opens, when one message is let through, and when it closes.

A provider is a channel, or one of a channel's gateways. An open breaker re-routes messages, it never holds one back.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from models.enums import TryResult

WINDOW: Final = timedelta(minutes=1)
"""Failures are counted over this time."""

MOST_FAILURES: Final = 5
"""Failures within the window, with no success between them, that open the breaker; our own estimate."""

PROBE_EVERY: Final = timedelta(seconds=30)
"""Time between two messages that are let through to an open provider."""


LAPSES_AFTER: Final = timedelta(minutes=10)
"""Time without a message after which nothing is known of a provider that was down: its breaker counts as closed."""

ACCOUNT_REFUSED: Final = "account refused"
"""The reason of a breaker that only a success closes."""


@dataclass(frozen=True)
class Breaker:
    """A provider's breaker: the times of its failures within the window, in seconds since 1970.

    While `opened_at` is set it is open, for `reason`; one message is let through from `probe_at` on.
    """

    failures: tuple[float, ...] = ()
    opened_at: datetime | None = None
    reason: str | None = None
    probe_at: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        """Returns whether others are preferred to this provider now."""
        if self.probe_at is None:
            return False
        return self.reason == ACCOUNT_REFUSED or at < self.probe_at + LAPSES_AFTER


CLOSED: Final = Breaker()


def after_try(breaker: Breaker, result: TryResult, at: datetime, *, account_wide: bool = False) -> Breaker:
    """Returns the breaker after one more answer of its provider.

    A refusal of our whole account opens it at once. A refusal of one number says nothing of the provider.
    """
    if result is TryResult.SENT:
        return CLOSED
    if result is TryResult.REFUSED and not account_wide:
        return breaker
    failures = (*_recent(breaker.failures, at), at.timestamp())[-MOST_FAILURES:]
    if breaker.is_open(at):
        reason = ACCOUNT_REFUSED if account_wide else breaker.reason
        return replace(breaker, failures=failures, reason=reason, probe_at=at + PROBE_EVERY)
    if account_wide or len(failures) >= MOST_FAILURES:
        reason = ACCOUNT_REFUSED if account_wide else result.value
        return Breaker(failures, at, reason, at + PROBE_EVERY)
    return Breaker(failures)


def may_probe(breaker: Breaker, at: datetime) -> bool:
    """Returns whether one message is to be let through to see whether the provider is well again."""
    return breaker.probe_at is not None and breaker.probe_at <= at


def names_of(channel: str, providers: Iterable[str]) -> tuple[str, ...]:
    """Returns the gateways of a channel among these providers, by the names that the channel knows."""
    prefix = f"{channel}/"
    return tuple(sorted(each.removeprefix(prefix) for each in providers if each.startswith(prefix)))


def channels_of(providers: Collection[str]) -> frozenset[str]:
    """Returns the whole channels among these providers."""
    return frozenset(each for each in providers if "/" not in each)


def _recent(failures: Iterable[float], at: datetime) -> tuple[float, ...]:
    since = (at - WINDOW).timestamp()
    return tuple(moment for moment in failures if since < moment <= at.timestamp())
