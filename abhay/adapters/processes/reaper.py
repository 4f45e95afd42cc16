"""Ends the processes of a killed supervisor. It is a program of its own and needs only the standard library.

    python -S -E reaper.py TOKEN

Standard input is a pipe that only the supervisor holds open; its end means that the supervisor has ended.
Until then each line names a process: `+ PID SIGNAL DEPTH GRACE` to watch, `- PID` to forget. Then the reaper ends
them, dependents first. It finds the processes that these started by the token in their environment (Linux).
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
"""Seconds within which killed processes are gone; one that waits for a disk takes longer, and is left to the kernel."""


@dataclass(frozen=True)
class Charge:
    """A watched process, leader of its own group.

    The signal that stops it, the number of its dependencies, and the seconds that it gets before it is killed.
    """

    pid: int
    stop_signal: int
    depth: int
    grace: float


def alive(pid: int) -> bool:
    """Returns whether the process still runs; a zombie does not."""
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
    """Kills a process and its whole group at once."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def marked(token: str) -> list[int]:
    """Returns the processes that were started with this token in their environment; none without /proc."""
    mark = f"{TOKEN_VARIABLE}={token}".encode()
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended, or another user's
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def kill_marked(token: str) -> None:
    """Kills every process that carries the token, and those started meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while (pids := [pid for pid in marked(token) if pid != os.getpid()]) and time.monotonic() < deadline:
        for pid in pids:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def end(charges: list[Charge]) -> None:
    """Ends these processes, the deepest first: asks, waits for as long as each may take, kills, waits again."""
    for depth in sorted({charge.depth for charge in charges}, reverse=True):
        level = [charge for charge in charges if charge.depth == depth]
        for charge in level:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(charge.pid, charge.stop_signal)
        asked = time.monotonic()
        while any(alive(charge.pid) and time.monotonic() < asked + charge.grace for charge in level):
            time.sleep(0.05)
        for charge in level:
            kill_group(charge.pid)
        killed = time.monotonic()
        while any(alive(charge.pid) for charge in level) and time.monotonic() < killed + PATIENCE:
            time.sleep(0.02)


def main(token: str) -> None:
    """Watches until the supervisor has ended, then ends its remaining processes."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    charges: dict[int, Charge] = {}
    for line in sys.stdin:
        match line.split():
            case ["+", pid, stop_signal, depth, grace]:
                charges[int(pid)] = Charge(int(pid), int(stop_signal), int(depth), float(grace))
            case ["-", pid]:
                charges.pop(int(pid), None)
            case _:
                sys.stderr.write(f"reaper: cannot read {line!r}\n")
    left = [charge for charge in charges.values() if alive(charge.pid)]
    if left:
        sys.stderr.write(f"reaper: the supervisor is gone, ending {len(left)} processes\n")
    end(left)
    kill_marked(token)


if __name__ == "__main__":
    main(sys.argv[1])
