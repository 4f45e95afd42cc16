"""Ten thousand waiting cases: what they cost the worker in memory, and what a look for due work costs."""

import asyncio
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from abhay.adapters.postgres.urls import embedded_url
from abhay.adapters.store.cases.runs import due_cases, next_moment
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.locks import SWEEP
from abhay.entrypoints.worker.dispatcher import AHEAD
from abhay.security.vault import Vault
from abhay.services.monitoring.sweeping import EVERY
from tests.benchmarks.figures import Figures
from tests.benchmarks.load import Line
from tests.benchmarks.measurement import Bench, Measurement, Side
from tests.benchmarks.systems import BenchSystem

FIGURE = "waiting_10000"
CASES = 10_000
LOOKS = 20
FAR = 3600.0
MB = 2**20
SWEEP_LIMIT = 120


def measure(bench: Bench) -> Figures:
    """Memory over a whole sweep, which looks at every open case; a poll is our query and then Prefect's."""
    system = bench.system
    system.clear()
    original = system.waiting()
    _peak_over_a_sweep(system)  # so that what a first sweep loads is not counted as growth
    memory = system.running("worker").memory_info().rss
    ours, prefects = _own_look(system), _prefects_look(system)
    count = bench.count(CASES, least=100)
    system.copies(original, count, FAR)
    peak, swept_in = _peak_over_a_sweep(system)
    ours_after, prefects_after = _own_look(system), _prefects_look(system)
    bench.remark(
        f"{FIGURE}: {count} cases; the worker held {memory / MB:.0f} MB before, {peak / MB:.0f} MB at most;"
        f" a sweep over all took {swept_in:.1f} s"
    )
    bench.remark(
        f"{FIGURE}: our query {ours:.1f} ms, then {ours_after:.1f} ms;"
        f" Prefect's pool {prefects:.1f} ms, then {prefects_after:.1f} ms"
    )
    system.clear()
    return {
        "rss_growth_mb": round((peak - memory) / MB, 1),
        "poll_ms_before": round(ours + prefects, 1),
        "poll_ms_after": round(ours_after + prefects_after, 1),
    }


def _peak_over_a_sweep(system: BenchSystem) -> tuple[int, float]:
    """The worker's largest resident memory from now to the end of the next sweep, and how long that took."""
    worker = system.running("worker")
    peak, begun, ended = 0, None, time.monotonic() + EVERY + SWEEP_LIMIT
    while time.monotonic() < ended:
        peak = max(peak, worker.memory_info().rss)
        sweeping = system.holds(SWEEP)
        if sweeping and begun is None:
            begun = time.monotonic()
        elif not sweeping and begun is not None:
            return peak, time.monotonic() - begun
        time.sleep(0.005)
    raise AssertionError("no sweep was seen from its beginning to its end")


def _own_look(system: BenchSystem) -> float:
    """Milliseconds that the worker's own question for due cases takes, the median of many."""
    return asyncio.run(_ask_database(system))


async def _ask_database(system: BenchSystem) -> float:
    vault = Vault(system.secrets.fernet_keys, system.secrets.index_key.encode())
    database = Database(embedded_url(system.settings, "abhay"), vault)
    taken: list[float] = []
    for _ in range(LOOKS):
        begun = time.perf_counter()
        await due_cases(database, overdue_by=-AHEAD, limit=8)
        await next_moment(database)
        taken.append(time.perf_counter() - begun)
    await database.close()
    return statistics.median(taken) * 1000


def _prefects_look(system: BenchSystem) -> float:
    """Milliseconds that the pool's poll takes, as any worker of Prefect's sends it."""
    with Line(system.prefect_port) as line:

        def poll() -> None:
            before = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
            line.post_json("/api/work_pools/abhay/get_scheduled_flow_runs", {"scheduled_before": before})

        return _median_ms(poll)


def _median_ms(look: Callable[[], None]) -> float:
    taken: list[float] = []
    for _ in range(LOOKS):
        begun = time.perf_counter()
        look()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1000


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, measure),)
