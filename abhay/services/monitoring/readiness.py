"""Tells load balancers, `make up` and people whether alerts are taken in and paged."""

import asyncio
from dataclasses import dataclass

from abhay.adapters.channels.registry import set_up_wrongly
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.views.figures import read_standing
from abhay.services.runtime import Runtime

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

    async def look(self) -> Ready:
        """Returns the present state within about 2 s, also while Prefect does not answer."""
        try:
            standing = await read_standing(self._runtime.database)
        except UNREACHABLE:
            return Ready(ready=False, degraded=(DATABASE,))
        lacks, online = await asyncio.gather(self._runtime.engine.lacks(), self._online(listening=standing.worker))
        holds = {
            PREFECT: bool(lacks),
            WORKER: not online,
            WATCHER: not standing.watcher,
            OVERDUE: standing.overdue,
            CASES: bool(standing.still),
            CHANNELS: bool(set_up_wrongly(self._runtime.channels)),
        }
        degraded = tuple(name for name, wrong in holds.items() if wrong)
        return Ready(ready=online or standing.watcher, degraded=degraded)

    async def _online(self, *, listening: bool) -> bool:
        """Returns whether a worker is online: ours tells our database, only Prefect knows stock workers."""
        return listening or (
            self._runtime.settings.worker_type == "process" and await self._runtime.engine.worker_online()
        )
