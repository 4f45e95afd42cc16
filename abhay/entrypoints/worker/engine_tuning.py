"""Turns off work of Prefect's engine that a pass of a few hundred milliseconds does not need.

Measured on Prefect 3.8.8 (docs/benchmarks.md), these are a heartbeat thread per pass, and one blocking
request (with a client and a TLS context of its own) for the storage of results. No flow here stores results,
and a lease in our database is the sign of life. `tests/unit/worker` fails if an upgrade of Prefect moves
these parts; the engine then works untuned.
"""

import logging
from collections.abc import Generator
from contextlib import contextmanager

import prefect.results
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

_LOG = logging.getLogger(__name__)

RESULT_LOOKUP = "_read_server_default_result_storage_block_id"
"""Prefect's name of the function that asks the server for its default result storage."""


@contextmanager
def tuned_engine() -> Generator[None]:
    """Keeps the passes of this context, within the block, from sending heartbeats and asking for result storage."""
    ask = getattr(prefect.results, RESULT_LOOKUP, None)
    if ask is None:
        _LOG.warning("Prefect's result storage look-up was moved: passes are slower than they could be")
    else:
        setattr(prefect.results, RESULT_LOOKUP, _no_result_storage)
    try:
        with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            yield
    finally:
        if ask is not None:
            setattr(prefect.results, RESULT_LOOKUP, ask)


def _no_result_storage() -> None:
    """Returns no storage: no flow here persists a result."""
