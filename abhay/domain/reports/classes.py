"""The five classes of a map: how many cases are open in a district, and how long an acknowledgement takes there."""

from bisect import bisect_left, bisect_right
from typing import Final

from abhay.domain.reports.waits import Summary

OPEN_FROM: Final = (1, 2, 4, 8)
"""Open cases from which the next class begins; none is the first class."""

SECONDS_TO: Final = (60, 180, 600)
"""Seconds of a median up to which a class reaches; the first class is for districts with too few cases to tell."""


def open_class(count: int) -> int:
    """Returns the class of a number of open cases, 0 to 4."""
    return bisect_right(OPEN_FROM, count)


def wait_class(summary: Summary | None) -> int:
    """Returns the class of a median: 0 of too few cases, 4 of a long one or of one that nobody knows the end of."""
    if summary is None or summary.median is None:
        return 0
    return 4 if summary.median.beyond else 1 + bisect_left(SECONDS_TO, summary.median.seconds)
