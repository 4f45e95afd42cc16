"""Dispatches the most urgent due cases to passes, a few at a time and none of them twice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from abhay.adapters.processes.pulse import Pulse
from abhay.adapters.store.cases.runs import RunOf, due_cases, next_moment, run_of
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.leases import RENEW_EVERY, lease, release, renew
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.living import watcher_pages
from abhay.domain.drills.safety import in_turn
from abhay.domain.overload import is_overload, passes_beside_watcher
from abhay.errors import AbhayError
from abhay.repeated import Repeated

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

LONGEST_REST = 3.0
"""Seconds after which the worker looks for due cases even if nothing woke it, and shows that it lives."""

LOOK_LIMIT = 5.0
"""Seconds that a look may take: a database that stands still counts as one that is gone, and the worker as alive."""

AHEAD = timedelta(seconds=0.3)
"""Time by which a pass starts early and then sleeps, so that the engine's start does not delay the step."""

STANDING_BACK = 0.5
"""Seconds between two looks while a watcher pages an overload: each of its steps would wake the worker otherwise."""

RETRY_REST = 1.0
"""Seconds before a case is tried again whose pass could not be run (Prefect or the database is down)."""


class Dispatcher:
    """Gives due cases to `run_pass`, at most `parallel` at a time.

    New cases overtake reminders, imminent before high before concern; all of them overtake drills, which never have
    more than half of the places. The database gives the order each time a place is free, and no queue is kept here.
    While more than `capacity` cases are due and a watcher is present to page them, the dispatcher stands back and
    looks only now and then (docs/adr/0046-the-engine-stands-back.md).
    """

    def __init__(
        self,
        database: Database,
        run_pass: Callable[[RunOf], Awaitable[None]],
        *,
        parallel: int,
        name: str,
        capacity: int,
        pulse: Pulse | None = None,
    ) -> None:
        self._database = database
        self._run_pass = run_pass
        self._parallel = parallel
        self._name = name
        self._capacity = capacity
        self._pulse = pulse or Pulse()
        self._changed = asyncio.Event()
        self._running: dict[UUID, asyncio.Task[None]] = {}
        self._drills: set[UUID] = set()
        self._requested: set[UUID] = set()
        self._resting: set[UUID] = set()
        self._stands_back = False

    def wake(self) -> None:
        """Makes the dispatcher look again now."""
        self._changed.set()

    def request(self, alert_id: UUID) -> None:
        """Requests a pass for this case even if our database has nothing due for it."""
        self._requested.add(alert_id)
        self.wake()

    async def serve(self) -> None:
        """Dispatches until cancelled, then drops its passes: the database knows what is left to do."""
        try:
            while True:
                self._changed.clear()
                rest = RETRY_REST
                try:
                    async with asyncio.timeout(LOOK_LIMIT):
                        rest = await self._start_due()
                except UNREACHABLE as error:
                    _REPEATED.warn("the database cannot be asked for due cases", type(error).__name__)
                self._pulse.beat()
                if self._stands_back:  # not even woken: each step of the watcher would wake it
                    await asyncio.sleep(STANDING_BACK)
                else:
                    await self._sleep(rest)
        finally:
            for running in self._running.values():
                running.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return

    async def _start_due(self) -> float:
        """Fills the free places; returns the seconds until the next look."""
        if len(self._running) >= self._parallel:
            return LONGEST_REST
        for case in await self._most_urgent():
            self._running[case.id] = asyncio.create_task(self._attend(case), name=f"pass {case.ref}")
        ahead = await next_moment(self._database)
        seconds = (ahead - AHEAD).total_seconds() if ahead is not None else LONGEST_REST
        # Due cases that were not started are held elsewhere (another worker, a pause after a failure): look again soon.
        return min(LONGEST_REST, seconds) if seconds > 0 else RETRY_REST

    async def _most_urgent(self) -> list[RunOf]:
        """Returns the cases for the free places; a requested case without a place stays requested."""
        limit = len(self._running) + max(self._parallel + len(self._resting), self._capacity + 1)
        due = await due_cases(self._database, overdue_by=-AHEAD, limit=limit)
        places = await self._places(due)
        free = max(0, places - len(self._running))
        asked = list(self._requested)[:free]
        requested = [await run_of(self._database, alert_id) for alert_id in asked]
        wanted = {case.id: case for case in (*due, *(case for case in requested if case is not None))}
        idle = [case for id_, case in wanted.items() if id_ not in self._running and id_ not in self._resting]
        begun = in_turn(idle, free=free, places=places, drills=len(self._drills))
        self._drills |= {case.id for case in begun if case.drill}
        self._requested -= {case.id for case in begun} | (set(asked) - wanted.keys())
        return begun

    async def _places(self, due: Sequence[RunOf]) -> int:
        """Returns how many passes may run at a time now; notes whether the watcher has the overload to itself."""
        overload = is_overload(len(due) + len(self._running), self._capacity)
        self._stands_back = overload and await watcher_pages(self._database)
        return min(passes_beside_watcher(due), self._parallel) if self._stands_back else self._parallel

    async def _attend(self, case: RunOf) -> None:
        """Runs one pass under a lease; after any failure the case is due again a moment later."""
        try:
            async with self._leased(case.id) as mine:
                if mine:
                    await self._run_pass(case)
        except (AbhayError, *UNREACHABLE) as error:
            _REPEATED.warn("passes could not be run; they are tried again", f"{case.ref}: {error}")
            self._rest(case.id)
        except Exception:  # noqa: BLE001  a failed case must be looked at again
            _LOG.exception("%s: the pass failed; trying again", case.ref)
            self._rest(case.id)
        finally:
            self._running.pop(case.id, None)
            self._drills.discard(case.id)
            self.wake()

    def _rest(self, alert_id: UUID) -> None:
        self._resting.add(alert_id)
        asyncio.get_running_loop().call_later(RETRY_REST, self._rested, alert_id)

    def _rested(self, alert_id: UUID) -> None:
        self._resting.discard(alert_id)
        self.wake()

    @asynccontextmanager
    async def _leased(self, alert_id: UUID) -> "AsyncGenerator[bool]":
        if not await lease(self._database, alert_id, self._name):
            yield False
            return
        renewing = asyncio.create_task(self._keep(alert_id))
        try:
            yield True
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            await release(self._database, alert_id, self._name)

    async def _keep(self, alert_id: UUID) -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY)
            await renew(self._database, alert_id, self._name)
