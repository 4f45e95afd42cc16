"""A process tells, as long as it runs, which keys it holds: `abhay key rotate` waits for one that lacks the newest."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

from abhay.adapters.store.db.database import UNREACHABLE
from abhay.adapters.store.keys.holders import forget_holder, note_holder
from abhay.services.runtime import Runtime

_LOG = logging.getLogger(__name__)

BEAT_EVERY = 10.0
"""Seconds between two signs of life."""


async def keep_telling_keys(runtime: Runtime, part: str) -> None:
    """Tells which keys this process holds until cancelled, then that it has ended."""
    id_, told = uuid4(), True
    try:
        while True:
            try:
                await note_holder(runtime.database, id_, part, runtime.secrets.fingerprints)
                told = True
            except UNREACHABLE as error:
                if told:  # logged once: an outage may last
                    _LOG.warning("the keys held here cannot be told now (%s)", type(error).__name__)
                told = False
            await asyncio.sleep(BEAT_EVERY)
    finally:
        with suppress(*UNREACHABLE):  # the row counts for half a minute more
            await forget_holder(runtime.database, id_)


@asynccontextmanager
async def telling_keys(runtime: Runtime, part: str) -> AsyncGenerator[None]:
    """Tells which keys this process holds, for the length of a block."""
    telling = asyncio.create_task(keep_telling_keys(runtime, part), name="tell keys")
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
