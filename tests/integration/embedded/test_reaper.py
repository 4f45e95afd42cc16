"""The reaper by itself: what it grants the processes of a killed supervisor, and what it leaves."""

import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from abhay.adapters.postgres.paths import HomeLock
from abhay.adapters.processes.child import Reaper
from abhay.adapters.processes.part import Part
from abhay.adapters.processes.reaper import Charge, alive, end

SLOW = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(3.5), sys.exit(0)))
print(flush=True)
while True: time.sleep(60)
"""
"""It takes its time to stop, as a database does that writes what it holds."""

LARGE = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
held = b"x" * 200_000_000
print(flush=True)
signal.pause()
"""
"""It does not stop, and the kernel takes a while to clear it away."""


def started(program: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout
    process.stdout.readline()
    return process


def test_each_part_gets_the_time_that_it_may_take(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock, started(SLOW) as slow:
        reaper = Reaper(uuid4().hex, tmp_path / "reaper.log", HomeLock(lock))
        reaper.watch(slow.pid, Part("slow", [], grace=600), depth=1)
        reaper.close()
        assert slow.wait(0) == 0, "it was killed before its time"


def test_what_was_killed_is_gone_before_it_goes_on() -> None:
    with started(LARGE) as large:
        end([Charge(large.pid, signal.SIGTERM, 1, grace=0.1)])
        assert not alive(large.pid)
        assert large.wait() == -signal.SIGKILL
