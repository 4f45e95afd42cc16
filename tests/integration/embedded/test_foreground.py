"""The supervisor as a process: signals, and what a killed one leaves (nothing)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from abhay.adapters.processes.reaper import alive
from abhay.entrypoints.foreground import REPEATED_SIGNAL
from abhay.settings import Settings
from tests.integration.embedded.support import entries, happened, pids, until
from tests.support.speed import patience

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def running(settings: Settings, *behaviours: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.integration.embedded.system", str(settings.home), *behaviours]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def everything(settings: Settings) -> set[int]:
    """Every process of the system, the child in a session of its own included, once all of it runs."""
    journal = settings.home / "journal"
    until(lambda: {"worker", "gateway", "worker-child"} <= set(happened(journal, "start")), what="the start")
    return {*pids(settings.home).values(), *(entry.pid for entry in entries(journal) if entry.name != "tables")}


def gone(processes: set[int], limit: float) -> None:
    until(lambda: not any(alive(pid) for pid in processes), limit, what=f"the end of {processes}")


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_of_it_in_order(settings: Settings, way: signal.Signals) -> None:
    with running(settings) as process:
        processes = everything(settings)
        os.killpg(process.pid, way)
        out, err = process.communicate(timeout=patience(20))
        assert process.returncode == 0
        assert err == ""
        assert "Abhay is ready" in out
        assert "gateway     http://x" in out
        assert out.endswith("Abhay is stopped.\n")
        gone(processes, 0.1)
    ended = set(happened(settings.home / "journal", "end"))
    assert {"worker", "gateway"} <= ended, "the terminal's signal reached the parts before they were asked"
    assert not (settings.home / "postgres" / "data" / "postmaster.pid").exists()


def test_asked_twice_it_ends_everything_at_once(settings: Settings) -> None:
    with running(settings, "stubborn") as process:
        processes = everything(settings)
        process.send_signal(signal.SIGINT)
        until(lambda: {"worker", "gateway"} <= set(happened(settings.home / "journal", "asked")))
        begun = time.monotonic()
        until(lambda: time.monotonic() - begun > REPEATED_SIGNAL, what="a second signal that is not the first's echo")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=patience(20))
        assert time.monotonic() - begun < patience(3), "waited for the grace of a stubborn part"
        assert process.returncode == 0
        gone(processes, 0.1)


@pytest.mark.skipif(sys.platform != "linux", reason="processes in other sessions are found through /proc")
def test_killed_it_leaves_nothing(settings: Settings) -> None:
    with running(settings) as process:
        processes = everything(settings)
        process.kill()
        gone(processes, 10)
    assert "worker" in happened(settings.home / "journal", "end"), "the reaper asks before it kills"
    assert not (settings.home / "postgres" / "data" / "postmaster.pid").exists(), "the database was shut down in order"


def test_killed_with_stubborn_parts_it_leaves_nothing_either(settings: Settings) -> None:
    with running(settings, "stubborn") as process:
        processes = everything(settings)
        os.killpg(process.pid, signal.SIGKILL)
        gone(processes, 15)


def test_started_at_once_after_a_kill_it_waits_for_the_end_of_what_was_before(settings: Settings) -> None:
    with running(settings, "stubborn") as process:
        processes = everything(settings)
        process.kill()
        process.wait()
        with running(settings) as again:
            assert again.stdout
            until(lambda: "waiting until the parts of the last start" in again.stdout.readline(), what="its word")
            until(lambda: "Abhay is ready" in again.stdout.readline(), what="its start")
            assert not any(alive(pid) for pid in processes)
            again.send_signal(signal.SIGINT)
            again.communicate(timeout=patience(20))
            assert again.returncode == 0


def test_a_killed_database_is_started_again(settings: Settings) -> None:
    with running(settings) as process:
        everything(settings)
        before = pids(settings.home)["postgres"]
        os.kill(before, signal.SIGKILL)
        until(lambda: pids(settings.home).get("postgres", before) != before, 5, "another database process")
        assert process.stdout
        until(lambda: "postgres ready again" in process.stdout.readline(), 20, "its readiness")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=patience(20))
        assert process.returncode == 0


def test_a_home_in_use_is_one_line_and_exit_code_two(settings: Settings) -> None:
    with running(settings) as first:
        everything(settings)
        with running(settings) as second:
            out, err = second.communicate(timeout=patience(20))
        assert second.returncode == 2
        assert err.count("\n") == 1
        assert f"in use by process {first.pid}" in err
        assert "Traceback" not in out + err
        assert first.poll() is None
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=patience(20))
