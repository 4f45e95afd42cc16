"""Reads and writes how the posts of the policy can be reached, and the tests of their contact points."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, func, select

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.contacts import NEVER_BY_DISTRICT, STATE
from abhay.adapters.store.directory.policies import current_version, read_document
from abhay.adapters.store.directory.rosters import as_stored, read_rosters
from abhay.adapters.store.log.timeline import audit
from abhay.domain.messages.paging import About
from abhay.domain.permissions import require
from abhay.domain.rosters.duty import Roster
from abhay.errors import BadLink, UnknownUnit
from models.actors import Act, Actor, system
from models.policy import PolicyDocument, Scope
from models.tables import ContactPoint, ContactTest, PoliceUnit


@dataclass(frozen=True)
class Reachability:
    """The posts of the policy in each unit (or `state`), their active contact points and rosters, at a moment.

    `answered` is when a test of each contact point was last answered.
    """

    at: datetime
    document: PolicyDocument
    posts: Mapping[str, Sequence[str]]
    contacts: Sequence[ContactPoint]
    answered: Mapping[UUID, datetime]
    rosters: Mapping[About, Roster]

    def at_post(self, unit: str, post: str) -> list[ContactPoint]:
        """Returns the active contact points of a post."""
        return [each for each in self.contacts if (each.unit_id, each.post_id) == (as_stored(unit), post)]


async def read_reachability(database: Database) -> Reachability:
    """Returns how every post of the current policy's rungs can be reached."""
    async with database.transaction() as session:
        document = await read_document(session, await current_version(session))
        query = select(PoliceUnit.id).where(PoliceUnit.unit_type != NEVER_BY_DISTRICT).order_by(col(PoliceUnit.id))
        units = (await session.exec(query)).all()
        active = select(ContactPoint).where(col(ContactPoint.active)).order_by(col(ContactPoint.created_at))
        contacts = (await session.exec(active)).all()
        last = select(ContactTest.contact_id, func.max(ContactTest.answered_at)).group_by(col(ContactTest.contact_id))
        answered = {contact: at for contact, at in (await session.exec(last)).all() if at is not None}
        at = await now(session)
        rosters = await read_rosters(session, [None, *units], at)
    by_scope: dict[Scope, list[str]] = {scope: [] for scope in Scope}
    for rung in document.rung.values():
        by_scope[rung.scope] += [post for post in rung.posts if post not in by_scope[rung.scope]]
    posts = {**dict.fromkeys(units, by_scope[Scope.UNIT]), STATE: by_scope[Scope.STATE]}
    return Reachability(at, document, posts, contacts, answered, rosters)


async def begin_tests(database: Database, contacts: Collection[ContactPoint], actor: Actor) -> list[ContactTest]:
    """Notes that these contact points are tested now. Raises `WrongRole`."""
    require(actor, Act.TEST_CONTACTS)
    async with database.transaction() as session:
        at = await now(session)
        rows = [
            ContactTest(
                contact_id=each.id, channel=each.channel, address=each.address, requested_at=at, requested_by=actor.id
            )
            for each in contacts
        ]
        session.add_all(rows)
        audit(session, at, actor, Act.TEST_CONTACTS, contacts=len(rows))
        return rows


async def end_test(database: Database, test_id: UUID, error: str | None) -> None:
    """Notes that a test was sent, or why it was not."""
    async with database.transaction() as session:
        row = await session.get_one(ContactTest, test_id)
        if row.answered_at is None:
            row.error, row.sent_at = error, None if error else await now(session)
            session.add(row)


async def find_test(database: Database, test_id: UUID) -> ContactTest:
    """Returns a test. Raises `BadLink` if there is none."""
    async with database.transaction() as session:
        row = await session.get(ContactTest, test_id)
        if row is None:
            raise BadLink
        return row


async def contact_of_test(database: Database, test_id: UUID) -> ContactPoint | None:
    """Returns the contact point that a test went to, None if there is no such test."""
    query = select(ContactPoint).join(ContactTest).where(ContactTest.id == test_id)
    async with database.transaction() as session:
        return (await session.exec(query)).one_or_none()


async def answer_test(database: Database, test_id: UUID, actor: Actor) -> None:
    """Notes that whoever got a test answered it; a second answer changes nothing. Raises `BadLink`."""
    async with database.transaction() as session:
        query = select(ContactTest).where(ContactTest.id == test_id).with_for_update()
        row = (await session.exec(query)).one_or_none()
        if row is None:
            raise BadLink
        if row.answered_at is None:
            at = await now(session)
            row.answered_at, row.sent_at = at, row.sent_at or at
            session.add(row)
            audit(session, at, actor, "contacts.test_answered", contact=row.contact_id)


async def note_told(database: Database, unit: str, score: int, sent: int) -> None:
    """Writes to the audit log that a unit's office was told how ready the unit is, and by how many messages."""
    async with database.transaction() as session:
        audit(session, await now(session), system("readiness"), "readiness.told", unit=unit, score=score, sent=sent)


async def unit_of(database: Database, unit: str) -> PoliceUnit:
    """Returns a police unit. Raises `UnknownUnit`."""
    async with database.transaction() as session:
        row = await session.get(PoliceUnit, unit)
        if row is None:
            raise UnknownUnit
        return row
