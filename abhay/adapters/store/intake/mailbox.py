"""Stores how far the mailbox was read: mails are noted before they are read, so no flag can hide one."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.dedicated import dedicated_connection
from abhay.adapters.store.db.locks import mailbox as mailbox_key
from abhay.security.vault import Hashed
from models.enums import MailFate
from models.tables import Mailbox, MailboxMessage, Notification

AT_ONCE = 50
"""Mails of one round. The newest come first, so that a backlog never delays a fresh alert."""


@dataclass(frozen=True)
class Reached:
    """How far a mailbox was read: the server's numbering, the last UID, and the time of the first look."""

    uidvalidity: int
    last_uid: int
    opened_at: datetime


@dataclass(frozen=True)
class Waiting:
    """A mail without a fate, and the number of attempts to read it."""

    uid: int
    tries: int


@dataclass(frozen=True)
class Unsettled:
    """Mails whose fate the folder does not show yet: some must be flagged as seen, others deleted."""

    seen: tuple[int, ...]
    deleted: tuple[int, ...]


@asynccontextmanager
async def exclusive_reader(database: Database, name: str) -> AsyncGenerator[asyncio.Event | None]:
    """Holds the right to read a mailbox for the block; gives None if another collector has it.

    The event is set if the right is lost with the connection. The right only saves work: two readers do no
    harm, each mail becomes one case.
    """
    async with dedicated_connection(database) as connection:
        free = await connection.try_lock(mailbox_key(name))
        yield connection.lost if free else None


async def read_reached(database: Database, name: str) -> Reached | None:
    """Returns how far this mailbox was read; None if it never was."""
    async with database.transaction() as session:
        mailbox = await session.get(Mailbox, name)
        return Reached(mailbox.uidvalidity, mailbox.last_uid, mailbox.opened_at) if mailbox else None


async def begin(database: Database, name: str, uidvalidity: int, last_uid: int, backlog: Iterable[int]) -> None:
    """Starts a new numbering; `backlog` holds the UIDs up to `last_uid` that must be read.

    Waiting mails of an earlier numbering can no longer be named; the backlog holds them.
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
    """Notes these mails; each waits from now on until it has a fate."""
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


async def waiting(database: Database, name: str, uidvalidity: int, at_once: int = AT_ONCE) -> list[Waiting]:
    """Returns the newest mails without a fate, in order of arrival; those that failed before come last."""
    query = (
        select(MailboxMessage)
        .where(*_of(name, uidvalidity), col(MailboxMessage.fate).is_(None))
        .order_by(col(MailboxMessage.uid).desc())
        .limit(at_once)
    )
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    return sorted((Waiting(row.uid, row.tries) for row in rows), key=lambda mail: (mail.tries, mail.uid))


async def count_try(database: Database, name: str, uidvalidity: int, uid: int) -> None:
    """Counts an attempt before the mail is read, so that the count survives a crash."""
    async with database.transaction() as session:
        one = (*_of(name, uidvalidity), col(MailboxMessage.uid) == uid)
        await session.exec(update(MailboxMessage).where(*one).values(tries=MailboxMessage.tries + 1))


async def uncount_try(database: Database, name: str, uidvalidity: int, uid: int) -> None:
    """Takes one attempt back: the fault was not the mail's."""
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
    """Stores a mail's fate, and the SHA-256 of its bytes, keyed; if another reader was first, its result stays."""
    keyed = None if sha256 is None else database.vault.keyed(Hashed.BYTES, sha256)[0]
    async with database.transaction("mailbox-fate") as session:
        at = await now(session)
        one = (*_of(name, uidvalidity), col(MailboxMessage.uid) == uid, col(MailboxMessage.fate).is_(None))
        became = {"fate": fate, "taken_at": at, "sha256": keyed, "alert_id": alert_id}
        settled = at if fate is MailFate.GONE else None
        await session.exec(update(MailboxMessage).where(*one).values(**became, settled_at=settled))


async def is_known(database: Database, name: str, sha256: str) -> bool:
    """Returns whether a mail with the same bytes has a fate already; `sha256` is the plain hash of them."""
    forms = database.vault.keyed(Hashed.BYTES, sha256)
    same = (MailboxMessage.mailbox == name, col(MailboxMessage.sha256).in_(forms))
    async with database.transaction() as session:
        return (await session.exec(select(MailboxMessage.uid).where(*same).limit(1))).first() is not None


async def is_own_message(database: Database, message_id: UUID) -> bool:
    """Returns whether this is the id of a message that we sent."""
    async with database.transaction() as session:
        return await session.get(Notification, message_id) is not None


async def read_unsettled(database: Database, name: str, uidvalidity: int) -> Unsettled:
    """Returns the mails whose fate the folder does not show yet."""
    query = select(MailboxMessage.uid, MailboxMessage.fate).where(
        *_of(name, uidvalidity), col(MailboxMessage.fate).is_not(None), col(MailboxMessage.settled_at).is_(None)
    )
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    ours = {uid for uid, fate in rows if fate == MailFate.CANARY}
    return Unsettled(tuple(uid for uid, _ in rows if uid not in ours), tuple(ours))


async def settle(database: Database, name: str, uidvalidity: int, uids: Iterable[int]) -> None:
    """Notes that the folder shows the fate of these mails."""
    async with database.transaction() as session:
        some = (*_of(name, uidvalidity), col(MailboxMessage.uid).in_(list(uids)))
        await session.exec(update(MailboxMessage).where(*some).values(settled_at=await now(session)))


async def note_look(database: Database, name: str, used_percent: int | None) -> None:
    """Notes a complete look at the mailbox, and how full it is."""
    async with database.transaction() as session:
        seen = {"looked_at": await now(session), "used_percent": used_percent}
        await session.exec(update(Mailbox).where(col(Mailbox.name) == name).values(**seen))


def _of(name: str, uidvalidity: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(MailboxMessage.mailbox) == name, col(MailboxMessage.uidvalidity) == uidvalidity
