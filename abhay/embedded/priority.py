"""Who goes first when there are more processes than processor cores."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

_LOWEST = 19
_TRIES = 20
_AGAIN = 0.1
"""Seconds between tries: the kernel takes one such order in a tenth of a second from all users but root."""


async def stand_back(pid: int, nice: int) -> None:
    """Let a process that was just started, the leader of its session, give way by so much more than we do ourselves.

    It is never an error if that cannot be said: priorities are manners, nothing depends on them.
    """
    wanted = min(os.getpriority(os.PRIO_PROCESS, 0) + nice, _LOWEST)
    with suppress(OSError):  # it has ended already
        os.setpriority(os.PRIO_PROCESS, pid, wanted)
        for _ in range(_TRIES):
            if _session_stands_back(pid, wanted):
                break
            await asyncio.sleep(_AGAIN)


def _session_stands_back(pid: int, nice: int) -> bool:
    """Linux shares a core among sessions first, where it groups them: a nice value counts inside of one only.

    False while the kernel asks to come again; raises OSError where there are no such groups.
    """
    try:
        Path(f"/proc/{pid}/autogroup").write_text(str(nice), encoding="ascii")
    except BlockingIOError:
        return False
    return True
