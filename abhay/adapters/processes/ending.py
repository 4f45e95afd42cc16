"""A hard end for a process that has been told to end, and an end for one of which a loop broke."""

import asyncio
import logging
import os
import signal
import threading
from typing import Any

_LOG = logging.getLogger(__name__)

FAILED = 1

WITHIN = 8.0
"""Seconds within which a process of which a loop broke is gone, whatever its other loops do."""


def end_within(seconds: float) -> None:
    """Ends this process that long from now at the latest, whatever its loops do or wait for."""
    timer = threading.Timer(seconds, os._exit, args=(FAILED,))
    timer.daemon = True
    timer.start()


def end_if_broken(loop: asyncio.Task[Any]) -> None:
    """Ends this process if the loop died by a fault of ours, as a done-callback: it is started again as a whole."""
    if not loop.cancelled() and (error := loop.exception()) is not None:
        _LOG.critical("the loop %s died", loop.get_name(), exc_info=error)
        end_within(WITHIN)
        os.kill(os.getpid(), signal.SIGTERM)
