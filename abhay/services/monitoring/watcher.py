"""Checks that a watcher works. The worker asks, because a watcher that is dead or hangs cannot report it."""

import asyncio
from datetime import datetime
from uuid import UUID

from abhay.adapters.processes.hanging import time_to_start
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.living import speaker_of
from abhay.adapters.store.views.figures import read_standing
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from models.enums import Reason

LOOK_EVERY = 3.0
"""Seconds between two checks."""


class WatcherMonitor:
    """Tells the desk when no watcher works for longer than the settings allow. Of several workers one tells."""

    def __init__(self, runtime: Runtime, id_: UUID, desk: DeskNotifier, *, look_every: float = LOOK_EVERY) -> None:
        self._runtime = runtime
        self._id = id_
        self._look_every = look_every
        self._desk = desk
        self._seen = False
        self._gone: datetime | None = None
        self._began = utc_now()

    async def run(self) -> None:
        """Checks until cancelled."""
        while True:
            try:
                await self._look()
            except UNREACHABLE:
                self._gone = None  # nobody can tell now; the watcher itself tells the desk of our database
            await asyncio.sleep(self._look_every)

    async def _look(self) -> None:
        await self._desk.refresh()
        standing = await read_standing(self._runtime.database)
        if standing.watcher:
            self._seen, self._gone = True, None
            await self._desk.clear(Reason.WATCHER_DOWN)
        elif await speaker_of(self._runtime.database, "worker") == self._id:
            await self._missed()

    async def _missed(self) -> None:
        """Tells the desk once the watcher is missing for long, or has not come up in the time for starting."""
        settings = self._runtime.settings.watcher
        self._gone = self._gone or utc_now()
        began, limit = (
            (self._gone, settings.unreachable) if self._seen else (self._began, time_to_start(settings.starting))
        )
        if (utc_now() - began).total_seconds() >= limit:
            await self._desk.tell(Reason.WATCHER_DOWN, self._gone)
