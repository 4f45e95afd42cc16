"""Whether alerts are processed end to end: asked by load balancers, by `make up`, by people."""

import asyncio
from dataclasses import dataclass

from abhay import orchestration
from abhay.services.runtime import Runtime
from abhay.store.database import UNREACHABLE, worker_listens
from abhay.store.figures import has_worked

DATABASE, PREFECT, WORKER = "database", "prefect", "worker"


@dataclass(frozen=True)
class Ready:
    """`ready` once every part worked at the same time; `degraded` names the parts that do not work now."""

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
        """How it stands now; within about 2 s, also while Prefect does not answer."""
        try:
            listening = await self._listening()
        except UNREACHABLE:
            return Ready(ready=False, degraded=(DATABASE,))
        prefect, online = await asyncio.gather(orchestration.healthy(), self._online(listening=listening))
        missing = tuple(name for name, works in ((PREFECT, prefect), (WORKER, online)) if not works)
        self._seen = self._seen or not missing or await has_worked(self._runtime.database)
        return Ready(ready=self._seen, degraded=missing)

    async def _listening(self) -> bool:
        async with self._runtime.database.transaction() as session:
            return await worker_listens(session)

    async def _online(self, *, listening: bool) -> bool:
        """A worker in our own process type listens; Prefect's own kind is known to Prefect alone."""
        return listening or (self._runtime.settings.worker_type == "process" and await orchestration.worker_online())
