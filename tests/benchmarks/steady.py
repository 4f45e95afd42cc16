"""What each process holds in memory after an hour of steady load, and how much of it came in that hour."""

import statistics
import time
from collections import deque
from contextlib import suppress

import httpx
import psutil

from tests.benchmarks.figures import Figures
from tests.benchmarks.load import Accepted, alerts, raise_at_once
from tests.benchmarks.measurement import Bench, Measurement, Side
from tests.benchmarks.systems import BenchSystem
from tests.support.system import until

FIGURE = "steady"
MINUTES = 60
ALERT_EVERY = 5.0
ACKNOWLEDGED_AFTER, CLOSED_AFTER = 30.0, 90.0
WAIT, REMIND = 20, 10
"""Seconds: a case reaches the SP before somebody answers, and is reminded there."""

PATIENCE = 60
"""Seconds for which an alert or an answer is sent again."""

WARM, WINDOW = 0.1, 0.1
"""Shares of the time: what is loaded in the first is no growth; growth lies between the window after it and the last."""

MB = 2**20


def measure(bench: Bench) -> Figures:
    """One alert each five seconds, climbing, answered, closed; the memory of each part, the watcher's too."""
    system, seconds = bench.system, MINUTES * 60 * bench.scale
    system.clear()
    system.set_policy(wait=WAIT, remind=REMIND)
    with system.watcher() as watcher:
        held, count = _under_load(system, watcher, seconds)
    system.clear()
    growth = {part: round((late(samples) - early(samples)) / MB, 1) for part, samples in sorted(held.items())}
    at_end = ", ".join(f"{part} {late(samples) / MB:.0f} MB" for part, samples in sorted(held.items()))
    bench.remark(
        f"{FIGURE}: {count} alerts in {seconds / 60:.0f} min, one each {ALERT_EVERY:.0f} s; at the end {at_end}"
    )
    return {"minutes": round(seconds / 60, 1), "growth_mb": growth}


def early(samples: list[int]) -> float:
    """The middle value of the window after the warm-up."""
    begin = int(len(samples) * WARM)
    return statistics.median(samples[begin : begin + max(1, int(len(samples) * WINDOW))])


def late(samples: list[int]) -> float:
    """The middle value of the last window."""
    return statistics.median(samples[-max(1, int(len(samples) * WINDOW)) :])


def _under_load(system: BenchSystem, watcher: psutil.Process, seconds: float) -> tuple[dict[str, list[int]], int]:
    held: dict[str, list[int]] = {}
    waiting: deque[tuple[float, str, str]] = deque()
    count, begun = 0, time.monotonic()
    while (at := time.monotonic() - begun) < seconds:
        case = until(lambda: _taken_in(system), PATIENCE, "no alert is taken in")
        waiting += [(at + ACKNOWLEDGED_AFTER, "acknowledgement", case.ref), (at + CLOSED_AFTER, "closure", case.ref)]
        for due in sorted(each for each in waiting if each[0] <= at):
            waiting.remove(due)
            _answer(system, *due[1:])
        for part, rss in (_memory(system) | {"watcher": watcher.memory_info().rss}).items():
            held.setdefault(part, []).append(rss)
        count += 1
        time.sleep(max(0.0, begun + count * ALERT_EVERY - time.monotonic()))
    return held, count


def _taken_in(system: BenchSystem) -> Accepted | None:
    """One new alert; None where a busy machine puts it off."""
    try:
        return raise_at_once(system.port, alerts(1), 1)[0]
    except AssertionError as refused:
        if "HTTP/1.1 503" in str(refused):
            return None
        raise


def _answer(system: BenchSystem, what: str, ref: str) -> None:
    body: dict[str, str] = {"by": "Synthetic Officer", "via": "phone", "unit": "kota-city"}
    body = body if what == "acknowledgement" else {"outcome": "safe"}
    until(lambda: _is_taken(system.post(f"/v1/alerts/{ref}/{what}", body)), PATIENCE, f"{what} is not taken")


def _is_taken(answer: httpx.Response) -> bool:
    """Whether an answer was stored; one that a busy machine puts off is sent again, as any caller would."""
    assert answer.status_code in (200, 201, 503), answer.text
    return answer.status_code != 503


def _memory(system: BenchSystem) -> dict[str, int]:
    """Resident bytes of each part's process; PostgreSQL's come and go with its connections, and are left out."""
    found: dict[str, int] = {}
    for part in system.parts():
        if part == "postgres":
            continue
        with suppress(psutil.NoSuchProcess):  # not running now
            found[part] = system.part(part).memory_info().rss
    return found


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, measure),)
