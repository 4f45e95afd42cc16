"""When the desk hears of a partner whose deliveries are refused, and when it gets the all-clear.

Anybody on the internet can send deliveries without a signature: whatever comes, the desk hears of one source once in
an hour at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WINDOW = timedelta(hours=1)
"""Time within which refusals are counted together; partners send a refused delivery again within minutes."""

MOST_UNTOLD = 2
"""Refusals within the window of which nobody is told."""

TOLD_AGAIN = timedelta(hours=1)
"""Least time between two messages about one source, with an all-clear in between or without."""


@dataclass(frozen=True)
class Refusals:
    """The refused deliveries of one source: how many by reason, since when, and whether the desk knows.

    `open`: the desk was told, and has had no all-clear since.
    """

    since: datetime
    last_at: datetime
    reasons: Mapping[str, int]
    told_at: datetime | None = None
    open: bool = False

    @property
    def count(self) -> int:
        """Returns the number of refusals since `since`."""
        return sum(self.reasons.values())


def counted(before: Refusals | None, reasons: Mapping[str, int], at: datetime) -> Refusals:
    """Returns the count with these refusals in it; it begins anew once its window is over."""
    if before is None:
        return Refusals(since=at, last_at=at, reasons=dict(reasons))
    if not before.count or at - before.since > WINDOW:
        return replace(before, since=at, last_at=at, reasons=dict(reasons))
    summed = {name: before.reasons.get(name, 0) + reasons.get(name, 0) for name in {*before.reasons, *reasons}}
    return replace(before, last_at=at, reasons=summed)


def must_tell(refusals: Refusals, at: datetime) -> bool:
    """Returns whether the desk is told now: of three or more refusals, and of the same source once in an hour."""
    if refusals.count <= MOST_UNTOLD:
        return False
    if refusals.told_at is None:
        return True
    return refusals.last_at > refusals.told_at and at - refusals.told_at >= TOLD_AGAIN


def is_over(refusals: Refusals, accepted_at: datetime | None) -> bool:
    """Returns whether the desk gets the all-clear: a delivery of the source was accepted after the last refusal."""
    return refusals.open and accepted_at is not None and accepted_at > refusals.last_at


def told(refusals: Refusals, at: datetime) -> Refusals:
    """Returns the state after a message to the desk."""
    return replace(refusals, told_at=at, open=True)


def cleared(refusals: Refusals) -> Refusals:
    """Returns the state after the all-clear: nothing is counted any more, and the hour goes on."""
    return replace(refusals, reasons={}, open=False)
