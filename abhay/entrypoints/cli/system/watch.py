"""`abhay watch`."""

from abhay.adapters.processes.start_signal import wait_for_start_signal
from abhay.adapters.store.db.waits import MOVER
from abhay.entrypoints import watcher
from abhay.entrypoints.cli.support import with_runtime
from abhay.services.cases.routing import begin_to_load


def watch() -> None:
    """Run the watcher: it sends what is late, whatever becomes of Prefect."""
    begin_to_load()
    wait_for_start_signal()
    with_runtime(watcher.watch, MOVER)
