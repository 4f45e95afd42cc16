"""The second mover: a small process that imports no Prefect and sends what the engine is late with.

It uses the same transaction as the flow, so each step happens once, whichever mover carries it out; the
timeline names the mover. With Prefect busy, slow or dead, a page is late by seconds. When more cases are
due than the engine carries in that time, the watcher takes them at once and the engine stands back
(docs/adr/0046-the-engine-stands-back.md). Several watchers may run: each step still happens once.
"""

import asyncio
import logging
import signal
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from abhay.adapters.processes.ending import end_within
from abhay.adapters.processes.pulse import Pulse
from abhay.adapters.store.cases.runs import RunOf, due_cases, next_to_fall_due
from abhay.adapters.store.db.event_stream import listen
from abhay.adapters.store.db.locks import WATCHING
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.domain.drills.safety import in_turn
from abhay.domain.overload import EnginePace, GracePeriods, is_behind, is_overload, share_of_watcher
from abhay.entrypoints.stock_upkeep import keep_up
from abhay.errors import AbhayError
from abhay.repeated import Repeated
from abhay.services.cases.routing import warm_up
from abhay.services.cases.takeover import move_on, send
from abhay.services.drills.keeping import keep_drills
from abhay.services.messages.notices import DeskNotifier
from abhay.services.monitoring.epochs import keeping_epoch
from abhay.services.monitoring.living import telling
from abhay.services.monitoring.locks import LockMonitor
from abhay.services.monitoring.pruning import keep_pruning, keep_pruning_replies
from abhay.services.monitoring.system import SystemMonitor
from abhay.services.monitoring.writing import WriteProbe
from abhay.services.runtime import Runtime
from models.enums import Reason

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

BATCH_SIZE = 10
"""Cases whose steps are carried out in one transaction."""

MAX_ACTIVE = 3 * BATCH_SIZE
"""Cases carried out at the same time: while one batch waits for the database, the others go on."""

SLOW_AFTER = 1.0
"""Seconds after which a case no longer counts as active: it waits for a channel or a lock, and frees its place."""

MAX_STARTED = 10 * BATCH_SIZE
"""Cases carried out at the same time, the slow ones included."""

MIN_PAUSE = 0.1
"""Least seconds between two looks while nothing is under way, however often the watcher is woken."""

NOTICES_AFTER = timedelta(seconds=0.5)
"""Time that the engine has for notices: with the sending, everybody who was paged knows within a second."""

RETRY_AFTER, HELD_AFTER = 1.0, 0.3
"""Seconds before a case is tried again: one that failed, and one that another transaction held."""

LOOK_LIMIT = 5.0
"""Seconds that a look may take: a database that stands still counts as one that is gone."""

LONGEST_REST = 3.0
"""Seconds of rest after which the watcher looks, whatever its settings: by its rounds it shows that it lives."""

LATENESS_WINDOW = 300.0
"""Seconds over which the watcher's late steps are counted."""

CATCH_UP_TIME = 10.0
"""Seconds for which the watcher remembers that the engine did not keep up: it still works through its runs."""

END_WITHIN = 8.0
"""Seconds within which a watcher of which a part broke is gone, whatever is still under way."""

MAX_LATE_STEPS = {"abhay": 3, "process": 30}
"""Late steps that mean a late engine, by worker type; with stock workers the watcher sends every first page."""


class Watcher:
    """Carries out late steps and its share of an overload; looks when woken, when a case falls due, and regularly."""

    def __init__(
        self,
        runtime: Runtime,
        *,
        notices_after: timedelta = NOTICES_AFTER,
        slow_after: float = SLOW_AFTER,
        pulse: Pulse | None = None,
    ) -> None:
        self.id = uuid4()
        self._runtime = runtime
        self._settings = runtime.settings.watcher
        self._slow_after = slow_after
        self._pulse = pulse or Pulse()
        self._grace = timedelta(seconds=self._settings.grace)
        self._graces = GracePeriods(self._grace, notices_after, workers_unseen=runtime.settings.worker_type != "abhay")
        self._desk = DeskNotifier(runtime, ("watcher", self.id))
        self._monitor = SystemMonitor(runtime, self._desk)
        self._active: dict[UUID, asyncio.Task[None]] = {}
        self._started: dict[UUID, float] = {}
        self._retrying: set[UUID] = set()
        self._held: set[UUID] = set()
        self._probe = WriteProbe(runtime)
        self._notices: dict[UUID, UUID] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._drills: set[UUID] = set()
        self._late_steps: deque[float] = deque()
        self._pace = EnginePace(CATCH_UP_TIME)
        self._changed = asyncio.Event()
        self._stopping = False
        self._broken: BaseException | None = None

    def stop(self) -> None:
        """Stops once everything under way has ended."""
        self._stopping = True
        self._changed.set()

    async def serve(self) -> None:
        """Watches until `stop`; waits for a part that cannot be reached, and tells the desk of it.

        Raises the error of a loop beside it that broke: a watcher that only half works is started again.
        """
        beside = [
            asyncio.create_task(warm_up(), name="warm up"),
            asyncio.create_task(self._monitor.run(), name="monitor"),
            asyncio.create_task(self._monitor.speak(), name="speak"),
            asyncio.create_task(LockMonitor(self._runtime, self._desk, self.id).run(), name="locks"),
            asyncio.create_task(keep_pruning(self._runtime), name="prune"),
            asyncio.create_task(keep_pruning_replies(self._runtime), name="prune replies"),
            asyncio.create_task(keep_drills(self._runtime), name="drills"),
            asyncio.create_task(keep_up(self._runtime, self._desk, self.id), name="keep up"),
            asyncio.create_task(listen(self._runtime.database, self._changed.set, WATCHING), name="listen"),
        ]
        for task in beside:
            task.add_done_callback(self._stop_if_broken)
        try:
            while not self._stopping:
                self._changed.clear()
                seconds = await self._round()
                self._pulse.beat()
                await self._rest(min(seconds, LONGEST_REST))
            await self.finished()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
        if self._broken:
            raise self._broken

    def _stop_if_broken(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.critical("the loop %s broke", task.get_name(), exc_info=error)
            self._broken = error
            self.stop()
            end_within(END_WITHIN)

    async def _rest(self, seconds: float) -> None:
        if not self._active:
            await asyncio.sleep(MIN_PAUSE)
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return

    async def _round(self) -> float:
        """Looks once and reports what was found; returns the seconds until the next look."""
        try:
            async with asyncio.timeout(LOOK_LIMIT):
                await self._desk.refresh()
                seconds, writes = await self.look(), await self._probe.writes()
        except UNREACHABLE as error:
            _REPEATED.warn("the database cannot be reached", type(error).__name__)
            self._monitor.report(self._monitor.missed, Reason.DATABASE_DOWN)
            return self._settings.every
        self._monitor.report(self._monitor.seen if writes else self._monitor.missed, Reason.DATABASE_DOWN)
        self._report_lateness()
        return seconds

    async def look(self) -> float:
        """Starts the watcher's share of all due cases; returns the seconds until the next look.

        Notices are sent once there is nobody left to page but for drills; they stay due in the database meanwhile.
        """
        capacity = self._settings.crowd
        free = self._free()
        limit = capacity + MAX_ACTIVE + len(self._active) + len(self._retrying)
        due = await due_cases(self._runtime.database, overdue_by=timedelta(0), limit=limit, leased_too=True)
        late = [case for case in due if case.late >= self._grace and not case.only_notices]
        self._monitor.looked(on_time=not late and len(due) < limit)
        self._held.intersection_update(case.id for case in due)
        grace = self._grace_now(due)
        share = share_of_watcher(due, capacity=capacity, grace=grace)
        mine = [case for case in share if not self._has(case)]
        self._drills &= {*self._active, *self._notices.values()}
        self._drills |= {case.id for case in due if case.drill}
        drilling = len(self._drills & self._active.keys())
        self._begin(in_turn(mine, free=free, places=MAX_ACTIVE, drills=drilling))
        if all(case.drill for case in mine):
            self._send_notices(free)
        return await self._until_next((case for case in due if case not in share), grace)

    def _grace_now(self, due: Sequence[RunOf]) -> GracePeriods:
        """Returns what the engine is granted at this look; while steps wait for it, the watcher stays in haste."""
        now, hasty = _seconds(), self._graces.hasty()
        behind = is_behind(due, self._graces) or (self._pace.in_haste(now) and any(map(hasty.lapsed, due)))
        self._pace.saw(now, crowded=is_overload(len(due), self._settings.crowd), behind=behind)
        return hasty if self._pace.in_haste(now) else self._graces

    def _free(self) -> int:
        """Returns how many more cases may start."""
        at_work = sum(started > _seconds() - self._slow_after for started in self._started.values())
        return max(0, min(MAX_ACTIVE - at_work, MAX_STARTED - len(self._active)))

    def _has(self, case: RunOf) -> bool:
        """Returns whether the case needs no start: it is active, has just failed, or only its notices wait here."""
        if case.id in self._active or case.id in self._retrying:
            return True
        return case.only_notices and case.id in self._notices.values()

    async def _until_next(self, left: Iterable[RunOf], grace: GracePeriods) -> float:
        """Returns the seconds until a case falls due, or until one left to the engine is late by its grace period."""
        ahead = await next_to_fall_due(self._runtime.database)
        moments = [grace.ends_in(case) for case in left] + ([ahead] if ahead is not None else [])
        nearest = min(moments, default=timedelta.max)
        return max(0.0, min(self._settings.every, nearest.total_seconds()))

    async def finished(self) -> None:
        """Waits until everything that was started has ended."""
        while self._active or self._sending:
            await asyncio.wait({*self._active.values(), *self._sending})

    def _begin(self, cases: Sequence[RunOf]) -> None:
        """Starts these cases, one transaction for each `BATCH_SIZE`; one that was held goes alone."""
        counted = self._graces.hasty() if self._pace.lasts(_seconds()) else self._graces
        late = [case for case in cases if counted.lapsed(case) and case.id not in self._held]
        if late and not self._pace.crowded(_seconds()):
            _REPEATED.warn("the engine is late", ", ".join(case.ref for case in late))
            self._late_steps.extend([_seconds()] * len(late))
        held, free = [[case] for case in cases if case.id in self._held], [c for c in cases if c.id not in self._held]
        for batch in (*held, *(free[start : start + BATCH_SIZE] for start in range(0, len(free), BATCH_SIZE))):
            ids = [case.id for case in batch]
            task = asyncio.create_task(self._move(ids))
            self._active |= dict.fromkeys(ids, task)
            self._started |= dict.fromkeys(ids, _seconds())

    async def _move(self, ids: Sequence[UUID]) -> None:
        """Carries out these cases' steps and sends their pages; their notices wait until no page is left."""
        try:
            moved = await move_on(self._runtime, ids)
            self._notices |= moved.notices
            self._held = (self._held - set(ids)) | moved.held
            self._retry_later(moved.held, HELD_AFTER)
        except (AbhayError, *UNREACHABLE) as error:
            _REPEATED.warn("cases could not be moved on; they are tried again", error)
            self._retry_later(ids)
        except Exception:  # noqa: BLE001  one broken case must not stop the watcher
            _LOG.exception("%d cases could not be moved on; trying again", len(ids))
            self._retry_later(ids)
        finally:
            for alert_id in ids:
                del self._active[alert_id], self._started[alert_id]
            self._changed.set()

    def _retry_later(self, ids: Collection[UUID], seconds: float = RETRY_AFTER) -> None:
        self._retrying.update(ids)
        asyncio.get_running_loop().call_later(seconds, self._retrying.difference_update, ids)

    def _send_notices(self, most: int) -> None:
        """Sends waiting notices, a drill's last, at most as many at once as there are free places."""
        in_order = sorted(self._notices, key=lambda each: self._notices[each] in self._drills)
        for message_id in in_order[: most - len(self._sending)]:
            del self._notices[message_id]
            task = asyncio.create_task(self._send(message_id))
            self._sending.add(task)
            task.add_done_callback(self._sent)

    async def _send(self, message_id: UUID) -> None:
        try:
            await send(self._runtime, message_id)
        except UNREACHABLE as error:
            _REPEATED.warn("a notice could not be sent: it is due again", type(error).__name__)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if self._notices and not self._sending:
            self._changed.set()

    def _report_lateness(self) -> None:
        """Tells the desk that the engine is late once enough late steps fall into the window, and when none is left."""
        if self._monitor.starting:
            self._late_steps.clear()  # the engine is not late: it is not up yet
        while self._late_steps and self._late_steps[0] < _seconds() - LATENESS_WINDOW:
            self._late_steps.popleft()
        limit = self._settings.late_steps or MAX_LATE_STEPS[self._runtime.settings.worker_type]
        if len(self._late_steps) >= limit:
            self._monitor.report(self._monitor.tell, Reason.ENGINE_LATE)
        elif not self._late_steps:
            self._monitor.report(self._monitor.seen, Reason.ENGINE_LATE)


def _seconds() -> float:
    return asyncio.get_running_loop().time()


async def watch(runtime: Runtime) -> None:
    """Runs a watcher until SIGINT or SIGTERM."""
    pulse = Pulse.of_process()
    watcher = Watcher(runtime, pulse=pulse)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, watcher.stop)
    async with telling(runtime, "watcher", pulse, id_=watcher.id), keeping_epoch(runtime):
        await watcher.serve()
    await runtime.close()
