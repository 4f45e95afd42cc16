"""The second mover: a small process that imports no Prefect and sends what the engine is late with.

It goes through the same transaction as the flow, so a step happens once, whoever takes it; the
timeline says that it was the watcher. With Prefect busy, slow or dead, a page is late by seconds.
Several may run: each step still happens once.
"""

import asyncio
import logging
import signal
from collections import deque
from datetime import timedelta
from uuid import UUID

from abhay.errors import AbhayError
from abhay.services.delivery import deliver
from abhay.services.notices import DeskLine
from abhay.services.routing import route_case, warm_up
from abhay.services.runtime import Runtime
from abhay.services.vigil import Vigil
from abhay.store.database import UNREACHABLE
from abhay.store.runs import RunOf, due_cases
from abhay.store.steps import advance
from abhay.words import Reason
from models.enums import Mover

_LOG = logging.getLogger(__name__)

AT_ONCE = 20
"""Cases looked at in one round, side by side."""

LATELY = 300.0
"""Seconds over which the steps that the watcher had to take are counted."""

LATE_STEPS = {"abhay": 3, "process": 30}
"""So many of them mean that the engine is late; with stock workers every first page is the watcher's."""


class Watcher:
    """Looks for late steps every `settings.watcher.every` seconds and carries them out."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._settings = runtime.settings.watcher
        self._desk = DeskLine(runtime)
        self._vigil = Vigil(runtime, self._desk)
        self._moved: deque[float] = deque()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """End after the round under way."""
        self._stopping.set()

    async def serve(self) -> None:
        """Watch until `stop`; what cannot be reached is waited for, and the desk hears of it."""
        await warm_up()
        keeping = asyncio.create_task(self._vigil.keep(), name="vigil")
        try:
            while not self._stopping.is_set():
                if not await self._round():
                    await self._rest()
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _round(self) -> bool:
        """One look and what belongs to it; True if there may be more late cases than one round takes."""
        try:
            await self._desk.remember()
            late = await self.look()
        except UNREACHABLE as error:
            _LOG.warning("the database cannot be reached (%s)", type(error).__name__)
            await self._vigil.missed(Reason.DATABASE_DOWN)
            return False
        await self._vigil.seen(Reason.DATABASE_DOWN)
        await self._report_lateness()
        return late >= AT_ONCE

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._settings.every):
                await self._stopping.wait()
        except TimeoutError:
            return

    async def look(self) -> int:
        """Carry out everything that is late by more than the grace; answers how many cases were."""
        grace = timedelta(seconds=self._settings.grace)
        late = await due_cases(self._runtime.database, overdue_by=grace, limit=AT_ONCE, leased_too=True)
        await asyncio.gather(*(self._move(case) for case in late))
        self._vigil.on_time = not late
        return len(late)

    async def _move(self, case: RunOf) -> None:
        """Take a late case's steps until it waits again."""
        _LOG.warning("%s: the engine is late; moving it on", case.ref)
        self._moved.append(asyncio.get_running_loop().time())
        try:
            while await self._step(case.id):
                pass
        except AbhayError:
            _LOG.exception("%s: could not be moved on", case.ref)

    async def _step(self, alert_id: UUID) -> bool:
        step = await advance(self._runtime.database, alert_id, Mover.WATCHER)
        if step.must_route:
            await route_case(self._runtime, alert_id, Mover.WATCHER)
            return True
        await asyncio.gather(*(deliver(self._runtime, each.id, last_try=True) for each in step.messages))
        return bool(step.messages)

    async def _report_lateness(self) -> None:
        """Tell the desk when the watcher had to act more often than now and then."""
        now = asyncio.get_running_loop().time()
        while self._moved and self._moved[0] < now - LATELY:
            self._moved.popleft()
        limit = self._settings.late_steps or LATE_STEPS[self._runtime.settings.worker_type]
        if len(self._moved) >= limit:
            await self._vigil.tell(Reason.ENGINE_LATE)


async def watch(runtime: Runtime) -> None:
    """Run a watcher until SIGINT or SIGTERM."""
    watcher = Watcher(runtime)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, watcher.stop)
    await watcher.serve()
    await runtime.database.close()
