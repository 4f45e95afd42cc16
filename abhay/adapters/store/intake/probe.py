"""Tries whether an alert could be stored now, without storing any."""

from uuid import uuid4

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.policies import hold_current
from models.tables import LiveProcess


async def try_write(database: Database) -> None:
    """Writes a row that nobody sees and takes it back, as proof that something can be written.

    An alert is stored under the policy in force, so that one who locks that row refuses every alert. Raises
    `PolicyLocked` then, and the errors of a database that cannot take it now.
    """
    async with database.transaction() as session:
        await hold_current(session)
        row = LiveProcess(id=uuid4(), part="probe", fingerprints=[], seen_at=await now(session))
        session.add(row)
        await session.flush()
        await session.delete(row)
