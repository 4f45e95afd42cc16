"""Reads the duty rosters of police units and of the State's posts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, any_, bindparam, or_
from sqlmodel import col, exists, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import TEXTS, Database, now
from abhay.adapters.store.directory.contacts import STATE, contacts_of, require_unit
from abhay.domain.messages.paging import About
from abhay.domain.rosters import duty
from abhay.domain.rosters.duty import DutySpan, Roster
from models.tables import ContactPoint, DutyOverride, DutyShift, DutyWindow, RosterVersion

AnyDuty = TypeVar("AnyDuty", DutyWindow, DutyShift, DutyOverride)


def has_roster(units: Collection[str | None]) -> ColumnElement[bool]:
    """Returns the condition that any of these units has a roster; None stands for the State. It costs one look."""
    return or_(
        exists(select(DutyWindow.id).where(_of(DutyWindow, units))),
        exists(select(DutyShift.id).where(_of(DutyShift, units))),
        exists(select(DutyOverride.id).where(_of(DutyOverride, units))),
    )


async def read_rosters(
    session: AsyncSession, units: Collection[str | None], since: datetime | None = None
) -> dict[About, Roster]:
    """Returns the rosters of these units by unit and post; None stands for the State.

    Shifts and overrides that ended before `since`, by default now, are left out.
    """
    since = since or await now(session)
    windows, shifts, overrides = (
        await _rows(session, DutyWindow, units),
        await _rows(session, DutyShift, units, col(DutyShift.ends_at) > since),
        await overrides_of(session, units, since),
    )
    places = {About(row.unit_id, row.post_id) for row in (*windows, *shifts, *overrides)}
    return {
        place: Roster(
            tuple(duty.DutyWindow(row.contact, row.starts, row.minutes) for row in _at(windows, place)),
            tuple(_span([row.contact], row.starts_at, row.ends_at) for row in _at(shifts, place)),
            tuple(_span(row.contacts, row.starts_at, row.ends_at) for row in _at(overrides, place)),
        )
        for place in places
    }


async def overrides_of(session: AsyncSession, units: Collection[str | None], since: datetime) -> Sequence[DutyOverride]:
    """Returns the overrides of these units that are not taken back and end after `since`, by their beginning."""
    there = (col(DutyOverride.removed_at).is_(None), col(DutyOverride.ends_at) > since)
    return sorted(await _rows(session, DutyOverride, units, *there), key=lambda row: (row.starts_at, row.id))


async def windows_of(session: AsyncSession, units: Collection[str | None]) -> Sequence[DutyWindow]:
    """Returns the weekly windows of these units, in the order of the week."""
    rows = await _rows(session, DutyWindow, units)
    return sorted(rows, key=lambda row: (row.post_id, row.starts, row.contact, row.minutes))


async def roster_version(session: AsyncSession, unit: str) -> int:
    """Returns the version of a unit's roster, 0 if it was never set."""
    query = select(func.max(RosterVersion.version)).where(RosterVersion.unit == unit)
    return (await session.exec(query)).one() or 0


@dataclass(frozen=True)
class RosterOfUnit:
    """The duty of one unit, or of `state`, `at` the database's present time; `contacts` are its active ones."""

    version: int
    at: datetime
    windows: Sequence[DutyWindow]
    overrides: Sequence[DutyOverride]
    rosters: Mapping[About, Roster]
    contacts: Sequence[ContactPoint]


async def read_roster(database: Database, unit: str, since: datetime | None = None) -> RosterOfUnit:
    """Returns the roster of a unit, or of `state`, with its active contact points. Raises `UnknownUnit`."""
    async with database.transaction() as session:
        await require_unit(session, unit)
        own, at = [as_stored(unit)], await now(session)
        version = await roster_version(session, unit)  # before the rows: what is written in between makes it stale
        rosters = await read_rosters(session, own, min(since or at, at))
        contacts = [row for row in await contacts_of(session, unit) if row.active]
        return RosterOfUnit(
            version, at, await windows_of(session, own), await overrides_of(session, own, at), rosters, contacts
        )


def as_stored(unit: str) -> str | None:
    """Returns a unit as rows have it: null for the State."""
    return None if unit == STATE else unit


def _of(table: type[AnyDuty], units: Collection[str | None]) -> ColumnElement[bool]:
    named = [unit for unit in units if unit is not None]
    own = col(table.unit_id) == any_(bindparam("rostered", named, type_=TEXTS, unique=True))
    return or_(col(table.unit_id).is_(None), own) if None in units else own


async def _rows(
    session: AsyncSession, table: type[AnyDuty], units: Collection[str | None], *which: ColumnElement[bool]
) -> Sequence[AnyDuty]:
    return (await session.exec(select(table).where(_of(table, units), *which))).all()


def _at(rows: Iterable[AnyDuty], place: About) -> list[AnyDuty]:
    return [row for row in rows if (row.unit_id, row.post_id) == place]


def _span(who: Iterable[str], start: datetime, end: datetime) -> DutySpan:
    return DutySpan(frozenset(who), start, end)
