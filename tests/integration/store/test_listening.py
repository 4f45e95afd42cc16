"""Whether a worker listens: seen while it does, and by everybody who asks at the same moment."""

import asyncio

from sqlalchemy import text

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.locks import LISTENING, worker_listens


async def listens(database: Database) -> bool:
    async with database.transaction() as session:
        return await worker_listens(session)


async def test_nobody_listens_whoever_else_asks(database: Database) -> None:
    assert await asyncio.gather(*(listens(database) for _ in range(15))) == [False] * 15


async def test_a_listening_worker_is_seen_until_its_connection_ends(database: Database) -> None:
    async with database.engine.connect() as worker:
        await worker.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING})"))
        await worker.commit()  # the lock is the session's: no transaction stands idle
        assert await listens(database)
        await worker.rollback()
        assert await listens(database)
        await worker.invalidate()
    assert not await listens(database)


async def test_locks_of_others_do_not_count(database: Database) -> None:
    async with database.engine.connect() as other:
        await other.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING + 1}), pg_advisory_lock(7)"))
        await other.commit()  # the lock is the session's: no transaction stands idle
        assert not await listens(database)
