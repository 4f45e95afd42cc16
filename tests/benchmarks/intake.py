"""How many signed alerts per second are answered 202, each of them committed before."""

import time

from tests.benchmarks.figures import Figures
from tests.benchmarks.load import alerts, raise_at_once
from tests.benchmarks.measurement import Bench, Measurement, Side

FIGURE = "intake"
CONNECTIONS = 8


def measure(bench: Bench) -> Figures:
    """New people one after another on a few kept connections; worker, watcher and Prefect work on them meanwhile."""
    system = bench.system
    system.clear()
    with system.watcher():
        busy = _accepted_per_second(bench, bench.count(1000, least=100))
        system.clear()
    with system.paused("worker"):
        alone = _accepted_per_second(bench, bench.count(500, least=100))
    system.clear()
    bench.remark(
        f"{FIGURE}: over {CONNECTIONS} connections, all stored; {busy:.0f} per second while the worker and the watcher"
        f" work on them, {alone:.0f} while they do not"
    )
    return {"accepted_per_s": round(busy, 1)}


def _accepted_per_second(bench: Bench, count: int) -> float:
    bodies, begun = alerts(count), time.monotonic()
    accepted = raise_at_once(bench.system.port, bodies, CONNECTIONS)
    taken = time.monotonic() - begun
    refs = list({case.ref for case in accepted})
    stored = bench.system.ours.value("SELECT count(*) FROM alert WHERE ref = ANY($1)", refs)
    assert stored == count, f"{count} were answered 202, {stored} are stored"
    return count / taken


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, measure),)
