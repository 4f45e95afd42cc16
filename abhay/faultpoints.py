"""Marked places where a test has this process killed: before and after a commit, before and after a send.

Off in life: nothing is looked at unless `ABHAY_FAULT=1` stands in the environment, and with it a
process refuses to start on any database but the embedded one. An order is the file `$ABHAY_HOME/fault`
with three words: a process id, a point, and how often that process must reach it. Before the kill
the file is renamed `fault.done`; what is started in its place has another id and goes on.
"""

import os
import signal
from pathlib import Path

from abhay.errors import SetupError
from abhay.settings import Settings

VARIABLE = "ABHAY_FAULT"
ORDER, DONE = "fault", "fault.done"


class _Orders:
    """A home's order, and how often this process reached the point it names."""

    def __init__(self, home: Path) -> None:
        self._file = home / ORDER
        self._order = ""
        self._reached = 0

    def reach(self, point: str) -> None:
        try:
            order = self._file.read_text(encoding="ascii")
        except FileNotFoundError:
            return
        if order != self._order:
            self._order, self._reached = order, 0
        pid, wanted, times = order.split()
        if (int(pid), wanted) != (os.getpid(), point):
            return
        self._reached += 1
        if self._reached == int(times):
            self._file.rename(self._file.with_name(DONE))
            os.kill(os.getpid(), signal.SIGKILL)


_followed: list[_Orders] = []


def follow_orders(settings: Settings) -> None:
    """Follow the home's orders if the environment asks for it. Raises `SetupError` where that must never be."""
    if not os.environ.get(VARIABLE):
        return
    if settings.database_url is not None:
        raise SetupError(f"{VARIABLE} is for tests on the embedded database alone: take it out of the environment")
    _followed[:] = [_Orders(settings.home)]


def fault_point(name: str) -> None:
    """Die here if a test ordered it."""
    for orders in _followed:
        orders.reach(name)
