"""The sweep: every open case has a flow run that is alive, whatever happened to the last one.

Runs are cancelled, paused or deleted in the UI, workers die and leave them Running for ever, and
Prefect may have been down when a case came in. Due-ness does not hang on any of it (the dispatcher
and the watcher act on our rows), but the UI must tell the truth and a stock worker must find the run.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from abhay.orchestration import RunNow, make_due, read_runs, start_run, unlike
from abhay.services.runtime import Runtime
from abhay.store import repairs
from abhay.store.repairs import CaseWithRun
from abhay.store.runs import register_run

_LOG = logging.getLogger(__name__)

STUCK_AFTER = {"abhay": timedelta(seconds=8), "process": timedelta(seconds=90)}
"""A pass that nobody holds a lease for and that has not moved for this long belongs to a dead worker.

By the type of worker: ours renews its lease every 1.5 s; a stock one has none, and starts a Python
process for every pass.
"""

DUE_LATER = timedelta(seconds=5)
"""A run that is due only this much later, of a case that is overdue, waits for the wrong moment."""

AT_WORK = frozenset({"RUNNING", "PENDING"})
ENDED = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED", "CANCELLING", "PAUSED"})


@dataclass(frozen=True)
class Swept:
    """How many cases were looked at, and the refs of those put right with what was found."""

    looked_at: int
    repaired: tuple[tuple[str, str], ...]


async def sweep(runtime: Runtime) -> Swept:
    """Look at every open case once and put right what is not; one sweep at a time.

    Raises `OrchestrationUnavailable` while Prefect cannot be asked: there is nothing to put right then.
    """
    async with repairs.only_one_sweep(runtime.database) as mine:
        if not mine:
            return Swept(0, ())
        cases = await repairs.cases_with_runs(runtime.database)
        suspects = await _suspects(cases)
        repaired: list[tuple[str, str]] = []
        for case in cases:
            found = _wrong(case, suspects, runtime)
            if found is not None:
                await _put_right(runtime, case, found)
                repaired.append((case.ref, found))
        return Swept(len(cases), tuple(repaired))


async def _suspects(cases: Sequence[CaseWithRun]) -> dict[UUID, RunNow | None]:
    """The runs that are worth a look, None for a deleted one; any other waits or has ended as it should."""
    waiting = [case.flow_run_id for case in cases if case.flow_run_id and not case.closed and not case.overdue]
    overdue = [case.flow_run_id for case in cases if case.flow_run_id and not case.closed and case.overdue]
    closed = [case.flow_run_id for case in cases if case.flow_run_id and case.closed]
    runs = await read_runs(overdue)
    return {
        **{run_id: runs.get(run_id) for run_id in overdue},
        **await unlike(waiting, "SCHEDULED"),
        **await unlike(closed, "COMPLETED"),
    }


def _wrong(case: CaseWithRun, suspects: Mapping[UUID, RunNow | None], runtime: Runtime) -> str | None:
    """What is wrong with a case's run, in words for the timeline; None if all is well."""
    if case.flow_run_id is None:
        return None if case.young else "no flow run"
    if case.flow_run_id not in suspects:
        return None
    run = suspects[case.flow_run_id]
    if run is None:
        return "its flow run was deleted"
    if case.closed:
        return None if run.type == "COMPLETED" or case.leased else f"closed, but its flow run is {run.name}"
    return _wrong_with_open(case, run, STUCK_AFTER[runtime.settings.worker_type])


def _wrong_with_open(case: CaseWithRun, run: RunNow, stuck_after: timedelta) -> str | None:
    if run.type in ENDED:
        return f"its flow run was {run.name}"
    if run.type in AT_WORK and not case.leased and run.since > stuck_after:
        return f"its flow run was stuck in {run.name}"
    if case.overdue and not case.leased and run.due_in > DUE_LATER:
        return f"its flow run waited in {run.name} beyond its time"
    return None


async def _put_right(runtime: Runtime, case: CaseWithRun, found: str) -> None:
    """Give the case a run that is due now: the pass then parks it for the right moment."""
    _LOG.warning("%s: %s; putting it right", case.ref, found)
    if case.flow_run_id is None or found.endswith("deleted"):
        run = await start_run(case.id, case.ref, case.severity)
        await register_run(runtime.database, case.id, run.id, instead_of=case.flow_run_id)
    else:
        await make_due(case.flow_run_id)
    await repairs.note_repair(runtime.database, case.id, found)
