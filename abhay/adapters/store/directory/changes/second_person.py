"""Holds back what one admin alone may not change: the contact points of the posts that supervise.

There is a second person once two admins can sign in. What waits is sealed, as it has addresses.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import now, vault_of
from abhay.adapters.store.directory.policies import current_version, read_document
from abhay.adapters.store.log.timeline import audit
from abhay.domain.permissions import who_may
from abhay.domain.policy.supervising import supervising_posts
from models.actors import Act, Actor, ActorKind
from models.tables import Account, ContactChange, ContactPoint

_STANDING = ("post_id", "channel", "address", "active", "pin_hash", "name", "phone", "line", "language", "preference")


@dataclass(frozen=True)
class Watched:
    """The posts whose contact points are watched, and whether a change of them has to wait."""

    posts: frozenset[str] = frozenset()
    must_wait: bool = False


async def watch(session: AsyncSession, actor: Actor) -> Watched:
    """Returns what is watched for this actor: nothing for our own processes, nor before there is an admin's account."""
    admins = await admins_who_sign_in(session)
    if actor.kind is ActorKind.SYSTEM or not admins:
        return Watched()
    document = await read_document(session, await current_version(session))
    return Watched(supervising_posts(document), must_wait=admins > 1)


async def admins_who_sign_in(session: AsyncSession) -> int:
    """Returns how many accounts that may confirm a change can sign in, by a password or by the identity provider."""
    by_either = or_(col(Account.password_hash).is_not(None), col(Account.issuer).is_not(None))
    set_up = (by_either, col(Account.disabled_at).is_(None))
    query = (
        select(func.count()).select_from(Account).where(col(Account.role).in_(who_may(Act.CONFIRM_CONTACTS)), *set_up)
    )
    return (await session.exec(query)).one()


async def hold(
    session: AsyncSession,
    unit: str,
    posts: Collection[str],
    wanted: Iterable[Mapping[str, Any]],
    known: Iterable[ContactPoint],
    actor: Actor,
    *,
    complete: bool,
) -> None:
    """Keeps a change until a second person decides, and writes to the audit log that it waits."""
    row = ContactChange(
        unit=unit,
        posts=sorted(posts),
        sealed=vault_of(session).seal_json({"contacts": list(wanted)}),
        complete=complete,
        seen=standing(known, posts),
        requested_at=(at := await now(session)),
        requested_by=actor.id,
    )
    session.add(row)
    await session.flush()
    audit(session, at, actor, f"{Act.SET_CONTACTS}.waits", unit=unit, posts=sorted(posts), change=row.id)


def standing(known: Iterable[ContactPoint], posts: Collection[str]) -> str:
    """Returns a digest of how the contact points of some posts stand: another one says that somebody changed them."""
    rows = sorted([str(getattr(row, name)) for name in _STANDING] for row in known if row.post_id in posts)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
