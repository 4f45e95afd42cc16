"""Brings the stored hashes of messages under the newest index key, those of older versions, which were plain, too.

A keyed hash cannot be reversed: what it is of is read from the sealed message. A hash that is of nothing there stays.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, vault_of
from abhay.security.vault import Hashed, Vault
from models.enums import IntakeChannel
from models.payloads import AlertPayload
from models.tables import AlertEvent, Mailbox, MailboxMessage, OriginalMessage

AT_ONCE = 500
"""Number of mails per transaction."""

Message = tuple[AlertEvent, AlertPayload]


@dataclass
class Rehashed:
    """The number of hashes made `anew`; `unknown` ones are of nothing that the message holds, and stay."""

    anew: int = 0
    unknown: int = 0


async def hash_anew(session: AsyncSession, messages: Sequence[Message]) -> Rehashed:
    """Keys the hashes of a case's messages anew: of their events, their deliveries, and the bytes that came in."""
    done = Rehashed()
    for event, payload in messages:
        event.event_key = await _key_anew(session, event, Hashed.EVENT, (event.event_key, payload.event_key), done)
        if event.delivery_key is not None:
            keys = (event.delivery_key, payload.delivery_key or "")
            event.delivery_key = await _key_anew(session, event, Hashed.DELIVERY, keys, done)
        await session.flush()
        await _bytes_anew(session, event, done)
    return done


async def _key_anew(
    session: AsyncSession, event: AlertEvent, kind: Hashed, keys: tuple[str, str], done: Rehashed
) -> str:
    """Returns the form in which a message's key is stored from now on; `keys` are its stored form and the plain key.

    Another row may have the newest form already, while processes of two versions run side by side: the event was
    stored twice. No two rows may have the same, so this one's is of the row's id as well.
    """
    stored, plain = keys
    twice = f"{plain} {event.id}"
    for said in (plain, twice):
        newest, *older = vault_of(session).keyed(kind, said)
        if stored == newest:
            return stored
        if stored in older:
            done.anew += 1
            return vault_of(session).keyed(kind, twice)[0] if await _is_taken(session, kind, newest) else newest
    done.unknown += 1
    return stored


async def _is_taken(session: AsyncSession, kind: Hashed, form: str) -> bool:
    column = col(AlertEvent.event_key) if kind is Hashed.EVENT else col(AlertEvent.delivery_key)
    return (await session.exec(select(AlertEvent.id).where(column == form))).first() is not None


async def _bytes_anew(session: AsyncSession, event: AlertEvent, done: Rehashed) -> None:
    """Keys the hash of the original anew, and that of the mail in the mailbox that brought it."""
    vault, of_it = vault_of(session), col(OriginalMessage.event_id) == event.id
    stored = (await session.exec(select(OriginalMessage.sha256).where(of_it))).one()
    if vault.is_newest(stored):
        return
    newest, *older = vault.keyed(Hashed.BYTES, await _plain(session, event.id, stored, vault))
    if stored not in older:
        done.unknown += 1
        return
    await session.exec(update(OriginalMessage).where(of_it).values(sha256=newest))
    done.anew += 1
    if event.channel is IntakeChannel.MAIL:
        same = (col(MailboxMessage.mailbox).in_(select(Mailbox.name)), col(MailboxMessage.sha256).in_(older))
        await session.exec(update(MailboxMessage).where(*same).values(sha256=newest))


async def _plain(session: AsyncSession, event_id: UUID, stored: str, vault: Vault) -> str:
    """Returns the SHA-256 of the original: as an older version stored it, else of the bytes, read for this alone."""
    if ":" not in stored:
        return stored
    raw = (await session.exec(select(OriginalMessage.raw).where(OriginalMessage.event_id == event_id))).one()
    return hashlib.sha256(vault.open(raw)).hexdigest()


async def key_mails(database: Database) -> int:
    """Keys the plain hashes that older versions stored of the mailbox's mails; returns their number.

    A keyed one of a mail that brought no case stays under its key: without that key the mail is read once more if the
    server numbers its mails anew, and is known as what it is.
    """
    keyed, last = 0, ("", 0, 0)
    while rows := await _key_next_mails(database, last):
        keyed += len(rows)
        last = rows[-1]
    return keyed


async def _key_next_mails(database: Database, after: tuple[str, int, int]) -> list[tuple[str, int, int]]:
    place = (col(MailboxMessage.mailbox), col(MailboxMessage.uidvalidity), col(MailboxMessage.uid))
    plain = (col(MailboxMessage.sha256).is_not(None), col(MailboxMessage.sha256).not_like("%:%"))
    async with database.transaction() as session:
        query = select(MailboxMessage).where(*plain, tuple_(*place) > after).order_by(*place).limit(AT_ONCE)
        rows = (await session.exec(query.with_for_update())).all()
        for row in rows:
            row.sha256 = vault_of(session).keyed(Hashed.BYTES, row.sha256 or "")[0]
        return [(row.mailbox, row.uidvalidity, row.uid) for row in rows]
