"""A connection for one task alone, for what PostgreSQL binds to a connection: LISTEN and session locks."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import BigInteger, literal
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import func, select

from abhay.adapters.store.db.database import Database

OPENS_WITHIN = 10.0
"""Seconds to open a connection, that of a pool whose connections died silently included."""

ANSWER = 5.0
"""Seconds for one statement: none of them has anything to do."""


class DedicatedConnection:
    """A connection taken out of the pool for good; `lost` is set when it ends for any reason."""

    def __init__(self, connection: AsyncConnection, driver: Any) -> None:
        self._connection = connection
        self._driver = driver
        self.lost = asyncio.Event()
        self.on_loss(self.lost.set)

    def on_loss(self, call: Callable[[], None]) -> None:
        """Registers a function to call as soon as the connection ends."""

        def ended(*_: object) -> None:
            call()

        self._driver.add_termination_listener(ended)

    async def listen(self, channel: str, call: Callable[[], None]) -> None:
        """Registers a function to call at every notification on a channel."""

        def notified(*_: object) -> None:
            call()

        async with asyncio.timeout(ANSWER):
            await self._driver.add_listener(channel, notified)

    async def share(self, key: int) -> None:
        """Holds a shared lock until the connection ends. Raises `TimeoutError` if the server does not answer."""
        async with asyncio.timeout(ANSWER):
            await self._connection.execute(select(func.pg_advisory_lock_shared(literal(key, BigInteger))))
            await self._connection.commit()  # the lock is the connection's, not the transaction's

    async def try_lock(self, key: int) -> bool:
        """Holds a lock until the connection ends, if it is free; returns whether it was.

        Raises `TimeoutError` if the server does not answer.
        """
        async with asyncio.timeout(ANSWER):
            taken = await self._connection.scalar(select(func.pg_try_advisory_lock(literal(key, BigInteger))))
            await self._connection.commit()
        return bool(taken)


@asynccontextmanager
async def dedicated_connection(database: Database) -> AsyncGenerator[DedicatedConnection]:
    """Opens a connection for the block; closing it releases all its locks.

    Raises `TimeoutError` if none can be had within 10 s.
    """
    connection = database.engine.connect()
    try:
        async with asyncio.timeout(OPENS_WITHIN):
            await connection.start()
        driver = (await connection.get_raw_connection()).driver_connection
        if driver is None:
            raise ConnectionError("the connection ended before it was used")
        yield DedicatedConnection(connection, driver)
    finally:
        if connection.sync_connection is not None:
            await connection.invalidate()
            await connection.close()
