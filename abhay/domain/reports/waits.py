"""Waiting times of which some never ended: nobody answered before the case went on, ended, or was counted.

Such a wait is longer than it lasted, and nobody knows by how much. It is counted, never dropped: without the cases that
nobody answered a unit that never answers would look like the fastest.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""Waits below which no median is shown: of fewer it says nothing, and might tell of one case."""

MEDIAN: Final = 50
NINETY: Final = 90

EDGES: Final = (60, 180, 600, 1800, 3600)
"""Seconds at which `spread` divides answered waits: up to 1, 3, 10, 30 and 60 minutes, and beyond."""


@dataclass(frozen=True)
class Wait:
    """So many seconds until somebody answered, or during which nobody did."""

    seconds: float
    answered: bool


@dataclass(frozen=True)
class Quantile:
    """A length of time in seconds; `beyond` means longer than that, because too many were never answered."""

    seconds: float
    beyond: bool = False


@dataclass(frozen=True)
class Summary:
    """How long it took, of `n` waits, `unanswered` among them. Median and p90 are None of fewer than `FEWEST`."""

    n: int
    unanswered: int
    median: Quantile | None
    p90: Quantile | None

    @property
    def answered(self) -> int:
        """How many were answered."""
        return self.n - self.unanswered


def summary(waits: Iterable[Wait]) -> Summary:
    """Returns number, median and p90 of waits, those that nobody answered among them."""
    known = tuple(waits)
    unanswered = sum(not wait.answered for wait in known)
    if len(known) < FEWEST:
        return Summary(len(known), unanswered, None, None)
    return Summary(len(known), unanswered, quantile(known, MEDIAN), quantile(known, NINETY))


def quantile(waits: Sequence[Wait], percent: int) -> Quantile:
    """Returns the shortest time within which this share of all waits was answered (nearest rank).

    If so many never were, the time that it surely exceeds: each of them lasted as long as it was watched, at least.
    Raises `ValueError` for no waits.
    """
    if not waits:
        raise ValueError("there is no median of nothing")
    rank = max(1, -(-percent * len(waits) // 100))
    answered = sorted(wait.seconds for wait in waits if wait.answered)
    if rank <= len(answered):
        return Quantile(answered[rank - 1])
    return Quantile(sorted(wait.seconds for wait in waits)[rank - 1], beyond=True)


def spread(waits: Iterable[Wait]) -> tuple[int, ...]:
    """Returns how many were answered up to each of `EDGES`, then how many later, then how many never."""
    counts = [0] * (len(EDGES) + 2)
    for wait in waits:
        counts[_place(wait.seconds) if wait.answered else -1] += 1
    return tuple(counts)


def _place(seconds: float) -> int:
    """Returns the number of edges that lie below; a wait of exactly an edge is within it."""
    return bisect_right(EDGES, seconds) - (seconds in EDGES)
