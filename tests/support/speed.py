"""Verdicts on speed that do not hang on the machine: growth with the input, units measured beside the work, calls.

What real processes do in seconds is allowed longer where the machine is slower or busier than a quick, idle one
(`patience`); `make bench` measures it. Growth and units compare CPU times of this thread, without the garbage collector, each at its best of several tries:
what else the machine does meanwhile makes single tries longer, never the best one shorter.
"""

import gc
import sys
import time
from collections.abc import Callable
from functools import cache
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
TRIES, TRIES_OF_LONG_WORK = 120, 3
"""At most; the first that passes is the last. Ratios of 2.5 and a little were seen after 12 on a busy machine."""
LONG = 200.0
"""Units of work beside which what else the machine does is small."""
MOST_GROWTH = 2.5
"""Times the work that twice the input may take: in proportion it is 2, by the square 4."""
MOST_UNITS = 250.0
"""Units that the longest input may take: 1 s on a fast machine."""
NEGLIGIBLE = 0.2
"""Units of work below which nothing is compared: what takes so little for all of the input grows by no square."""
QUICK_UNIT = 0.004
"""Seconds of a unit on a quick machine that does nothing else."""
MEASURED_FOR = 0.3
SHORT = 2.0
"""The same for whole readers, whose longest input takes no attacker further than this."""


def assert_in_proportion(
    work_on: Callable[[T], object], made: Callable[[int], T], size: int, *, negligible: float = NEGLIGIBLE
) -> None:
    """Holds that an input of `size` takes at most 2.5 times the work of half of it; less than `negligible` units pass."""
    half, whole = made(size // 2), made(size)
    took_half, took_whole = float("inf"), _cost(lambda: work_on(whole))
    if took_whole < negligible * _first_unit():
        return
    for _ in range(TRIES if took_whole < LONG * _first_unit() else TRIES_OF_LONG_WORK):
        took_half = min(took_half, _cost(lambda: work_on(half)))
        took_whole = min(took_whole, _cost(lambda: work_on(whole)))
        if took_whole <= MOST_GROWTH * took_half:
            return
    raise AssertionError(f"{took_half * 1000:.2f} ms for half the input, {took_whole * 1000:.2f} ms for all of it")


def within(units: float, work: Callable[[], T]) -> T:
    """Returns the result of the work, which at its best may take so many times what a unit takes beside it."""
    results: list[T] = []
    took: list[float] = []
    for number in range(TRIES):
        beside = _unit() if number else _first_unit()
        took.append(_cost(lambda: results.append(work())) / beside)
        if took[-1] < units:
            return results[-1]
    raise AssertionError(f"{min(took):.0f} units of work at best, {units} are allowed")


def patience(seconds: float) -> float:
    """Returns the seconds to allow here and now for what takes a quick, idle machine so many.

    The units of a third of a second are timed by the wall clock, so that what else runs on the machine counts.
    """
    begun, units = time.perf_counter(), 0
    while (took := time.perf_counter() - begun) < MEASURED_FOR:
        _one_unit()
        units += 1
    return seconds * max(1.0, took / units / QUICK_UNIT)


def calls(work: Callable[[], object]) -> int:
    """Returns how many functions the work calls, those written in C included: the same on every machine."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before, collecting = sys.getprofile(), gc.isenabled()
    gc.disable()  # what it finalizes meanwhile is not of the work
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
        if collecting:
            gc.enable()
    return count


def _cost(work: Callable[[], object], best_of: int = 1) -> float:
    """Returns the CPU seconds that the work takes in this thread, at its best."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return min(_once(work) for _ in range(best_of))
    finally:
        if collecting:
            gc.enable()


def _once(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


def _unit() -> float:
    """Returns the CPU seconds of a unit: 0.004 on a quick machine, 0.02 on a slow one."""
    return _cost(_one_unit, best_of=3)


def _one_unit() -> None:
    """Adds a hundred thousand squares."""
    total = 0
    for i in range(100_000):
        total += i * i


@cache
def _first_unit() -> float:
    return _unit()
