"""Work that follows a commit: its delay or failure does not change the response already given.

Above all it starts or wakes the runs of the cases that the commit changed, unless a worker listens. The database
itself notifies a listening worker at the commit (docs/adr/0005-woken-by-the-database.md).
"""

import asyncio
import logging
import time
from collections.abc import Coroutine, Iterable
from typing import Any
from uuid import UUID

from abhay.adapters.engine.base import Engine
from abhay.adapters.store.cases.runs import register_run, run_of
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.locks import worker_listens
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.errors import OrchestrationUnavailable
from abhay.repeated import Repeated

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

_AT_ONCE = 8
"""Jobs at a time: a slow engine must not get more requests than it can serve."""

_GRACE = 5.0
"""Seconds that unfinished jobs get at the end; the sweep does whatever is left."""

_CACHE_PRESENT = 1.0
"""Seconds for which a found worker counts as listening; the sweep repairs what a worker that died has missed."""

_CACHE_ABSENT = 0.2
"""Seconds for which no worker counts as listening if none did; runs are started through the engine meanwhile."""


class AfterCommitJobs:
    """Runs jobs in the background of one event loop, a few at a time."""

    def __init__(self, *, grace: float = _GRACE) -> None:
        self._grace = grace
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(_AT_ONCE)

    def start(self, work: Coroutine[Any, Any, object], what: str) -> None:
        """Starts a job; `what` names it in the log."""
        task = asyncio.create_task(self._guarded(work, what))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: work.close())  # a job that is cancelled may never have begun

    async def settled(self) -> bool:
        """Waits at most a few seconds for every job to end; returns whether all have ended."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self._grace
        while self._tasks and (left := end - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        return not self._tasks

    async def close(self) -> None:
        """Gives unfinished jobs a few seconds, then cancels them."""
        await self.settled()
        unfinished = tuple(self._tasks)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _guarded(self, work: Coroutine[Any, Any, object], what: str) -> None:
        try:
            async with self._places:
                await work
        except OrchestrationUnavailable as error:
            _LOG.warning("%s is left to the sweep: %s", what, error)
        except UNREACHABLE as error:
            _REPEATED.warn("our database takes nothing now: what follows commits is left to the sweep", error)
        except Exception:  # noqa: BLE001  nothing waits for the job: the log alone reports its failure
            _LOG.exception("%s failed", what)


class Waker:
    """Starts or wakes cases' runs in the background; `wake` is the hook of `Database.on_commit`."""

    def __init__(self, database: Database, engine: Engine, jobs: AfterCommitJobs) -> None:
        self._database = database
        self._engine = engine
        self._jobs = jobs
        self._listening = _Listening(database)

    def wake(self, alert_ids: Iterable[UUID]) -> None:
        """Starts jobs that wake these cases' runs; the sweep repairs what fails."""
        for alert_id in alert_ids:
            self._jobs.start(self._start_or_wake(alert_id), f"waking the run of case {alert_id}")

    async def _start_or_wake(self, alert_id: UUID) -> None:
        if await self._listening.known():
            return
        case = await run_of(self._database, alert_id)
        if case is None:
            return
        if case.flow_run_id is not None:
            await self._engine.wake(case.flow_run_id)
            return
        run_id = await self._engine.start(alert_id, case.ref, case.severity)
        await register_run(self._database, alert_id, run_id)


class _Listening:
    """Caches briefly whether a worker listens; simultaneous callers share one query."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._question: asyncio.Task[bool] | None = None
        self._asked = 0.0

    async def known(self) -> bool:
        """Returns whether a worker listens. Raises the errors of the query."""
        if self._question is None or not self._holds(self._question):
            self._question, self._asked = asyncio.create_task(self._ask()), time.monotonic()
        return await asyncio.shield(self._question)

    def _holds(self, question: asyncio.Task[bool]) -> bool:
        if not question.done():
            return True
        if question.cancelled() or question.exception():
            return False
        return time.monotonic() - self._asked < (_CACHE_PRESENT if question.result() else _CACHE_ABSENT)

    async def _ask(self) -> bool:
        async with self._database.transaction() as session:
            return await worker_listens(session)
