"""A process that is silent hangs; one that stands in line for a processor, on a busy machine, does not."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.processes import hanging
from abhay.adapters.processes.hanging import (
    LONGEST_START,
    MOST_FORGIVEN,
    Silence,
    slowness,
    time_in_line,
    time_to_start,
)

LIMIT = 10.0
PATIENCE = 60.0
IN_CIRCLES = "while True: pass"


def test_silence_counts_from_the_last_sign_of_life() -> None:
    silence = Silence(0.0)
    assert not silence.is_longer_than(LIMIT, 10.0)
    assert silence.is_longer_than(LIMIT, 10.1)
    silence.hear(10.1)
    assert not silence.is_longer_than(LIMIT, 20.0)


def test_time_in_line_for_a_processor_is_no_silence() -> None:
    silence = Silence(0.0)
    for _ in range(20):
        silence.forgive(0.9)  # of each second
    assert not silence.is_longer_than(LIMIT, 20.0)
    assert silence.is_longer_than(LIMIT, 28.1)
    silence.hear(28.1)
    assert silence.is_longer_than(LIMIT, 38.2), "what was forgiven before counts no more"


@given(st.lists(st.floats(0, 1), min_size=100, max_size=200))
def test_whoever_is_silent_for_long_is_ended_however_busy_the_machine_is(shares: list[float]) -> None:
    silence = Silence(0.0)
    for share in shares:
        silence.forgive(share)
    assert silence.is_longer_than(LIMIT, (1 + MOST_FORGIVEN) * LIMIT + 1)


@pytest.mark.parametrize(
    ("seconds", "slower", "allowed"),
    [(120, 1, 120), (120, 4, 480), (120, 40, LONGEST_START), (3600, 4, 3600), (0, 4, 0)],
)
def test_a_busy_machine_gets_more_time_to_start(
    monkeypatch: pytest.MonkeyPatch, seconds: float, slower: float, allowed: float
) -> None:
    monkeypatch.setattr(hanging, "slowness", lambda: slower)
    assert time_to_start(seconds) == allowed


def test_our_own_work_tells_how_slow_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hanging, "time_in_line", lambda _: 3.0)
    monkeypatch.setattr(time, "process_time", lambda: 1.5)
    assert slowness() == 3
    monkeypatch.setattr(hanging, "time_in_line", lambda _: 0.0)  # or the kernel does not tell
    assert slowness() == 1


@contextmanager
def running_in_circles(number: int) -> Iterator[list[int]]:
    """So many processes that want a processor all the time, on one processor alone."""
    where = {min(os.sched_getaffinity(0))}
    circles = [subprocess.Popen([sys.executable, "-c", IN_CIRCLES]) for _ in range(number)]
    try:
        for process in circles:
            os.sched_setaffinity(process.pid, where)
        yield [process.pid for process in circles]
    finally:
        for process in circles:
            process.kill()
            process.wait()


def test_the_kernel_tells_who_stands_in_line_and_who_does_not_want_a_processor() -> None:
    with running_in_circles(3) as (first, *_):
        deadline = time.monotonic() + PATIENCE
        while time_in_line(first) < 0.3 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert time_in_line(first) >= 0.3
        assert time_in_line(os.getpid()) >= time_in_line(first), "children count"
        os.kill(first, signal.SIGSTOP)
        stopped = time_in_line(first)
        time.sleep(0.3)
        assert time_in_line(first) - stopped < 0.1
    assert time_in_line(first) == 0.0
