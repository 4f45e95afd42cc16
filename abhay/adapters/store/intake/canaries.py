"""Stores the test mails to the mailbox, and reads the mailbox's health."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import col, delete, select, update

from abhay.adapters.store.db.database import Database, now
from models.tables import Canary, Mailbox

KEEP = timedelta(days=30)
"""Time for which a test mail is stored; one that returns later is still known by its signature."""


_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class MailboxHealth:
    """A mailbox's health: time and age of the last look, since when test mails are lost, how full it is."""

    looked_at: datetime | None
    unseen_for: timedelta | None
    lost_since: datetime | None
    used_percent: int | None


async def begin_if_due(database: Database, name: str, every: timedelta, within: timedelta) -> UUID | None:
    """Stores a new test mail if one is due; returns the id that it must carry, or None."""
    async with database.transaction("canary") as session:
        at = await now(session)
        last = select(Canary.sent_at).where(Canary.mailbox == name).order_by(col(Canary.sent_at).desc()).limit(1)
        sent_at = (await session.exec(last)).first()
        if sent_at is not None and sent_at > at - every:
            return None
        await session.exec(delete(Canary).where(col(Canary.mailbox) == name, col(Canary.sent_at) < at - KEEP))
        canary = Canary(id=uuid4(), mailbox=name, sent_at=at, due_at=at + within)
        session.add(canary)
        return canary.id


async def note_return(database: Database, canary_id: UUID) -> None:
    """Notes that a test mail was found in the mailbox; the first time counts."""
    async with database.transaction() as session:
        one = (col(Canary.id) == canary_id, col(Canary.returned_at).is_(None))
        await session.exec(update(Canary).where(*one).values(returned_at=await now(session)))


async def read_health(database: Database, name: str) -> MailboxHealth:
    """Returns a mailbox's health; every value is None if it was never read."""
    async with database.transaction() as session:
        at = await now(session)
        mailbox = await session.get(Mailbox, name)
        ours = select(Canary.sent_at).where(Canary.mailbox == name)
        returned = ours.where(col(Canary.returned_at).is_not(None)).order_by(col(Canary.sent_at).desc()).limit(1)
        last = (await session.exec(returned)).first()
        lost = ours.where(col(Canary.returned_at).is_(None), Canary.due_at < at, Canary.sent_at > (last or _EVER))
        lost_since = (await session.exec(lost.order_by(col(Canary.sent_at)).limit(1))).first()
    looked_at = mailbox.looked_at if mailbox else None
    return MailboxHealth(
        looked_at=looked_at,
        unseen_for=at - looked_at if looked_at else None,
        lost_since=lost_since,
        used_percent=mailbox.used_percent if mailbox else None,
    )
