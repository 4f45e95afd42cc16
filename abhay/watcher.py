"""The second mover: a small process that imports no Prefect and sends what the engine is late with.

It goes through the same transaction as the flow, so a step happens once, whoever takes it; the
timeline says that it was the watcher. With Prefect busy, slow or dead, a page is late by seconds. When
more cases are due than the engine can carry in that time, it takes those beyond the most urgent at
once (docs/adr/0007). Several may run: each step still happens once.
"""

import asyncio
import logging
import signal
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from abhay.errors import AbhayError
from abhay.policy.crowds import Patience, is_crowd, share_of_watcher
from abhay.services.moving import move_on, send
from abhay.services.notices import DeskLine
from abhay.services.routing import warm_up
from abhay.services.runtime import Runtime
from abhay.services.vigil import Vigil
from abhay.store.database import UNREACHABLE, WATCHING_KEY
from abhay.store.listening import listen
from abhay.store.runs import RunOf, due_cases, next_to_fall_due
from abhay.words import Reason

_LOG = logging.getLogger(__name__)

TOGETHER = 10
"""Cases whose steps are taken in one transaction."""

AT_ONCE = TOGETHER
"""Cases under way at the same time: more would page no sooner, and take the processors from new alerts."""

HANGING = 1.0
"""Seconds after which a case under way counts no more: it waits for a channel or a lock, others need not."""

MOST = 10 * TOGETHER
"""Cases under way at the same time, those that hang included."""

BREATH = 0.1
"""Seconds between two looks while nothing is under way, however often it is woken."""

NOTICES_AFTER = timedelta(seconds=0.5)
"""How long notices are left to the engine: with the sending, everybody who was paged knows within a second."""

TRY_AGAIN = 1.0
"""Seconds before a case is moved again that could not be moved."""

LATELY = 300.0
"""Seconds over which the steps that the watcher had to take are counted."""

CATCHING_UP = 10.0
"""Seconds after a crowd in which a late step says nothing about the engine: it is busy with the crowd's runs."""

LATE_STEPS = {"abhay": 3, "process": 30}
"""So many of them mean that the engine is late; with stock workers every first page is the watcher's."""


class Watcher:
    """Takes late steps, and of a crowd its share; looks when woken, when something falls due, and now and then."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._settings = runtime.settings.watcher
        self._grace = timedelta(seconds=self._settings.grace)
        self._patience = Patience(self._grace, NOTICES_AFTER)
        self._desk = DeskLine(runtime)
        self._vigil = Vigil(runtime, self._desk)
        self._moving: dict[UUID, asyncio.Task[None]] = {}
        self._begun: dict[UUID, float] = {}
        self._resting: set[UUID] = set()
        self._notices: dict[UUID, UUID] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._late_steps: deque[float] = deque()
        self._crowd_until = 0.0
        self._changed = asyncio.Event()
        self._stopping = False

    def stop(self) -> None:
        """End after what is under way."""
        self._stopping = True
        self._changed.set()

    async def serve(self) -> None:
        """Watch until `stop`; what cannot be reached is waited for, and the desk hears of it."""
        await warm_up()
        beside = [
            asyncio.create_task(self._vigil.keep(), name="vigil"),
            asyncio.create_task(listen(self._runtime.database, self._changed.set, WATCHING_KEY), name="listen"),
        ]
        try:
            while not self._stopping:
                self._changed.clear()
                await self._rest(await self._round())
            await self.finished()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _rest(self, seconds: float) -> None:
        if not self._moving:
            await asyncio.sleep(BREATH)
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return

    async def _round(self) -> float:
        """One look and what belongs to it; answers for how many seconds there is nothing to look for."""
        try:
            await self._desk.remember()
            seconds = await self.look()
        except UNREACHABLE as error:
            _LOG.warning("the database cannot be reached (%s)", type(error).__name__)
            await self._vigil.missed(Reason.DATABASE_DOWN)
            return self._settings.every
        await self._vigil.seen(Reason.DATABASE_DOWN)
        await self._report_lateness()
        return seconds

    async def look(self) -> float:
        """Begin what is the watcher's of all that is due; answers the seconds until the next look.

        Notices are sent once there is nobody left to page; they stay due in the database meanwhile.
        """
        crowd = self._settings.crowd
        free = self._free()
        limit = crowd + AT_ONCE + len(self._moving) + len(self._resting)
        due = await due_cases(self._runtime.database, overdue_by=timedelta(0), limit=limit, leased_too=True)
        late = [case for case in due if case.late >= self._grace and not case.only_notices]
        self._vigil.on_time = not late and len(due) < limit
        if is_crowd(len(due), crowd):
            self._crowd_until = _seconds() + CATCHING_UP
        share = share_of_watcher(due, crowd=crowd, patience=self._patience)
        mine = [case for case in share if not self._has(case)]
        self._begin(mine[:free])
        if not mine:
            self._send_notices(free)
        return await self._until_next(case for case in due if case not in share)

    def _free(self) -> int:
        """For how many more cases there is a place."""
        at_work = sum(begun > _seconds() - HANGING for begun in self._begun.values())
        return max(0, min(AT_ONCE - at_work, MOST - len(self._moving)))

    def _has(self, case: RunOf) -> bool:
        """Whether there is nothing to begin: it is under way, was tried just now, or only its notices wait here."""
        if case.id in self._moving or case.id in self._resting:
            return True
        return case.only_notices and case.id in self._notices.values()

    async def _until_next(self, left: Iterable[RunOf]) -> float:
        """Until a case falls due, or one that was left to the engine is late by the grace."""
        ahead = await next_to_fall_due(self._runtime.database)
        moments = [self._patience.ends_in(case) for case in left] + ([ahead] if ahead is not None else [])
        nearest = min(moments, default=timedelta.max)
        return max(0.0, min(self._settings.every, nearest.total_seconds()))

    async def finished(self) -> None:
        """Wait for everything that was begun."""
        while self._moving or self._sending:
            await asyncio.wait({*self._moving.values(), *self._sending})

    def _begin(self, cases: Sequence[RunOf]) -> None:
        """Move these on, some at a time in one transaction each."""
        late = [case for case in cases if case.late >= self._grace]
        if late and _seconds() > self._crowd_until:
            _LOG.warning("the engine is late with %s", ", ".join(case.ref for case in late))
            self._late_steps.extend([_seconds()] * len(late))
        for start in range(0, len(cases), TOGETHER):
            ids = [case.id for case in cases[start : start + TOGETHER]]
            task = asyncio.create_task(self._move(ids))
            self._moving |= dict.fromkeys(ids, task)
            self._begun |= dict.fromkeys(ids, _seconds())

    async def _move(self, ids: Sequence[UUID]) -> None:
        """Take these cases' steps and send their pages; their notices wait for a quieter moment."""
        try:
            self._notices |= await move_on(self._runtime, ids)
        except (AbhayError, *UNREACHABLE) as error:
            _LOG.warning("%d cases could not be moved on (%s); trying again", len(ids), error)
            self._let_rest(ids)
        except Exception:  # noqa: BLE001  whatever is wrong with one, the watch goes on
            _LOG.exception("%d cases could not be moved on; trying again", len(ids))
            self._let_rest(ids)
        finally:
            for alert_id in ids:
                del self._moving[alert_id], self._begun[alert_id]
            self._changed.set()

    def _let_rest(self, ids: Sequence[UUID]) -> None:
        self._resting.update(ids)
        asyncio.get_running_loop().call_later(TRY_AGAIN, self._resting.difference_update, ids)

    def _send_notices(self, most: int) -> None:
        """Say to the others what happened, as many at once as there are places."""
        for message_id in list(self._notices)[: most - len(self._sending)]:
            del self._notices[message_id]
            task = asyncio.create_task(self._send(message_id))
            self._sending.add(task)
            task.add_done_callback(self._sent)

    async def _send(self, message_id: UUID) -> None:
        try:
            await send(self._runtime, message_id)
        except UNREACHABLE as error:
            _LOG.warning("a notice could not be sent (%s): it is due again", type(error).__name__)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if self._notices and not self._sending:
            self._changed.set()

    async def _report_lateness(self) -> None:
        """Tell the desk when the watcher had to act more often than now and then."""
        while self._late_steps and self._late_steps[0] < _seconds() - LATELY:
            self._late_steps.popleft()
        limit = self._settings.late_steps or LATE_STEPS[self._runtime.settings.worker_type]
        if len(self._late_steps) >= limit:
            await self._vigil.tell(Reason.ENGINE_LATE)


def _seconds() -> float:
    return asyncio.get_running_loop().time()


async def watch(runtime: Runtime) -> None:
    """Run a watcher until SIGINT or SIGTERM."""
    watcher = Watcher(runtime)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, watcher.stop)
    await watcher.serve()
    await runtime.database.close()
