"""Leases: one worker at a time looks at a case. This only saves work; the row lock makes each step happen once."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, update

from abhay.adapters.store.db.database import Database, now
from models.tables import Lease

LEASE = timedelta(seconds=4)
"""Time after which a dead worker's lease runs out; a living worker renews it in time."""

RENEW_EVERY = 1.5
"""Seconds between two renewals."""


async def lease(database: Database, alert_id: UUID, holder: str) -> bool:
    """Takes the lease of a case if no other worker has it; returns whether it did."""
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
    """Renews the lease of a case."""
    async with database.transaction() as session:
        until = await now(session) + LEASE
        mine = (col(Lease.alert_id) == alert_id, col(Lease.holder) == holder)
        await session.exec(update(Lease).where(*mine).values(until=until))


async def release(database: Database, alert_id: UUID, holder: str) -> None:
    """Releases the lease of a case."""
    async with database.transaction() as session:
        await session.exec(delete(Lease).where(col(Lease.alert_id) == alert_id, col(Lease.holder) == holder))
