"""The start signal: who holds a process back, and what ends it."""

import os
import subprocess
import sys

import pytest

from abhay.adapters.processes.start_signal import SIGNAL, VARIABLE

PROGRAM = f"""
from abhay.adapters.processes.start_signal import wait_for_start_signal
import os
wait_for_start_signal()
print("began, and its children are held by nobody" if "{VARIABLE}" not in os.environ else "began")
"""


@pytest.mark.parametrize(
    ("held", "said", "begins"), [(True, SIGNAL, True), (True, b"", False), (False, b"", True)], ids=str
)
def test_a_process_begins_when_it_is_told_or_nobody_holds_it(held: bool, said: bytes, begins: bool) -> None:
    env = {**os.environ, **({VARIABLE: "1"} if held else {})}
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=said, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"began, and its children") is begins
