"""Notes refused deliveries: in the log at once, and in the database together, at most once a second.

Strangers send such deliveries too: whatever comes, the log has one line a minute for each source and reason.
"""

import asyncio
import logging
import time
from collections import Counter

from abhay.adapters.store.intake.refusals import count_refusals
from abhay.clock import ist
from abhay.services.messages.notices import utc_now
from abhay.services.runtime import Runtime
from models.enums import RefusalReason

_LOG = logging.getLogger(__name__)

_LOGGED_AGAIN = 60.0
"""Seconds between two lines about the same source and reason."""

_WRITTEN_AGAIN = 1.0
"""Seconds between two writes."""


class RefusedDeliveries:
    """One gateway's refused deliveries of known sources."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._unwritten: Counter[tuple[str, RefusalReason]] = Counter()
        self._unlogged: Counter[tuple[str, RefusalReason]] = Counter()
        self._logged: dict[tuple[str, RefusalReason], float] = {}
        self._writing = False
        self._written = -_WRITTEN_AGAIN

    def note(self, source: str, reason: RefusalReason) -> None:
        """Notes one refused delivery."""
        self._unwritten[source, reason] += 1
        self._log(source, reason)
        if not self._writing:
            self._writing = True
            self._runtime.after_commit.start(self._write(), "counting refused deliveries")

    def _log(self, source: str, reason: RefusalReason) -> None:
        self._unlogged[source, reason] += 1
        if time.monotonic() - self._logged.get((source, reason), -_LOGGED_AGAIN) < _LOGGED_AGAIN:
            return
        self._logged[source, reason] = time.monotonic()
        count = self._unlogged.pop((source, reason))
        _LOG.warning("%s: %d deliveries of %s refused: %s", ist(utc_now()), count, source, reason.value)

    async def _write(self) -> None:
        try:
            while self._unwritten:
                await asyncio.sleep(max(0.0, self._written + _WRITTEN_AGAIN - time.monotonic()))
                self._written = time.monotonic()
                refused, self._unwritten = self._unwritten, Counter()
                await count_refusals(self._runtime.database, _by_source(refused))
        finally:
            self._writing = False


def _by_source(refused: Counter[tuple[str, RefusalReason]]) -> dict[str, dict[str, int]]:
    by_source: dict[str, dict[str, int]] = {}
    for (source, reason), count in refused.items():
        by_source.setdefault(source, {})[reason.value] = count
    return by_source
