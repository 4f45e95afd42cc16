"""The browsers that take pushes beside a contact point's own channel: each is bound to its contact and to its PIN.

A new PIN, a contact that is switched off, and the end of its time end a subscription; what has ended is deleted.
`ContactPoint.push_until` says for how long one browser at least takes pushes, so that no page asks for it.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import col, delete, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.adapters.store.log.timeline import audit
from models.actors import Actor, system
from models.tables import ContactPoint, PushSubscription

MOST: Final = 10
"""Browsers of one contact; a further one ends the oldest."""

SUBSCRIBED, ENDED = "browser.subscribe", "browser.end"
"""Names in the audit log."""


@dataclass(frozen=True)
class Browser:
    """A browser that takes pushes; `address` is its subscription, as the channel reads it."""

    id: UUID
    address: str


async def subscribe(
    database: Database, contact_id: UUID, browser: tuple[str, str], keep: timedelta, actor: Actor
) -> datetime:
    """Binds a browser, its endpoint and its address, to a contact for a time; one known before is renewed.

    Returns when it ends unless it calls home before.
    """
    endpoint, address = browser
    async with database.transaction() as session:
        contact = await session.get_one(ContactPoint, contact_id, with_for_update={"key_share": True})
        at = await now(session)
        digest = hashlib.sha256(endpoint.encode()).hexdigest()
        same = (PushSubscription.contact_id == contact_id, PushSubscription.endpoint_digest == digest)
        known = (await session.exec(select(PushSubscription).where(*same))).one_or_none()
        row = known or PushSubscription(
            contact_id=contact_id, endpoint_digest=digest, sealed=b"", pin_mark="", created_at=at, expires_at=at
        )
        row.sealed, row.pin_mark = vault_of(session).seal(address.encode()), _mark(contact)
        row.expires_at = at + keep
        session.add(row)
        await session.flush()
        await _keep_few(session, contact_id)
        await _renew(session, contact, at)
        if known is None:
            audit(session, at, actor, SUBSCRIBED, contact=contact_id)
        return row.expires_at


async def browsers_of(database: Database, contact_id: UUID) -> list[Browser]:
    """Returns the browsers that take pushes of a contact now."""
    async with database.transaction() as session:
        contact = await session.get_one(ContactPoint, contact_id)
        live = (PushSubscription.contact_id == contact_id, *_live(contact, await now(session)))
        rows = (await session.exec(select(PushSubscription).where(*live))).all()
        vault = vault_of(session)
        return [Browser(row.id, vault.open(row.sealed).decode()) for row in rows]


async def end(database: Database, contact_id: UUID, ended: Collection[UUID]) -> None:
    """Deletes browsers that have ended, and those of this contact whose time or whose PIN is over."""
    async with database.transaction() as session:
        contact = await session.get_one(ContactPoint, contact_id, with_for_update={"key_share": True})
        at = await now(session)
        over = or_(
            col(PushSubscription.id).in_(list(ended)),
            col(PushSubscription.expires_at) <= at,
            col(PushSubscription.pin_mark) != _mark(contact),
        )
        gone = delete(PushSubscription).where(col(PushSubscription.contact_id) == contact_id, over)
        deleted = (await session.exec(gone.returning(col(PushSubscription.id)))).all()
        await _renew(session, contact, at)
        if deleted:
            audit(session, at, system("abhay"), ENDED, contact=contact_id, browsers=len(deleted))


async def called_home(database: Database, subscription_id: UUID, keep: timedelta) -> None:
    """Notes that a browser showed a push: it is alive, and its time begins anew."""
    async with database.transaction() as session:
        row = await session.get(PushSubscription, subscription_id)
        if row is None:
            return
        # The contact is locked before its browsers, as by whoever ends one.
        contact = await session.get_one(ContactPoint, row.contact_id, with_for_update={"key_share": True})
        at = await now(session)
        alive = update(PushSubscription).where(col(PushSubscription.id) == subscription_id)
        await session.exec(alive.values(seen_at=at, expires_at=at + keep))
        await _renew(session, contact, at)


async def _keep_few(session: AsyncSession, contact_id: UUID) -> None:
    newest = (
        select(PushSubscription.id)
        .where(PushSubscription.contact_id == contact_id)
        .order_by(col(PushSubscription.expires_at).desc(), col(PushSubscription.id))
        .limit(MOST)
    )
    older = (col(PushSubscription.contact_id) == contact_id, col(PushSubscription.id).not_in(newest))
    await session.exec(delete(PushSubscription).where(*older))


async def _renew(session: AsyncSession, contact: ContactPoint, at: datetime) -> None:
    live = (PushSubscription.contact_id == contact.id, *_live(contact, at))
    contact.push_until = (await session.exec(select(func.max(PushSubscription.expires_at)).where(*live))).one()
    session.add(contact)


def _live(contact: ContactPoint, at: datetime) -> tuple[bool, bool]:
    return PushSubscription.expires_at > at, PushSubscription.pin_mark == _mark(contact)


def _mark(contact: ContactPoint) -> str:
    """Returns what changes with the PIN, and tells nothing of it."""
    return hashlib.sha256(contact.pin_hash.encode()).hexdigest()
