"""The pulse of a process: its loop shows whoever started it that it still turns.

The supervisor reads it from a pipe, systemd as the notifications of its watchdog (sd_notify(3)). A process that is
stopped, or whose loop waits without an end, shows none, and is ended and started again.
"""

import os
import socket
import stat
import time
from contextlib import suppress

VARIABLE = "ABHAY_PULSE"
"""The variable with the number of the pipe's end to write to."""

SYSTEMD = "NOTIFY_SOCKET"
"""The variable with the address of systemd's socket; an `@` stands for the zero byte of an abstract one."""

LEAST_APART = 0.5
"""Seconds between two beats that are passed on."""


class Pulse:
    """The beats of one loop. Without a supervisor they are kept here alone."""

    def __init__(self, pipe: int | None = None, systemd: str | None = None) -> None:
        self._pipe = pipe
        self._systemd = systemd
        self._beaten = float("-inf")

    @classmethod
    def of_process(cls) -> "Pulse":
        """Returns the pulse that this process's supervisor reads; its children do not get it."""
        pipe, systemd = os.environ.pop(VARIABLE, ""), os.environ.pop(SYSTEMD, None)
        if not pipe or not _is_pipe(int(pipe)):
            return cls(systemd=systemd)
        os.set_inheritable(int(pipe), False)  # noqa: FBT003  it has no name
        return cls(int(pipe), systemd)

    @property
    def age(self) -> float:
        """The seconds since the last beat; infinite before the first."""
        return time.monotonic() - self._beaten

    def beat(self) -> None:
        """Shows that the loop has turned once more, whatever came of it."""
        if self.age < LEAST_APART:
            return
        first, self._beaten = self._beaten == float("-inf"), time.monotonic()
        if self._pipe is not None:
            with suppress(BlockingIOError, BrokenPipeError):  # a supervisor that does not read has enough, or is gone
                os.write(self._pipe, b".")
        if self._systemd:
            _notify(self._systemd, b"READY=1" if first else b"WATCHDOG=1")


def _is_pipe(number: int) -> bool:
    """Returns whether this file is a pipe: an environment that somebody copied may name any other."""
    try:
        return stat.S_ISFIFO(os.fstat(number).st_mode)
    except OSError:
        return False


def _notify(address: str, state: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as sender, suppress(OSError):
        sender.sendto(state, "\0" + address[1:] if address.startswith("@") else address)
