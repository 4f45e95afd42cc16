"""When more is due than the engine can carry in time: who takes which case. Pure: the order in, a share out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol, TypeVar


class DueCase(Protocol):
    """A due case: for how long it has been, and whether a worker is looking at it."""

    @property
    def late(self) -> timedelta: ...  # noqa: D102  said above

    @property
    def leased(self) -> bool: ...  # noqa: D102  said above


Due = TypeVar("Due", bound=DueCase)


def is_crowd(due: int, crowd: int) -> bool:
    """Whether so many due cases are more than the engine can carry within the watcher's grace."""
    return due > crowd


def share_of_watcher(due: Sequence[Due], *, crowd: int, grace: timedelta) -> list[Due]:
    """What the watcher takes of the due cases, which come most urgent first; the order stays.

    Whatever is late by the grace, whoever looks at it; and of a crowd those beyond the `crowd` most
    urgent at once, unless a worker is at them. The most urgent ones are left to the engine for the
    length of the grace: it begins with them, too.
    """
    return [case for place, case in enumerate(due) if case.late >= grace or (place >= crowd and not case.leased)]
