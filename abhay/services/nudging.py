"""Getting a case looked at soon: a listening worker hears of it by itself, any other is asked through Prefect."""

import asyncio
import time
from uuid import UUID

from abhay import orchestration
from abhay.services.runtime import Runtime
from abhay.store.database import Database, worker_listens
from abhay.store.runs import register_run, run_of

_BELIEVED = 1.0
"""Seconds for which a worker that listened is taken to listen still: the sweep finds what one that died has missed."""

_DOUBTED = 0.2
"""Seconds for which none is taken to listen if none did: what is started meanwhile is started through Prefect."""


class _Listening:
    """Whether a worker listens: asked once for all who want to know at the same time, and remembered for a moment."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._question: asyncio.Task[bool] | None = None
        self._asked = 0.0

    async def known(self) -> bool:
        """The answer; raises what asking raises."""
        if self._question is None or not self._holds(self._question):
            self._question, self._asked = asyncio.create_task(self._ask()), time.monotonic()
        return await asyncio.shield(self._question)

    def _holds(self, question: asyncio.Task[bool]) -> bool:
        if not question.done():
            return True
        if question.cancelled() or question.exception():
            return False
        return time.monotonic() - self._asked < (_BELIEVED if question.result() else _DOUBTED)

    async def _ask(self) -> bool:
        async with self._database.transaction() as session:
            return await worker_listens(session)


async def nudge(runtime: Runtime, alert_id: UUID) -> None:
    """Start or wake the case's flow run, unless a worker listens (the commit has told it already).

    Raises `OrchestrationUnavailable`; the sweep then starts or wakes it later.
    """
    database = runtime.database
    if await database.kept("listening", lambda: _Listening(database)).known():
        return
    case = await run_of(database, alert_id)
    if case is None:
        return
    if case.flow_run_id is not None:
        await orchestration.wake_run(case.flow_run_id)
        return
    run = await orchestration.start_run(alert_id, case.ref, case.severity)
    await register_run(database, alert_id, run.id)
