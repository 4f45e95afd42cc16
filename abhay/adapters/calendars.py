"""Reads duty shifts from an iCalendar file (RFC 5545), without asking anybody on the network.

Times without a zone are Indian ones. A date stands for the whole day. Rules without an end are read within a bounded
time only. What cannot be read is named, never left out in silence: the libraries would swap the ends of an event that
ends before it begins, take an unknown zone for none, and cut the last night of a rule whose `UNTIL` is a date.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, cast

import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]  it brings none
from icalendar import Calendar

from abhay.clock import IST

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_EVENTS: Final = 5_000
"""Events of a file, and shifts that it may become: three shifts of five people for a year."""

_Event = Any
"""A component or a property of the library: their values are of many types."""

_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_BOUNDS = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYHOUR": 23, "BYMINUTE": 59, "BYWEEKNO": 53, "BYYEARDAY": 366}


@dataclass(frozen=True)
class CalendarShift:
    """One time of duty in a calendar; `summary` names who has it."""

    summary: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class CalendarProblem:
    """What cannot be read, and where: an event's summary, or the file."""

    where: str
    what: str


@dataclass(frozen=True)
class ReadCalendar:
    """The shifts of a calendar within a time, in order, and everything in it that could not be read."""

    shifts: tuple[CalendarShift, ...] = ()
    problems: tuple[CalendarProblem, ...] = ()


def read_calendar(data: bytes, since: datetime, until: datetime) -> ReadCalendar:
    """Returns the shifts that touch the time from `since` until before `until`, both aware."""
    if len(data) > MOST_BYTES:
        return ReadCalendar(problems=(CalendarProblem("the file", f"is larger than {MOST_BYTES // 1024} KiB"),))
    try:
        calendar: Any = Calendar.from_ical(data)
    except (ValueError, KeyError, IndexError) as error:
        return ReadCalendar(problems=(CalendarProblem("the file", f"is no iCalendar ({_line(error)})"),))
    events: list[_Event] = calendar.walk("VEVENT")
    if len(events) > MOST_EVENTS:
        return ReadCalendar(problems=(CalendarProblem("the file", f"has more than {MOST_EVENTS} events"),))
    zones = [each for each in calendar.subcomponents if each.name == "VTIMEZONE"]
    shifts: set[CalendarShift] = set()
    problems: list[CalendarProblem] = []
    for series in _by_series(events):
        found, wrong = _of_series(series, zones, since, until)
        shifts.update(found)
        problems += wrong
        if len(shifts) > MOST_EVENTS:
            problems.append(CalendarProblem("the file", f"has more than {MOST_EVENTS} shifts"))
            break
    ordered = sorted(shifts, key=lambda each: (each.start, each.end, each.summary))
    return ReadCalendar(tuple(ordered), tuple(dict.fromkeys(problems)))


def _by_series(events: Iterable[_Event]) -> Iterator[list[_Event]]:
    """Returns events of one series together: those of one UID, or each alone without one."""
    series: dict[str, list[_Event]] = {}
    for number, event in enumerate(events):
        series.setdefault(str(event.get("UID") or f"event {number}"), []).append(event)
    yield from series.values()


def _of_series(
    series: Sequence[_Event], zones: Sequence[Any], since: datetime, until: datetime
) -> tuple[list[CalendarShift], list[CalendarProblem]]:
    where = _summary(series[0]) or "an event without a SUMMARY"
    problems = [CalendarProblem(where, what) for event in series for what in _problems(event)]
    if problems:
        return [], problems
    alone = Calendar()
    for part in (*zones, *(_ending_with_its_day(event) for event in series)):
        alone.add_component(part)
    try:
        occurrences = recurring_ical_events.of(alone).between(since - timedelta(days=1), until + timedelta(days=1))
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        return [], [CalendarProblem(where, f"cannot be read ({_line(error)})")]
    shifts = [_shift(each) for each in occurrences if str(each.get("STATUS", "")).upper() != "CANCELLED"]
    return [each for each in shifts if each.start < until and since < each.end], []


def _problems(event: _Event) -> Iterator[str]:
    if not _summary(event):
        yield "has no SUMMARY, which names who is on duty"
    if broken := [what for _, what in event.errors]:
        yield f"has a line that cannot be read ({_line(broken[0])})"
        return
    try:
        start = event["DTSTART"].dt
        end = event["DTEND"].dt if "DTEND" in event else None
        length = event["DURATION"].dt if "DURATION" in event else None
    except (KeyError, ValueError, AttributeError) as error:
        yield f"has no time that can be read ({_line(error)})"
        return
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        value = event.get(name)
        if value is not None and "TZID" in value.params and isinstance(value.dt, datetime) and value.dt.tzinfo is None:
            yield f"names the unknown time zone {value.params['TZID']}"
    if isinstance(start, datetime) and end is None and length is None:
        yield "has no end"
    if end is not None and (type(end) is not type(start) or _moment(end) <= _moment(start)):
        yield "does not end after it begins"
    if length is not None and length <= timedelta(0):
        yield "does not last at all"
    for rule in _rules(event):
        yield from _problems_of_rule(rule)


def _problems_of_rule(rule: Any) -> Iterator[str]:
    frequencies = {str(each).upper() for each in rule.get("FREQ", ())}
    if not frequencies:
        yield "has a rule without FREQ"
    elif frequencies & _TOO_OFTEN:
        yield "repeats more often than daily, which is no shift"
    for part, most in _BOUNDS.items():
        if any(abs(int(each)) > most for each in rule.get(part, ())):
            yield f"has a rule whose {part} cannot be"


def _rules(event: _Event) -> list[Any]:
    found: Any = event.get("RRULE", [])
    return list(cast("list[Any]", found)) if isinstance(found, list) else [found]


def _ending_with_its_day(event: _Event) -> _Event:
    """Returns the event with each `UNTIL` that is a date set to the end of that day, as whoever wrote it means."""
    start = event["DTSTART"].dt
    if not isinstance(start, datetime):
        return event
    for rule in _rules(event):
        until = rule.get("UNTIL", [])
        if until and not isinstance(until[0], datetime):
            last = datetime.combine(until[0], time(23, 59, 59), start.tzinfo)
            rule["UNTIL"] = [last if start.tzinfo is None else last.astimezone(UTC)]
    return event


def _shift(occurrence: Any) -> CalendarShift:
    return CalendarShift(_summary(occurrence), _moment(occurrence.start), _moment(occurrence.end))


def _moment(when: date | datetime) -> datetime:
    """Returns a date or a time as a moment: what has no zone is Indian."""
    moment = when if isinstance(when, datetime) else datetime.combine(when, time())
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=IST)).astimezone(UTC)


def _summary(event: Any) -> str:
    return " ".join(str(event.get("SUMMARY", "")).split())


def _line(error: object) -> str:
    """Returns what a library says, in one short line."""
    return " ".join(str(error).split())[:120]
