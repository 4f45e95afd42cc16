"""Measure, write `var/bench.json`, print it: `python -m tests.benchmarks [figure ...]`.

Without names every figure but `board` and `steady`, which takes an hour, is measured, both workers in the same run. `ABHAY_BENCH_SCALE=0.1` makes a
tenth of everything, for trying it out; the file then says so.
"""

import argparse
import os
import time
from collections.abc import Sequence

from rich.console import Console

from tests.benchmarks import (
    ack_to_silence,
    board,
    burst100,
    first_message,
    intake,
    lateness,
    messages,
    recovery,
    restart,
    steady,
    waiting,
)
from tests.benchmarks.figures import Figures, merged
from tests.benchmarks.measurement import Bench, Measurement, Side
from tests.benchmarks.report import PATH, machine, save, show
from tests.benchmarks.systems import measured_system

MODULES = (
    restart,
    first_message,
    burst100,
    lateness,
    waiting,
    ack_to_silence,
    intake,
    board,
    messages,
    recovery,
    steady,
)
ALL = tuple(measurement for module in MODULES for measurement in module.MEASUREMENTS)
NAMES = tuple(dict.fromkeys(measurement.figure for measurement in ALL))
BY_NAME_ONLY = {board.FIGURE, steady.FIGURE}
"""Figures that are measured only if they are asked for: an hour of steady load, and the board, which needs a Chromium."""


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure what the system does.")
    words.add_argument(
        "figures",
        nargs="*",
        metavar="figure",
        help=f"any of: {', '.join(NAMES)}; none: all but {', '.join(sorted(BY_NAME_ONLY))}",
    )
    asked = words.parse_args().figures or [name for name in NAMES if name not in BY_NAME_ONLY]
    if unknown := [name for name in asked if name not in NAMES]:
        words.error(f"no such figure: {', '.join(unknown)}")
    scale = float(os.environ.get("ABHAY_BENCH_SCALE", "1"))
    console = Console()
    figures, remarks = run(console, [each for each in ALL if each.figure in asked], scale)
    show(console, figures, remarks)
    console.print(f"written to {PATH}")


def run(console: Console, measurements: Sequence[Measurement], scale: float) -> tuple[Figures, list[str]]:
    """Measure one side after the other, and keep each figure as soon as it is there."""
    figures: Figures = {}
    remarks: list[str] = []
    for each in (each for each in measurements if each.side is None):
        figures = save(_measured(console, each, Bench(None, scale, remarks)))
    for side in Side:
        mine = [each for each in measurements if each.side is side]
        if not mine:
            continue
        console.print(f"{side.name.lower()}: starting a system ...")
        with measured_system(side.value) as system:
            bench = Bench(system, scale, remarks)
            for each in mine:
                figures = save(_measured(console, each, bench))
    return figures, remarks


def _measured(console: Console, measurement: Measurement, bench: Bench) -> Figures:
    begun = time.monotonic()
    found = {measurement.figure: measurement.measure(bench)}
    name = f"{measurement.figure}, {measurement.side.name.lower() if measurement.side else 'by itself'}"
    console.print(f"{name}: {time.monotonic() - begun:.0f} s")
    return merged({"machine": machine({name: bench.scale})}, found)


if __name__ == "__main__":
    main()
