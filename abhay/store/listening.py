"""Hearing of cases that need a look: PostgreSQL's NOTIFY, and signs to others that somebody listens and lives."""

import asyncio
import logging
from collections.abc import Callable

from abhay.store.database import UNREACHABLE, WAKE_CHANNEL, Database

_LOG = logging.getLogger(__name__)

RECONNECT_AFTER = 1.0
"""Seconds between two tries to reach the database again; meanwhile the mover's own timer finds what is due."""


async def listen(database: Database, heard: Callable[[], None], key: int) -> None:
    """Call `heard` at every wake-up, for ever; a lost connection is made anew and counts as a wake-up.

    While connected, two advisory locks speak for this process, and PostgreSQL frees both with the
    connection, whatever the process dies of. The shared one, `key`, says that a mover of its kind is
    there. The other one is the sender of the messages that this process claims: without it, they are
    nobody's.
    """
    while True:
        try:
            await _listen_once(database, heard, key)
        except UNREACHABLE as error:
            _LOG.warning("not listening for new cases (%s); trying again", type(error).__name__)
        finally:
            database.sender = None
        heard()
        await asyncio.sleep(RECONNECT_AFTER)


async def _listen_once(database: Database, heard: Callable[[], None], key: int) -> None:
    lost = asyncio.Event()
    async with database.engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        if raw is None:
            return

        def on_loss(*_: object) -> None:
            database.sender = None
            lost.set()

        def on_wake(*_: object) -> None:
            heard()

        raw.add_termination_listener(on_loss)
        await raw.add_listener(WAKE_CHANNEL, on_wake)
        await raw.execute("SELECT pg_advisory_lock_shared($1)", key)
        await raw.execute("SELECT pg_advisory_lock_shared($1)", database.sender_key)
        database.sender = database.sender_key
        heard()
        try:
            await lost.wait()
        finally:
            await connection.invalidate()
