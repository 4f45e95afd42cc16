"""The sweep: gives every open case a live flow run, whatever happened to the last one.

Runs are cancelled, paused or deleted in the UI, workers die and leave them Running for ever, and
Prefect may have been down when a case came in. None of this delays a due step (the dispatcher
and the watcher act on our rows), but the UI must show the true state and a stock worker must find the run.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from abhay.adapters.engine.base import COMPLETED, SCHEDULED, Engine, RunState
from abhay.adapters.store.cases import repairs
from abhay.adapters.store.cases.runs import register_run
from abhay.domain.repairs import OWN_WORKER, UNTAKEN_AFTER, CarriedCase, Fault, fault_with_run, fault_without_run
from abhay.errors import OrchestrationUnavailable
from abhay.services.runtime import Runtime

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Swept:
    """The number of cases checked, and the refs of those repaired, each with its fault."""

    looked_at: int
    repaired: tuple[tuple[str, str], ...]


async def sweep(runtime: Runtime) -> Swept:
    """Checks every open case once and repairs its run where needed; one sweep at a time.

    Raises `OrchestrationUnavailable` while Prefect cannot be asked or lacks what runs need: none can be repaired then.
    A single run that cannot be repaired is left to the next sweep.
    """
    async with repairs.only_one_sweep(runtime.database) as mine:
        if not mine:
            return Swept(0, ())
        cases = await repairs.cases_with_runs(runtime.database)
        suspects = await _suspects(runtime.engine, cases, runtime.settings.worker_type)
        repaired: list[tuple[str, str]] = []
        for case in cases:
            fault, run = _fault(case, suspects, runtime.settings.worker_type)
            if fault is not None and await _tried(runtime, case, fault, fault.about(run)):
                repaired.append((case.ref, fault.about(run)))
        return Swept(len(cases), tuple(repaired))


async def _suspects(engine: Engine, cases: Sequence[CarriedCase], worker_type: str) -> dict[UUID, RunState | None]:
    """Returns the runs that may need repair, None for a deleted one; all others wait or ended as they should."""
    waiting = [case.flow_run_id for case in cases if case.flow_run_id and not case.closed and not case.overdue]
    overdue = [case.flow_run_id for case in cases if case.flow_run_id and not case.closed and case.overdue]
    closed = [case.flow_run_id for case in cases if case.flow_run_id and case.closed]
    unqueued = await engine.read_unqueued(waiting) if worker_type != OWN_WORKER else ()
    runs = await engine.read_states([*overdue, *unqueued])
    return {
        **{run_id: runs.get(run_id) for run_id in (*overdue, *unqueued)},
        **await engine.read_untaken(waiting, UNTAKEN_AFTER),
        **await engine.read_states_unlike(waiting, SCHEDULED),
        **await engine.read_states_unlike(closed, COMPLETED),
    }


def _fault(
    case: CarriedCase, suspects: Mapping[UUID, RunState | None], worker_type: str
) -> tuple[Fault | None, RunState | None]:
    """Returns the fault of a case's run, and the run; a run that is no suspect has no fault."""
    if case.flow_run_id is None:
        return fault_without_run(case), None
    if case.flow_run_id not in suspects:
        return None, None
    run = suspects[case.flow_run_id]
    return fault_with_run(case, run, worker_type), run


async def _tried(runtime: Runtime, case: CarriedCase, fault: Fault, found: str) -> bool:
    """Repairs a case's run; returns whether that was possible. Raises what `sweep` does."""
    try:
        await _put_right(runtime, case, fault, found)
    except OrchestrationUnavailable as error:
        if await runtime.engine.lacks():
            raise
        _LOG.warning("%s could not be put right (%s); the next sweep tries again", case.ref, error)
        return False
    return True


async def _put_right(runtime: Runtime, case: CarriedCase, fault: Fault, found: str) -> None:
    """Gives the case a run that is due now, whose pass parks it; ends that of a closed case if nobody takes it."""
    _LOG.warning("%s: %s; putting it right", case.ref, found)
    if case.flow_run_id is None or fault.needs_new_run:
        if case.flow_run_id is not None and fault is Fault.UNQUEUED:
            await runtime.engine.remove(case.flow_run_id)  # else the same one would be found again
        run_id = await runtime.engine.start(case.id, case.ref, case.severity)
        await register_run(runtime.database, case.id, run_id, instead_of=case.flow_run_id)
    elif fault is Fault.UNENDED:
        await runtime.engine.end(case.flow_run_id)
    else:
        await runtime.engine.make_due(case.flow_run_id)
    await repairs.note_repair(runtime.database, case.id, found)
