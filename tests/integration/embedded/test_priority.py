"""Priorities where our own is lowered already, as by `nice abhay up`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.embedded.support import nice_of_session

LOWER = """
import asyncio, os, subprocess, sys
from abhay.adapters.processes.priority import lower_priority
os.nice(int(sys.argv[1]))
no = subprocess.DEVNULL
child = subprocess.Popen(["sleep", "3600"], start_new_session=True, stdin=no, stdout=no, stderr=no)
asyncio.run(lower_priority(child.pid, int(sys.argv[2])))
print(child.pid, flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="the kernel groups by no session")
@pytest.mark.parametrize("ours", [5, 10, 19])
def test_a_new_session_is_lowered_by_the_step_alone(ours: int) -> None:
    """The session of a part without a step stays at 0 whatever our own nice value is; the two are compared."""
    before = os.getpriority(os.PRIO_PROCESS, 0)
    found = subprocess.run(
        [sys.executable, "-c", LOWER, str(ours), "1"], capture_output=True, text=True, check=True, timeout=60
    )
    pid = int(found.stdout)
    try:
        assert nice_of_session(pid) == 1
        assert os.getpriority(os.PRIO_PROCESS, pid) == min(before + ours + 1, 19)
    finally:
        os.kill(pid, 9)
