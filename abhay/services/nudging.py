"""Getting a case looked at soon: a listening worker hears of it by itself, any other is asked through Prefect."""

import asyncio
import time
from dataclasses import dataclass
from uuid import UUID
from weakref import WeakKeyDictionary

from abhay import orchestration
from abhay.services.runtime import Runtime
from abhay.store.database import Database, worker_listens
from abhay.store.runs import register_run, run_of

_BELIEVED = 1.0
"""Seconds for which a worker that listened is taken to listen still: the sweep finds what one that died has missed."""

_DOUBTED = 0.2
"""Seconds for which none is taken to listen if none did: what is started meanwhile is started through Prefect."""


@dataclass
class _Answer:
    """Whether a worker listens, asked once for all who want to know at the same time."""

    question: asyncio.Task[bool]
    asked: float

    @property
    def holds(self) -> bool:
        """Whether it may still be given; one that is awaited may."""
        if not self.question.done():
            return True
        if self.question.cancelled() or self.question.exception():
            return False
        return time.monotonic() - self.asked < (_BELIEVED if self.question.result() else _DOUBTED)


_answers: WeakKeyDictionary[Database, _Answer] = WeakKeyDictionary()


async def nudge(runtime: Runtime, alert_id: UUID) -> None:
    """Start or wake the case's flow run, unless a worker listens (the commit has told it already).

    Raises `OrchestrationUnavailable`; the sweep then starts or wakes it later.
    """
    database = runtime.database
    if await _listens(database):
        return
    case = await run_of(database, alert_id)
    if case is None:
        return
    if case.flow_run_id is not None:
        await orchestration.wake_run(case.flow_run_id)
        return
    run = await orchestration.start_run(alert_id, case.ref, case.severity)
    await register_run(database, alert_id, run.id)


async def _listens(database: Database) -> bool:
    answer = _answers.get(database)
    if answer is None or not answer.holds:
        answer = _answers[database] = _Answer(asyncio.create_task(_ask(database)), time.monotonic())
    return await asyncio.shield(answer.question)


async def _ask(database: Database) -> bool:
    async with database.transaction() as session:
        return await worker_listens(session)
