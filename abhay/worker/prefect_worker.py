"""The worker as Prefect knows it: a heartbeat, a poll for runs that people start, and our own two roads.

Cases that are due by our database are found at once: NOTIFY wakes the worker and a timer knows the
next deadline. Runs that are started from Prefect's UI or API come by Prefect's polling.
"""

import asyncio
import logging
import os
import signal
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid4

import anyio.abc
from prefect.client.schemas.objects import FlowRun
from prefect.flows import Flow, load_flow_from_flow_run
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from abhay.orchestration import forget_deployments, utc_now
from abhay.services.runtime import get_runtime
from abhay.store.database import LISTENING_KEY
from abhay.store.listening import listen
from abhay.store.runs import run_of
from abhay.worker.dispatcher import Dispatcher
from abhay.worker.engine_tuning import tuned_engine
from abhay.worker.pass_client import pass_client
from abhay.worker.passes import Passes, bare, execute
from abhay.worker.sweeper import keep_sweeping

_LOG = logging.getLogger(__name__)

LEFT_TO_DISPATCHER = timedelta(seconds=3)
"""A case's run that is due by Prefect's account is found by the dispatcher anyway; later than this, it asks."""

if TYPE_CHECKING:
    from prefect.client.schemas.responses import WorkerFlowRunResponse


def _end_if_broken(loop: asyncio.Task[None]) -> None:
    """A loop that died by a fault of ours takes the worker with it: the supervisor starts a whole one again."""
    if not loop.cancelled() and (error := loop.exception()) is not None:
        _LOG.critical("the loop %s died", loop.get_name(), exc_info=error)
        os.kill(os.getpid(), signal.SIGTERM)


class AbhayWorkerResult(BaseWorkerResult):
    """What became of a run that Prefect's polling brought."""


class AbhayWorker(BaseWorker[BaseJobConfiguration, BaseVariables, AbhayWorkerResult]):
    """Runs flow runs as coroutines of one process."""

    type: ClassVar[str] = "abhay"  # pyright: ignore[reportIncompatibleVariableOverride]
    job_configuration = BaseJobConfiguration
    job_configuration_variables = BaseVariables
    _description = "Runs Abhay's flows inside the worker itself: no process per pass."
    _display_name = "Abhay"

    _loops: tuple[asyncio.Task[None], ...] = ()
    _dispatcher: Dispatcher | None = None
    _asked_for: dict[UUID, datetime | None]

    async def setup(self) -> None:
        """Join the pool, then listen for cases and dispatch them."""
        self._exit_stack.enter_context(tuned_engine())
        await super().setup()
        forget_deployments()
        runtime = get_runtime()
        passes = Passes(runtime.database, await self._exit_stack.enter_async_context(pass_client()))
        await passes.warm_up()
        self._dispatcher = Dispatcher(
            runtime.database,
            passes.run,
            parallel=runtime.settings.worker.parallel,
            name=f"{self.name} {uuid4()}",
            crowd=runtime.settings.watcher.crowd,
        )
        self._asked_for = {}
        self._loops = tuple(
            asyncio.create_task(loop, name=name)
            for name, loop in (
                ("dispatch", self._dispatcher.serve()),
                ("listen", listen(runtime.database, self._dispatcher.wake, LISTENING_KEY)),
                ("sweep", keep_sweeping(runtime)),
            )
        )
        for loop in self._loops:
            loop.add_done_callback(_end_if_broken)

    async def teardown(self, *exc_info: Any) -> None:
        """Stop listening and let go of what runs; the database knows what is left to do."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await get_runtime().database.close()
        await super().teardown(*exc_info)

    async def _submit_scheduled_flow_runs(self, flow_run_response: "list[WorkerFlowRunResponse]") -> list[FlowRun]:
        """Cases' own runs go through the dispatcher, so that nothing runs twice; all others as in any worker."""
        others = [entry for entry in flow_run_response if not await self._dispatched(entry.flow_run)]
        polled = {entry.flow_run.id for entry in flow_run_response}
        self._asked_for = {run_id: due for run_id, due in self._asked_for.items() if run_id in polled}
        return await super()._submit_scheduled_flow_runs(others)

    async def _dispatched(self, run: FlowRun) -> bool:
        alert_id = run.parameters.get("alert_id")
        if alert_id is None or self._dispatcher is None:
            return False
        case = await run_of(get_runtime().database, UUID(str(alert_id)))
        if case is None or case.flow_run_id != run.id:
            return False
        due = run.next_scheduled_start_time
        if (due is None or due + LEFT_TO_DISPATCHER < utc_now()) and self._asked_for.get(run.id, utc_now()) != due:
            # Once for each time that a run is due: if this host's clock is wrong, the pass parks it for the same again.
            self._asked_for[run.id] = due
            self._dispatcher.request(case.id)
        return True

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,  # noqa: ARG002  part of the interface
        task_status: anyio.abc.TaskStatus[int] | None = None,
    ) -> AbhayWorkerResult:
        """Run a flow run that Prefect's polling brought, in this event loop."""
        if task_status is not None:
            task_status.started(1)
        flow: Flow[..., Any] = await load_flow_from_flow_run(flow_run, use_placeholder_flow=False)
        await execute(flow, bare(flow_run))
        return AbhayWorkerResult(status_code=0, identifier=str(flow_run.id))
