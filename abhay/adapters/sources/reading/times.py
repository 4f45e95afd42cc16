"""Reading a moment however a partner writes it: epoch, ISO 8601, Indian day-first, or a mail's date."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from abhay.adapters.sources.reading.document import Unreadable
from abhay.domain.text import ascii_digits, clean_identifier

IST = timezone(timedelta(hours=5, minutes=30), "IST")

# Before the networks existed, or far ahead: not a moment of a post, rather a counter or a placeholder.
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)  # s, ms, µs, ns: the magnitude tells which
_LONGEST = 80

_NUMBER = re.compile(r"\d{1,20}(\.\d*)?")
_ZONE = re.compile(r"(?P<time>.*\d)\s*\(?(?P<zone>UTC|GMT|IST)\)?", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([AaPp])?\.?[Mm]?\.?)?"
)
_IN_LINE = re.compile(
    r"(?:\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}[\d:.]*(?:Z|[-+]\d{2}:?\d{2})?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:[ ,]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm])?)?)"
    r"(?: ?\(?(?:UTC|GMT|IST)\b)?"
)


def find_time(line: str, zone: tzinfo = UTC) -> datetime | None:
    """Returns the first moment written in a line, or None. Raises Unreadable for one outside 2000 to 2100."""
    found = _IN_LINE.search(ascii_digits(line))
    return read_time(found[0], zone) if found else None


def read_time(value: object, zone: tzinfo = UTC) -> datetime | None:
    """Returns the moment in UTC, or None for an empty text; `zone` holds where the value names none.

    Raises Unreadable when the value is no moment between the years 2000 and 2100.
    """
    if isinstance(value, bool):
        raise Unreadable("a truth value is no time")
    if isinstance(value, int | float):
        return _from_epoch(value)
    if isinstance(value, str):
        return _from_text(ascii_digits(clean_identifier(value)), zone)
    raise Unreadable("neither a number nor a text")


def _from_epoch(number: float) -> datetime:
    for unit in _EPOCH_UNITS:
        seconds = number / unit
        if _EARLIEST.timestamp() <= seconds < _LATEST.timestamp():
            return datetime.fromtimestamp(seconds, UTC)
    raise Unreadable("no epoch of our time")


def _from_text(text: str, zone: tzinfo) -> datetime | None:
    if not text:
        return None
    if len(text) > _LONGEST:
        raise Unreadable("too long for a time")
    if _NUMBER.fullmatch(text):
        with suppress(ValueError):  # 20261112 is no epoch but a date
            return _from_epoch(float(text))
    if named := _ZONE.fullmatch(text):
        text = named["time"]
        zone = IST if named["zone"].upper() == "IST" else UTC
    readers: tuple[Callable[[str], datetime], ...] = (datetime.fromisoformat, _day_first, parsedate_to_datetime)
    for reader in readers:
        with suppress(ValueError, OverflowError, TypeError, IndexError):  # the mail reader raises all four
            return _in_utc(reader(text), zone)
    raise Unreadable("no time in any known form")


def _day_first(text: str) -> datetime:
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        raise Unreadable("not day-month-year")
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    half = (found[7] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the caller gives it the zone


def _in_utc(moment: datetime, zone: tzinfo) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    utc = aware.astimezone(UTC)
    if not _EARLIEST <= utc < _LATEST:
        raise Unreadable("not of our time")
    return utc
