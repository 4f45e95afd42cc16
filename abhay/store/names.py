"""The names of posts, units and districts: the same in every message, so they are remembered for a while."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.database import Database
from models.tables import District, PoliceUnit, Post

REMEMBER_FOR = 30.0
"""Seconds after which they are read again; a name that is not among them is asked for at once."""


@dataclass(frozen=True)
class Names:
    """Every post, unit and district by its id."""

    posts: Mapping[str, Post]
    units: Mapping[str, PoliceUnit]
    districts: Mapping[str, District]


class _Remembered:
    """The names that one process read last, and when."""

    def __init__(self) -> None:
        self.names = Names({}, {}, {})
        self.until = 0.0

    def good_for(self, needed: Collection[str]) -> bool:
        names = self.names
        return time.monotonic() < self.until and all(each in names.posts or each in names.units for each in needed)


async def read_names(database: Database, session: AsyncSession, needed: Collection[str] = ()) -> Names:
    """The names, read again if they are old or a post or unit of `needed` is not among them."""
    remembered = database.kept("names", _Remembered)
    if not remembered.good_for(needed):
        remembered.names = Names(
            {post.id: post for post in (await session.exec(select(Post))).all()},
            {unit.id: unit for unit in (await session.exec(select(PoliceUnit))).all()},
            {district.id: district for district in (await session.exec(select(District))).all()},
        )
        remembered.until = time.monotonic() + REMEMBER_FOR
    return remembered.names
