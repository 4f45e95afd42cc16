"""What the map of the districts shows beside the open cases: how long acknowledgements took there of late.

Counted once for all who watch, every minute; whoever asks waits for no count.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.names import districts_of
from abhay.adapters.store.views.reports import CasesOfPeriod, read_cases
from abhay.domain.reports.waits import Summary, Wait, summary
from abhay.repeated import Repeated

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

LOOKED_BACK: Final = timedelta(days=7)
"""The time whose cases count; drills and tests do not."""

COUNT_EVERY: Final = 60.0
"""Seconds for which a count stands."""


class DistrictWaits:
    """The time to acknowledge by district, as counted last; none of a district without a case."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counted: Mapping[str, Summary] = {}
        self._counted_at = -COUNT_EVERY
        self._counting: asyncio.Task[None] | None = None

    def now(self) -> Mapping[str, Summary]:
        """Returns the last count, and begins the next one if it is time."""
        idle = self._counting is None or self._counting.done()
        if idle and time.monotonic() - self._counted_at >= COUNT_EVERY:
            self._counting = asyncio.create_task(self._count_again(), name="count by district")
        return self._counted

    async def count(self) -> Mapping[str, Summary]:
        """Counts the cases of the last days."""
        at = await self._database.ping()
        read = await read_cases(self._database, at - LOOKED_BACK, at + timedelta(seconds=1))
        return await asyncio.to_thread(_by_district, read)

    async def close(self) -> None:
        """Ends a count that is under way."""
        if self._counting is not None:
            self._counting.cancel()
            await asyncio.gather(self._counting, return_exceptions=True)

    async def _count_again(self) -> None:
        try:
            self._counted = await self.count()
        except Exception as error:  # noqa: BLE001  the map shows the last count; the next one may succeed
            _REPEATED.warn("the board cannot count by district", type(error).__name__)
        self._counted_at = time.monotonic()


def _by_district(read: CasesOfPeriod) -> Mapping[str, Summary]:
    waits: defaultdict[str, list[Wait]] = defaultdict(list)
    for case in read.cases:
        if not case.apart:
            for district in districts_of(case.units, read.names):
                waits[district].append(case.wait(read.at))
    return {district: summary(each) for district, each in waits.items()}
