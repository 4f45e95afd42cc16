"""Hearing of cases that need a look: PostgreSQL's NOTIFY, and a sign to gateways that somebody listens."""

import asyncio
import logging
from collections.abc import Callable

from abhay.store.database import LISTENING_KEY, UNREACHABLE, WAKE_CHANNEL, Database

_LOG = logging.getLogger(__name__)

RECONNECT_AFTER = 1.0
"""Seconds between two tries to reach the database again; meanwhile the worker's own timer finds what is due."""


async def listen(database: Database, heard: Callable[[], None]) -> None:
    """Call `heard` at every wake-up, for ever; a lost connection is made anew and counts as a wake-up.

    While connected, an advisory lock tells gateways that runs need not be scheduled through Prefect:
    PostgreSQL frees it with the connection, whatever this process dies of.
    """
    while True:
        try:
            await _listen_once(database, heard)
        except UNREACHABLE as error:
            _LOG.warning("not listening for new cases (%s); trying again", type(error).__name__)
        heard()
        await asyncio.sleep(RECONNECT_AFTER)


async def _listen_once(database: Database, heard: Callable[[], None]) -> None:
    lost = asyncio.Event()
    async with database.engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        if raw is None:
            return

        def on_loss(*_: object) -> None:
            lost.set()

        def on_wake(*_: object) -> None:
            heard()

        raw.add_termination_listener(on_loss)
        await raw.add_listener(WAKE_CHANNEL, on_wake)
        await raw.execute("SELECT pg_advisory_lock_shared($1)", LISTENING_KEY)
        heard()
        try:
            await lost.wait()
        finally:
            await connection.invalidate()
