"""Parks a run: it is Scheduled for the case's next look and this pass ends, so no process waits (docs/adr/0001)."""

import asyncio
import logging
from datetime import datetime
from uuid import UUID

from prefect.exceptions import Pause
from prefect.runtime import flow_run

from abhay.adapters.engine.addresses import artifact_page, timeline_key
from abhay.adapters.engine.runs import park_run, wake_run
from abhay.adapters.store.cases.runs import RunOf, run_of
from abhay.adapters.store.cases.steps import Step
from abhay.adapters.store.db.database import now
from abhay.faultpoints import fault_point
from abhay.services.cases.timeline import case_page
from abhay.services.runtime import get_runtime
from abhay.settings import Settings


class WaitingStateFilter(logging.Filter):
    """Lowers the level of one log line: Prefect reports a waiting state at ERROR, which it is not."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lowers the line that reports the end of a pass in a waiting state."""
        if record.levelno == logging.ERROR and record.getMessage().startswith("Finished in state Awaiting"):
            record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
        return True


logging.getLogger("prefect.flow_runs").addFilter(WaitingStateFilter())

SHORT = 2.0
"""Seconds of a wait that is slept rather than parked: a worker's prefetch starts runs this early."""


async def park(alert_id: UUID, step: Step) -> None:
    """Waits until the step's time: sleeps if it is near, else leaves the run Scheduled and ends the pass.

    Raises Prefect's `Pause` to end the pass. If the case changed while the run was being parked (an
    acknowledgement came in), the run is made due again at once.
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
    state = await park_run(run_id, step.wait_until, step.state, _where(get_runtime().settings, step.ref))
    fault_point("after-park")
    if _went_on(await run_of(database, alert_id), step, step.wait_until):
        await wake_run(run_id)
    raise Pause(state=state)


def _went_on(case: RunOf | None, step: Step, wait_until: datetime) -> bool:
    """Returns whether the case is no longer where the step left it: the run would wait under a name that is wrong.

    Where the watcher carried out what an answer asked for, what is due next is often later than `wait_until`.
    """
    if case is None or case.closed or (case.status, case.rung) != (step.status, step.rung):
        return True
    return case.next_at is not None and case.next_at < wait_until


def _where(settings: Settings, ref: str) -> str:
    """Returns where the case is to be seen: Prefect's UI shows no artifacts of a run that waits."""
    timeline = artifact_page(settings.prefect_url, timeline_key(ref))
    return f"timeline: {timeline} · case: {case_page(settings, ref)}"
