"""Waiting cases that become due: by how much the next rung's page is late, and whether any came early."""

from collections.abc import Sequence

from tests.benchmarks.clones import Waiting
from tests.benchmarks.figures import Figures, spread
from tests.benchmarks.measurement import Bench, Measurement, Side

SPREAD, TOGETHER = "lateness_500_waiting", "due_together_500"
CASES = 500
PER_SECOND = 4
LEAD = 4.0
"""Seconds from the copying to the first deadline: the worker must have had time to look."""

PATIENCE = 120


def four_per_second(bench: Bench) -> Figures:
    """Deadlines a quarter of a second apart."""
    bench.system.clear()
    count = bench.count(CASES, least=12)
    with bench.system.watcher():
        copies = bench.system.copies(bench.system.waiting(), count, LEAD, 1 / PER_SECOND)
        late = lateness(bench, copies, "sp", count / PER_SECOND + PATIENCE)
    bench.remark(
        f"{SPREAD}: {count} cases; latest {max(late):.3f} s; {bench.system.movers([copy.ref for copy in copies])}"
    )
    return {**spread(late), "early": sum(each < 0 for each in late)}


def at_one_instant(bench: Bench) -> Figures:
    """The same deadline for all."""
    bench.system.clear()
    count = bench.count(CASES, least=12)
    with bench.system.watcher():
        copies = bench.system.copies(bench.system.waiting(), count, LEAD)
        late = lateness(bench, copies, "sp", PATIENCE)
    bench.remark(
        f"{TOGETHER}: {count} cases; latest {max(late):.2f} s; {bench.system.movers([copy.ref for copy in copies])}"
    )
    bench.system.clear()
    return spread(late)


def lateness(bench: Bench, copies: Sequence[Waiting], rung: str, limit: float) -> list[float]:
    """Seconds from each deadline to the next rung's first page, once all are out; negative is early."""
    told = bench.system.outbox_files.all_paged([copy.ref for copy in copies], rung, limit, every=0.25)
    return [told[copy.ref] - copy.due_at.timestamp() for copy in copies]


MEASUREMENTS = (
    Measurement(SPREAD, Side.ABHAY, four_per_second),
    Measurement(TOGETHER, Side.ABHAY, at_one_instant),
)
