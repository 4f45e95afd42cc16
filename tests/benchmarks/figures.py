"""The figures as plain data: percentiles, the contract's keys and their order, merging, what follows from others."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

Figures = dict[str, Any]

LAYOUT: Mapping[str, tuple[str, ...]] = {
    "machine": (),
    "first_message": ("abhay", "stock", "ratio_p50"),
    "burst100": ("first_pages_s", "caught_up_s", "stock_per_s", "abhay_per_s", "floor_per_s", "efficiency"),
    "lateness_500_waiting": ("p50", "p99", "early"),
    "due_together_500": ("p50", "p99"),
    "waiting_10000": ("rss_growth_mb", "poll_ms_before", "poll_ms_after"),
    "ack_to_silence": ("p99_s", "messages_after_ack"),
    "intake": ("accepted_per_s",),
    "board": ("first_paint_s", "change_p95_s", "core_share_20"),
    "messages_1000": ("per_minute", "p50", "p99", "late", "first_page_outbox_p50", "first_page_sms_p50"),
    "recovery": ("worker_killed_s", "prefect_dead_s"),
    "restart": ("import_prefect_s", "fresh", "used"),
    "steady": ("minutes", "growth_mb"),
}
"""The keys of `var/bench.json` in the contract's order; what is said of the machine is free."""

SAME_MACHINE = ("cpu", "cores", "memory_gb", "system")
"""What must agree before figures of two runs may stand in one file."""


FLOOR = "burst100.floor_per_s"

SECONDS = (
    *("first_message.abhay.p50", "first_message.abhay.p99", "first_message.stock.p50", "first_message.stock.p99"),
    *("burst100.first_pages_s", "burst100.caught_up_s"),
    *("lateness_500_waiting.p50", "lateness_500_waiting.p99", "due_together_500.p50", "due_together_500.p99"),
    *("messages_1000.p50", "messages_1000.p99"),
    *("messages_1000.first_page_outbox_p50", "messages_1000.first_page_sms_p50"),
    *("ack_to_silence.p99_s", "recovery.worker_killed_s", "recovery.prefect_dead_s"),
    *("board.first_paint_s", "board.change_p95_s"),
)
"""Figures in seconds; in floors each is told as how many bare passes Prefect's server makes in that time."""

PER_SECOND = ("intake.accepted_per_s", "burst100.abhay_per_s", "burst100.stock_per_s")
"""Figures per second; in floors each is told per bare pass."""


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all is not above (nearest rank): never an invented one."""
    if not values:
        raise ValueError("no values: nothing was measured")
    rank = max(1, math.ceil(share * len(values)))
    return sorted(values)[rank - 1]


def spread(values: Sequence[float]) -> Figures:
    """Median and 99th percentile in seconds; of fewer than 100 values the latter is the largest."""
    return {"p50": round(percentile(values, 0.5), 3), "p99": round(percentile(values, 0.99), 3)}


def scaled(count: int, scale: float, least: int) -> int:
    """How many of something a run of this scale makes."""
    return max(least, round(count * scale))


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> Figures:
    """Both, the new one winning; what only the old one has stays."""
    both: Figures = {**old}
    for key, value in new.items():
        before = both.get(key)
        both[key] = merged(before, value) if isinstance(before, Mapping) and isinstance(value, Mapping) else value
    return both


def added(old: Mapping[str, Any], new: Mapping[str, Any]) -> Figures:
    """A file's figures with those of this run: merged if the machine is the same, else this run alone."""
    before, now = old.get("machine"), new["machine"]
    same = isinstance(before, Mapping) and all(before.get(key) == now.get(key) for key in SAME_MACHINE)
    return in_order(derived(merged(old, new) if same else dict(new)))


def derived(figures: Mapping[str, Any]) -> Figures:
    """With the two quotients, where both of their sides are there."""
    both = merged({}, figures)
    first, burst = both.get("first_message", {}), both.get("burst100", {})
    if {"abhay", "stock"} <= first.keys():
        first["ratio_p50"] = round(first["stock"]["p50"] / first["abhay"]["p50"], 1)
    if {"abhay_per_s", "floor_per_s"} <= burst.keys():
        burst["efficiency"] = round(burst["abhay_per_s"] / burst["floor_per_s"], 2)
    return both


def in_order(figures: Mapping[str, Any]) -> Figures:
    """The contract's keys alone, in the contract's order; what was not measured is not there."""
    return {
        key: {name: figures[key][name] for name in names if name in figures[key]} if names else figures[key]
        for key, names in LAYOUT.items()
        if key in figures
    }


def flat(figures: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Every single figure by its dotted name."""
    found: dict[str, Any] = {}
    for key, value in figures.items():
        name = f"{above}.{key}" if above else key
        found |= flat(value, name) if isinstance(value, Mapping) else {name: value}
    return found


def in_floors(figures: Mapping[str, Any]) -> dict[str, float]:
    """Each figure by name, measured by what Prefect's server can do at best in the same run; none without a floor.

    Machines differ threefold in speed; how much of ours goes into what Prefect's server must do anyway does not.
    """
    values = flat(figures)
    floor = values.get(FLOOR)
    if not floor:
        return {}
    seconds = {name: round(values[name] * floor, 2) for name in SECONDS if name in values}
    return seconds | {name: round(values[name] / floor, 2) for name in PER_SECOND if name in values}
