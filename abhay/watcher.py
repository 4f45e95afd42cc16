"""The second mover: a small process that imports no Prefect and sends what the engine is late with.

It goes through the same transaction as the flow, so a step happens once, whoever takes it; the
timeline says that it was the watcher. With Prefect busy, slow or dead, a page is late by seconds.
"""

import asyncio
import logging
import signal
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from abhay.errors import AbhayError
from abhay.services.delivery import deliver
from abhay.services.routing import route_case
from abhay.services.runtime import Runtime
from abhay.store.runs import RunOf, due_cases
from abhay.store.steps import advance
from models.enums import Mover

_LOG = logging.getLogger(__name__)

AT_ONCE = 20
"""Cases looked at in one round, side by side."""


class Watcher:
    """Looks for late steps every `settings.watcher.every` seconds and carries them out."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._grace = timedelta(seconds=runtime.settings.watcher.grace)
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """End after the round under way."""
        self._stopping.set()

    async def serve(self) -> None:
        """Watch until `stop`. A database that cannot be reached is waited for."""
        while not self._stopping.is_set():
            try:
                await self.look()
            except (OSError, DBAPIError) as error:
                _LOG.warning("the database cannot be reached (%s)", type(error).__name__)
            await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._runtime.settings.watcher.every):
                await self._stopping.wait()
        except TimeoutError:
            return

    async def look(self) -> int:
        """Carry out everything that is late by more than the grace; answers how many cases were."""
        late = await due_cases(self._runtime.database, overdue_by=self._grace, limit=AT_ONCE, leased_too=True)
        await asyncio.gather(*(self._move(case) for case in late))
        return len(late)

    async def _move(self, case: RunOf) -> None:
        """Take a late case's steps until it waits again."""
        _LOG.warning("%s: the engine is late; moving it on", case.ref)
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


async def watch(runtime: Runtime) -> None:
    """Run a watcher until SIGINT or SIGTERM."""
    watcher = Watcher(runtime)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, watcher.stop)
    await watcher.serve()
    await runtime.database.close()
