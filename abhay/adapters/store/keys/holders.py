"""Which running processes hold which keys, so that no value is sealed under a key that one of them lacks."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from abhay.adapters.store.db.database import Database, now
from models.tables import KeyHolder

ALIVE: Final = timedelta(seconds=35)
"""Time after its last sign of life for which a process counts as running: three of its beats."""


async def note_holder(database: Database, id_: UUID, part: str, fingerprints: Collection[str]) -> None:
    """Notes that a process runs and holds the keys with these fingerprints."""
    async with database.transaction() as session:
        values = {"part": part, "fingerprints": sorted(fingerprints), "seen_at": await now(session)}
        row = insert(KeyHolder).values(id=id_, **values)
        await session.exec(row.on_conflict_do_update(index_elements=[col(KeyHolder.id)], set_=values))


async def forget_holder(database: Database, id_: UUID) -> None:
    """Notes that a process has ended; also those of which nothing was heard for long."""
    async with database.transaction() as session:
        gone = col(KeyHolder.seen_at) < await now(session) - 10 * ALIVE
        await session.exec(delete(KeyHolder).where((col(KeyHolder.id) == id_) | gone))


async def parts_without(database: Database, fingerprints: Collection[str]) -> list[str]:
    """Returns the names of the parts of which a running process lacks one of these keys."""
    async with database.transaction() as session:
        alive = col(KeyHolder.seen_at) > await now(session) - ALIVE
        holders = (await session.exec(select(KeyHolder).where(alive))).all()
    return sorted({holder.part for holder in holders if not set(fingerprints) <= set(holder.fingerprints)})
