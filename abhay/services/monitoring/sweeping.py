"""Repeats the sweep: in our worker's loop, and in the watcher's where Prefect's own workers carry the cases."""

import asyncio
import logging

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.errors import AbhayError
from abhay.services.cases.sweep import sweep
from abhay.services.runtime import Runtime

_LOG = logging.getLogger(__name__)

EVERY = 15.0
"""Seconds between two sweeps: a run cancelled in the UI comes back within two of them."""


async def keep_sweeping(runtime: Runtime) -> None:
    """Sweeps until cancelled; a part that cannot be reached is tried again next time."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            swept = await sweep(runtime)
        except (AbhayError, *UNREACHABLE) as error:
            _LOG.warning("the sweep could not be made (%s); again in %.0f s", error, EVERY)
            continue
        if swept.repaired:
            _LOG.warning("the sweep put right %s of %s cases", len(swept.repaired), swept.looked_at)
