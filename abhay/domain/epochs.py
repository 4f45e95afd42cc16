"""The rules of a database that was put back: how a home knows it, what is in doubt, which refs are new."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID

BEAT_EVERY: Final = timedelta(seconds=20)
"""Time between two beats of a watcher: what came in after the last one is in no home's memory."""

MARGIN: Final = timedelta(minutes=2)
"""Time that a message stays in doubt for longer than the lost time: steps are a little later than they were."""

REFS_PER_HOUR: Final = 1000
"""Refs left out for each begun hour of lost time: three times the alerts of one source that count as a flood."""

MOST_HOURS: Final = 100
"""Hours of lost time that count: 100,000 refs are more than a desk gives in years, and a longer ref is hard to say."""


@dataclass(frozen=True)
class Seen:
    """What a home last saw of its database: the epoch, its beats, the time, and the number of the newest ref."""

    epoch: UUID
    beats: int
    seen_at: datetime
    last_ref: int = 0


@dataclass(frozen=True)
class Known:
    """What a database says of itself: the current epoch and its beats, all its epochs, and whether it has cases."""

    current: UUID | None = None
    beats: int = 0
    epochs: Collection[UUID] = ()
    has_cases: bool = False


def is_older(database: Known, home: Seen | None) -> bool:
    """Returns whether the database stands on a state from before what the home saw.

    A home that saw an earlier epoch of this database missed one that another home has begun: nothing to do. A database
    that does not know the home's epoch stands before it began, unless it is new and has no case.
    """
    if home is None:
        return False
    if home.epoch == database.current:
        return database.beats < home.beats
    return home.epoch not in database.epochs and database.has_cases


def lost_time(stands_on: datetime, home: Seen | None, now: datetime) -> timedelta:
    """Returns the length of the time that is missing: until the home's last beat and one more, else until now."""
    until = min(now, home.seen_at + BEAT_EVERY) if home else now
    return max(until - stands_on, timedelta(0))


def doubt_ends(now: datetime, lost: timedelta) -> datetime:
    """Returns until when messages of cases of before may be repeats: their steps are carried out again from now on."""
    return now + lost + MARGIN


def refs_after(newest: int, lost: timedelta) -> int:
    """Returns the number after which refs are new: a full thousand, past what may have been given in the lost time."""
    hours = min(max(1, ceil(lost / timedelta(hours=1))), MOST_HOURS)
    return ceil((newest + hours * REFS_PER_HOUR) / 1000) * 1000
