"""Police units and how their posts are reached: listed, replaced as a whole, checked for gaps.

A contact point that was ever paged is named by messages for good, so none is deleted: what is left
out of a new list is switched off. PINs come in as hashes and never go out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.errors import BadInput, InvalidContacts, UnknownUnit
from abhay.store.database import Database, now
from abhay.store.policies import current_version, read_document
from abhay.store.timeline import audit
from models.policy import Scope
from models.tables import ContactPoint, PoliceUnit, Post
from models.views import ContactView, UnitView

STATE = "state"
"""Stands for the posts of the whole State wherever a unit is asked for."""

_EDITING = 0x4142_434F_4E54  # advisory lock: one list of contacts is written at a time

NEVER_BY_DISTRICT = "railway"
"""Units of this type never receive an alert by district, so they may be without contacts."""


@dataclass(frozen=True)
class NewContact:
    """A contact point as it is to be; `pin_hash` None keeps the PIN that it has.

    `dev_pin` is the PIN in clear, for the embedded outbox alone.
    """

    post: str
    channel: str
    address: str
    active: bool = True
    pin_hash: str | None = None
    dev_pin: str | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """What makes two entries of one unit the same contact point."""
        return self.post, self.channel, self.address


@dataclass(frozen=True)
class ContactChanges:
    """What became of a list of contact points."""

    added: int = 0
    changed: int = 0
    switched_off: int = 0

    def plus(self, other: "ContactChanges") -> "ContactChanges":
        """Both together."""
        return ContactChanges(
            self.added + other.added, self.changed + other.changed, self.switched_off + other.switched_off
        )


async def list_units(database: Database) -> list[UnitView]:
    """Every police unit, by district."""
    query = select(PoliceUnit).order_by(col(PoliceUnit.district_id), col(PoliceUnit.id))
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    return [
        UnitView(unit=r.id, name_en=r.name_en, name_hi=r.name_hi, district=r.district_id, unit_type=r.unit_type)
        for r in rows
    ]


async def unit_ids(database: Database) -> frozenset[str]:
    """The ids of all police units."""
    async with database.transaction() as session:
        return frozenset((await session.exec(select(PoliceUnit.id))).all())


async def post_scopes(database: Database) -> dict[str, Scope]:
    """Every post, and whether each unit has its own."""
    async with database.transaction() as session:
        return {post.id: Scope(post.scope) for post in (await session.exec(select(Post))).all()}


async def list_contacts(database: Database, unit: str) -> list[ContactView]:
    """The contact points of a unit, or of `state`. Raises `UnknownUnit`."""
    async with database.transaction() as session:
        await _require_unit(session, unit)
        rows = await _contacts(session, unit)
    return [
        ContactView(post=r.post_id, channel=r.channel, address=r.address, active=r.active, unit=r.unit_id) for r in rows
    ]


async def _require_unit(session: AsyncSession, unit: str) -> None:
    if unit != STATE and await session.get(PoliceUnit, unit) is None:
        raise UnknownUnit


async def _contacts(session: AsyncSession, unit: str) -> Sequence[ContactPoint]:
    own = col(ContactPoint.unit_id).is_(None) if unit == STATE else col(ContactPoint.unit_id) == unit
    query = select(ContactPoint).where(own)
    order = (col(ContactPoint.post_id), col(ContactPoint.created_at), col(ContactPoint.id))
    return (await session.exec(query.order_by(*order))).all()


async def set_contacts(
    database: Database, lists: Mapping[str, Collection[NewContact]], *, complete: bool, by: str, role: str
) -> ContactChanges:
    """Add or change contact points by unit (or `state`), all units in one transaction.

    `complete`: these are all that a unit has, and what is left out is switched off. Raises
    `UnknownUnit`, and `InvalidContacts` for a new contact point without a PIN.
    """
    total = ContactChanges()
    async with database.transaction() as session:
        await session.exec(select(func.pg_advisory_xact_lock(_EDITING)))
        for unit, contacts in sorted(lists.items()):
            await _require_unit(session, unit)
            done = await _set(session, unit, contacts, complete=complete)
            audit(session, await now(session), by, role, "contacts.set", unit=unit, **vars(done))
            total = total.plus(done)
    return total


async def _set(session: AsyncSession, unit: str, contacts: Iterable[NewContact], *, complete: bool) -> ContactChanges:
    known = {(row.post_id, row.channel, row.address): row for row in await _contacts(session, unit)}
    wanted = {contact.place: contact for contact in contacts}
    added = changed = 0
    for place, contact in wanted.items():
        if place in known:
            changed += _change(known[place], contact)
        else:
            session.add(_new(unit, contact, await now(session)))
            added += 1
    left_out = [row for place, row in known.items() if complete and place not in wanted and row.active]
    for row in left_out:
        row.active = False
    return ContactChanges(added, changed, len(left_out))


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
        created_at=at,
    )


def _change(row: ContactPoint, contact: NewContact) -> bool:
    changed = row.active != contact.active or contact.pin_hash is not None
    row.active = contact.active
    if contact.pin_hash is not None:
        row.pin_hash, row.dev_pin = contact.pin_hash, contact.dev_pin
    return changed


async def known_places(database: Database, unit: str) -> set[tuple[str, str, str]]:
    """Post, channel and address of every contact point of a unit, or of `state`. Raises `UnknownUnit`."""
    return {(each.post, each.channel, each.address) for each in await list_contacts(database, unit)}


async def require_place(database: Database, unit: str | None, post: str | None) -> None:
    """Check that this unit and post exist, where they are named. Raises `UnknownUnit`, `BadInput`."""
    async with database.transaction() as session:
        if unit is not None and await session.get(PoliceUnit, unit) is None:
            raise UnknownUnit
        if post is not None and await session.get(Post, post) is None:
            raise BadInput(f"There is no post {post!r}.")


async def posts_with_contacts(database: Database) -> set[tuple[str, str]]:
    """Unit (or `state`) and post of every contact point, switched off or not."""
    async with database.transaction() as session:
        rows = (await session.exec(select(ContactPoint.unit_id, ContactPoint.post_id).distinct())).all()
    return {(unit or STATE, post) for unit, post in rows}


async def channels_by_post(database: Database) -> dict[str, set[str]]:
    """On which channels each post has an active contact, by `unit/post` (or `state/post`)."""
    query = select(ContactPoint.unit_id, ContactPoint.post_id, ContactPoint.channel).where(col(ContactPoint.active))
    found: dict[str, set[str]] = {}
    async with database.transaction() as session:
        for unit, post, channel in (await session.exec(query.distinct())).all():
            found.setdefault(f"{unit or STATE}/{post}", set()).add(channel)
    return found


async def contact_gaps(database: Database) -> list[str]:
    """Who of the current policy's rungs could not be told, one line each; empty when every post has somebody."""
    async with database.transaction() as session:
        document = await read_document(session, await current_version(session))
        units = (await session.exec(select(PoliceUnit).order_by(col(PoliceUnit.id)))).all()
        query = select(ContactPoint.unit_id, ContactPoint.post_id).where(col(ContactPoint.active)).distinct()
        reached = set((await session.exec(query)).all())
    own = [unit.id for unit in units if unit.unit_type != NEVER_BY_DISTRICT]
    wanted = [
        (unit, post)
        for rung in document.rung.values()
        for post in rung.posts
        for unit in (own if rung.scope is Scope.UNIT else [None])
    ]
    return [f"{unit or STATE}: no active contact for {post}" for unit, post in wanted if (unit, post) not in reached]
