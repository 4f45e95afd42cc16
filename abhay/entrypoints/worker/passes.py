"""Runs one pass of a case: finds or creates its flow run, and lets Prefect's engine run the flow in this loop."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.exceptions import Abort, ObjectNotFound, Pause, PrefectHTTPStatusError
from prefect.flow_engine import run_flow
from prefect.flows import Flow
from prefect.states import Pending

from abhay.adapters.engine.base import ESCALATION, case_tags
from abhay.adapters.store.cases.runs import RunOf, register_run
from abhay.adapters.store.db.database import Database
from abhay.entrypoints.worker.own_flows import own_flow
from abhay.entrypoints.worker.pass_client import PassClient
from abhay.errors import OrchestrationUnavailable
from abhay.services.cases.routing import warm_up

_LOG = logging.getLogger(__name__)

REMEMBERED = 2000
"""Most flow runs in memory, so that a wake-up need not read its run again; the oldest are dropped."""


_FLOW = ESCALATION.split("/")[0]


async def execute(flow: Flow[..., Any], run: FlowRun) -> None:
    """Runs a flow as a coroutine of this process.

    A run that parks or is refused ends with a signal, which is no error.
    """
    try:
        await run_flow(flow, flow_run=run, return_type="state")  # pyright: ignore[reportGeneralTypeIssues]
    except Pause:
        return
    except Abort as refused:
        _LOG.info("%s: Prefect did not let the pass begin (%s)", run.name, refused)


async def execute_case(run: FlowRun) -> None:
    """Runs the escalation flow."""
    await execute(own_flow(_FLOW), run)


def bare(run: FlowRun) -> FlowRun:
    """Returns the run for the engine: without deployment, queue and pool, which the server knows anyway.

    With a deployment the engine keeps a thread and a websocket per run to watch for suspension, which
    nothing here uses, and each event of each task names all three (Prefect 3.8.8; a test guards it).
    """
    return run.model_copy(update={"deployment_id": None, "work_queue_id": None, "work_pool_name": None})


class Passes:
    """Runs passes of the escalation flow; caches each case's flow run."""

    def __init__(
        self, database: Database, client: PassClient, execute: Callable[[FlowRun], Awaitable[None]] = execute_case
    ) -> None:
        self._database = database
        self._client = client
        self._engine = execute
        self._deployment: DeploymentResponse | None = None
        self._known: OrderedDict[UUID, FlowRun] = OrderedDict()

    async def warm_up(self) -> None:
        """Loads the flow's code and the gazetteer, so that the first alert need not wait for them."""
        own_flow(_FLOW)
        await warm_up()
        try:
            await self._read_deployment()
        except (httpx.HTTPError, PrefectHTTPStatusError, ObjectNotFound) as error:
            _LOG.warning("the deployment is not read yet (%s); the first pass reads it", type(error).__name__)

    async def run(self, case: RunOf) -> None:
        """Runs one pass from any state of the run: created, parked, stuck, ended or deleted.

        Raises `OrchestrationUnavailable` while Prefect cannot be reached.
        """
        try:
            try:
                await self._execute(await self._run_of(case))
            except ObjectNotFound:
                _LOG.warning("%s: its flow run was deleted; starting another one", case.ref)
                await self._execute(await self._another_run(case))
        except (httpx.HTTPError, PrefectHTTPStatusError, RuntimeError, OSError) as error:
            raise OrchestrationUnavailable(f"Prefect cannot be asked now ({type(error).__name__})") from error

    async def _execute(self, run: FlowRun) -> None:
        async with self._client.during_pass(run):
            await self._engine(run)

    async def _read_deployment(self) -> DeploymentResponse:
        """Returns the deployment of the escalation flow, cached until it is found missing."""
        if self._deployment is None:
            self._deployment = await self._client.read_deployment_by_name(ESCALATION)
        return self._deployment

    async def _run_of(self, case: RunOf) -> FlowRun:
        """Returns the case's run: from the cache, read, or created."""
        if case.flow_run_id is None:
            return await self._another_run(case)
        known = self._known.get(case.id)
        if known is None or known.id != case.flow_run_id:
            known = bare(await self._client.read_flow_run(case.flow_run_id))
        self._remember(case.id, known)
        return known

    async def _another_run(self, case: RunOf) -> FlowRun:
        run = bare(await self._create_run(case))
        await register_run(self._database, case.id, run.id, instead_of=case.flow_run_id)
        self._remember(case.id, run)
        return run

    async def _create_run(self, case: RunOf) -> FlowRun:
        """Creates the case's run, once: the case's id is its idempotency key. It is Pending, since it runs at once.

        The deployment is forgotten after any refusal, and looked up once more if it was remembered: somebody may have
        deleted it and applied it anew, under another id.
        """
        remembered = self._deployment is not None
        try:
            return await self._create_from(await self._read_deployment(), case)
        except (ObjectNotFound, PrefectHTTPStatusError) as refusal:
            self._deployment = None
            if not remembered:
                raise OrchestrationUnavailable(
                    f"Prefect's deployment {ESCALATION} is gone: it is looked up again"
                ) from refusal
        return await self._create_run(case)

    async def _create_from(self, deployment: DeploymentResponse, case: RunOf) -> FlowRun:
        return await self._client.create_flow_run_from_deployment(
            deployment.id,
            parameters={"alert_id": str(case.id)},
            name=case.ref,
            tags=case_tags(case.severity, "received", None),
            idempotency_key=str(case.id),
            state=Pending(),
        )

    def _remember(self, alert_id: UUID, run: FlowRun) -> None:
        self._known[alert_id] = run
        self._known.move_to_end(alert_id)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
