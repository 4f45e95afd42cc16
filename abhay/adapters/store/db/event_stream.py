"""Listens for cases that need a look, by PostgreSQL's NOTIFY."""

import asyncio
import logging
from collections.abc import Callable

from abhay.adapters.store.db.database import WAKE_CHANNEL, Database
from abhay.adapters.store.db.dedicated import dedicated_connection
from abhay.adapters.store.db.locks import announce
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.repeated import Repeated

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

RECONNECT_AFTER = 1.0
"""Seconds between two tries to reconnect; meanwhile the mover's own timer finds due cases."""


async def listen(database: Database, heard: Callable[[], None], kind: int) -> None:
    """Calls `heard` at every wake-up until cancelled; reconnects if needed, which counts as a wake-up.

    While connected, it holds the locks that show others a mover of this `kind` (a key of `db/locks.py`) and the
    living sender of its messages.
    """
    while True:
        try:
            await _listen_once(database, heard, kind)
        except UNREACHABLE as error:
            _REPEATED.warn("not listening for new cases; trying again", type(error).__name__)
        finally:
            database.sender = None
        heard()
        await asyncio.sleep(RECONNECT_AFTER)


async def overhear(database: Database, heard: Callable[[], None]) -> None:
    """Calls `heard` at every wake-up until cancelled, and after each reconnection; it is no mover and holds no lock."""
    while True:
        try:
            async with dedicated_connection(database) as connection:
                await connection.listen(WAKE_CHANNEL, heard)
                heard()
                await connection.lost.wait()
        except UNREACHABLE as error:
            _REPEATED.warn("not hearing of new cases; looking for them all the same", type(error).__name__)
        await asyncio.sleep(RECONNECT_AFTER)


async def _listen_once(database: Database, heard: Callable[[], None], kind: int) -> None:
    async with dedicated_connection(database) as connection:
        await connection.listen(WAKE_CHANNEL, heard)
        await announce(database, connection, kind)
        heard()
        await connection.lost.wait()
