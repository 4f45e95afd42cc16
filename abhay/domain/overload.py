"""Shares the due cases between engine and watcher when more are due than the engine can carry in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar


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

    def ends_in(self, case: DueCase) -> timedelta:
        """Returns how long the engine still has for this case; zero or less once its time is over."""
        if not (case.worker_listens or self.workers_unseen):
            return -case.late
        return (min(self.steps, self.notices) if case.only_notices else self.steps) - case.late


def share_of_watcher(due: Sequence[Due], *, capacity: int, grace: GracePeriods) -> list[Due]:
    """Returns the due cases that the watcher takes, in the given order: most urgent first.

    It takes each case that is late beyond its grace, even if a worker holds it. Under overload it also takes at once
    the cases beyond the `capacity` most urgent, unless a worker holds them. The engine keeps the most urgent ones
    for the length of the grace, since it begins with them too.
    """
    return [
        case
        for place, case in enumerate(due)
        if grace.ends_in(case) <= timedelta(0) or (place >= capacity and not case.leased)
    ]
