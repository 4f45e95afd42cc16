"""Writes rosters and overrides in one transaction, checked against the version they were made from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.locks import ROSTERS, lock
from abhay.adapters.store.directory.contacts import require_unit
from abhay.adapters.store.directory.rosters import as_stored, overrides_of, roster_version, windows_of
from abhay.adapters.store.log.timeline import audit
from abhay.clock import ist
from abhay.domain.permissions import require
from abhay.domain.versions import Expected, stale
from abhay.errors import BadInput, NotPossibleNow, SavedVersion, UnknownOverride
from models.actors import Act, Actor
from models.tables import DutyOverride, DutyShift, DutyWindow, RosterVersion


@dataclass(frozen=True)
class NewWindow:
    """A weekly time of duty to store; `contact` names contact points of the post."""

    post: str
    contact: str
    starts: int
    minutes: int


@dataclass(frozen=True)
class NewShift:
    """A time of duty of a calendar to store."""

    contact: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class NewOverride:
    """An override to store: who is on duty at a post in this time, and why."""

    post: str
    start: datetime
    end: datetime
    contacts: tuple[str, ...]
    reason: str


async def set_windows(
    database: Database, unit: str, windows: Collection[NewWindow], actor: Actor, *, expected: Expected | None = None
) -> int:
    """Replaces all weekly windows of a unit (or `state`). Returns the version in force.

    Raises `WrongRole`, `UnknownUnit`, and `StaleVersion` if the version in force is not `expected`.
    """
    require(actor, Act.SET_ROSTER)
    async with database.transaction(long=True) as session:
        await lock(session, ROSTERS)
        await require_unit(session, unit)
        return await _set_windows(session, unit, windows, actor, expected=expected)


async def set_windows_of_posts(
    database: Database, windows: Mapping[tuple[str, str], Collection[NewWindow]], actor: Actor
) -> int:
    """Replaces the windows of these units' posts, all or nothing; other posts stay. Returns how many changed.

    Raises `WrongRole`, `UnknownUnit`.
    """
    require(actor, Act.SET_ROSTER)
    changed = 0
    async with database.transaction(long=True) as session:
        await lock(session, ROSTERS)
        for unit in sorted({unit for unit, _ in windows}):
            await require_unit(session, unit)
            own = {post: rows for (its, post), rows in windows.items() if its == unit}
            kept = [_as_new(row) for row in await windows_of(session, [as_stored(unit)]) if row.post_id not in own]
            before = await roster_version(session, unit)
            after = await _set_windows(session, unit, [*kept, *(row for rows in own.values() for row in rows)], actor)
            changed += len(own) if after != before else 0
    return changed


async def set_shifts(database: Database, unit: str, post: str, shifts: Collection[NewShift], actor: Actor) -> int:
    """Replaces the shifts of a post by those of a calendar. Returns the version in force.

    Raises `WrongRole`, `UnknownUnit`.
    """
    require(actor, Act.SET_ROSTER)
    async with database.transaction(long=True) as session:
        await lock(session, ROSTERS)
        await require_unit(session, unit)
        own = (_is_of(DutyShift.unit_id, unit), col(DutyShift.post_id) == post)
        await session.exec(delete(DutyShift).where(*own))
        for each in dict.fromkeys(shifts):
            session.add(
                DutyShift(
                    unit_id=as_stored(unit), post_id=post, contact=each.contact, starts_at=each.start, ends_at=each.end
                )
            )
        return await _saved(session, unit, actor, [post], shifts=len(shifts))


async def add_override(database: Database, unit: str, override: NewOverride, actor: Actor) -> DutyOverride:
    """Adds an override. Its reason is sealed in the audit log too.

    Raises `WrongRole`, `UnknownUnit`, `BadInput` for one that has ended, and `NotPossibleNow` if another one of the
    post holds in a part of its time.
    """
    require(actor, Act.OVERRIDE_ROSTER)
    async with database.transaction() as session:
        await lock(session, ROSTERS)
        await require_unit(session, unit)
        at = await now(session)
        if override.end <= at:
            raise BadInput("The override has ended already: give a time that is still to come.")
        others = await overrides_of(session, [as_stored(unit)], at)
        for other in (each for each in others if each.post_id == override.post):
            if other.starts_at < override.end and override.start < other.ends_at:
                raise NotPossibleNow(
                    f"Another override holds from {ist(other.starts_at)} to {ist(other.ends_at)}: delete it first."
                )
        row = _override(unit, override, at, actor)
        session.add(row)
        times: dict[str, Any] = {"id": row.id, "post": row.post_id, "from": row.starts_at, "to": row.ends_at}
        audit(session, at, actor, Act.OVERRIDE_ROSTER, typed=override.reason, unit=unit, **times)
        return row


async def remove_override(database: Database, unit: str, override_id: UUID, actor: Actor) -> None:
    """Takes an override back: the roster holds again at once.

    Raises `WrongRole`, `UnknownUnit`, `UnknownOverride`.
    """
    require(actor, Act.OVERRIDE_ROSTER)
    async with database.transaction() as session:
        await lock(session, ROSTERS)
        await require_unit(session, unit)
        row = await session.get(DutyOverride, override_id)
        if row is None or row.unit_id != as_stored(unit) or row.removed_at is not None:
            raise UnknownOverride
        at = await now(session)
        row.removed_at, row.removed_by = at, actor.id
        session.add(row)
        audit(session, at, actor, Act.OVERRIDE_ROSTER, unit=unit, id=row.id, post=row.post_id, removed=True)


async def _set_windows(
    session: AsyncSession, unit: str, windows: Collection[NewWindow], actor: Actor, *, expected: Expected | None = None
) -> int:
    version = await roster_version(session, unit)
    if expected is not None and not expected.allows(version, changes=True):
        raise stale(await _since(session, unit, expected))
    before = {_as_new(row) for row in await windows_of(session, [as_stored(unit)])}
    after = set(windows)
    posts = sorted({each.post for each in before ^ after})
    if not posts:
        audit(session, await now(session), actor, Act.SET_ROSTER, unit=unit, windows=len(after))
        return version
    await session.exec(delete(DutyWindow).where(_is_of(DutyWindow.unit_id, unit)))
    for each in dict.fromkeys(windows):
        session.add(
            DutyWindow(
                id=uuid4(), unit_id=as_stored(unit), post_id=each.post, contact=each.contact,
                starts=each.starts, minutes=each.minutes,
            )
        )  # fmt: skip
    return await _saved(session, unit, actor, posts, windows=len(after))


async def _saved(session: AsyncSession, unit: str, actor: Actor, posts: Sequence[str], **counts: Any) -> int:
    version, at = await roster_version(session, unit) + 1, await now(session)
    row = RosterVersion(unit=unit, version=version, created_at=at, created_by=actor.id, changes=list(posts))
    session.add(row)
    audit(session, at, actor, Act.SET_ROSTER, unit=unit, version=version, posts=list(posts), **counts)
    return version


async def _since(session: AsyncSession, unit: str, expected: Expected) -> list[SavedVersion]:
    """Returns the versions after the expected one, oldest first; only the newest if that was never saved."""
    current = await roster_version(session, unit)
    seen = expected.newest(range(current + 1))
    later = col(RosterVersion.version) > (seen if seen is not None else current - 1)
    query = select(RosterVersion).where(RosterVersion.unit == unit, later).order_by(col(RosterVersion.version))
    rows = (await session.exec(query)).all()
    return [SavedVersion(row.version, row.created_by, row.created_at, tuple(row.changes)) for row in rows]


def _as_new(row: DutyWindow) -> NewWindow:
    return NewWindow(row.post_id, row.contact, row.starts, row.minutes)


def _override(unit: str, override: NewOverride, at: datetime, actor: Actor) -> DutyOverride:
    return DutyOverride(
        id=uuid4(),
        unit_id=as_stored(unit),
        post_id=override.post,
        starts_at=override.start,
        ends_at=override.end,
        contacts=list(override.contacts),
        reason=override.reason,
        created_at=at,
        created_by=actor.id,
    )


def _is_of(column: str | None, unit: str) -> ColumnElement[bool]:
    return col(column).is_not_distinct_from(as_stored(unit))
