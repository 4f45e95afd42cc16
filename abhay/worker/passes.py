"""One pass of a case's flow run: find or create it, and let Prefect's engine run the flow in this loop."""

import logging
from collections import OrderedDict
from typing import Any
from uuid import UUID

import httpx
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import Abort, ObjectNotFound, Pause, PrefectHTTPStatusError
from prefect.flow_engine import run_flow
from prefect.flows import Flow, load_flow_from_entrypoint

from abhay.errors import OrchestrationUnavailable
from abhay.orchestration import ESCALATION, start_run
from abhay.services.routing import warm_up
from abhay.store.database import Database
from abhay.store.runs import RunOf, register_run
from abhay.worker.pass_client import PassClient

_LOG = logging.getLogger(__name__)

REMEMBERED = 2000
"""Flow runs kept in memory, so that a wake-up need not read its run again; the oldest are forgotten."""


async def execute(flow: Flow[..., Any], run: FlowRun) -> None:
    """Run a flow as a coroutine of this process.

    A run that parks or is refused ends with a signal: not an error.
    """
    try:
        await run_flow(flow, flow_run=run, return_type="state")  # pyright: ignore[reportGeneralTypeIssues]
    except Pause:
        return
    except Abort as refused:
        _LOG.info("%s: Prefect did not let the pass begin (%s)", run.name, refused)


def bare(run: FlowRun) -> FlowRun:
    """The run as the engine gets it: without deployment, queue and pool, which the server knows all the same.

    With a deployment the engine keeps a thread and a websocket per run to watch for suspension, which
    nothing here uses, and each event of each task names all three (Prefect 3.8.8; a test guards it).
    """
    return run.model_copy(update={"deployment_id": None, "work_queue_id": None, "work_pool_name": None})


class Passes:
    """Runs passes of the escalation flow; remembers each case's flow run."""

    def __init__(self, database: Database, client: PassClient) -> None:
        self._database = database
        self._client = client
        self._flow: Flow[..., Any] | None = None
        self._known: OrderedDict[UUID, FlowRun] = OrderedDict()

    async def warm_up(self) -> None:
        """Load what the first alert would otherwise wait for: the flow's code and the gazetteer."""
        await warm_up()
        try:
            await self._escalation()
        except (httpx.HTTPError, PrefectHTTPStatusError, ObjectNotFound, OrchestrationUnavailable) as error:
            _LOG.warning("the escalation flow is not loaded yet (%s); the first pass loads it", type(error).__name__)

    async def run(self, case: RunOf) -> None:
        """One pass, whatever state the run is in: created, parked, stuck, ended or deleted.

        Raises `OrchestrationUnavailable` while Prefect cannot be asked.
        """
        try:
            flow = await self._escalation()
            try:
                await self._execute(flow, await self._run_of(case))
            except ObjectNotFound:
                _LOG.warning("%s: its flow run was deleted; starting another one", case.ref)
                await self._execute(flow, await self._another_run(case))
        except (httpx.HTTPError, PrefectHTTPStatusError, RuntimeError, OSError) as error:
            raise OrchestrationUnavailable(f"Prefect cannot be asked now ({type(error).__name__})") from error

    async def _execute(self, flow: Flow[..., Any], run: FlowRun) -> None:
        with self._client.a_pass(run):
            await execute(flow, run)

    async def _escalation(self) -> Flow[..., Any]:
        """The flow that the deployment names: this module knows no flow by import."""
        if self._flow is None:
            deployment = await self._client.read_deployment_by_name(ESCALATION)
            if deployment.entrypoint is None:
                raise OrchestrationUnavailable(f"the deployment {ESCALATION} names no flow: apply prefect.yaml again")
            self._flow = load_flow_from_entrypoint(deployment.entrypoint, use_placeholder_flow=False)
        return self._flow

    async def _run_of(self, case: RunOf) -> FlowRun:
        """The case's run: known here, read, or created."""
        if case.flow_run_id is None:
            return await self._another_run(case)
        known = self._known.get(case.id)
        if known is None or known.id != case.flow_run_id:
            known = bare(await self._client.read_flow_run(case.flow_run_id))
        self._remember(case.id, known)
        return known

    async def _another_run(self, case: RunOf) -> FlowRun:
        run = bare(await start_run(case.id, case.ref, case.severity, pending=True))
        await register_run(self._database, case.id, run.id, instead_of=case.flow_run_id)
        self._remember(case.id, run)
        return run

    def _remember(self, alert_id: UUID, run: FlowRun) -> None:
        self._known[alert_id] = run
        self._known.move_to_end(alert_id)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
