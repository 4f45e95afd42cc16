"""The sweep by hand or every five minutes, so that its work shows in Prefect's UI; the worker makes it all the time."""

from prefect import flow

from tasks.sweep import sweep_once


@flow(name="sweep-overdue", log_prints=False, persist_result=False)
async def sweep_overdue() -> str:
    """Give every open alert a live flow run: cancelled, stuck, failed, deleted or missing ones are put right."""
    return await sweep_once()
