"""The pure rule of rosters: who is on duty at one post at a moment, and when nobody is.

Weekly duty windows run in Indian Standard Time and may cross midnight, also that from Sunday to Monday. Shifts of an
imported calendar and overrides are spans between two moments. Everything is half-open: who begins at 14:00 is on
duty at 14:00, who ends then is not. India has no daylight saving time, so that every week has the same minutes.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

DAY = 24 * 60
WEEK = 7 * DAY
DAYS_AHEAD = 14
"""The days for which gaps are named."""

_IST = timedelta(hours=5, minutes=30)
_A_MONDAY = datetime(2024, 1, 1, tzinfo=UTC) - _IST
"""A Monday, 00:00 in India."""

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class DutyWindow:
    """A weekly time of duty: minutes since Monday 00:00 IST (0 to 10,079), and how many of them (1 to 10,080)."""

    who: str
    starts: int
    minutes: int

    def covers(self, minute: int) -> bool:
        """Returns whether a minute of the week belongs to it."""
        return (minute - self.starts) % WEEK < self.minutes


@dataclass(frozen=True)
class DutySpan:
    """A time of duty from `start` until before `end`: one shift of a calendar, or an override."""

    who: frozenset[str]
    start: datetime
    end: datetime

    def covers(self, at: datetime) -> bool:
        """Returns whether a moment belongs to it."""
        return self.start <= at < self.end


@dataclass(frozen=True)
class Roster:
    """The roster of one post of one unit. Whoever is on duty is named by a key, such as a contact point's name."""

    windows: tuple[DutyWindow, ...] = ()
    shifts: tuple[DutySpan, ...] = ()
    overrides: tuple[DutySpan, ...] = ()

    @property
    def regular(self) -> bool:
        """Whether the post has a roster: windows or shifts. Overrides alone hold for their own time only."""
        return bool(self.windows or self.shifts)

    @property
    def named(self) -> frozenset[str]:
        """The keys of everybody who has duty in it; overrides aside."""
        return frozenset(each.who for each in self.windows).union(*(each.who for each in self.shifts))


@dataclass(frozen=True)
class Gap:
    """A time from `start` until before `end` at which nobody is on duty."""

    start: datetime
    end: datetime


def minute_of_week(at: datetime) -> int:
    """Returns the minutes since Monday 00:00 IST, 0 to 10,079, of an aware moment."""
    return (at - _A_MONDAY) // _MINUTE % WEEK


def on_duty(roster: Roster, at: datetime) -> frozenset[str] | None:
    """Returns the keys of those who are on duty; None where no roster says anything: then everybody of the post is.

    An override in force beats windows and shifts; of several in force at once, everybody is on duty.
    """
    beats = [each.who for each in roster.overrides if each.covers(at)]
    if beats:
        return frozenset[str]().union(*beats)
    if not roster.regular:
        return None
    minute = minute_of_week(at)
    weekly = {each.who for each in roster.windows if each.covers(minute)}
    return frozenset(weekly).union(*(each.who for each in roster.shifts if each.covers(at)))


def gaps(roster: Roster, reachable: Collection[str], start: datetime, days: int = DAYS_AHEAD) -> list[Gap]:
    """Returns when none of the `reachable` keys is on duty in the days from `start` on, exact at each boundary."""
    end, there = start + timedelta(days=days), frozenset(reachable)
    found: list[Gap] = []
    for since, until in pairwise(_boundaries(roster, start, end)):
        duty = on_duty(roster, since)
        if duty is None or duty & there:
            continue
        if found and found[-1].end == since:
            found[-1] = Gap(found[-1].start, until)
        else:
            found.append(Gap(since, until))
    return found


def _boundaries(roster: Roster, start: datetime, end: datetime) -> Sequence[datetime]:
    """Returns both ends, and every moment between them at which somebody's duty begins or ends."""
    moments = {edge for span in (*roster.shifts, *roster.overrides) for edge in (span.start, span.end)}
    moments.update(_weekly(roster.windows, start, end))
    return sorted({start, end, *(each for each in moments if start < each < end)})


def _weekly(windows: Sequence[DutyWindow], start: datetime, end: datetime) -> Iterator[datetime]:
    edges = {edge % WEEK for each in windows for edge in (each.starts, each.starts + each.minutes)}
    week = _A_MONDAY + (start - _A_MONDAY) // timedelta(minutes=WEEK) * timedelta(minutes=WEEK)
    while week < end:
        yield from (week + edge * _MINUTE for edge in edges)
        week += timedelta(minutes=WEEK)
