"""Wait without a process: the run is Scheduled for the case's next look, and this pass ends (docs/adr/0001)."""

import asyncio
import logging
from uuid import UUID

from prefect.exceptions import Pause
from prefect.runtime import flow_run

from abhay.faultpoints import fault_point
from abhay.orchestration import park_run, wake_run
from abhay.services.runtime import get_runtime
from abhay.store.database import now
from abhay.store.runs import run_of
from abhay.store.steps import Step


class WaitingIsNormal(logging.Filter):
    """Prefect reports every state that is not Completed at ERROR; waiting for an answer is not an error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lower the one line that says a run ended its pass in a waiting state."""
        if record.levelno == logging.ERROR and record.getMessage().startswith("Finished in state Awaiting"):
            record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
        return True


logging.getLogger("prefect.flow_runs").addFilter(WaitingIsNormal())

SHORT = 2.0
"""Seconds that are slept through rather than parked: a worker's prefetch starts runs this early."""


async def park(alert_id: UUID, step: Step) -> None:
    """Wait until the step's moment: sleep through a short one, else leave the run Scheduled and stop.

    Raises Prefect's `Pause` to end the pass. A case that changed while the run was being parked (an
    acknowledgement came in between) is made due again at once.
    """
    database = get_runtime().database
    if step.wait_until is None:
        return
    async with database.transaction() as session:
        left = (step.wait_until - await now(session)).total_seconds()
    if left <= SHORT:
        await asyncio.sleep(max(0.0, left))
        return
    run_id = UUID(str(flow_run.get_id()))
    state = await park_run(run_id, step.wait_until, step.state)
    fault_point("after-park")
    case = await run_of(database, alert_id)
    if case is None or case.closed or (case.next_at is not None and case.next_at < step.wait_until):
        await wake_run(run_id)
    raise Pause(state=state)
