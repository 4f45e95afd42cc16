"""When more is due than the engine can carry in time: who takes which case. Pure: the order in, a share out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar


class DueCase(Protocol):
    """A due case: for how long it has been, whether a worker is looking at it, and whether only notices are due."""

    @property
    def late(self) -> timedelta: ...  # noqa: D102  said above

    @property
    def leased(self) -> bool: ...  # noqa: D102  said above

    @property
    def only_notices(self) -> bool: ...  # noqa: D102  said above


Due = TypeVar("Due", bound=DueCase)


def is_crowd(due: int, crowd: int) -> bool:
    """Whether so many due cases are more than the engine can carry within the watcher's grace."""
    return due > crowd


@dataclass(frozen=True)
class Patience:
    """For how long the watcher leaves to the engine what is due: a step with its pages, and notices alone.

    Notices are shorter: that a case is taken should be known within a second (contract, section 7), and
    sending one for a busy engine takes no step from it.
    """

    steps: timedelta
    notices: timedelta

    def ends_in(self, case: DueCase) -> timedelta:
        """How long this case is still the engine's; not positive: no longer."""
        return (min(self.steps, self.notices) if case.only_notices else self.steps) - case.late


def share_of_watcher(due: Sequence[Due], *, crowd: int, patience: Patience) -> list[Due]:
    """What the watcher takes of the due cases, which come most urgent first; the order stays.

    Whatever is late beyond its patience, whoever looks at it; and of a crowd those beyond the `crowd`
    most urgent at once, unless a worker is at them. The most urgent ones are left to the engine for the
    length of the patience: it begins with them, too.
    """
    return [
        case
        for place, case in enumerate(due)
        if patience.ends_in(case) <= timedelta(0) or (place >= crowd and not case.leased)
    ]
