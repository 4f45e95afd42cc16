"""Duty rosters for people: who is on duty when, what admins set or import, and when nobody is.

The table's columns are documented in docs/howto/rosters.md. All problems are found at once, each with the line and
column (or the field) to correct.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory import contacts as directory
from abhay.adapters.store.directory import roster_lists, rosters
from abhay.adapters.store.directory.contacts import STATE
from abhay.adapters.store.directory.roster_lists import NewOverride, NewWindow
from abhay.adapters.store.directory.rosters import RosterOfUnit, as_stored
from abhay.domain.messages.paging import About
from abhay.domain.rosters.duty import DAYS_AHEAD, gaps
from abhay.domain.rosters.staffing import keys_of, of_post_now
from abhay.domain.rosters.weekly import as_days, as_time, split_minutes
from abhay.domain.versions import Expected
from abhay.errors import InvalidRoster
from abhay.services.admin.roster_rows import KnownPosts, Row, check_rows, named_at, post_problem, read_table
from models.actors import Actor
from models.tables import ContactPoint, DutyOverride, DutyWindow
from models.views import DutyView, GapView, OnDutyView, OverrideView, PostOnDutyView, RosterView, WindowView


async def show_roster(database: Database, unit: str, *, addresses: bool, days: int = DAYS_AHEAD) -> RosterView:
    """Returns the roster of a unit, or of `state`, with its gaps of the next days. Raises `UnknownUnit`.

    `addresses`: whether the reader may see addresses; else one that names a contact point is shown by its channel.
    """
    found = await rosters.read_roster(database, unit)
    names = None if addresses else {each.name for each in found.contacts}
    return RosterView(
        unit=unit,
        version=found.version,
        at=found.at,
        windows=_windows_of(found.windows, names),
        overrides=tuple(_override_view(each, names) for each in found.overrides),
        shifts={place.post or "": len(roster.shifts) for place, roster in found.rosters.items() if roster.shifts},
        gaps=tuple(_gaps(found, unit, days)),
    )


async def on_duty_at(database: Database, unit: str, at: datetime | None, *, addresses: bool) -> OnDutyView:
    """Returns who is reached at each post of a unit at a moment, by default now. Raises `UnknownUnit`."""
    found = await rosters.read_roster(database, unit, at)
    moment, own = at or found.at, as_stored(unit)
    posts: list[PostOnDutyView] = []
    for post in sorted({each.post_id for each in found.contacts} | {place.post or "" for place in found.rosters}):
        roster = found.rosters.get(About(own, post))
        staffed = of_post_now([each for each in found.contacts if each.post_id == post], roster, moment)
        there = tuple(_duty_view(each, addresses=addresses) for each in staffed.contacts)
        rostered = bool(roster and (roster.regular or roster.overrides))
        posts.append(PostOnDutyView(post=post, rostered=rostered, gap=staffed.gap, contacts=there))
    return OnDutyView(unit=unit, at=moment, posts=tuple(posts))


async def set_roster(
    database: Database, unit: str, windows: Sequence[Mapping[str, Any]], actor: Actor, expected: Expected | None = None
) -> int:
    """Replaces all weekly windows of a unit by these. Returns the version in force.

    Raises `WrongRole`, `UnknownUnit`, `InvalidRoster`, and `StaleVersion` if the version in force is not `expected`.
    """
    rows, places = _expanded(unit, windows)
    known = await _known(database, [unit])
    checked = check_rows(rows, known, lambda number, field: _item(places[number], field))
    return await roster_lists.set_windows(database, unit, checked.get(unit, []), actor, expected=expected)


async def import_roster(database: Database, file: Path, actor: Actor) -> int:
    """Replaces the windows of every post that a CSV file names; others stay. Returns how many posts changed.

    Raises `WrongRole`, and `InvalidRoster` with every problem: nothing is written then.
    """
    rows = read_table(file)
    known = await _known(database, {str(row.get("unit") or STATE) for row in rows})
    by_post: dict[tuple[str, str], list[NewWindow]] = {}
    for unit, windows in check_rows(rows, known, _line).items():
        for window in windows:
            by_post.setdefault((unit, window.post), []).append(window)
    return await roster_lists.set_windows_of_posts(database, by_post, actor)


async def set_override(database: Database, unit: str, override: NewOverride, actor: Actor) -> OverrideView:
    """Adds an override. Raises `WrongRole`, `UnknownUnit`, `InvalidRoster`, `BadInput`, `NotPossibleNow`."""
    known = await _known(database, [unit])
    problems: list[tuple[str, str]] = []
    if what := post_problem(unit, override.post, known):
        problems.append(("post", what))
    for number, contact in enumerate(override.contacts):
        if what := named_at(unit, override.post, contact, known):
            problems.append((f"contacts.{number}", what))
    if override.end <= override.start:
        problems.append(("to", "is not after from"))
    if problems:
        raise InvalidRoster(problems)
    return _override_view(await roster_lists.add_override(database, unit, override, actor), None)


async def known_posts(database: Database, units: Iterable[str]) -> KnownPosts:
    """Returns what rosters of these units are checked against. Raises `UnknownUnit`."""
    return await _known(database, units)


async def _known(database: Database, units: Iterable[str]) -> KnownPosts:
    every = await directory.unit_ids(database) | {STATE}
    keys: dict[tuple[str, str], frozenset[str]] = {}
    for unit in set(units) & every:
        for contact in (await rosters.read_roster(database, unit)).contacts:
            place = (unit, contact.post_id)
            keys[place] = keys.get(place, frozenset()) | keys_of(contact)
    return KnownPosts(every, await directory.post_scopes(database), keys)


def _expanded(unit: str, windows: Sequence[Mapping[str, Any]]) -> tuple[list[Row], list[int]]:
    """Returns a row for each contact of each window, and the window that each row comes from."""
    rows: list[Row] = []
    places: list[int] = []
    for number, window in enumerate(windows):
        days = window.get("days") or ""
        plain = {**window, "unit": unit, "days": days if isinstance(days, str) else ",".join(days)}
        for contact in window.get("contacts") or [""]:
            rows.append({**plain, "contact": contact})
            places.append(number)
    return rows, places


def _line(number: int, column: str | None) -> str:
    """Returns the place in a table whose first line is its heading."""
    return f"line {number + 2}, column {column}" if column else f"line {number + 2}"


def _item(number: int, field: str | None) -> str:
    """Returns the place in a request's body."""
    field = "contacts" if field == "contact" else field
    return f"windows.{number}.{field}" if field else f"windows.{number}"


def _windows_of(rows: Sequence[DutyWindow], names: set[str | None] | None) -> tuple[WindowView, ...]:
    """Returns windows of the same time by_time: the days on which they begin, and who is on duty."""
    times: dict[tuple[str, str, int, int], list[int]] = {}
    for row in rows:
        day, start, _ = split_minutes(row.starts, row.minutes)
        times.setdefault((row.post_id, row.contact, start, row.minutes), []).append(day)
    by_time: dict[tuple[str, tuple[int, ...], int, int], list[str]] = {}
    for (post, contact, start, minutes), days in times.items():
        by_time.setdefault((post, tuple(sorted(days)), start, minutes), []).append(_shown(contact, names))
    return tuple(
        WindowView(
            post=post,
            contacts=tuple(who),
            days=tuple(as_days(days)),
            start=as_time(start),
            end=as_time(start + minutes),
        )
        for (post, days, start, minutes), who in sorted(by_time.items())
    )


def _override_view(row: DutyOverride, names: set[str | None] | None) -> OverrideView:
    return OverrideView(
        id=row.id,
        post=row.post_id,
        start=row.starts_at,
        end=row.ends_at,
        contacts=tuple(_shown(each, names) for each in row.contacts),
        reason=row.reason,
        by=row.created_by,
        at=row.created_at,
    )


def _shown(contact: str, names: set[str | None] | None) -> str:
    if names is None or contact in names:
        return contact
    channel, colon, _ = contact.partition(":")
    return channel if colon else "—"


def _duty_view(contact: ContactPoint, *, addresses: bool) -> DutyView:
    return DutyView(
        name=contact.name,
        channel=contact.channel,
        address=contact.address if addresses else None,
        phone=contact.phone,
    )


def _gaps(found: RosterOfUnit, unit: str, days: int) -> Iterable[GapView]:
    for place, roster in sorted(found.rosters.items(), key=lambda each: each[0].post or ""):
        keys = [keys_of(each) for each in found.contacts if each.post_id == place.post]
        for gap in gaps(roster, frozenset[str]().union(*keys), found.at, days):
            minutes = -(-int((gap.end - gap.start).total_seconds()) // 60)
            yield GapView(unit=unit, post=place.post or "", start=gap.start, end=gap.end, minutes=minutes)


async def every_gap(database: Database, days: int = DAYS_AHEAD) -> list[GapView]:
    """Returns the gaps of every unit's rosters and of the State's, in the next days."""
    found: list[GapView] = []
    for unit in [*sorted(await directory.unit_ids(database)), STATE]:
        found += _gaps(await rosters.read_roster(database, unit), unit, days)
    return found
