"""Tells load balancers, `make up` and people whether alerts are processed end to end."""

import asyncio
from dataclasses import dataclass

from abhay.adapters.channels.registry import set_up_wrongly
from abhay.adapters.store.db.database import UNREACHABLE
from abhay.adapters.store.views.figures import has_worked, read_standing
from abhay.services.runtime import Runtime

DATABASE, PREFECT, WORKER, WATCHER = "database", "prefect", "worker", "watcher"
OVERDUE, CASES, CHANNELS = "overdue", "cases", "channels"


@dataclass(frozen=True)
class Ready:
    """`ready` once every part worked at the same time; `degraded` names what does not work or is late now."""

    ready: bool
    degraded: tuple[str, ...]


class Readiness:
    """Ready once all parts were seen working, and from then on as long as alerts can be stored.

    A gateway that starts while Prefect is down is ready too if a case was processed since the
    database started: intake works, and the watcher pages.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._seen = False

    async def look(self) -> Ready:
        """Returns the present state within about 2 s, also while Prefect does not answer."""
        try:
            standing = await read_standing(self._runtime.database)
        except UNREACHABLE:
            return Ready(ready=False, degraded=(DATABASE,))
        answers, online = await asyncio.gather(
            self._runtime.engine.healthy(), self._online(listening=standing.listening)
        )
        missing = tuple(name for name, works in ((PREFECT, answers), (WORKER, online)) if not works)
        self._seen = self._seen or not missing or await has_worked(self._runtime.database)
        faults = (
            (WATCHER, not standing.watching),
            (OVERDUE, standing.overdue),
            (CASES, bool(standing.still)),
            (CHANNELS, bool(set_up_wrongly(self._runtime.channels))),
        )
        return Ready(ready=self._seen, degraded=missing + tuple(name for name, holds in faults if holds))

    async def _online(self, *, listening: bool) -> bool:
        """Returns whether a worker is online: ours listens to the database, only Prefect knows stock workers."""
        return listening or (
            self._runtime.settings.worker_type == "process" and await self._runtime.engine.worker_online()
        )
