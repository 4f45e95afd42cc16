"""One worker at a time looks at a case. Only courtesy: the row lock is what makes a step happen once."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from abhay.store.database import Database, now
from models.tables import Lease

LEASE = timedelta(seconds=4)
"""How long a dead worker keeps others from its cases; a living one renews in time."""

RENEW_EVERY = 1.5
"""Seconds between two renewals."""


async def lease(database: Database, alert_id: UUID, holder: str) -> bool:
    """Take the case if nobody else has it."""
    async with database.transaction() as session:
        at = await now(session)
        wanted = insert(Lease).values(alert_id=alert_id, holder=holder, until=at + LEASE)
        taken = await session.exec(
            wanted.on_conflict_do_update(
                index_elements=[col(Lease.alert_id)],
                set_={"holder": holder, "until": at + LEASE},
                where=col(Lease.until) <= at,
            ).returning(col(Lease.alert_id))
        )
        return taken.first() is not None


async def renew(database: Database, alert_id: UUID, holder: str) -> None:
    """Keep the case for another while."""
    async with database.transaction() as session:
        until = await now(session) + LEASE
        mine = (col(Lease.alert_id) == alert_id, col(Lease.holder) == holder)
        await session.exec(update(Lease).where(*mine).values(until=until))


async def release(database: Database, alert_id: UUID, holder: str) -> None:
    """Give the case back."""
    async with database.transaction() as session:
        await session.exec(delete(Lease).where(col(Lease.alert_id) == alert_id, col(Lease.holder) == holder))
