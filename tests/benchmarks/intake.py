"""How many signed alerts per second are answered 202, each of them committed before, with everything else running."""

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
    bodies = alerts(bench.count(1500, least=100))
    with system.watcher():
        begun = time.monotonic()
        accepted = raise_at_once(system.port, bodies, CONNECTIONS)
        taken = time.monotonic() - begun
        refs = {case.ref for case in accepted}
        stored = system.ours.value("SELECT count(*) FROM alert WHERE ref = ANY($1)", list(refs))
        assert stored == len(bodies), f"{len(bodies)} were answered 202, {stored} are stored"
        system.clear()
    bench.remark(f"{FIGURE}: {len(bodies)} alerts over {CONNECTIONS} connections in {taken:.1f} s, all stored")
    return {"accepted_per_s": round(len(bodies) / taken, 1)}


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, measure),)
