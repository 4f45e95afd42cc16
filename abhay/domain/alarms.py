"""The rules of alarms about the system: told at once, repeated at growing distances, ended by an all-clear.

Times of alarms are seconds of one steady clock. Nothing here knows what an alarm is about.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

LONGEST_PAUSE = 4 * 3600.0
"""Most seconds between two notices while a fault lasts: somebody of each shift hears of it."""

STEADY = 30.0
"""Seconds for which a part must be well again before the first all-clear of a series."""

LONGEST_STEADY = 900.0
"""Most seconds for which a part that failed again and again must be well before the all-clear."""

SERIES_ENDS = 3600.0
"""Seconds of peace after which the next fault counts as the first one again."""

FORGOTTEN_AFTER = 900.0
"""Seconds after which a name that has left a lasting fault is news again if it comes back."""

WINDOW = timedelta(minutes=2)
"""Time over which the absences of a part that comes and goes are added up."""

JOIN_PAUSE, LONGEST_JOIN_PAUSE = 10.0, 60.0
"""Seconds by which the pause before news of a fault grows with each that was told, and the most: the first has none."""


@dataclass(frozen=True)
class Alarm:
    """One kind of alarm as the desk knows it.

    `lasts`: the desk was told of the fault, and not yet that it is over. `notices` counts what it was told since the
    last all-clear or the last news, `faults` how often the part failed since the last hour of peace. `known` are the
    names that the desk was told of while the fault lasts, each with when it was last a part of it; `joined` is how
    often something new came to it.
    """

    lasts: bool = False
    notices: int = 0
    faults: int = 0
    told_at: float = 0.0
    well_since: float | None = None
    cleared_at: float | None = None
    known: Mapping[str, float] = field(default_factory=dict[str, float])
    joined: int = 0


def news(alarm: Alarm, about: AbstractSet[str]) -> AbstractSet[str]:
    """Returns which of the names that the fault is about the desk does not know."""
    return about - alarm.known.keys() if alarm.lasts else about


def must_tell(alarm: Alarm, at: float, tell_again: float, about: AbstractSet[str] = frozenset()) -> bool:
    """Returns whether the desk is told now: at once of what it does not know, then after twice the last pause.

    `about` names whom and what the fault concerns now. Where new names come again and again, they are told together.
    """
    if not alarm.lasts:
        return True
    pause = min(LONGEST_PAUSE, tell_again * 2 ** (alarm.notices - 1))
    if news(alarm, about):
        pause = min(pause, LONGEST_JOIN_PAUSE, JOIN_PAUSE * alarm.joined)
    return at - alarm.told_at >= pause


def is_over(alarm: Alarm, at: float) -> bool:
    """Returns whether the desk gets the all-clear now: the part was well for a while, longer after each relapse."""
    if not alarm.lasts or alarm.well_since is None:
        return False
    return at - alarm.well_since >= min(LONGEST_STEADY, STEADY * 2 ** (alarm.faults - 1))


def told(alarm: Alarm, at: float, about: AbstractSet[str] = frozenset()) -> Alarm:
    """Returns the alarm after the desk was told of it, and of these names."""
    names = dict.fromkeys(about, at)
    if alarm.lasts and news(alarm, about):
        return replace(alarm, notices=1, told_at=at, known={**alarm.known, **names}, joined=alarm.joined + 1)
    if alarm.lasts:
        return replace(alarm, notices=alarm.notices + 1, told_at=at)
    ended = alarm.cleared_at is not None and at - alarm.cleared_at >= SERIES_ENDS
    series = Alarm() if ended else alarm
    # Each fault begins with the short pause again: only the notices of one fault grow rarer.
    series = replace(series, known=names, joined=0)
    return replace(series, lasts=True, notices=1, faults=series.faults + 1, told_at=at, well_since=None)


def wrong(alarm: Alarm, at: float, about: AbstractSet[str] = frozenset()) -> Alarm:
    """Returns the alarm after its part was found wrong: a relapse before the all-clear is a fault of the same alarm.

    Of the names that the desk knows, those that the fault has not been about for long are forgotten.
    """
    last = {name: at if name in about else seen for name, seen in alarm.known.items()}
    alarm = replace(alarm, known={name: seen for name, seen in last.items() if at - seen < FORGOTTEN_AFTER})
    return alarm if alarm.well_since is None else replace(alarm, faults=alarm.faults + 1, well_since=None)


def well(alarm: Alarm, at: float) -> Alarm:
    """Returns the alarm after its part was found well."""
    return replace(alarm, well_since=at) if alarm.lasts and alarm.well_since is None else alarm


def cleared(alarm: Alarm, at: float) -> Alarm:
    """Returns the alarm after the all-clear."""
    return replace(alarm, lasts=False, well_since=None, cleared_at=at)


@dataclass(frozen=True)
class Absence:
    """When a part was missing lately, as stretches of time; the last one has no end while it is missing."""

    stretches: tuple[tuple[datetime, datetime | None], ...] = ()

    @property
    def lasts(self) -> bool:
        """Whether the part is missing."""
        return bool(self.stretches) and self.stretches[-1][1] is None

    @property
    def began(self) -> datetime:
        """The beginning of the first of the stretches. Raises `IndexError` if there is none."""
        return self.stretches[0][0]

    def add_up(self, at: datetime) -> timedelta:
        """Returns for how long the part was missing until this moment, in all."""
        return sum((max((end or at) - begin, timedelta(0)) for begin, end in self.stretches), timedelta(0))


def gone(absence: Absence, since: datetime) -> Absence:
    """Returns the absence after the part was found missing, for the first time at this moment."""
    if absence.lasts:
        return absence
    recent = [stretch for stretch in absence.stretches if stretch[1] is not None and stretch[1] > since - WINDOW]
    return Absence((*recent, (since, None)))


def back(absence: Absence, at: datetime) -> Absence:
    """Returns the absence after the part was found to be there."""
    if not absence.lasts:
        return absence
    return Absence((*absence.stretches[:-1], (absence.stretches[-1][0], at)))
