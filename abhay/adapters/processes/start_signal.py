"""Preloading: a part imports its code early and waits on standard input for the signal to start.

Importing takes a second; it overlaps with the start of the database.
"""

import os
import sys

VARIABLE = "ABHAY_PRELOADED"
"""The variable that makes a process wait."""

SIGNAL = b"go\n"


def wait_for_start_signal() -> None:
    """Waits until the supervisor signals that the dependencies are ready; returns at once without a supervisor.

    Exits the process if the supervisor dies or stops it first.
    """
    if os.environ.pop(VARIABLE, None) and not sys.stdin.buffer.readline():
        sys.exit(0)
