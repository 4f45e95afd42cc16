"""`abhay collect`."""

from abhay.adapters.store.db.waits import MOVER
from abhay.entrypoints import collector
from abhay.entrypoints.cli.support import with_runtime


def collect() -> None:
    """Run the collector: it reads the mailbox, and makes each mail a case."""
    with_runtime(collector.collect, MOVER)
