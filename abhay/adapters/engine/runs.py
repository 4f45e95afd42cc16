"""Requests of flows and tasks about their own run, through Prefect's own client, which they have loaded anyway.

All other processes use `PrefectEngine`.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import Scheduled

from abhay.errors import OrchestrationUnavailable


@asynccontextmanager
async def prefect_client() -> AsyncGenerator[PrefectClient]:
    """Opens a client for a few calls; their failures are raised as `OrchestrationUnavailable`."""
    try:
        async with get_client() as client:
            yield client
    except (httpx.HTTPError, PrefectHTTPStatusError, ObjectNotFound, RuntimeError, OSError) as error:
        raise OrchestrationUnavailable(f"Prefect cannot be asked now ({type(error).__name__})") from error


async def park_run(run_id: UUID, until: datetime, name: str, says: str) -> State:
    """Parks a run: Scheduled, under the name of its rung, due at `until`, without a process (docs/adr/0001).

    `says` is what people read beside the state, and in the run's log.
    """
    async with prefect_client() as client:
        state: State = Scheduled(name=name, scheduled_time=until, message=says)
        await client.set_flow_run_state(run_id, state, force=True)
        return state


async def wake_run(run_id: UUID) -> None:
    """Makes a parked run due now; a run that is at work goes on by itself."""
    async with prefect_client() as client:
        run = await client.read_flow_run(run_id)
        if run.state is not None and run.state.is_scheduled():
            await client.set_flow_run_state(run_id, Scheduled(name=run.state.name), force=True)


async def describe_run(run_id: UUID, *, name: str | None = None, tags: list[str] | None = None) -> None:
    """Renames a run or replaces its tags."""
    async with prefect_client() as client:
        if name is not None:
            await client.update_flow_run(run_id, name=name)
        if tags is not None:
            await client.update_flow_run(run_id, tags=tags)


def utc_now() -> datetime:
    """Returns this host's time, only for Prefect's own scheduling: the database decides what is due."""
    return datetime.now(UTC)
