"""Whether our database takes what is written: one that can only be read looks well and loses every alert."""

import asyncio
import time

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.intake.probe import try_write
from abhay.services.runtime import Runtime

EVERY = 1.0
"""Least seconds between two tries, however often it is asked."""

REMEMBERED = 5.0
"""Seconds for which a refused write of this process counts: a full disk still takes a small row now and then."""


class WriteProbe:
    """Tries a small write, and remembers the result for a moment."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._trying = asyncio.Lock()
        self._tried = float("-inf")
        self._taken = True

    async def writes(self) -> bool:
        """Returns whether something can be written now."""
        async with self._trying:
            if time.monotonic() - self._tried >= EVERY:
                self._taken = await self._try()
                self._tried = time.monotonic()
        return self._taken and time.monotonic() - self._runtime.database.unwritable_at >= REMEMBERED

    async def _try(self) -> bool:
        try:
            await try_write(self._runtime.database)
        except UNREACHABLE:
            return False
        return True
