"""One pass of a case's flow run: make it Pending, and let Prefect's engine run the flow in this loop."""

import logging
from collections import OrderedDict
from typing import Any
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import Abort, ObjectNotFound, Pause, PrefectHTTPStatusError
from prefect.flow_engine import run_flow
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.states import Pending

from abhay.errors import OrchestrationUnavailable
from abhay.orchestration import ESCALATION, start_run
from abhay.services.routing import warm_up
from abhay.store.database import Database
from abhay.store.runs import RunOf, register_run

_LOG = logging.getLogger(__name__)

REMEMBERED = 2000
"""Flow runs kept in memory, so that a wake-up need not read its run again; the oldest are forgotten."""


async def execute(flow: Flow[..., Any], run: FlowRun) -> None:
    """Run a flow as a coroutine of this process.

    The engine is handed a run without its deployment: with one it keeps a thread and a websocket per
    run to watch for suspension, which nothing here uses (Prefect 3.8.8; a test guards it). The server
    knows the deployment all the same. A run that parks or is refused ends with a signal: not an error.
    """
    try:
        await run_flow(flow, flow_run=run.model_copy(update={"deployment_id": None}), return_type="state")  # pyright: ignore[reportGeneralTypeIssues]
    except Pause:
        return
    except Abort as refused:
        _LOG.info("%s: Prefect did not let the pass begin (%s)", run.name, refused)


class Passes:
    """Runs passes of the escalation flow; remembers each case's flow run."""

    def __init__(self, database: Database, client: PrefectClient) -> None:
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
        """One pass. Raises `OrchestrationUnavailable` while Prefect cannot be asked."""
        try:
            flow = await self._escalation()
            run = await self._pending_run(case)
        except (httpx.HTTPError, PrefectHTTPStatusError, RuntimeError, OSError) as error:
            raise OrchestrationUnavailable(f"Prefect cannot be asked now ({type(error).__name__})") from error
        await execute(flow, run)

    async def _escalation(self) -> Flow[..., Any]:
        """The flow that the deployment names: this module knows no flow by import."""
        if self._flow is None:
            deployment = await self._client.read_deployment_by_name(ESCALATION)
            if deployment.entrypoint is None:
                raise OrchestrationUnavailable(f"the deployment {ESCALATION} names no flow: apply prefect.yaml again")
            self._flow = load_flow_from_entrypoint(deployment.entrypoint, use_placeholder_flow=False)
        return self._flow

    async def _pending_run(self, case: RunOf) -> FlowRun:
        """The case's run in state Pending, whatever it was before: created, parked, stuck, ended or deleted."""
        run = await self._found(case)
        if run is None:
            run = await start_run(case.id, case.ref, case.severity, pending=True)
            await register_run(self._database, case.id, run.id, instead_of=case.flow_run_id)
        if run.state is None or not run.state.is_pending():
            result = await self._client.set_flow_run_state(run.id, Pending(), force=True)
            run.state = result.state
        self._remember(case.id, run)
        return run

    async def _found(self, case: RunOf) -> FlowRun | None:
        if case.flow_run_id is None:
            return None
        known = self._known.get(case.id)
        try:
            if known is not None and known.id == case.flow_run_id:
                result = await self._client.set_flow_run_state(known.id, Pending(), force=True)
                known.state = result.state
                return known
            return await self._client.read_flow_run(case.flow_run_id)
        except ObjectNotFound:
            _LOG.warning("%s: its flow run was deleted; starting another one", case.ref)
            return None

    def _remember(self, alert_id: UUID, run: FlowRun) -> None:
        self._known[alert_id] = run
        self._known.move_to_end(alert_id)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
