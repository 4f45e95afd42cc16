"""The sweep as a loop of the worker."""

import asyncio
import logging

from abhay.errors import AbhayError
from abhay.services.runtime import Runtime
from abhay.services.sweep import sweep
from abhay.store.database import UNREACHABLE

_LOG = logging.getLogger(__name__)

EVERY = 15.0
"""Seconds between two sweeps (design, section 4): a run cancelled in the UI comes back within two of them."""


async def keep_sweeping(runtime: Runtime) -> None:
    """Sweep for ever; what cannot be asked now is asked again next time."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            swept = await sweep(runtime)
        except (AbhayError, *UNREACHABLE) as error:
            _LOG.warning("the sweep could not be made (%s); again in %.0f s", error, EVERY)
            continue
        if swept.repaired:
            _LOG.warning("the sweep put right %s of %s cases", len(swept.repaired), swept.looked_at)
