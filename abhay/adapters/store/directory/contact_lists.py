"""Writes lists of contact points in one transaction, checked against the version they were made from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.locks import CONTACTS, lock
from abhay.adapters.store.directory.changes import second_person
from abhay.adapters.store.directory.contacts import STATE, contacts_of, require_unit, view_of
from abhay.adapters.store.log.timeline import audit
from abhay.domain.permissions import require
from abhay.domain.versions import Expected, stale
from abhay.errors import InvalidContacts, SavedVersion
from models.actors import Act, Actor
from models.enums import Language, Line
from models.tables import ContactPoint, ContactVersion, PinDay, PinFailure
from models.views import ContactView

_ADDED, _SWITCHED_ON, _SWITCHED_OFF, _PIN = "added", "switched_on", "switched_off", "pin"
_NAME, _PHONE = "name", "phone"
_LINE, _LANGUAGE, _ORDER = "line", "language", "order"


@dataclass(frozen=True)
class NewContact:
    """The wanted state of a contact point; every optional value that is None keeps what there is.

    `dev_pin` is the PIN in clear, for the embedded outbox alone.
    """

    post: str
    channel: str
    address: str
    active: bool = True
    pin_hash: str | None = None
    dev_pin: str | None = None
    name: str | None = None
    phone: str | None = None
    line: Line | None = None
    language: Language | None = None
    preference: int | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """The values that identify a contact point within its unit."""
        return self.post, self.channel, self.address


@dataclass(frozen=True)
class ContactChanges:
    """The result of writing a list of contact points.

    `waiting` units have a change that waits for a second person; in `alone` units one person changed the contact
    points of a supervising post, as there is no second one.
    """

    added: int = 0
    changed: int = 0
    switched_off: int = 0
    waiting: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    def plus(self, other: "ContactChanges") -> "ContactChanges":
        """Returns the sum of both results."""
        return ContactChanges(
            self.added + other.added,
            self.changed + other.changed,
            self.switched_off + other.switched_off,
            self.waiting + other.waiting,
            self.alone + other.alone,
        )

    @property
    def counts(self) -> dict[str, int]:
        """The numbers, as the audit log has them."""
        return {"added": self.added, "changed": self.changed, "switched_off": self.switched_off}


async def read_contacts(database: Database, unit: str) -> tuple[int, list[ContactView]]:
    """Returns the version and the contact points of a unit, or of `state`. Raises `UnknownUnit`."""
    async with database.transaction() as session:
        await require_unit(session, unit)
        version = await _current(session, unit)  # before the rows: what is written in between makes it stale
        return version, [view_of(row) for row in await contacts_of(session, unit)]


async def set_contacts(
    database: Database,
    lists: Mapping[str, Collection[NewContact]],
    *,
    complete: bool,
    actor: Actor,
    expected: Expected | None = None,
) -> ContactChanges:
    """Adds or changes contact points by unit (or `state`), all units in one transaction.

    `complete`: the lists are complete, so all other contact points are switched off. Where there are two admins to sign
    in, what changes a supervising post that somebody can be reached at waits for a second person. Raises `WrongRole`,
    `UnknownUnit`, `InvalidContacts` for a new contact point without a PIN, and `StaleVersion` if the version in
    force was not `expected`.
    """
    require(actor, Act.SET_CONTACTS)
    total = ContactChanges()
    async with database.transaction(long=True) as session:
        await lock(session, CONTACTS)
        watched = await second_person.watch(session, actor)
        for unit, contacts in sorted(lists.items()):
            await require_unit(session, unit)
            version = await _current(session, unit)
            if expected is not None and not expected.allows(version, changes=True):
                raise stale(await _since(session, unit, expected))
            known = await contacts_of(session, unit)
            posts = frozenset(post for post in watched.posts if _changes_post(post, known, contacts, complete=complete))
            waiting = posts if watched.must_wait else frozenset[str]()
            if waiting:
                wanted = [vars(each) for each in contacts if each.post in waiting]
                await second_person.hold(session, unit, waiting, wanted, known, actor, complete=complete)
            at_once = [each for each in contacts if each.post not in waiting]
            done = await apply(
                session, unit, at_once, actor, complete=complete, but_for=waiting, alone=bool(posts - waiting)
            )
            total = total.plus(replace(done, waiting=(unit,) * bool(waiting), alone=(unit,) * bool(posts - waiting)))
    return total


async def apply(
    session: AsyncSession,
    unit: str,
    contacts: Iterable[NewContact],
    actor: Actor,
    *,
    complete: bool,
    but_for: Collection[str] = (),
    only: Collection[str] | None = None,
    **why: Any,
) -> ContactChanges:
    """Writes a list of contact points of a unit as its next version, and to the audit log with `why`.

    The posts `but_for`, and those not in `only`, are left as they are. Takes the caller's lock for granted.
    """
    version = await _current(session, unit)
    left = {post for post in await _posts(session, unit) if post in but_for or (only is not None and post not in only)}
    found = await _set(session, unit, contacts, complete=complete, left=left)
    if found.changes:
        await _store(session, unit, version + 1, actor, found.changes)
    facts = {key: value or None for key, value in why.items()}
    at, lifted = await now(session), found.locks_lifted or None
    audit(session, at, actor, Act.SET_CONTACTS, unit=unit, **found.counts.counts, locks_lifted=lifted, **facts)
    return found.counts


async def _posts(session: AsyncSession, unit: str) -> set[str]:
    return {row.post_id for row in await contacts_of(session, unit)}


def _changes_post(post: str, known: Iterable[ContactPoint], contacts: Iterable[NewContact], *, complete: bool) -> bool:
    """Returns whether a list changes anything at a post that somebody can be reached at already."""
    rows = {(row.post_id, row.channel, row.address): row for row in known if row.post_id == post}
    wanted = {contact.place: contact for contact in contacts if contact.post == post}
    if not any(row.active for row in rows.values()):
        return False
    left_out = complete and any(row.active for place, row in rows.items() if place not in wanted)
    return left_out or any(place not in rows or _differences(rows[place], each) for place, each in wanted.items())


@dataclass(frozen=True)
class _Found:
    """The changes that a list makes: their number, and the kind for each contact point.

    `locks_lifted` is the number of contact points whose wrong PINs were forgotten with a new PIN.
    """

    counts: ContactChanges
    changes: list[tuple[UUID, str]]
    locks_lifted: int


async def _set(
    session: AsyncSession, unit: str, contacts: Iterable[NewContact], *, complete: bool, left: Collection[str]
) -> _Found:
    known = {(row.post_id, row.channel, row.address): row for row in await contacts_of(session, unit)}
    wanted = {contact.place: contact for contact in contacts}
    new = [_new(unit, contact, await now(session)) for place, contact in wanted.items() if place not in known]
    session.add_all(new)
    changed = {
        known[place].id: what
        for place, contact in wanted.items()
        if place in known and (what := _change(known[place], contact))
    }
    left_out = [
        row
        for place, row in known.items()
        if complete and place not in wanted and row.active and row.post_id not in left
    ]
    for row in left_out:
        row.active = False
    lifted = await _lift_locks(session, [contact for contact, what in changed.items() if _PIN in what])
    changes = [
        *((row.id, _ADDED) for row in new),
        *((contact, each) for contact, what in changed.items() for each in what),
        *((row.id, _SWITCHED_OFF) for row in left_out),
    ]
    return _Found(ContactChanges(len(new), len(changed), len(left_out)), changes, lifted)


async def _lift_locks(session: AsyncSession, contacts: Collection[UUID]) -> int:
    """Forgets the wrong PINs of contact points that have a new one: the old PIN's tries say nothing of it.

    Returns how many of them had any. The days come first, as tries lock them.
    """
    if not contacts:
        return 0
    days = delete(PinDay).where(col(PinDay.contact_id).in_(contacts))
    failures = delete(PinFailure).where(col(PinFailure.contact_id).in_(contacts))
    of_days = (await session.exec(days.returning(col(PinDay.contact_id)))).all()
    of_cases = (await session.exec(failures.returning(col(PinFailure.contact_id)))).all()
    return len({contact for (contact,) in (*of_days, *of_cases)})


def _new(unit: str, contact: NewContact, at: datetime) -> ContactPoint:
    if contact.pin_hash is None:
        raise InvalidContacts([(f"{unit}, {contact.post}, {contact.channel}", "a new contact needs a PIN")])
    return ContactPoint(
        id=uuid4(),
        unit_id=None if unit == STATE else unit,
        post_id=contact.post,
        channel=contact.channel,
        address=contact.address,
        pin_hash=contact.pin_hash,
        dev_pin=contact.dev_pin,
        active=contact.active,
        name=contact.name or None,
        phone=contact.phone or None,
        line=contact.line,
        language=contact.language or Language.HINDI,
        preference=contact.preference or 1,
        created_at=at,
    )


def _change(row: ContactPoint, contact: NewContact) -> list[str]:
    """Updates a known contact point; returns what changed."""
    found = _differences(row, contact)
    for values in found.values():
        for name, value in values.items():
            setattr(row, name, value)
    return list(found)


def _differences(row: ContactPoint, contact: NewContact) -> dict[str, dict[str, Any]]:
    """Returns what differs from a known contact point: the values to set, by what changes with them."""
    found: dict[str, dict[str, Any]] = {}
    if row.active != contact.active:
        found[_SWITCHED_ON if contact.active else _SWITCHED_OFF] = {"active": contact.active, "push_until": None}
    if contact.pin_hash is not None:
        found[_PIN] = {"pin_hash": contact.pin_hash, "dev_pin": contact.dev_pin, "push_until": None}
    if contact.name is not None and (contact.name or None) != row.name:
        found[_NAME] = {"name": contact.name or None}
    if contact.phone is not None and (contact.phone or None) != row.phone:
        found[_PHONE] = {"phone": contact.phone or None}
    if contact.line is not None and contact.line is not row.line:
        found[_LINE] = {"line": contact.line}
    if contact.language is not None and contact.language is not row.language:
        found[_LANGUAGE] = {"language": contact.language}
    if contact.preference is not None and contact.preference != row.preference:
        found[_ORDER] = {"preference": contact.preference}
    return found


async def _current(session: AsyncSession, unit: str) -> int:
    query = select(func.max(ContactVersion.version)).where(ContactVersion.unit == unit)
    return (await session.exec(query)).one() or 0


async def _store(
    session: AsyncSession, unit: str, version: int, actor: Actor, changes: Iterable[tuple[UUID, str]]
) -> None:
    rows = [{"contact": str(contact), "what": what} for contact, what in changes]
    at = await now(session)
    session.add(ContactVersion(unit=unit, version=version, created_at=at, created_by=actor.id, changes=rows))


async def _since(session: AsyncSession, unit: str, expected: Expected) -> list[SavedVersion]:
    """Returns the versions after the expected one, oldest first; only the newest if that was never saved."""
    current = await _current(session, unit)
    seen = expected.newest(range(current + 1))
    later = col(ContactVersion.version) > (seen if seen is not None else current - 1)
    query = select(ContactVersion).where(ContactVersion.unit == unit, later).order_by(col(ContactVersion.version))
    rows = (await session.exec(query)).all()
    places = {str(row.id): f"{row.post_id}/{row.channel}/{row.address}" for row in await contacts_of(session, unit)}
    return [SavedVersion(row.version, row.created_by, row.created_at, _paths(row, places)) for row in rows]


def _paths(row: ContactVersion, places: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{places[each['contact']]}: {each['what']}" for each in row.changes)
