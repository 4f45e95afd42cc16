"""Signs of life of the running processes, by the database's clock, and the keys that each holds.

A lock shows that a process exists; a sign of life that its loop still works. No value is sealed under a key that a
living process lacks.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, exists, select

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.locks import watcher_watches
from models.tables import LiveProcess

FRESH: Final = timedelta(seconds=10)
"""Time after its last sign of life for which a process counts as working: five of its signs."""

PAGES: Final = timedelta(seconds=5)
"""The same for a watcher that pages under overload: two of its signs. Who stands back for it must know soon."""

HOLDS_KEYS: Final = timedelta(seconds=35)
"""Time after its last sign of life for which a process still counts as a holder of keys: it may only be slow."""


async def note_living(database: Database, id_: UUID, part: str, fingerprints: Collection[str]) -> None:
    """Notes a sign of life of a process of this part, and the fingerprints of the keys that it holds."""
    async with database.transaction() as session:
        values = {"part": part, "fingerprints": sorted(fingerprints), "seen_at": await now(session)}
        row = insert(LiveProcess).values(id=id_, **values)
        await session.exec(row.on_conflict_do_update(index_elements=[col(LiveProcess.id)], set_=values))


async def forget_living(database: Database, id_: UUID) -> None:
    """Notes that a process has ended; also those of which nothing was heard for long."""
    async with database.transaction() as session:
        gone = col(LiveProcess.seen_at) < await now(session) - 10 * HOLDS_KEYS
        await session.exec(delete(LiveProcess).where((col(LiveProcess.id) == id_) | gone))


def works(part: str) -> ColumnElement[bool]:
    """Returns whether a process of this part works now, as an expression."""
    since = func.abhay_now(type_=DateTime(timezone=True)) - FRESH
    return exists(select(LiveProcess.id).where(col(LiveProcess.part) == part, col(LiveProcess.seen_at) > since))


async def watcher_pages(database: Database) -> bool:
    """Returns whether a watcher is connected and at work: one that hangs keeps its connection for a while."""
    async with database.transaction() as session:
        since = await now(session) - PAGES
        at_work = exists(select(LiveProcess.id).where(LiveProcess.part == "watcher", col(LiveProcess.seen_at) > since))
        return await watcher_watches(session) and bool((await session.exec(select(at_work))).one())


async def working_parts(database: Database) -> set[str]:
    """Returns the parts of which a process works now."""
    async with database.transaction() as session:
        fresh = col(LiveProcess.seen_at) > await now(session) - FRESH
        return set((await session.exec(select(LiveProcess.part).where(fresh).distinct())).all())


async def speaker_of(database: Database, part: str) -> UUID | None:
    """Returns which one of this part's working processes tells what all of them see; None if none works."""
    async with database.transaction() as session:
        fresh = col(LiveProcess.seen_at) > await now(session) - FRESH
        query = select(LiveProcess.id).where(col(LiveProcess.part) == part, fresh)
        return (await session.exec(query.order_by(col(LiveProcess.id)).limit(1))).first()


async def parts_without(database: Database, fingerprints: Collection[str]) -> list[str]:
    """Returns the names of the parts of which a running process lacks one of these keys."""
    async with database.transaction() as session:
        running = col(LiveProcess.seen_at) > await now(session) - HOLDS_KEYS
        processes = (await session.exec(select(LiveProcess).where(running))).all()
    return sorted({each.part for each in processes if not set(fingerprints) <= set(each.fingerprints)})
