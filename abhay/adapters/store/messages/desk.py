"""The desk's own contact points, and its notices about the system itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.names import read_names
from abhay.adapters.store.directory.policies import current_version, read_document
from abhay.adapters.store.log.timeline import audit
from abhay.adapters.store.messages.recipients import RecipientIndex
from abhay.domain.policy.rules import effective
from models.actors import system
from models.enums import Severity
from models.policy import DESK
from models.records import AuditEntry
from models.tables import ContactPoint, Post

_NOTICE, _OVER = "desk.notice", ".over"


@dataclass(frozen=True)
class DeskContact:
    """A contact point of the desk: channel, address, and the post's name in both languages."""

    post: str
    post_hi: str
    post_en: str
    channel: str
    address: str


async def desk_contacts(database: Database) -> list[DeskContact]:
    """Returns the active contact points of the current policy's desk."""
    async with database.transaction() as session:
        rule = (await read_document(session, await current_version(session))).rung[DESK]
        reached = await RecipientIndex(session, {}).reached(DESK, rule)
        posts = (await read_names(database, session, {each.post_id for each in reached})).posts
    return [_desk_contact(each.contact, posts[each.post_id]) for each in reached]


async def paged_first(database: Database, unit: str | None) -> UUID | None:
    """Returns the contact point that is paged first now: at a unit's first rung, or at the desk if `unit` is None.

    Returns None where nobody is.
    """
    async with database.transaction() as session:
        policy = await read_document(session, await current_version(session))
        rung = DESK if unit is None else effective(policy, Severity.IMMINENT, unit).ladder[0].rung
        units = () if unit is None else (unit,)
        reached = await RecipientIndex(session, {}).reached(rung, policy.rung[rung], units)
        first = min(reached, key=lambda each: each.contact.preference, default=None)
        return None if first is None else first.contact.id


def _desk_contact(contact: ContactPoint, post: Post) -> DeskContact:
    return DeskContact(post.id, post.name_hi, post.name_en, contact.channel, contact.address)


async def note_notice(
    database: Database, reason: str, sent: int, *, over: bool = False, about: Collection[str] = ()
) -> None:
    """Writes a notice about the system, or its all-clear, to the audit log.

    `sent` is the number of contact points that got it, `about` are the names that it told the desk.
    """
    async with database.transaction() as session:
        name, names = f"{reason}{_OVER}" if over else reason, sorted(about) or None
        audit(session, await now(session), system("watcher"), _NOTICE, reason=name, sent=sent, about=names)


@dataclass(frozen=True)
class LastNotice:
    """The last notice of its kind that anybody got: its age, whether it was the all-clear, and what it named."""

    age: timedelta
    over: bool
    about: frozenset[str]


async def last_notices(database: Database, within: timedelta) -> dict[str, LastNotice]:
    """Returns the last notice of each kind in this time, by the kind's name."""
    async with database.transaction() as session:
        at = await now(session)
        query = select(AuditEntry).where(AuditEntry.action == _NOTICE, col(AuditEntry.at) > at - within)
        entries = (await session.exec(query.order_by(col(AuditEntry.id)))).all()
    found = dict[str, LastNotice]()
    for entry in entries:
        name: str = entry.detail["reason"]
        if entry.detail["sent"]:
            about = frozenset[str](entry.detail.get("about", ()))
            found[name.removesuffix(_OVER)] = LastNotice(at - entry.at, name.endswith(_OVER), about)
    return found
