"""The only speaker to Prefect's API: start a case's run, park it, wake it, ask how it stands.

Prefect is told an id and a ref, never a person. Whatever goes wrong between here and there becomes
`OrchestrationUnavailable`; our database is the truth, so nothing is lost by it.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkerFilter,
    WorkerFilterStatus,
)
from prefect.client.schemas.objects import FlowRun, State, StateType, WorkerStatus
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import Pending, Scheduled

from abhay.errors import OrchestrationUnavailable

WORK_POOL = "abhay"
ESCALATION = "escalate-alert/abhay"
"""The deployment that carries a case (contract, section 6)."""

PAGE = 200
"""Runs asked for at once; Prefect answers no more."""

QUICK = 2.0
"""Seconds that somebody at a screen may be kept waiting for Prefect."""

_deployments: dict[str, UUID] = {}


@asynccontextmanager
async def prefect_client() -> AsyncGenerator[PrefectClient]:
    """A client for a few calls; what fails inside is raised as `OrchestrationUnavailable`."""
    try:
        async with get_client() as client:
            yield client
    except (httpx.HTTPError, PrefectHTTPStatusError, ObjectNotFound, RuntimeError, OSError) as error:
        raise OrchestrationUnavailable(f"Prefect cannot be asked now ({type(error).__name__})") from error


def case_tags(severity: str, status: str, rung: str | None, units: Iterable[str] = ()) -> list[str]:
    """The tags by which the UI filters runs: unit, severity, rung (contract, section 6), and the case's status."""
    known = {"severity": severity, "status": status, **({"rung": rung} if rung else {})}
    return sorted([*(f"unit:{unit}" for unit in units), *(f"{name}:{value}" for name, value in known.items())])


async def start_run(alert_id: UUID, ref: str, severity: str, *, pending: bool = False) -> FlowRun:
    """Create the run that carries a case, once: the alert's id is its idempotency key.

    Scheduled for now, so that any worker of the pool picks it up; `pending` for a worker that runs it
    itself. A run that exists already is answered as it is.
    """
    async with prefect_client() as client:
        try:
            return await client.create_flow_run_from_deployment(
                await deployment_id(client, ESCALATION),
                parameters={"alert_id": str(alert_id)},
                name=ref,
                tags=case_tags(severity, "received", None),
                idempotency_key=str(alert_id),
                state=Pending() if pending else Scheduled(),
            )
        except ObjectNotFound:
            forget_deployments()
            raise


async def deployment_id(client: PrefectClient, name: str) -> UUID:
    """The id of a deployment by `flow/name`; asked for once, and again after it was not there any more."""
    if name not in _deployments:
        _deployments[name] = (await client.read_deployment_by_name(name)).id
    return _deployments[name]


def forget_deployments() -> None:
    """Ask anew for deployments: they were applied again, or their server was replaced."""
    _deployments.clear()


async def wake_run(run_id: UUID) -> None:
    """Make a parked run due now, whatever it waits for; a run that is at work goes on by itself."""
    async with prefect_client() as client:
        run = await client.read_flow_run(run_id)
        if run.state is not None and run.state.is_scheduled():
            await client.set_flow_run_state(run_id, Scheduled(name=run.state.name), force=True)


@dataclass(frozen=True)
class RunNow:
    """How a run stands: its state's type and name, for how long, and in how long it is due."""

    type: str
    name: str
    since: timedelta
    due_in: timedelta


async def read_runs(run_ids: Sequence[UUID]) -> dict[UUID, RunNow]:
    """How these runs stand, by Prefect's own clock; a run that was deleted is not among them."""
    found: dict[UUID, RunNow] = {}
    async with prefect_client() as client:
        for start in range(0, len(run_ids), PAGE):
            wanted = _among(list(run_ids[start : start + PAGE]))
            for run in await client.read_flow_runs(flow_run_filter=wanted, limit=PAGE):
                found[run.id] = _run_now(run)
    return found


async def unlike(run_ids: Sequence[UUID], usual: str) -> dict[UUID, RunNow | None]:
    """Those of the runs that are not in a state of this type: how they stand, or None if they were deleted.

    Where all are as usual one request that counts them says so: 200 runs, read, keep Prefect's server
    busy for a second, and nobody's pass goes on meanwhile.
    """
    found: dict[UUID, RunNow | None] = {}
    kind = StateType(usual)
    async with prefect_client() as client:
        for start in range(0, len(run_ids), PAGE):
            page = list(run_ids[start : start + PAGE])
            usually = FlowRunFilterState(type=FlowRunFilterStateType(any_=[kind]))
            count = await client.count_flow_runs(flow_run_filter=_among(page, usually))
            if count == len(page):
                continue
            unusually = FlowRunFilterState(type=FlowRunFilterStateType(not_any_=[kind]))
            others = await client.read_flow_runs(flow_run_filter=_among(page, unusually), limit=PAGE)
            found |= {run.id: _run_now(run) for run in others}
            if count + len(others) < len(page):
                there = await client.read_flow_runs(flow_run_filter=_among(page), limit=PAGE)
                found |= dict.fromkeys(set(page) - {run.id for run in there})
    return found


def _among(run_ids: list[UUID], state: FlowRunFilterState | None = None) -> FlowRunFilter:
    ids = FlowRunFilterId(any_=run_ids)
    return FlowRunFilter(id=ids, state=state) if state else FlowRunFilter(id=ids)


def _run_now(run: FlowRun) -> RunNow:
    state, at = run.state, utc_now()
    if state is None:
        return RunNow("PENDING", "no state", at - (run.created or at), timedelta(0))
    due_in = timedelta(0)
    if run.next_scheduled_start_time is not None:
        due_in = timedelta(seconds=run.next_scheduled_start_time.timestamp() - at.timestamp())
    return RunNow(state.type.value, state.name or state.type.value, at - state.timestamp, due_in)


async def make_due(run_id: UUID) -> None:
    """Force a run to be due now, whatever state it is in; a final state is left by this, too."""
    async with prefect_client() as client:
        await client.set_flow_run_state(run_id, Scheduled(name="Repaired"), force=True)


async def park_run(run_id: UUID, until: datetime, name: str) -> State:
    """Let a run wait without a process: Scheduled under a telling name, due at `until` (docs/adr/0001)."""
    async with prefect_client() as client:
        state: State = Scheduled(name=name, scheduled_time=until)
        await client.set_flow_run_state(run_id, state, force=True)
        return state


async def describe_run(run_id: UUID, *, name: str | None = None, tags: list[str] | None = None) -> None:
    """Rename a run or tag it anew."""
    async with prefect_client() as client:
        if name is not None:
            await client.update_flow_run(run_id, name=name)
        if tags is not None:
            await client.update_flow_run(run_id, tags=tags)


async def run_state_name(run_id: UUID) -> str | None:
    """The name of a run's state for people, or None while Prefect cannot be asked (2 s at most)."""
    try:
        async with asyncio.timeout(QUICK), prefect_client() as client:
            run = await client.read_flow_run(run_id)
    except (OrchestrationUnavailable, TimeoutError):
        return None
    return run.state.name if run.state else None


async def healthy() -> bool:
    """Whether Prefect answers and knows how to run a case."""
    try:
        async with asyncio.timeout(QUICK), prefect_client() as client:
            await client.read_deployment_by_name(ESCALATION)
    except (OrchestrationUnavailable, TimeoutError):
        return False
    return True


async def worker_online() -> bool:
    """Whether any worker of the pool is alive, by Prefect's own account."""
    try:
        async with asyncio.timeout(QUICK), prefect_client() as client:
            online = WorkerFilter(status=WorkerFilterStatus(any_=[WorkerStatus.ONLINE]))
            return bool(await client.read_workers_for_work_pool(WORK_POOL, worker_filter=online))
    except (OrchestrationUnavailable, TimeoutError):
        return False


def utc_now() -> datetime:
    """This host's clock, for Prefect's own scheduling alone: due-ness is judged by the database."""
    return datetime.now(UTC)
