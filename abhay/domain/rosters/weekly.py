"""Duty windows as people write them: days of the week and times of day, in English or Hindi.

The three shifts are those of the desk itself: 06–14, 14–22 and 22–06.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from abhay.domain.rosters.duty import DAY, WEEK

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHIFTS: Final[Mapping[str, tuple[int, int]]] = {
    "1": (6 * 60, 14 * 60),
    "2": (14 * 60, 22 * 60),
    "3": (22 * 60, 6 * 60),
}
"""The minutes of day at which each of the three 8-hour shifts begins and ends."""

_DAILY = frozenset({"", "daily", "all", "रोज", "रोज़", "प्रतिदिन"})
_HINDI: Mapping[str, str] = {
    "सोम": "mon", "मंगल": "tue", "बुध": "wed", "गुरु": "thu", "शुक्र": "fri", "शनि": "sat", "रवि": "sun",
}  # fmt: skip
_DAY_END = "वार"
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


class Weekly(NamedTuple):
    """One time of duty of a week: the day of its beginning (0 is Monday), and minutes of day; `end` may be earlier."""

    day: int
    start: int
    end: int

    @property
    def starts(self) -> int:
        """Minutes since Monday 00:00."""
        return self.day * DAY + self.start

    @property
    def minutes(self) -> int:
        """How long it is: one that ends when it begins lasts a day."""
        return (self.end - self.start) % DAY or DAY


def read_days(text: str) -> tuple[int, ...]:
    """Returns the days of `mon-fri, sun` or of nothing for every day, 0 is Monday. Raises `ValueError`."""
    if text.strip().lower() in _DAILY:
        return tuple(range(7))
    found: set[int] = set()
    for part in re.split(r"[,; ]+", re.sub(r" ?[-–] ?", "-", " ".join(text.split()))):
        first, _, last = part.partition("-")
        begin = _day(first)
        found.update((begin + step) % 7 for step in range((_day(last or first) - begin) % 7 + 1))
    return tuple(sorted(found))


def read_time(text: str) -> int:
    """Returns the minute of the day of `06:00`, `6` or `६:००`; `24:00` is 0. Raises `ValueError`."""
    found = _TIME.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 99)
    if minute > 59 or hour * 60 + minute > DAY:
        raise ValueError(f"{text!r} is no time of day: write 06:00 to 24:00")
    return (hour * 60 + minute) % DAY


def as_time(minute: int) -> str:
    """Returns a minute of the day as `06:00`."""
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


def split_minutes(starts: int, minutes: int) -> Weekly:
    """Returns minutes of the week as a day and two times; a window is at most a day long."""
    day, start = divmod(starts % WEEK, DAY)
    return Weekly(day, start, (start + minutes) % DAY)


def as_days(days: Iterable[int]) -> Sequence[str]:
    """Returns the names of days, Monday first."""
    return [DAYS[day] for day in sorted(days)]


def _day(text: str) -> int:
    name = text.lower().removesuffix(_DAY_END)
    name = _HINDI.get(name, name[:3] if len(name) >= 3 else name)
    if name not in DAYS:
        raise ValueError(f"{text!r} is no day of the week: write {', '.join(DAYS)} or mon-fri")
    return DAYS.index(name)
