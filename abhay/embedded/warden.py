"""Ends what a killed supervisor leaves running. A program of its own: standard library only.

    python -S -E warden.py TOKEN

Standard input is a pipe that only the supervisor holds open; its end means that the supervisor is
gone, however it went. Until then each line names a process: `+ PID SIGNAL DEPTH` to watch over,
`- PID` to forget. At the end the deepest are ended first, then those they stand on. Processes that
these started themselves are found by the token in their environment (Linux).
"""

import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TOKEN_VARIABLE = "ABHAY_SUPERVISION"  # noqa: S105  a name, no secret
PATIENCE = 3.0
"""Seconds between asking a process to stop and killing it."""


@dataclass(frozen=True)
class Charge:
    """A process watched over, leader of its own group: how it is asked to stop, and how many stand below it."""

    pid: int
    stop_signal: int
    depth: int


def alive(pid: int) -> bool:
    """Whether the process still runs; one that only waits to be reaped does not."""
    if sys.platform == "linux":
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2][:1]
        except (FileNotFoundError, ProcessLookupError):
            return False
        return state not in ("Z", "X")
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def kill_group(pid: int) -> None:
    """Kill a process and all in its group at once."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def marked(token: str) -> list[int]:
    """The processes with this token in the environment they were started with; none without /proc."""
    mark = f"{TOKEN_VARIABLE}={token}".encode()
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # gone, or somebody else's
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def kill_marked(token: str) -> None:
    """Kill every process that carries the token, and those they start meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while (pids := [pid for pid in marked(token) if pid != os.getpid()]) and time.monotonic() < deadline:
        for pid in pids:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def end(charges: list[Charge]) -> None:
    """End these processes: ask, wait, kill; the deepest first."""
    for depth in sorted({charge.depth for charge in charges}, reverse=True):
        level = [charge for charge in charges if charge.depth == depth]
        for charge in level:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(charge.pid, charge.stop_signal)
        deadline = time.monotonic() + PATIENCE
        while any(alive(charge.pid) for charge in level) and time.monotonic() < deadline:
            time.sleep(0.05)
        for charge in level:
            kill_group(charge.pid)


def main(token: str) -> None:
    """Watch until the supervisor is gone, then end what is left of it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    charges: dict[int, Charge] = {}
    for line in sys.stdin:
        match line.split():
            case ["+", pid, stop_signal, depth]:
                charges[int(pid)] = Charge(int(pid), int(stop_signal), int(depth))
            case ["-", pid]:
                charges.pop(int(pid), None)
            case _:
                sys.stderr.write(f"warden: cannot read {line!r}\n")
    left = [charge for charge in charges.values() if alive(charge.pid)]
    if left:
        sys.stderr.write(f"warden: the supervisor is gone, ending {len(left)} processes\n")
    end(left)
    kill_marked(token)


if __name__ == "__main__":
    main(sys.argv[1])
