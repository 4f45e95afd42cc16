"""Marked places where a test can kill this process, or make it hang: around a commit, a send, the reading of a mail.

Off in life: nothing is looked at unless `ABHAY_FAULT=1` stands in the environment, and with it a
process refuses to start on any database but the embedded one. An order is the file `$ABHAY_HOME/fault`
with three words: a process id or `any`, a point, and how often a process must reach it; a fourth, `hang`, makes
it stand still where it would be killed. Before that the file is renamed `fault.done`; what is started in its place
goes on.
"""

import os
import signal
import time
from pathlib import Path

from abhay.errors import SetupError
from abhay.settings import Settings

VARIABLE = "ABHAY_FAULT"
ORDER, DONE = "fault", "fault.done"
ANY = "any"


class _Orders:
    """A home's order, and the number of times that this process reached its point."""

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
        pid, wanted, times, *hang = order.split()
        if pid not in {ANY, str(os.getpid())} or wanted != point:
            return
        self._reached += 1
        if self._reached == int(times):
            self._file.rename(self._file.with_name(DONE))
            if hang:
                while True:
                    time.sleep(1)
            os.kill(os.getpid(), signal.SIGKILL)


_followed: list[_Orders] = []


def follow_orders(settings: Settings) -> None:
    """Follows the home's orders if the environment asks for it. Raises `SetupError` outside the embedded database."""
    if not os.environ.get(VARIABLE):
        return
    if settings.database_url is not None:
        raise SetupError(f"{VARIABLE} is for tests on the embedded database alone: take it out of the environment")
    _followed[:] = [_Orders(settings.home)]


def fault_point(name: str) -> None:
    """Kills this process here, or makes it hang, if a test ordered it."""
    for orders in _followed:
        orders.reach(name)
