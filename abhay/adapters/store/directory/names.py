"""Posts, units and districts by name: cached for messages, and listed for people who choose one."""

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, PerDatabase
from models.tables import District, PoliceUnit, Post

CACHE_TIME = 30.0
"""Seconds after which the names are read again; a missing name is read at once."""


@dataclass(frozen=True)
class Names:
    """Every post, unit and district by its id."""

    posts: Mapping[str, Post]
    units: Mapping[str, PoliceUnit]
    districts: Mapping[str, District]


def districts_of(units: Iterable[str], names: Names) -> tuple[str, ...]:
    """Returns the districts of these units, each once; a commissionerate's zones are all in one."""
    known = (names.units[unit].district_id for unit in units if unit in names.units)
    return tuple(dict.fromkeys(district for district in known if district))


class _CachedNames:
    """The names that one process read last, with the time of reading."""

    def __init__(self) -> None:
        self.names = Names({}, {}, {})
        self.until = 0.0

    def good_for(self, needed: Collection[str]) -> bool:
        names = self.names
        return time.monotonic() < self.until and all(each in names.posts or each in names.units for each in needed)


_REMEMBERED = PerDatabase[_CachedNames](lambda _: _CachedNames())


async def read_names(database: Database, session: AsyncSession, needed: Collection[str] = ()) -> Names:
    """Returns the names; reads them again if they are old, or if a post or unit of `needed` is missing."""
    remembered = database.own(_REMEMBERED)
    if not remembered.good_for(needed):
        remembered.names = Names(
            {post.id: post for post in (await session.exec(select(Post))).all()},
            {unit.id: unit for unit in (await session.exec(select(PoliceUnit))).all()},
            {district.id: district for district in (await session.exec(select(District))).all()},
        )
        remembered.until = time.monotonic() + CACHE_TIME
    return remembered.names


@dataclass(frozen=True)
class DistrictUnits:
    """A district and its police units, sorted by their English names."""

    district: District
    units: tuple[PoliceUnit, ...]


async def districts_with_units(database: Database) -> tuple[DistrictUnits, ...]:
    """Returns every district of the State with its police units, railway police included."""
    async with database.transaction() as session:
        districts = (await session.exec(select(District).order_by(col(District.name_en)))).all()
        units = (await session.exec(select(PoliceUnit).order_by(col(PoliceUnit.name_en)))).all()
    return tuple(
        DistrictUnits(each, tuple(unit for unit in units if unit.district_id == each.id)) for each in districts
    )
