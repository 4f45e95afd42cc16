"""The desk's own contact points, and the notices it was given about the system itself."""

from dataclasses import dataclass

from sqlmodel import col, select

from abhay.store.database import Database, now
from abhay.store.policies import current_version, read_document
from abhay.store.timeline import audit
from models.policy import DESK
from models.tables import ContactPoint, Post


@dataclass(frozen=True)
class DeskContact:
    """One way to reach the desk: channel, address, and the post's name in both languages."""

    post: str
    post_hi: str
    post_en: str
    channel: str
    address: str


async def desk_contacts(database: Database) -> list[DeskContact]:
    """The active contact points of the current policy's desk."""
    async with database.transaction() as session:
        document = await read_document(session, await current_version(session))
        query = (
            select(ContactPoint, Post)
            .join(Post, col(Post.id) == ContactPoint.post_id)
            .where(col(ContactPoint.active), col(ContactPoint.post_id).in_(document.rung[DESK].posts))
        )
        rows = (await session.exec(query)).all()
    return [DeskContact(post.id, post.name_hi, post.name_en, c.channel, c.address) for c, post in rows]


async def note_notice(database: Database, reason: str, sent: int) -> None:
    """Write to the audit log what the desk was told about the system, and on how many contact points."""
    async with database.transaction() as session:
        audit(session, await now(session), "watcher", "system", "desk.notice", reason=reason, sent=sent)
