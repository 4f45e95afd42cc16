"""Tells load balancers, `make up` and people whether alerts are taken in and paged."""

import asyncio
from dataclasses import dataclass

from abhay.adapters.channels.registry import set_up_wrongly
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.messages.health import open_breakers
from abhay.adapters.store.views.figures import Standing, read_standing
from abhay.services.monitoring.writing import WriteProbe
from abhay.services.runtime import Runtime

ANSWER = 2.0
"""Seconds in which our database has to answer: whoever asks does not wait for one that stands still."""

DATABASE, PREFECT, WORKER, WATCHER = "database", "prefect", "worker", "watcher"
OVERDUE, CASES, CHANNELS = "overdue", "cases", "channels"


@dataclass(frozen=True)
class Ready:
    """`ready` while an alert would be stored and paged; `degraded` names what does not work or is late now."""

    ready: bool
    degraded: tuple[str, ...]


class Readiness:
    """Ready while our database is there and any mover works: without Prefect the watcher pages."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._asking: asyncio.Task[Standing | None] | None = None
        self._probe = WriteProbe(runtime)

    async def look(self) -> Ready:
        """Returns the present state within about 4 s, also while our database or Prefect does not answer."""
        standing = await self._standing()
        if standing is None:
            return Ready(ready=False, degraded=(DATABASE,))
        lacks, online, avoided = await asyncio.gather(
            self._runtime.engine.lacks(), self._online(listening=standing.worker), self._avoided()
        )
        holds = {
            PREFECT: bool(lacks),
            WORKER: not online,
            WATCHER: not standing.watcher,
            OVERDUE: standing.overdue,
            CASES: bool(standing.still),
            CHANNELS: bool(set_up_wrongly(self._runtime.channels) or standing.failing or avoided),
        }
        degraded = tuple(name for name, wrong in holds.items() if wrong)
        return Ready(ready=online or standing.watcher, degraded=degraded)

    async def _standing(self) -> Standing | None:
        """Returns how the cases stand; None while our database takes nothing, or does not answer in time.

        Callers of the same moment share one question, so that they take no connections from intake.
        """
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        await asyncio.wait({self._asking}, timeout=ANSWER)
        return self._asking.result() if self._asking.done() else None

    async def _ask(self) -> Standing | None:
        try:
            return await read_standing(self._runtime.database) if await self._probe.writes() else None
        except UNREACHABLE:
            return None

    async def _avoided(self) -> bool:
        """Returns whether a channel or gateway is avoided; no, while our database does not tell in time."""
        try:
            async with asyncio.timeout(ANSWER):
                return bool(await open_breakers(self._runtime.database))
        except UNREACHABLE:
            return False

    async def _online(self, *, listening: bool) -> bool:
        """Returns whether a worker is online: ours tells our database, only Prefect knows stock workers."""
        return listening or (
            self._runtime.settings.worker_type == "process" and await self._runtime.engine.worker_online()
        )
