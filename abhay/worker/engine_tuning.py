"""What Prefect's engine does in every pass that a pass of a few hundred milliseconds does not need.

Measured on Prefect 3.8.8 (docs/benchmarks.md): a heartbeat thread per pass, and one blocking request
(with a client and a TLS context of its own) that asks where results are kept. No flow here keeps
results, and a lease in our database is the sign of life. `tests/unit/worker` fails when an upgrade
of Prefect moves what is touched here; the engine then works untuned.
"""

import logging
from collections.abc import Generator
from contextlib import contextmanager

import prefect.results
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

_LOG = logging.getLogger(__name__)

RESULT_LOOKUP = "_read_server_default_result_storage_block_id"
"""Prefect's own name of the function that asks the server for its default result storage."""


@contextmanager
def tuned_engine() -> Generator[None]:
    """Within the block, passes of this context send no heartbeats and ask for no result storage."""
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
    """No flow here persists a result, so it does not matter where the server would like to have it."""
