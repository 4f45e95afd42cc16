"""Sweeps by hand or every five minutes, so that Prefect's UI shows it beside the worker's own sweeps."""

from prefect import flow

from tasks.sweep import sweep_once


@flow(name="sweep-overdue", log_prints=False, persist_result=False)
async def sweep_overdue() -> str:
    """Gives every open alert a live flow run: repairs cancelled, stuck, failed, deleted or missing ones."""
    return await sweep_once()
