"""A hundred alerts at once: when everybody is told, when every flow is parked, and how near that comes to the floor."""

import time

from tests.benchmarks.figures import Figures
from tests.benchmarks.floor import passes_per_second
from tests.benchmarks.load import alerts, raise_at_once
from tests.benchmarks.measurement import Bench, Measurement, Side

FIGURE = "burst100"
CONNECTIONS = 20
PATIENCE = 180


def abhay(bench: Bench) -> Figures:
    """Watcher off: the flows caught up, with the floor before and after. Watcher on: the messages, by either mover."""
    system, count = bench.system, bench.count(100, least=10)
    system.clear()
    floors = [passes_per_second(system, bench.count(60, least=16))]
    caught_up = _until_parked(bench, count)
    floors.append(passes_per_second(system, bench.count(60, least=16)))
    bench.remark(f"{FIGURE}: floor {floors[0]:.1f} passes per second before the burst, {floors[1]:.1f} after it")
    system.clear()
    with system.watcher():
        first_pages = _until_told(bench, count)
    system.clear()
    return {
        "first_pages_s": round(first_pages, 2),
        "caught_up_s": round(caught_up, 2),
        "abhay_per_s": round(count / caught_up, 2),
        "floor_per_s": round(sum(floors) / len(floors), 2),
    }


def stock(bench: Bench) -> Figures:
    """Fewer on the other side: it would take minutes."""
    count = bench.count(20)
    taken = _until_parked(bench, count)
    bench.remark(f"{FIGURE}, stock: {count} alerts at once, parked after {taken:.0f} s")
    return {"stock_per_s": round(count / taken, 3)}


def _until_parked(bench: Bench, count: int) -> float:
    """Seconds from the first request to the last flow that waits."""
    bodies, begun = alerts(count), time.monotonic()
    accepted = raise_at_once(bench.system.port, bodies, CONNECTIONS)
    bench.system.until_parked(accepted, PATIENCE)
    return time.monotonic() - begun


def _until_told(bench: Bench, count: int) -> float:
    """Seconds from the first request to the last first message."""
    bodies, begun = alerts(count), time.time()
    accepted = raise_at_once(bench.system.port, bodies, CONNECTIONS)
    taken_in = time.time() - begun
    told = bench.system.outbox_files.all_paged([case.ref for case in accepted], "district", PATIENCE)
    lags = sorted(at - begun for at in told.values())
    bench.remark(
        f"{FIGURE}: {count} accepted within {taken_in:.2f} s; the first 10 told within {lags[9]:.2f} s,"
        f" half of them within {lags[count // 2]:.2f} s; {bench.system.movers([case.ref for case in accepted])}"
    )
    bench.system.until_parked(accepted, PATIENCE)
    return lags[-1]


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, abhay), Measurement(FIGURE, Side.STOCK, stock))
