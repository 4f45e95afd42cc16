"""How long from the 202 to the first message, with little going on and the watcher off."""

import time

from tests.benchmarks.figures import Figures, spread
from tests.benchmarks.load import Accepted, Line, alerts
from tests.benchmarks.measurement import Bench, Measurement, Side

FIGURE = "first_message"
WARM_UP = 3
"""Alerts that are not counted: they load the flow's code, the gazetteer, the statements of the database."""

PATIENCE = 60


def one_per_second(bench: Bench) -> Figures:
    """Ours: an alert every second, whether or not the one before was told."""
    system, count = bench.system, bench.count(40)
    accepted: list[Accepted] = []
    with Line(system.port) as line:
        for signed in alerts(WARM_UP):
            line.raise_alert(signed)
            time.sleep(1)
        begun = time.monotonic()
        for n, signed in enumerate(alerts(count)):
            time.sleep(max(0.0, begun + n - time.monotonic()))
            accepted.append(line.raise_alert(signed))
    lags = _lags(bench, accepted)
    bench.remark(f"{FIGURE}: {count} alerts, one per second; slowest {max(lags):.3f} s")
    return {"abhay": spread(lags)}


def one_after_another(bench: Bench) -> Figures:
    """Stock: each when the one before is told and parked, which is kinder to it: at one per second it falls behind."""
    system, count = bench.system, bench.count(10)
    accepted: list[Accepted] = []
    with Line(system.port) as line:
        for signed in alerts(1 + count):
            accepted.append(line.raise_alert(signed))
            system.until_parked(accepted[-1:], PATIENCE)
    lags = _lags(bench, accepted[1:])
    bench.remark(f"{FIGURE}, stock: {count} alerts, one after the other; slowest {max(lags):.2f} s")
    return {"stock": spread(lags)}


def _lags(bench: Bench, accepted: list[Accepted]) -> list[float]:
    told = bench.system.outbox_files.all_paged([case.ref for case in accepted], "district", PATIENCE)
    bench.system.until_parked(accepted, PATIENCE)
    return [told[case.ref] - case.at for case in accepted]


MEASUREMENTS = (
    Measurement(FIGURE, Side.ABHAY, one_per_second),
    Measurement(FIGURE, Side.STOCK, one_after_another),
)
