"""A hard end for a process that has been told to end."""

import os
import threading

FAILED = 1


def end_within(seconds: float) -> None:
    """Ends this process that long from now at the latest, whatever its loops do or wait for."""
    timer = threading.Timer(seconds, os._exit, args=(FAILED,))
    timer.daemon = True
    timer.start()
