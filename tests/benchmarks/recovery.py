"""What is killed and kept dead: the worker with steps due, then Prefect's server for a whole ladder."""

import json
import time

from tests.benchmarks.figures import Figures
from tests.benchmarks.lateness import lateness
from tests.benchmarks.load import alerts, raise_at_once
from tests.benchmarks.measurement import Bench, Measurement, Side
from tests.benchmarks.outbox import handed_over
from tests.benchmarks.systems import NO_DEADLINE, BenchSystem
from tests.support.system import RUNGS, until

FIGURE = "recovery"
LEAD = 3.0
SHORT = 5
"""Seconds on each rung while Prefect is dead: the shortest that a policy allows."""

PATIENCE = 60


def measure(bench: Bench) -> Figures:
    """The worker is alive again before Prefect is killed."""
    bench.system.clear()
    original = bench.system.waiting()
    without_worker = _worker_dead(bench, original)
    _worker_back(bench, original)
    without_prefect = _prefect_dead(bench)
    return {"worker_killed_s": round(without_worker, 2), "prefect_dead_s": round(without_prefect, 2)}


def _worker_dead(bench: Bench, original: str) -> float:
    """The latest of the steps that fall due while there is no worker."""
    system = bench.system
    with system.watcher(), system.dead("worker"):
        copies = system.copies(original, bench.count(20), LEAD, 0.5)
        late = lateness(bench, copies, "sp", PATIENCE)
    until(system.worker_listens, PATIENCE, "the worker did not come back")
    return max(late)


def _worker_back(bench: Bench, original: str) -> None:
    """Without a watcher: steps that fell due while the worker was dead, counted from its new start."""
    system = bench.system
    with system.dead("worker"):
        copies = system.copies(original, bench.count(20), 0)
    begun = system.running("worker").create_time()
    until(system.worker_listens, PATIENCE, "the worker did not come back", every=0.02)
    listening = time.time() - begun
    told = system.outbox_files.all_paged([copy.ref for copy in copies], "sp", PATIENCE)
    taken = max(told.values()) - begun
    bench.remark(
        f"{FIGURE}: the worker back, {len(copies)} overdue steps and no watcher: listening {listening:.1f} s after"
        f" its process began, all carried out after {taken:.1f} s"
    )


def _prefect_dead(bench: Bench) -> float:
    """The latest page of whole ladders, from the first to the DGP's."""
    system, count = bench.system, bench.count(5, least=2)
    system.clear()
    system.set_policy(wait=SHORT)
    with system.watcher(), system.dead("prefect"):
        cases = raise_at_once(system.port, alerts(count), count)
        refs = [case.ref for case in cases]
        told = {rung: system.outbox_files.all_paged(refs, rung, PATIENCE) for rung in RUNGS}
        late = {ref: _lateness_of_ladder(system, ref, {rung: told[rung][ref] for rung in RUNGS}) for ref in refs}
    latest = {rung: max(each[rung] for each in late.values()) for rung in RUNGS}
    words = ", ".join(f"{rung} {seconds:.2f} s" for rung, seconds in latest.items())
    bench.remark(f"{FIGURE}: Prefect dead, {count} ladders; latest page of each rung: {words}")
    system.clear()
    system.set_policy(wait=NO_DEADLINE)
    return max(latest.values())


def _lateness_of_ladder(system: BenchSystem, ref: str, told: dict[str, float]) -> dict[str, float]:
    """Each rung's page against the deadline of the rung below; the first one against the case's arrival."""
    rows = system.ours.rows(
        "SELECT t.rung, t.detail, a.received_at FROM timeline t JOIN alert a ON a.id = t.alert_id"
        " WHERE a.ref = $1 AND t.event = 'rung_entered' AND (t.detail->>'round')::int = 1 ORDER BY t.id",
        ref,
    )
    due = [rows[0]["received_at"].timestamp(), *(_due(row["detail"]) for row in rows)]
    return {rung: told[rung] - due[n] for n, rung in enumerate(RUNGS)}


def _due(detail: str) -> float:
    return handed_over({"at": json.loads(detail)["due_at"]})


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, measure),)
