"""Shares the due cases between engine and watcher when more are due than the engine can carry in time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol, Self, TypeVar

STANDS_BACK = timedelta(seconds=5)
"""Lateness of a step up to which the engine leaves an overload to a watcher: beyond it, that may move nothing."""

PASSES_BESIDE_WATCHER = 2
"""Passes of the engine at a time beyond that: pages need the processors more than Prefect's records do."""

HASTE = 8
"""By this the grace for steps is divided while the engine does not keep up: a quarter of a second of the usual two."""

QUEUE = 3
"""Steps that have waited for the engine as long as that at one moment: it does not keep up."""


class DueCase(Protocol):
    """A due case: how late it is, whether a worker holds it (`leased`), and whether only notices are due.

    `worker_listens` is whether any worker at all would be woken for it.
    """

    @property
    def late(self) -> timedelta: ...  # noqa: D102  said above

    @property
    def leased(self) -> bool: ...  # noqa: D102  said above

    @property
    def only_notices(self) -> bool: ...  # noqa: D102  said above

    @property
    def worker_listens(self) -> bool: ...  # noqa: D102  said above


Due = TypeVar("Due", bound=DueCase)


def is_overload(due: int, capacity: int) -> bool:
    """Returns whether more cases are due than the `capacity` that the engine carries within the watcher's grace."""
    return due > capacity


def passes_beside_watcher(due: Sequence[DueCase]) -> int:
    """Returns how many passes the engine runs at a time under overload, while a watcher pages.

    None: a pass takes the processors for as long as the watcher needs to page some twenty cases. A few, once a step
    has waited for longer than `STANDS_BACK`.
    """
    waits = any(case.late > STANDS_BACK and not case.only_notices for case in due)
    return PASSES_BESIDE_WATCHER if waits else 0


@dataclass(frozen=True)
class GracePeriods:
    """How long the watcher leaves a due case to the engine: one period for a step with pages, one for notices alone.

    Notices have the shorter one: an acknowledgement should be known within a second (docs/contract.md, section 7),
    and the engine loses no step when the watcher sends a notice. While no worker listens, the engine has no time
    at all, unless only Prefect can see the workers (`workers_unseen`).
    """

    steps: timedelta
    notices: timedelta
    workers_unseen: bool = False

    def hasty(self) -> Self:
        """Returns the periods for an engine that does not keep up: the one for steps, divided by `HASTE`."""
        return replace(self, steps=self.steps / HASTE)

    def lapsed(self, case: DueCase) -> bool:
        """Returns whether a step has waited out its period, for an engine that is there to be waited for."""
        there = case.worker_listens or self.workers_unseen
        return there and not case.only_notices and self.ends_in(case) <= timedelta(0)

    def ends_in(self, case: DueCase) -> timedelta:
        """Returns how long the engine still has for this case; zero or less once its time is over."""
        if not (case.worker_listens or self.workers_unseen):
            return -case.late
        return (min(self.steps, self.notices) if case.only_notices else self.steps) - case.late


def is_behind(due: Sequence[DueCase], grace: GracePeriods) -> bool:
    """Returns whether the engine does not keep up: `QUEUE` steps have waited for it, each as long as a hasty grace.

    `grace` is the usual one. One or two that wait may have a reason of their own (a lock, a channel that hangs).
    """
    return sum(map(grace.hasty().lapsed, due)) >= QUEUE


def share_of_watcher(due: Sequence[Due], *, capacity: int, grace: GracePeriods) -> list[Due]:
    """Returns the due cases that the watcher takes, in the given order: most urgent first.

    It takes each case that is late beyond its grace, even if a worker holds it. Under overload it also takes at once
    all that no worker holds: the engine stands back (`passes_beside_watcher`).
    """
    overload = is_overload(len(due), capacity)
    return [case for case in due if grace.ends_in(case) <= timedelta(0) or (overload and not case.leased)]


class EnginePace:
    """Remembers for `memory` seconds that the engine did not keep up, by the seconds of any steady clock.

    `crowded`: more was due than it carries. `behind`: it let steps wait although there were few.
    """

    def __init__(self, memory: float) -> None:
        self._memory = memory
        self._crowded_until = self._behind_until = self._behind_since = float("-inf")

    def saw(self, now: float, *, crowded: bool, behind: bool) -> None:
        """Notes what a look found."""
        if crowded:
            self._crowded_until = now + self._memory
        if behind:
            if not self.behind(now):
                self._behind_since = now
            self._behind_until = now + self._memory

    def crowded(self, now: float) -> bool:
        """Returns whether more was due than the engine carries, within the memory."""
        return now < self._crowded_until

    def behind(self, now: float) -> bool:
        """Returns whether steps waited for the engine, within the memory."""
        return now < self._behind_until

    def in_haste(self, now: float) -> bool:
        """Returns whether the watcher waits no longer than a hasty grace for the engine."""
        return self.crowded(now) or self.behind(now)

    def lasts(self, now: float) -> bool:
        """Returns whether the engine has been behind for longer than the memory: that is no burst any more."""
        return self.behind(now) and now >= self._behind_since + self._memory
