"""Keeps a home's memory of its database, notices one that was put back while we ran, and tells the desk of it once."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from abhay.adapters.postgres.marks import remember_place, write_seen
from abhay.adapters.postgres.paths import Home
from abhay.adapters.processes.ending import end_if_broken
from abhay.adapters.store.db.database import REFUSES, now
from abhay.adapters.store.db.plain import FAILED
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.epochs import beat, untold
from abhay.domain.epochs import BEAT_EVERY
from abhay.services.beginning import settle
from abhay.services.messages.notices import DeskNotifier
from abhay.services.runtime import Runtime
from abhay.wording.restored import Standing, render_standing
from models.records import EpochReason
from models.tables import Epoch

_LOG = logging.getLogger(__name__)

AGAIN_AFTER = 1.0
"""Seconds until the next look while the database is away: it may come back as an older one."""

NOTICE = "restored"
"""The notice's name in the audit log."""


@asynccontextmanager
async def keeping_epoch(runtime: Runtime, *, every: timedelta = BEAT_EVERY) -> AsyncGenerator[None]:
    """Keeps the epoch for the length of a block."""
    keeping = asyncio.create_task(_keep(runtime, every.total_seconds()), name="keep the epoch")
    keeping.add_done_callback(end_if_broken)
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def _keep(runtime: Runtime, every: float) -> None:
    desk, well = DeskNotifier(runtime), True
    while True:
        try:
            await look(runtime, desk)
            well = True
        except (REFUSES, *UNREACHABLE, *FAILED) as error:
            if well:  # logged once: an outage may last
                _LOG.warning("the epoch cannot be kept now (%s)", type(error).__name__)
            well = False
        await asyncio.sleep(every if well else min(every, AGAIN_AFTER))


async def look(runtime: Runtime, desk: DeskNotifier) -> None:
    """Compares, counts one beat, remembers it in the home, and tells the desk of a new epoch that it has not heard of.

    Raises the errors of an unreachable database.
    """
    epoch = await settle(runtime)
    if (seen := await beat(runtime.database, epoch)) is not None:
        home = Home.of(runtime.settings)
        await asyncio.to_thread(write_seen, home, seen)
        await asyncio.to_thread(remember_place, home)
    await _tell_once(runtime, desk)


async def _tell_once(runtime: Runtime, desk: DeskNotifier) -> None:
    """Tells the desk while the epoch's row is locked: two watchers tell it once, and a failed try is repeated."""
    async with runtime.database.transaction() as session:
        epoch = await untold(session)
        if epoch is None:
            return
        await desk.refresh()
        if await desk.page(NOTICE, partial(render_standing, standing=_standing(epoch))):
            epoch.told_at = await now(session)
        else:
            _LOG.critical("the desk could not be told that the system stands on a backup")


def _standing(epoch: Epoch) -> Standing:
    copied = epoch.reason is EpochReason.COPIED
    return Standing(epoch.stands_on or epoch.began_at, epoch.began_at, epoch.refs_after or 0, copied)
