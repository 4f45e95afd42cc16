"""Reading a moment however a partner or a person writes it, whole or not at all.

`dateutil` takes the date apart; it guesses what it does not find, so it is given only what can be nothing but a time,
and twice, with different guesses: where the answers differ, something was missing. A time that would still be to come
is doubted: where another order of day and month, or India's zone instead of UTC, makes it past, that is what was
meant; otherwise it is unreadable, and named.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from dateutil import parser as dates

from abhay.adapters.sources.reading.document import Fields, Unreadable
from abhay.adapters.sources.reading.time_words import DAYS, IST, PARTS, UNITS, hour_of, in_plain_words
from abhay.domain.text import ascii_digits, clean_identifier

AHEAD = timedelta(minutes=5)
"""How far the clock of a sender may be ahead of ours."""

# Before the networks existed, or far ahead: not a moment of a post, rather a counter or a placeholder.
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)  # s, ms, µs, ns: the magnitude tells which
_LONGEST = 120
_GUESSES = datetime(2004, 1, 1), datetime(2008, 12, 31)  # noqa: DTZ001 - leap years without a zone, to be filled in
_UNSAID = (UTC, IST)
"""The zones of a time that names none, the usual one first."""

_WRAPPED = ("seconds", "epoch", "epochseconds", "millis", "milliseconds", "date", "numberlong", "iso", "isoformat",
            "datetime", "utc", "timestamp", "value", "text")  # fmt: skip
"""Keys under which an object holds a moment: those of protocol buffers, Firestore, MongoDB (`$date`) and others."""

_NUMBER = re.compile(r"\d{1,20}(\.\d*)?")
_DOTNET = re.compile(r"\\?/Date\((-?\d{1,17})(?:[+-]\d{4})?\)\\?/")
_OFFSET = re.compile(
    r"(?P<clock>:\d{2}(?:[.,]\d{1,9})?|[ap]m)[( ]{0,3}(?P<sign>[+-])"
    r"(?P<hours>\d{1,2}):?(?P<minutes>[0-5]\d)?\)?(?![\d:])"
)
_CLOCK_OF_DOTS = re.compile(r"(?<![\d.:/-])(\d{1,2})\.(\d{2})(?:\.(\d{2})(?:\.\d{1,9})?)?(?![\d.])")
_CLOCK_WITHOUT_MARK = re.compile(r"(?<![\d.:/-])([01]\d|2[0-3])([0-5]\d)(?= (?:hour|oclock)\b)")
_HOUR_ALONE = re.compile(r"(?<![\d.:/-])(\d{1,2})(?= (?:oclock|hour)\b)")
_CLOCK = re.compile(r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])")
_HALF = re.compile(r"(?P<clock>\b\d{1,2}(?::\d{2}){0,2}) ?(?P<half>[ap]m)\b")
_AGO = re.compile(r"(?P<count>\d{1,4}) (?P<unit>second|minute|hour|day|week) ago")
_YEAR_FIRST = re.compile(r"\D{0,12}\d{4}[-/. ]")
_MONTH_NAMES = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर"
    r"|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर"
)
_IN_LINE = re.compile(
    rf"(?:\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -](?:{_MONTH_NAMES})\.?,?[ -]\d{{4}}"
    rf"|(?:{_MONTH_NAMES})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
    r"(?:T|,? ?(?:at |को |रात |शाम |सुबह |दोपहर )?)?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,9})?)?)?"
    r"(?: ?[ap]\.?m\b\.?)?(?: ?बजे)?(?:Z\b| ?[-+]\d{2}:?\d{2}\b)?(?: ?\(?(?:UTC|GMT|IST)\b)?",
    re.IGNORECASE,
)


def find_time(line: str, now: datetime | None = None) -> datetime | None:
    """Returns the first moment written in a line, or None. Raises Unreadable for one that cannot be."""
    found = _IN_LINE.search(ascii_digits(line))
    return read_time(found[0].rstrip(" ,("), now) if found else None


def read_time(value: object, now: datetime | None = None) -> datetime | None:
    """Returns the moment in UTC, or None for an empty text; `now` is when it came, the present where it is None.

    A time without a zone is UTC, or India's where it would still be to come as UTC. Raises Unreadable when the value
    is no moment between the year 2000 and five minutes from now.
    """
    if isinstance(value, bool):
        raise Unreadable("a truth value is no time")
    latest = (now or datetime.now(UTC)) + AHEAD
    if isinstance(value, int | float):
        return _first_past([_from_epoch(value)], latest)
    if isinstance(value, str):
        text = ascii_digits(clean_identifier(value)).strip(" ,;|")
        return _first_past(_meanings(text, latest - AHEAD), latest) if text else None
    raise Unreadable("neither a number nor a text")


def read_moment(value: object) -> datetime | None:
    """Returns the moment of a value, or of an object that wraps one as databases do; other objects are passed over."""
    if isinstance(value, Fields):
        return value.read("time", read_moment, *_WRAPPED)
    return read_time(value)


def _first_past(meanings: "list[datetime] | Iterator[datetime]", latest: datetime) -> datetime:
    """Returns the likeliest meaning that is not still to come. Raises Unreadable if none is of our time."""
    for moment in meanings:
        if _EARLIEST <= moment <= latest:
            return moment
    raise Unreadable("no time in any known form, or one that is still to come")


def _from_epoch(number: float) -> datetime:
    for unit in _EPOCH_UNITS:
        seconds = number / unit
        if _EARLIEST.timestamp() <= seconds < _LATEST.timestamp():
            return datetime.fromtimestamp(seconds, UTC)
    raise Unreadable("no epoch of our time")


def _meanings(text: str, now: datetime) -> Iterator[datetime]:
    """Yields what a text may mean, likeliest first."""
    if len(text) > _LONGEST:
        raise Unreadable("too long for a time")
    if _NUMBER.fullmatch(text):
        with suppress(Unreadable):  # 20261112 is no epoch but a date
            yield _from_epoch(float(text))
    if dotnet := _DOTNET.fullmatch(text):
        yield _from_epoch(int(dotnet[1]))
        return
    with suppress(ValueError):
        yield from _in_zones(datetime.fromisoformat(text), None)
        return
    plain = in_plain_words(text)
    if plain is not None:
        said, zone = plain
        yield from _of_words(said, zone, now)


def _of_words(said: str, zone: tzinfo | None, now: datetime) -> Iterator[datetime]:
    if ago := _AGO.fullmatch(said):
        yield now - timedelta(**{f"{ago['unit']}s": int(ago["count"])})
        return
    said, offset = _without_offset(_with_clock(said))
    said, part = _taken(said, PARTS)
    said, day = _taken(said, DAYS)
    said = " ".join(word for word in said.split() if word not in UNITS and word != "oclock").strip(" ,")
    zone = offset or zone
    if day:
        yield from _of_day(said, day, part, zone or IST, now)
        return
    for day_first in (False,) if _YEAR_FIRST.match(said) else (True, False):
        moment = _parsed(said, day_first=day_first)
        if moment is not None:
            yield from _in_zones(_in_part(moment, part), zone)


def _with_clock(said: str) -> str:
    """Returns the text with its clock written with colons: `22.11`, `2211 hrs` and `10 बजे` are 22:11 and 10:00."""
    said = _CLOCK_WITHOUT_MARK.sub(r"\1:\2", said)
    said = _CLOCK_OF_DOTS.sub(lambda found: ":".join(filter(None, found.groups())), said)
    return _HALF.sub(_without_needless_half, _HOUR_ALONE.sub(r"\1:00", said))


def _without_needless_half(found: re.Match[str]) -> str:
    """Returns `22:35 pm` without the half that it says twice."""
    needless = found["half"] == "pm" and int(found["clock"].split(":")[0]) > 12
    return found["clock"] if needless else found[0]


def _without_offset(said: str) -> tuple[str, tzinfo | None]:
    """Returns the text without the offset behind its clock, and that. Raises Unreadable for one that cannot be."""
    found = _OFFSET.search(said)
    if found is None:
        return said, None
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if offset > timedelta(hours=14):
        raise Unreadable("no zone of this earth")
    said = f"{said[: found.end('clock')]} {said[found.end() :]}"
    return said, timezone(-offset if found["sign"] == "-" else offset)


def _taken(said: str, words: frozenset[str]) -> tuple[str, str]:
    """Returns the text without these words, and the first of them that it has."""
    kept = [word for word in said.split() if word.strip(",") not in words]
    return " ".join(kept), next((word.strip(",") for word in said.split() if word.strip(",") in words), "")


def _of_day(said: str, day: str, part: str, zone: tzinfo, now: datetime) -> Iterator[datetime]:
    """Yields the moment of a clock today or on a day before; a day alone is no moment."""
    found = _HALF.fullmatch(said) or _CLOCK.fullmatch(said)
    moment = _parsed(f"2026-01-01 {said}", day_first=False) if found else None
    if moment is not None:
        clock = _in_part(moment, part)
        back = {"today": 0, "yesterday": 1, "daybefore": 2}[day]
        yield (
            (now.astimezone(zone) - timedelta(days=back))
            .replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0)
            .astimezone(UTC)
        )


def _in_part(moment: datetime, part: str) -> datetime:
    return moment.replace(hour=hour_of(moment.hour, part)) if part else moment


def _parsed(said: str, *, day_first: bool) -> datetime | None:
    """Returns the moment that a text says in full, without a zone; None where day, month or year had to be guessed."""
    readings: set[datetime] = set()
    for guess in _GUESSES:
        try:
            readings.add(dates.parse(said, default=guess, dayfirst=day_first, ignoretz=True))
        except (ValueError, OverflowError, TypeError, IndexError, AttributeError, ArithmeticError):
            return None
    return readings.pop() if len(readings) == 1 else None


def _in_zones(moment: datetime, zone: tzinfo | None) -> Iterator[datetime]:
    """Yields the moment in UTC: in its own zone, in the one that is named, or in both that may be meant."""
    if moment.tzinfo:
        zones: tuple[tzinfo, ...] = (moment.tzinfo,)
    else:
        zones = (zone,) if zone else _UNSAID
    for each in zones:
        with suppress(OverflowError):
            yield moment.replace(tzinfo=each).astimezone(UTC)
