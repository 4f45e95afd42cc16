"""What a run leaves behind: `var/bench.json`, and the same as a table beside what is asked for."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from tests.benchmarks.figures import Figures, added, flat, in_floors
from tests.support.system import ROOT

PATH = ROOT / "var" / "bench.json"

AT_MOST, AT_LEAST = "≤", "≥"

ASKED = {
    "first_message.abhay.p50": (AT_MOST, 0.15),
    "first_message.abhay.p99": (AT_MOST, 0.4),
    "first_message.ratio_p50": (AT_LEAST, 40),
    "burst100.first_pages_s": (AT_MOST, 5),
    "burst100.caught_up_s": (AT_MOST, 20),
    "burst100.efficiency": (AT_LEAST, 0.4),
    "lateness_500_waiting.p99": (AT_MOST, 0.5),
    "lateness_500_waiting.early": (AT_MOST, 0),
    "due_together_500.p99": (AT_MOST, 4),
    "waiting_10000.rss_growth_mb": (AT_MOST, 50),
    "ack_to_silence.p99_s": (AT_MOST, 1),
    "ack_to_silence.messages_after_ack": (AT_MOST, 0),
    "intake.accepted_per_s": (AT_LEAST, 250),
    "board.first_paint_s": (AT_MOST, 1),
    "board.change_p95_s": (AT_MOST, 1),
    "board.core_share_20": (AT_MOST, 0.2),
    "messages_1000.per_minute": (AT_LEAST, 950),
    "messages_1000.late": (AT_MOST, 0),
    "recovery.worker_killed_s": (AT_MOST, 3),
    "recovery.prefect_dead_s": (AT_MOST, 3),
    "restart.fresh.accepted": (AT_MOST, 5),
    "restart.used.accepted": (AT_MOST, 2),
    "restart.used.paged": (AT_MOST, 3.25),
}
"""What each figure must reach on two cores; seconds, per second, MB, a share of a core, or a count, as the name says.

Those of `restart` are in units of one `import prefect`.
"""


ASKED_IN_FLOORS = {
    "first_message.abhay.p50": (AT_MOST, 1.0),
    "burst100.first_pages_s": (AT_MOST, 15),
    "due_together_500.p99": (AT_MOST, 20),
    "lateness_500_waiting.p99": (AT_MOST, 4),
    "intake.accepted_per_s": (AT_LEAST, 25),
}
"""The same in floors of the same run, on whatever machine."""


def machine(measured: Mapping[str, float]) -> Figures:
    """What the figures were measured on; `measured` are this run's measurements with the scale of each."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return {
        "words": os.environ.get("ABHAY_BENCH_MACHINE", f"{psutil.cpu_count()} cores"),
        "cpu": _cpu(),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "prefect": version("prefect"),
        "measured": {name: {"at": at, "scaled": scale} for name, scale in measured.items()},
    }


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()


def save(figures: Figures, path: Path = PATH) -> Figures:
    """Add this run's figures to the file; answers all that it holds now."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    everything = added(old, figures)
    everything["floors"] = in_floors(everything)
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)
    return everything


def show(console: Console, figures: Figures, remarks: Sequence[str]) -> None:
    """Print every figure beside what is asked for, then what the figures do not say."""
    about = figures["machine"]
    scales = {each["scaled"] for each in about["measured"].values()}
    small = "" if scales == {1.0} else f", scaled {', '.join(f'{scale:g}' for scale in sorted(scales))}"
    table = Table(title=f"{about['words']}, {about['cpu']}, Prefect {about['prefect']}{small}", title_justify="left")
    table.add_column("figure")
    table.add_column("measured", justify="right")
    table.add_column("asked", justify="right")
    table.add_column("")
    for heading in ("in floors", "asked", ""):
        table.add_column(heading, justify="right" if heading else "left")
    floors = in_floors(figures)
    for name, value in flat({key: each for key, each in figures.items() if key not in ("machine", "floors")}).items():
        table.add_row(name, f"{value:g}", *_beside(name, value, figures), *_in_floors(name, floors))
    console.print(table)
    for remark in remarks:
        console.print(f"  {remark}", soft_wrap=True)


def _beside(name: str, value: float, figures: Mapping[str, Any]) -> tuple[str, str]:
    asked = ASKED.get(name)
    if name == "waiting_10000.poll_ms_after":
        asked = (AT_MOST, round(2 * figures["waiting_10000"]["poll_ms_before"], 1))
    return _judged(asked, value)


def _in_floors(name: str, floors: Mapping[str, float]) -> tuple[str, str, str]:
    if name not in floors:
        return "", "", ""
    return f"{floors[name]:g}", *_judged(ASKED_IN_FLOORS.get(name), floors[name])


def _judged(asked: tuple[str, float] | None, value: float) -> tuple[str, str]:
    if asked is None:
        return "", ""
    sign, limit = asked
    reached = value <= limit if sign == AT_MOST else value >= limit
    return f"{sign} {limit:g}", "yes" if reached else "NO"
