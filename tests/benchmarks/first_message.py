"""How long from the 202 to the first message, one alert per second on either side, the watcher off."""

import time

from tests.benchmarks.figures import Figures, percentile, spread
from tests.benchmarks.load import Accepted, alerts, raise_at_once
from tests.benchmarks.measurement import Bench, Measurement, Side

FIGURE = "first_message"
WARM_UP = 3
"""Alerts that are not counted: they load the flow's code, the gazetteer, the statements of the database."""

ALONE = 4
"""Alerts that the stock worker gets one after the other besides: one per second is more than it can take."""

PATIENCE = 120


def abhay(bench: Bench) -> Figures:
    """After a warm-up, which the stock worker has no use for: it starts a process for every pass."""
    _one_per_second(bench, WARM_UP)
    count = bench.count(40)
    lags = _one_per_second(bench, count)
    bench.remark(f"{FIGURE}: {count} alerts, one per second; slowest {max(lags):.3f} s")
    return {"abhay": spread(lags)}


def stock(bench: Bench) -> Figures:
    """First with all the time it wants, for the remark; the figure is under the same load as ours."""
    alone = [lag for _ in range(ALONE) for lag in _one_per_second(bench, 1)]
    count = bench.count(10)
    lags = _one_per_second(bench, count)
    bench.remark(
        f"{FIGURE}, stock: {count} alerts, one per second, slowest {max(lags):.2f} s;"
        f" one at a time, each when the one before was parked: p50 {percentile(alone, 0.5):.2f} s"
    )
    return {"stock": spread(lags)}


def _one_per_second(bench: Bench, count: int) -> list[float]:
    """Seconds from each 202 to the first message, once all are told and parked."""
    system, begun = bench.system, time.monotonic()
    accepted: list[Accepted] = []
    for n, signed in enumerate(alerts(count)):
        time.sleep(max(0.0, begun + n - time.monotonic()))
        accepted += raise_at_once(system.port, [signed], 1)
    told = system.outbox_files.all_paged([case.ref for case in accepted], "district", PATIENCE)
    system.until_parked(accepted, PATIENCE)
    return [told[case.ref] - case.at for case in accepted]


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, abhay), Measurement(FIGURE, Side.STOCK, stock))
