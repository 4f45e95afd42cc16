"""Duty shifts out of calendars: Indian times, whole days, exceptions, rules without an end, and nothing left out unsaid."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.calendars import MOST_BYTES, ReadCalendar, read_calendar

IST = ZoneInfo("Asia/Kolkata")
SINCE = datetime(2026, 11, 30, tzinfo=IST)
NIGHT = ("DTSTART:20261130T220000", "DTEND:20261201T060000")


def event(*lines: str, who: str = "Asha", uid: str = "one") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *([f"SUMMARY:{who}"] if who else []), *lines, "END:VEVENT"])


def calendar(*events: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//", *events, "END:VCALENDAR", ""]).encode()


def read(*events: str, days: int = 4) -> ReadCalendar:
    return read_calendar(calendar(*events), SINCE, SINCE + timedelta(days=days))


def times(found: ReadCalendar) -> list[tuple[str, str, str]]:
    assert found.problems == ()
    ist = [(each.summary, each.start.astimezone(IST), each.end.astimezone(IST)) for each in found.shifts]
    return [(who, start.strftime("%d %H:%M"), end.strftime("%d %H:%M")) for who, start, end in ist]


NIGHTS = [("Asha", "30 22:00", "01 06:00"), ("Asha", "01 22:00", "02 06:00")]
BEFORE = ("Asha", "29 22:00", "30 06:00")


@pytest.mark.parametrize(
    "lines",
    [
        NIGHT,
        ("DTSTART;TZID=Asia/Kolkata:20261130T220000", "DTEND;TZID=Asia/Kolkata:20261201T060000"),
        ("DTSTART;TZID=India Standard Time:20261130T220000", "DURATION:PT8H"),
        ("DTSTART:20261130T163000Z", "DTEND:20261201T003000Z"),
    ],
    ids=["floating", "by its zone", "by Outlook's name of the zone", "in UTC"],
)
def test_a_shift_is_read_in_indian_time(lines: tuple[str, ...]) -> None:
    assert times(read(event(*lines))) == NIGHTS[:1]
    assert all(each.start.tzinfo is UTC for each in read(event(*lines)).shifts)


def test_a_date_is_the_whole_day() -> None:
    assert times(read(event("DTSTART;VALUE=DATE:20261201"))) == [("Asha", "01 00:00", "02 00:00")]
    two = event("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203")
    assert times(read(two)) == [("Asha", "01 00:00", "03 00:00")]


@pytest.mark.parametrize("zone", ["", ";TZID=Asia/Kolkata"])
def test_a_rule_that_ends_on_a_date_has_that_day_in_it(zone: str) -> None:
    lines = (f"DTSTART{zone}:20261130T220000", f"DTEND{zone}:20261201T060000", "RRULE:FREQ=DAILY;UNTIL=20261201")
    assert times(read(event(*lines))) == NIGHTS


def test_a_rule_without_an_end_is_read_within_the_time_alone() -> None:
    endless = event("DTSTART:20200101T220000", "DTEND:20200102T060000", "RRULE:FREQ=DAILY")
    found = times(read(endless, days=2))
    assert found == [BEFORE, *NIGHTS], "the shift that began before is running still"


def test_an_exception_replaces_its_shift_and_a_cancelled_one_is_none() -> None:
    rule = event(*NIGHT, "RRULE:FREQ=DAILY;COUNT=3")
    swap = event("RECURRENCE-ID:20261201T220000", "DTSTART:20261201T230000", "DTEND:20261202T060000", who="Bina")
    gone = event(
        "RECURRENCE-ID:20261202T220000", "DTSTART:20261202T220000", "DTEND:20261203T060000", "STATUS:CANCELLED"
    )
    assert times(read(rule, swap, gone)) == [NIGHTS[0], ("Bina", "01 23:00", "02 06:00")]
    assert times(read(event(*NIGHT, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20261201T220000"))) == NIGHTS[:1]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (("DTSTART:2026113T220000", "DTEND:20261201T060000"), "line that cannot be read"),
        (("DTEND:20261201T060000",), "no time that can be read"),
        (("DTSTART:20261130T220000",), "has no end"),
        (("DTSTART:20261201T220000", "DTEND:20261201T060000"), "does not end after it begins"),
        (("DTSTART:20261201T220000", "DTEND:20261201T220000"), "does not end after it begins"),
        (("DTSTART;VALUE=DATE:20261201", "DTEND:20261201T220000"), "does not end after it begins"),
        (("DTSTART:20261201T220000", "DURATION:PT0S"), "does not last at all"),
        (("DTSTART;TZID=Nowhere:20261130T220000", "DURATION:PT8H"), "unknown time zone Nowhere"),
        ((*NIGHT, "RRULE:FREQ=SECONDLY"), "more often than daily"),
        ((*NIGHT, "RRULE:FREQ=HOURLY"), "more often than daily"),
        ((*NIGHT, "RRULE:FREQ=NEVER"), "line that cannot be read"),
        ((*NIGHT, "RRULE:FREQ=DAILY;BYMONTH=13"), "BYMONTH"),
        ((*NIGHT, "RRULE:COUNT=2"), "without FREQ"),
    ],
)
def test_a_broken_series_is_named_and_hides_no_other(lines: tuple[str, ...], what: str) -> None:
    found = read(event(*lines, who="Broken", uid="two"), event(*NIGHT))
    assert [each.where for each in found.problems] == ["Broken"]
    assert what in found.problems[0].what
    assert [each.summary for each in found.shifts] == ["Asha"]


def test_an_event_without_a_name_is_said() -> None:
    assert "no SUMMARY" in read(event(*NIGHT, who="")).problems[0].what


@pytest.mark.parametrize(
    "data", [b"", b"garbage", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe\x00", b"\x00" * 9]
)
def test_what_is_no_calendar_is_said(data: bytes) -> None:
    found = read_calendar(data, SINCE, SINCE + timedelta(days=1))
    assert [each.where for each in found.problems] == ["the file"]


def test_a_calendar_is_bounded() -> None:
    too_large = calendar(event(*NIGHT)) + b" " * MOST_BYTES
    assert "larger" in read_calendar(too_large, SINCE, SINCE + timedelta(days=1)).problems[0].what
    many = [event(*NIGHT, uid=str(number)) for number in range(5001)]
    assert "more than 5000 events" in read(*many).problems[0].what


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    read_calendar(data, SINCE, SINCE + timedelta(days=1))
    read_calendar(calendar(event(*NIGHT)).replace(b"20261130T220000", data), SINCE, SINCE + timedelta(days=1))
    read_calendar(
        calendar(event(*NIGHT, "RRULE:FREQ=DAILY;")).replace(b"DAILY;", data), SINCE, SINCE + timedelta(days=1)
    )
