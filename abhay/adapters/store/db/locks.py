"""Advisory locks: every key in one place, the ways to take one, and the presence of processes that they show.

All keys share the database's one space of 64-bit numbers; the fixed ones spell `AB` and a word in ASCII. PostgreSQL
releases a session's locks with its connection, so that a process that died is not taken for present.
"""

import hashlib

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, and_, literal, text
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.dedicated import DedicatedConnection

LISTENING = 0x4142_4841_59
"""Shared by every listening worker; released with the worker's connection."""

WATCHING = 0x4142_5741_5443
"""Shared by every watcher; released with its connection."""

SWEEP = 0x4142_5357_4550
"""Held by the only sweep that runs."""

MERGE_SPLIT = 0x4142_4152_5247
"""Shared by the transactions of incoming messages, held alone by the one that merges or splits cases."""

SEEDING = 0x4142_5345_4544
"""Held by the only process that seeds."""

CONTACTS = 0x4142_434F_4E54
"""Held while a list of contacts is written."""

ROSTERS = 0x4142_524F_5354
"""Held while a roster or an override is written."""

POLICY = 0x4142_504F_4C49
"""Held while a policy is saved."""

ACCOUNTS = 0x4142_4143_4354
"""Held while the first account is made."""

EPOCH = 0x4142_4550_4F43
"""Held while an epoch of the database begins."""

DRILLS = 0x4142_4452_494C
"""Held while a drill begins, so that two together are not more than one may be."""

HELD_KEYS = text(
    "(SELECT (classid::bigint << 32) + objid::bigint FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objsubid = 1)"
)
"""A subquery for the keys of all advisory locks that are held now; it takes none."""


def event_or_person(name: str) -> int:
    """Returns the key for an event's key or a person's digest: transactions with the same one wait for each other."""
    return _hashed(name)


def flood_of(source: str) -> int:
    """Returns the key for the desk's notice of a flood from this source."""
    return _hashed(f"flood:{source}")


def mailbox(name: str) -> int:
    """Returns the key for reading this mailbox."""
    return _hashed(f"mailbox:{name}")


def _hashed(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


async def lock(session: AsyncSession, key: int) -> None:
    """Waits for a lock and holds it until the transaction ends."""
    await session.exec(select(func.pg_advisory_xact_lock(literal(key, BigInteger))))


async def try_lock(session: AsyncSession, key: int) -> bool:
    """Holds a lock until the transaction ends, if it is free; returns whether it was."""
    return (await session.exec(select(func.pg_try_advisory_xact_lock(literal(key, BigInteger))))).one()


async def is_held(session: AsyncSession, key: int) -> bool:
    """Returns whether this lock is held, without taking it: a lock taken for a test would mislead others."""
    return (await session.exec(select(literal(key, BigInteger).in_(HELD_KEYS)))).one()


async def announce(database: Database, connection: DedicatedConnection, kind: int) -> None:
    """Holds two locks: `kind` shows that a mover of its kind is present, the other identifies its messages' sender.

    While the second is not held, messages claimed by this process name no sender (`database.sender` is None).
    """

    def gone() -> None:
        database.sender = None

    connection.on_loss(gone)
    await connection.share(kind)
    await connection.share(database.sender_key)
    if not connection.lost.is_set():
        database.sender = database.sender_key


async def worker_listens(session: AsyncSession) -> bool:
    """Returns whether any worker listens."""
    return await is_held(session, LISTENING)


async def watcher_watches(session: AsyncSession) -> bool:
    """Returns whether any watcher is alive and connected."""
    return await is_held(session, WATCHING)


def is_dead(sender: SQLColumnExpression[int | None]) -> ColumnElement[bool]:
    """Returns whether a message's sender no longer holds its lock; a claim without a sender has only its deadline."""
    return and_(sender.is_not(None), sender.not_in(HELD_KEYS))
