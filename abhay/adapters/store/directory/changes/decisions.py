"""A second person decides about a change of contact points that waits: confirms it, or refuses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.adapters.store.db.locks import CONTACTS, lock
from abhay.adapters.store.directory.changes.second_person import standing
from abhay.adapters.store.directory.contact_lists import NewContact, apply
from abhay.adapters.store.directory.contacts import contacts_of
from abhay.adapters.store.log.timeline import audit
from abhay.domain.permissions import require
from abhay.errors import NotPossibleNow, UnknownChange, WrongRole
from models.actors import Act, Actor, ActorKind
from models.enums import ChangeOutcome, Language, Line
from models.tables import ContactChange


@dataclass(frozen=True)
class Wanted:
    """One contact point of a change: where it is, and whether it is to be switched on; never a PIN."""

    post: str
    channel: str
    address: str
    active: bool
    name: str | None
    phone: str | None
    new_pin: bool


@dataclass(frozen=True)
class Waiting:
    """A change that waits: who asked for it when, and what is wanted; `complete`: the rest is switched off."""

    id: int
    unit: str
    posts: tuple[str, ...]
    complete: bool
    requested_at: datetime
    requested_by: str
    wanted: tuple[Wanted, ...]


async def waiting_changes(database: Database, actor: Actor, unit: str | None = None) -> list[Waiting]:
    """Returns the changes that wait, of one unit (or `state`) or of all, oldest first. Raises `WrongRole`.

    Whoever may change contact points sees what waits; the terminal too, which decides nothing.
    """
    require(actor, Act.SET_CONTACTS)
    query = select(ContactChange).where(col(ContactChange.decided_at).is_(None)).order_by(col(ContactChange.id))
    if unit is not None:
        query = query.where(ContactChange.unit == unit)
    async with database.transaction() as session:
        return [_waiting(row, await _wanted(session, row)) for row in (await session.exec(query)).all()]


async def confirm(database: Database, change: int, actor: Actor) -> None:
    """Carries out a change that somebody else asked for.

    Raises `WrongRole` for whoever is no signed-in admin, `UnknownChange`, and `NotPossibleNow` for one's own change,
    for one that was decided, and for one whose contact points were changed since: that one is dropped.
    """
    outdated = False
    async with database.transaction(long=True) as session:
        row = await _open(session, change, actor)
        if row.requested_by == actor.id:
            raise NotPossibleNow("You asked for this change yourself: another admin has to confirm it.")
        known = await contacts_of(session, row.unit)
        outdated = standing(known, row.posts) != row.seen
        if not outdated:
            contacts = [_contact(each) for each in await _wanted(session, row)]
            by = row.requested_by
            await apply(session, row.unit, contacts, actor, complete=row.complete, only=row.posts, asked_for_by=by)
        await _decide(session, row, actor, ChangeOutcome.OUTDATED if outdated else ChangeOutcome.CONFIRMED)
    if outdated:
        raise NotPossibleNow("These contact points were changed since it was asked for: it is dropped, ask anew.")


async def refuse(database: Database, change: int, actor: Actor) -> None:
    """Drops a change; whoever asked for it may do so, too. Raises `WrongRole`, `UnknownChange`, `NotPossibleNow`."""
    async with database.transaction() as session:
        await _decide(session, await _open(session, change, actor), actor, ChangeOutcome.REFUSED)


async def _open(session: AsyncSession, change: int, actor: Actor) -> ContactChange:
    require(actor, Act.CONFIRM_CONTACTS)
    if actor.kind is not ActorKind.ACCOUNT:
        raise WrongRole("A person confirms or refuses it, signed in at /units: a token is no person.")
    await lock(session, CONTACTS)
    row = await session.get(ContactChange, change, with_for_update=True)
    if row is None:
        raise UnknownChange
    if row.outcome is not None:
        raise NotPossibleNow(f"This change was decided by {row.decided_by}: {row.outcome.value}.")
    return row


async def _decide(session: AsyncSession, row: ContactChange, actor: Actor, outcome: ChangeOutcome) -> None:
    row.decided_at, row.decided_by, row.outcome, row.sealed = await now(session), actor.id, outcome, None
    facts: dict[str, Any] = {"unit": row.unit, "posts": row.posts, "change": row.id, "asked_for_by": row.requested_by}
    audit(session, row.decided_at, actor, Act.CONFIRM_CONTACTS, outcome=outcome, **facts)


async def _wanted(session: AsyncSession, row: ContactChange) -> list[dict[str, Any]]:
    return vault_of(session).open_json(row.sealed)["contacts"] if row.sealed else []


def _contact(wanted: Mapping[str, Any]) -> NewContact:
    line, language = wanted["line"], wanted["language"]
    enums = {"line": Line(line) if line else None, "language": Language(language) if language else None}
    values: dict[str, Any] = {**wanted, **enums}
    return NewContact(**values)


def _waiting(row: ContactChange, wanted: list[dict[str, Any]]) -> Waiting:
    shown = tuple(
        Wanted(
            post=each["post"],
            channel=each["channel"],
            address=each["address"],
            active=each["active"],
            name=each["name"],
            phone=each["phone"],
            new_pin=each["pin_hash"] is not None,
        )
        for each in wanted
    )
    at, by = row.requested_at, row.requested_by
    return Waiting(row.id or 0, row.unit, tuple(row.posts), row.complete, at, by, shown)
