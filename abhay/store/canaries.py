"""The test mails on their way to the mailbox, and how the mailbox stands as far as our database knows."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlmodel import col, select

from abhay.store.database import Database, now
from models.tables import Canary, Mailbox

KEEP = timedelta(days=30)
"""How long a test mail is remembered; one that comes back later than that is still known by its signature."""


_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class MailboxHealth:
    """How a mailbox stands: the last look and how long ago it was, since when test mails are lost, how full it is."""

    looked_at: datetime | None
    unseen_for: timedelta | None
    lost_since: datetime | None
    used_percent: int | None


async def begin_if_due(database: Database, name: str, every: timedelta, within: timedelta) -> UUID | None:
    """Write down a new test mail if the last one is old enough; the id that it is to carry, or None."""
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
    """It was found in the mailbox; the first time counts."""
    async with database.transaction() as session:
        one = (col(Canary.id) == canary_id, col(Canary.returned_at).is_(None))
        await session.exec(update(Canary).where(*one).values(returned_at=await now(session)))


async def read_health(database: Database, name: str) -> MailboxHealth:
    """How a mailbox stands; all unknown if it was never read."""
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
