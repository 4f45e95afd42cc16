"""The shifts in which the desk and the control rooms work, in Indian Standard Time."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from abhay.clock import in_ist


def shift_of(moment: datetime, starts: Sequence[int]) -> int:
    """Returns the hour at which the shift of a moment began; `starts` are hours of the day in IST, ascending.

    What is before the first of them belongs to the last, which goes over midnight.
    """
    return starts[bisect_right(starts, in_ist(moment).hour) - 1]


def shift_end(start: int, starts: Sequence[int]) -> int:
    """Returns the hour at which the shift that begins at `start` ends."""
    return starts[(starts.index(start) + 1) % len(starts)]
