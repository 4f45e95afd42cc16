"""Imports the duty shifts of a post from a calendar file: everybody in it is known, or nothing is written."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from abhay.adapters.calendars import MOST_BYTES, CalendarShift, read_calendar
from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory import roster_lists
from abhay.adapters.store.directory.roster_lists import NewShift
from abhay.errors import InvalidRoster, UnknownUnit
from abhay.services.admin.roster_rows import post_problem
from abhay.services.admin.rosters import known_posts
from models.actors import Actor

CALENDAR_DAYS = 92
"""The days ahead for which shifts are taken from a calendar: three months."""

_BETWEEN_NAMES = re.compile(r"\s*[,;/&+]\s*")


async def import_calendar(
    database: Database, file: Path, unit: str, post: str, actor: Actor, *, days: int = CALENDAR_DAYS
) -> int:
    """Replaces the shifts of a post by those of an .ics file for the next days. Returns how many there are.

    Raises `WrongRole`, `UnknownUnit`, and `InvalidRoster` with every event that cannot be read and every name that is
    no active contact of the post: nothing is written then.
    """
    known = await known_posts(database, [unit])
    if unit not in known.units:
        raise UnknownUnit
    if what := post_problem(unit, post, known):
        raise InvalidRoster([("post", what)])
    async with database.transaction() as session:
        at = await now(session)
    with file.open("rb") as stream:
        found = read_calendar(stream.read(MOST_BYTES + 1), at - timedelta(days=1), at + timedelta(days=days))
    keys = {_folded(key): key for key in known.keys.get((unit, post), ())}
    problems = [(each.where, each.what) for each in found.problems]
    problems += dict.fromkeys(problem for each in found.shifts for problem in _unknown(each, keys))
    if problems:
        raise InvalidRoster(problems)
    shifts = [shift for each in found.shifts for shift in _of_contacts(each, keys)]
    await roster_lists.set_shifts(database, unit, post, shifts, actor)
    return len(shifts)


def _names(shift: CalendarShift, keys: Mapping[str, str]) -> list[str]:
    """Returns who has a shift: the whole summary if it is a name, else the names that it lists."""
    whole = _folded(shift.summary)
    return [whole] if whole in keys else [_folded(name) for name in _BETWEEN_NAMES.split(shift.summary) if name]


def _unknown(shift: CalendarShift, keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in _names(shift, keys):
        if name not in keys:
            yield shift.summary, f"{name!r} is no active contact of this post"


def _of_contacts(shift: CalendarShift, keys: Mapping[str, str]) -> Iterator[NewShift]:
    for name in _names(shift, keys):
        yield NewShift(keys[name], shift.start, shift.end)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
