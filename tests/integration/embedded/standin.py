"""A part that does nothing but say so: `standin.py JOURNAL NAME [preload] [stubborn] [lost-child] [die SECONDS] [fail]
[beating]`.

Standard library only, so that it starts at once. Each thing it does is a line in the journal.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main(journal: Path, name: str, *behaviours: str) -> None:
    def note(what: str) -> None:
        with journal.open("a") as file:
            file.write(f"{time.monotonic()} {name} {what} {os.getpid()}\n")

    def on_term(*_: object) -> None:
        note("asked")
        if "stubborn" not in behaviours:
            time.sleep(0.05)
            note("end")
            os._exit(0)

    signal.signal(signal.SIGTERM, on_term)
    note("start")
    if "preload" in behaviours:
        note("began" if sys.stdin.readline() == "go\n" else "left")
    if "fail" in behaviours:
        sys.exit("the reason is written here")
    if "lost-child" in behaviours:  # as Prefect's process worker starts flow runs: in a session of their own
        child = subprocess.Popen(
            [sys.executable, "-S", __file__, str(journal), f"{name}-child"], start_new_session=True
        )
        note(f"bore-{child.pid}")
    if "once" in behaviours:
        note("end")
        return
    if "die" in behaviours:
        time.sleep(float(behaviours[behaviours.index("die") + 1]))
        os._exit(7)
    last(note, *behaviours)


def last(note: Callable[[str], None], *behaviours: str) -> None:
    while True:
        if "beating" in behaviours:
            os.write(int(os.environ["ABHAY_PULSE"]), b".")
            note("beaten")
        time.sleep(0.1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
