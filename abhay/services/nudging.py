"""Getting a case looked at soon: a listening worker hears of it by itself, any other is asked through Prefect."""

import time
from uuid import UUID

from abhay import orchestration
from abhay.services.runtime import Runtime
from abhay.store.database import Database, worker_listens
from abhay.store.runs import register_run, run_of

_BELIEVED = 1.0
"""Seconds for which a worker that listened is taken to listen still: the sweep finds what one that died has missed."""

_listened: dict[str, float] = {}


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
    if time.monotonic() - _listened.get(database.url, -_BELIEVED) < _BELIEVED:
        return True
    async with database.transaction() as session:
        listens = await worker_listens(session)
    if listens:
        _listened[database.url] = time.monotonic()
    return listens
