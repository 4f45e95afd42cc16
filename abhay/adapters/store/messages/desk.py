"""The desk's own contact points, and its notices about the system itself."""

from dataclasses import dataclass

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.names import read_names
from abhay.adapters.store.directory.policies import current_version, read_document
from abhay.adapters.store.log.timeline import audit
from abhay.adapters.store.messages.recipients import RecipientIndex
from models.actors import system
from models.policy import DESK
from models.tables import ContactPoint, Post


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


def _desk_contact(contact: ContactPoint, post: Post) -> DeskContact:
    return DeskContact(post.id, post.name_hi, post.name_en, contact.channel, contact.address)


async def note_notice(database: Database, reason: str, sent: int) -> None:
    """Writes a notice about the system to the audit log, with the number of contact points that got it."""
    async with database.transaction() as session:
        audit(session, await now(session), system("watcher"), "desk.notice", reason=reason, sent=sent)
