"""The worker for Prefect: it sends heartbeats, polls for runs that people start, and dispatches due cases.

Due cases are found at once: NOTIFY wakes the worker, and a timer knows the next deadline. Runs that are
started from Prefect's UI or API come by Prefect's polling.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Coroutine, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid4

import anyio.abc
from prefect.client.schemas.objects import FlowRun
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from abhay.adapters.engine.runs import utc_now
from abhay.adapters.processes.ending import end_if_broken
from abhay.adapters.processes.pulse import Pulse
from abhay.adapters.store.cases.runs import own_runs
from abhay.adapters.store.db.event_stream import listen
from abhay.adapters.store.db.locks import LISTENING
from abhay.entrypoints.worker.dispatcher import Dispatcher
from abhay.entrypoints.worker.engine_tuning import tuned_engine
from abhay.entrypoints.worker.equipment import OWN_TYPE
from abhay.entrypoints.worker.own_flows import own_flow
from abhay.entrypoints.worker.pass_client import pass_client
from abhay.entrypoints.worker.passes import Passes, bare, execute
from abhay.entrypoints.worker.upkeep import keep_equipped
from abhay.errors import SetupError
from abhay.services.beginning import begin
from abhay.services.board.table import keep_table
from abhay.services.drills.keeping import keep_drills
from abhay.services.messages.notices import DeskNotifier
from abhay.services.monitoring.living import keep_telling
from abhay.services.monitoring.sweeping import keep_sweeping
from abhay.services.monitoring.watcher import WatcherMonitor
from abhay.services.runtime import Runtime, get_runtime

_LOG = logging.getLogger(__name__)

LEFT_TO_DISPATCHER = timedelta(seconds=3)
"""Time after which a case's run that Prefect reports as due, and the dispatcher has not found, is requested."""

if TYPE_CHECKING:
    from prefect.client.schemas.responses import WorkerFlowRunResponse


LOOPS_END_WITHIN = 3.0
"""Seconds that the loops get for their end: one that lost its cancellation must not hold up the others."""


async def _begin(runtime: Runtime) -> None:
    """Ends the process in one line where it may not begin: Prefect would show a traceback."""
    try:
        await begin(runtime)
    except SetupError as error:
        sys.stderr.write(f"abhay: {error}\n")
        sys.stderr.flush()
        os._exit(2)


class AbhayWorkerResult(BaseWorkerResult):
    """The result of a run that Prefect's polling brought."""


class AbhayWorker(BaseWorker[BaseJobConfiguration, BaseVariables, AbhayWorkerResult]):
    """Runs flow runs as coroutines of one process."""

    type: ClassVar[str] = OWN_TYPE  # pyright: ignore[reportIncompatibleVariableOverride]
    job_configuration = BaseJobConfiguration
    job_configuration_variables = BaseVariables
    _description = "Runs Abhay's flows inside the worker itself: no process per pass."
    _display_name = "Abhay"

    _loops: tuple[asyncio.Task[None], ...] = ()
    _dispatcher: Dispatcher | None = None
    _asked_for: dict[UUID, datetime | None]

    @classmethod
    def get_default_base_job_template(cls) -> dict[str, Any]:
        """Returns the least that a server takes: it checks each variable's default for each run that it creates."""
        return {"job_configuration": {"env": {}}, "variables": {"type": "object"}}

    async def setup(self) -> None:
        """Begins, joins the pool, then listens for cases and dispatches them."""
        runtime = get_runtime()
        await _begin(runtime)
        self._exit_stack.enter_context(tuned_engine())
        # First of all: without its tables or its pool Prefect lets no worker in.
        self._start("equipment", keep_equipped(runtime, type(self)))
        await super().setup()
        passes = Passes(runtime.database, await self._exit_stack.enter_async_context(pass_client()))
        await passes.warm_up()
        pulse, id_ = Pulse.of_process(), uuid4()
        self._dispatcher = Dispatcher(
            runtime.database,
            passes.run,
            parallel=runtime.settings.worker.parallel,
            name=f"{self.name} {id_}",
            capacity=runtime.settings.watcher.crowd,
            pulse=pulse,
        )
        self._asked_for = {}
        self._start("dispatch", self._dispatcher.serve())
        self._start("listen", listen(runtime.database, self._dispatcher.wake, LISTENING))
        self._start("sweep", keep_sweeping(runtime))
        self._start("drills", keep_drills(runtime))
        self._start("living", keep_telling(runtime, "worker", pulse, id_=id_))
        self._start("open cases", keep_table(runtime, id_))
        self._start("watcher", WatcherMonitor(runtime, id_, DeskNotifier(runtime, ("worker", id_))).run())

    def _start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        loop = asyncio.create_task(work, name=name)
        loop.add_done_callback(end_if_broken)
        self._loops = (*self._loops, loop)

    async def teardown(self, *exc_info: Any) -> None:
        """Stops listening and drops running passes; the database knows what is left to do."""
        for loop in self._loops:
            loop.cancel()
        if self._loops:
            await asyncio.wait(self._loops, timeout=LOOPS_END_WITHIN)
        await get_runtime().close()
        await super().teardown(*exc_info)

    async def _submit_scheduled_flow_runs(self, flow_run_response: "list[WorkerFlowRunResponse]") -> list[FlowRun]:
        """Sends cases' own runs to the dispatcher, so that none runs twice; handles all others as any worker does."""
        own = await own_runs(get_runtime().database, [entry.flow_run.id for entry in flow_run_response])
        others = [entry for entry in flow_run_response if not self._dispatched(entry.flow_run, own)]
        polled = {entry.flow_run.id for entry in flow_run_response}
        self._asked_for = {run_id: due for run_id, due in self._asked_for.items() if run_id in polled}
        return await super()._submit_scheduled_flow_runs(others)

    def _dispatched(self, run: FlowRun, own: Mapping[UUID, UUID]) -> bool:
        case = own.get(run.id)
        if case is None or self._dispatcher is None:
            return False
        due = run.next_scheduled_start_time
        if (due is None or due + LEFT_TO_DISPATCHER < utc_now()) and self._asked_for.get(run.id, utc_now()) != due:
            # Only once per due time: if this host's clock is wrong, the pass parks the run for the same time again.
            self._asked_for[run.id] = due
            self._dispatcher.request(case)
        return True

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,  # noqa: ARG002  part of the interface
        task_status: anyio.abc.TaskStatus[int] | None = None,
    ) -> AbhayWorkerResult:
        """Runs a flow run that Prefect's polling brought, in this event loop.

        Raises `NotOurFlow` for any other flow, before the run counts as started: Prefect shows it as crashed.
        """
        flow = own_flow((await self.client.read_flow(flow_run.flow_id)).name)
        if task_status is not None:
            task_status.started(1)
        await execute(flow, bare(flow_run))
        return AbhayWorkerResult(status_code=0, identifier=str(flow_run.id))
