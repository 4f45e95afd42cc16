"""Getting a case looked at soon: a listening worker hears of it by itself, any other is asked through Prefect."""

from uuid import UUID

from abhay import orchestration
from abhay.services.runtime import Runtime
from abhay.store.database import worker_listens
from abhay.store.runs import register_run, run_of


async def nudge(runtime: Runtime, alert_id: UUID) -> None:
    """Start or wake the case's flow run, unless a worker listens (the commit has told it already).

    Raises `OrchestrationUnavailable`; the sweep then starts or wakes it later.
    """
    database = runtime.database
    async with database.transaction() as session:
        if await worker_listens(session):
            return
    case = await run_of(database, alert_id)
    if case is None:
        return
    if case.flow_run_id is not None:
        await orchestration.wake_run(case.flow_run_id)
        return
    run = await orchestration.start_run(alert_id, case.ref, case.severity)
    await register_run(database, alert_id, run.id)
