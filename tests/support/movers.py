"""More workers and watchers than the supervisor's own: processes of the test, with the same words and environment."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from abhay.adapters.processes import pulse, start_signal
from tests.support.faults import process_of
from tests.support.system import ROOT, System, until

STARTED = "started!"
READY_LIMIT = 60


@contextmanager
def another(system: System, part: str, name: str, **env: str) -> Iterator[None]:
    """One more worker or watcher while the block runs; its words go to `NAME.log` in the home's log folder."""
    model = process_of(system, part)
    words = model.cmdline()
    if part == "worker":
        words[words.index("--name") + 1] = name
    with (
        (system.home / "log" / f"{name}.log").open("wb") as log,
        subprocess.Popen(
            words,
            cwd=ROOT,
            env={**started_by_hand(model.environ()), **env},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            yield
            assert process.poll() is None, f"{name} ended: {system.log(name)[-2000:]}"
        finally:
            process.kill()


def started_by_hand(environ: dict[str, str]) -> dict[str, str]:
    """Without the variables by which the supervisor holds a process back and sees its pulse."""
    unwanted = (start_signal.VARIABLE, pulse.VARIABLE)
    return {name: value for name, value in environ.items() if name not in unwanted}


def await_started(system: System, *workers: str) -> None:
    for name in workers:
        until(lambda name=name: STARTED in system.log(name), READY_LIMIT, f"{name} did not start")


@contextmanager
def suspended(system: System, *parts: str) -> Iterator[None]:
    """These parts hang while the block runs, and so does the supervisor, which would end them."""
    processes = [psutil.Process(system.process.pid), *(process_of(system, part) for part in parts)]
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in reversed(processes):
            process.resume()
