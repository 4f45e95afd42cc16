"""A kept connection that has died is replaced before it is used; asking costs nothing while it is in steady use."""

import time

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

_ASK_AFTER = 1.0
"""Seconds of rest after which the server is asked. SQLAlchemy's own pre-ping asks each time, in three round trips."""

_GIVEN_BACK = "given back"


def watch_over(engine: AsyncEngine) -> None:
    """Look at each connection before it leaves the engine's pool; one that is dead empties the pool."""
    event.listen(engine.sync_engine, "checkin", _note_the_time)
    event.listen(engine.sync_engine, "checkout", _require_life)


def _note_the_time(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[_GIVEN_BACK] = time.monotonic()


def _require_life(connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
    """Raise `InvalidatePoolError`, upon which the pool connects anew; a new connection is not looked at."""
    given_back, driver = entry.info.get(_GIVEN_BACK), entry.driver_connection
    if given_back is None or driver is None:
        return
    if driver.is_closed():  # it has seen the end
        raise InvalidatePoolError
    if time.monotonic() - given_back > _ASK_AFTER:
        try:
            connection.ping()
        except Exception as error:
            raise InvalidatePoolError from error
