"""Lowers the CPU priority of processes."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

_LOWEST = 19
_TRIES = 20
_AGAIN = 0.1
"""Seconds between tries: the kernel accepts one such request per tenth of a second, except from root."""


async def lower_priority(pid: int, nice: int) -> None:
    """Lowers the priority of a new process, the leader of its session, by `nice` steps below ours.

    Where Linux groups by session, a new session begins at 0 whatever our own nice value is, and only the sessions
    are compared: it gets the steps alone. Never raises: a priority that cannot be set only costs speed.
    """
    wanted = min(os.getpriority(os.PRIO_PROCESS, 0) + nice, _LOWEST)
    with suppress(OSError):  # it has ended already
        os.setpriority(os.PRIO_PROCESS, pid, wanted)
        for _ in range(_TRIES):
            if _lower_session(pid, nice):
                break
            await asyncio.sleep(_AGAIN)


def _lower_session(pid: int, nice: int) -> bool:
    """Sets the nice value of the whole session; that of a process counts only within it.

    Returns False if the kernel asks to try again. Raises OSError where sessions are not grouped.
    """
    try:
        Path(f"/proc/{pid}/autogroup").write_text(str(nice), encoding="ascii")
    except BlockingIOError:
        return False
    return True
