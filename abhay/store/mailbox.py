"""How far the mailbox was read: mails are noted before they are read, so no flag that anybody sets can hide one."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.database import Database, now
from models.enums import MailFate
from models.tables import Mailbox, MailboxMessage, Notification

AT_ONCE = 50
"""Mails of one round. The newest come first, so that a backlog never stands before a fresh alert."""


@dataclass(frozen=True)
class Reached:
    """How far a mailbox was read: in which numbering, up to which UID, and since when we read it."""

    uidvalidity: int
    last_uid: int
    opened_at: datetime


@dataclass(frozen=True)
class Waiting:
    """A mail without a fate, and how often its reading was begun."""

    uid: int
    tries: int


@dataclass(frozen=True)
class Unsettled:
    """Mails whose fate the folder does not show yet: to be flagged as seen, or to be deleted."""

    seen: tuple[int, ...]
    deleted: tuple[int, ...]


@asynccontextmanager
async def reading_alone(database: Database, name: str) -> AsyncGenerator[asyncio.Event | None]:
    """Hold the right to read a mailbox while the block runs; None if somebody else has it.

    The event is set if it is lost with the connection. It is courtesy: who reads on without it does no
    harm, each mail becomes one case.
    """
    async with database.engine.connect() as connection:
        taken = await connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(name)})
        free = taken.scalar_one()
        await connection.commit()  # the lock is the connection's, not the transaction's
        raw = (await connection.get_raw_connection()).driver_connection
        if not free or raw is None:
            yield None
            return
        lost = asyncio.Event()

        def on_loss(*_: object) -> None:
            lost.set()

        raw.add_termination_listener(on_loss)
        try:
            yield lost
        finally:
            await connection.invalidate()  # the lock goes with the connection, whatever became of it


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"mailbox:{name}".encode()).digest()[:8], signed=True)


async def read_reached(database: Database, name: str) -> Reached | None:
    """How far this mailbox was read; None if it never was."""
    async with database.transaction() as session:
        mailbox = await session.get(Mailbox, name)
        return Reached(mailbox.uidvalidity, mailbox.last_uid, mailbox.opened_at) if mailbox else None


async def begin(database: Database, name: str, uidvalidity: int, last_uid: int, backlog: Iterable[int]) -> None:
    """Begin a numbering: `backlog` names the mails up to `last_uid` that are to be read.

    Mails of an earlier numbering that wait can no longer be named; they are in the backlog.
    """
    async with database.transaction("mailbox-begin") as session:
        at = await now(session)
        row = {"uidvalidity": uidvalidity, "last_uid": last_uid}
        known = insert(Mailbox).values(name=name, opened_at=at, **row)
        await session.exec(known.on_conflict_do_update(index_elements=[col(Mailbox.name)], set_=row))
        waits = (col(MailboxMessage.mailbox) == name, col(MailboxMessage.fate).is_(None))
        await session.exec(delete(MailboxMessage).where(*waits))
        await _note(session, name, uidvalidity, backlog, at)


async def note_arrivals(database: Database, name: str, uidvalidity: int, uids: Iterable[int]) -> None:
    """Write down that these mails are there; from now on they wait until they have a fate."""
    arrived = list(uids)
    async with database.transaction("mailbox-note") as session:
        await _note(session, name, uidvalidity, arrived, await now(session))
        ours = (
            col(Mailbox.name) == name,
            col(Mailbox.uidvalidity) == uidvalidity,
            col(Mailbox.last_uid) < max(arrived),
        )
        await session.exec(update(Mailbox).where(*ours).values(last_uid=max(arrived)))


async def _note(session: AsyncSession, name: str, uidvalidity: int, uids: Iterable[int], at: datetime) -> None:
    same = {"mailbox": name, "uidvalidity": uidvalidity, "noted_at": at, "tries": 0}
    rows = [{"uid": uid, **same} for uid in uids]
    if rows:
        await session.exec(insert(MailboxMessage).on_conflict_do_nothing(), params=rows)


async def waiting(database: Database, name: str, uidvalidity: int) -> list[Waiting]:
    """The newest mails without a fate, in the order in which they came; those that failed before are the last."""
    query = (
        select(MailboxMessage)
        .where(*_of(name, uidvalidity), col(MailboxMessage.fate).is_(None))
        .order_by(col(MailboxMessage.uid).desc())
        .limit(AT_ONCE)
    )
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    return sorted((Waiting(row.uid, row.tries) for row in rows), key=lambda mail: (mail.tries, mail.uid))


async def count_try(database: Database, name: str, uidvalidity: int, uid: int) -> None:
    """Count before a mail is read: whatever it breaks, the count remains."""
    async with database.transaction() as session:
        one = (*_of(name, uidvalidity), col(MailboxMessage.uid) == uid)
        await session.exec(update(MailboxMessage).where(*one).values(tries=MailboxMessage.tries + 1))


async def uncount_try(database: Database, name: str, uidvalidity: int, uid: int) -> None:
    """Count one less: it was not the mail that was at fault."""
    async with database.transaction() as session:
        one = (*_of(name, uidvalidity), col(MailboxMessage.uid) == uid)
        await session.exec(update(MailboxMessage).where(*one).values(tries=MailboxMessage.tries - 1))


async def seal_fate(
    database: Database,
    name: str,
    uidvalidity: int,
    uid: int,
    fate: MailFate,
    *,
    sha256: str | None = None,
    alert_id: UUID | None = None,
) -> None:
    """Write down what became of a mail; whoever read it too and was first is right."""
    async with database.transaction("mailbox-fate") as session:
        at = await now(session)
        one = (*_of(name, uidvalidity), col(MailboxMessage.uid) == uid, col(MailboxMessage.fate).is_(None))
        became = {"fate": fate.value, "taken_at": at, "sha256": sha256, "alert_id": alert_id}
        settled = at if fate is MailFate.GONE else None
        await session.exec(update(MailboxMessage).where(*one).values(**became, settled_at=settled))


async def is_known(database: Database, name: str, sha256: str) -> bool:
    """Whether a mail with these very bytes has a fate already."""
    same = (MailboxMessage.mailbox == name, MailboxMessage.sha256 == sha256)
    async with database.transaction() as session:
        return (await session.exec(select(MailboxMessage.uid).where(*same).limit(1))).first() is not None


async def is_own_message(database: Database, message_id: UUID) -> bool:
    """Whether this is the id of a message that we sent ourselves."""
    async with database.transaction() as session:
        return await session.get(Notification, message_id) is not None


async def read_unsettled(database: Database, name: str, uidvalidity: int) -> Unsettled:
    """What the folder does not show yet."""
    query = select(MailboxMessage.uid, MailboxMessage.fate).where(
        *_of(name, uidvalidity), col(MailboxMessage.fate).is_not(None), col(MailboxMessage.settled_at).is_(None)
    )
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    ours = {uid for uid, fate in rows if fate == MailFate.CANARY.value}
    return Unsettled(tuple(uid for uid, _ in rows if uid not in ours), tuple(ours))


async def settle(database: Database, name: str, uidvalidity: int, uids: Iterable[int]) -> None:
    """The folder shows what became of these."""
    async with database.transaction() as session:
        some = (*_of(name, uidvalidity), col(MailboxMessage.uid).in_(list(uids)))
        await session.exec(update(MailboxMessage).where(*some).values(settled_at=await now(session)))


async def note_look(database: Database, name: str, used_percent: int | None) -> None:
    """Everything in the mailbox was seen just now; this is how full it is."""
    async with database.transaction() as session:
        seen = {"looked_at": await now(session), "used_percent": used_percent}
        await session.exec(update(Mailbox).where(col(Mailbox.name) == name).values(**seen))


def _of(name: str, uidvalidity: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(MailboxMessage.mailbox) == name, col(MailboxMessage.uidvalidity) == uidvalidity
