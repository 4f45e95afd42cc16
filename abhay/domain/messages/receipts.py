"""The pure rule of receipts: what a message's state is, given everything that its gateway reported of it.

Receipts come early, late, doubled and in any order, so the state is a fold of all of them and never depends on which
came last: delivered is final, a failure gives way to a delivery alone, and "sent" overwrites nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from models.enums import Reported

_WEIGHT: Final = {Reported.UNKNOWN: 0, Reported.SENT: 1, Reported.FAILED: 2, Reported.DELIVERED: 3}
"""The heavier report decides."""


@dataclass(frozen=True)
class Event:
    """One receipt: what it says, and when it came to us."""

    reported: Reported
    received_at: datetime


@dataclass(frozen=True)
class Folded:
    """The state after all receipts. `late`: it was reported as failed first and arrived all the same."""

    state: Reported
    late: bool = False


def fold(events: Iterable[Event]) -> Folded | None:
    """Returns the state of a message after these receipts, whatever their order; None without any."""
    found = tuple(events)
    if not found:
        return None
    state = max((each.reported for each in found), key=_WEIGHT.__getitem__)
    if state is not Reported.DELIVERED:
        return Folded(state)
    delivered = min(each.received_at for each in found if each.reported is Reported.DELIVERED)
    return Folded(state, any(each.reported is Reported.FAILED and each.received_at < delivered for each in found))
