"""Keeps the board current: one look at the database for all who watch, and to each what changed for them.

While anybody watches, one task per process hears of new cases and looks for changes at short intervals; the movers' own
steps notify nobody, and need not. Who watches gets every change in order, or, if they are too slow, word to begin
anew. A database that cannot be asked sends nothing at all: a board that hears nothing knows that it is not live.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.event_stream import overhear
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.views import board as view
from abhay.repeated import Repeated
from abhay.services.board.lines import Line, line_of
from models.actors import Actor

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

LOOK_EVERY = 0.5
"""Seconds between two looks while nothing is heard: with it a board is never a second old."""

LOOK_APART = 0.2
"""Seconds at least between two looks, so that a burst of new cases is one look."""

TICK_EVERY = 5.0
"""Seconds between two signs of life to everybody who watches."""

QUEUE = 64
"""Changes that may wait for somebody who watches; beyond that they begin anew."""

AT_ONCE = 200
"""Cases that are read in one go."""


@dataclass(frozen=True)
class Changed:
    """A case is new on the board or has changed."""

    line: Line


@dataclass(frozen=True)
class Gone:
    """A case is no longer on the board."""

    ref: str


@dataclass(frozen=True)
class Tick:
    """The board is live: nothing is missing up to this moment of the database's time."""

    at: datetime


class Resync:
    """Changes were lost: the whole list has to be sent again."""


Event = Changed | Gone | Tick | Resync


@dataclass(eq=False)
class Watcher:
    """Somebody who watches the board, and what they have not been sent yet."""

    actor: Actor
    queue: asyncio.Queue[Event] = field(default_factory=lambda: asyncio.Queue(QUEUE))

    def tell(self, event: Event) -> None:
        """Queues an event; with a full queue, word to begin anew takes the place of all of them."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            event = Resync()
        self.queue.put_nowait(event)


class Board:
    """The open cases, as read last; one for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lines: dict[UUID, Line] = {}
        self._mark: tuple[int, int] | None = None
        self._at: datetime | None = None
        self._turn = asyncio.Lock()
        self._watchers: set[Watcher] = set()
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._heard = asyncio.Event()

    @property
    def watchers(self) -> int:
        """How many watch."""
        return len(self._watchers)

    async def lines(self, actor: Actor) -> tuple[datetime, list[Line]]:
        """Returns the database's time and the lines that this actor may see, the most urgent first, as of now."""
        at = await self.look()
        seen = [line for line in self._lines.values() if line.is_for(actor)]
        return at, sorted(seen, key=lambda line: (line.sort_at, line.ref))

    @asynccontextmanager
    async def watching(self, actor: Actor) -> AsyncGenerator[Watcher]:
        """Gives everything that changes from now on, for a block."""
        watcher = Watcher(actor)
        self._watchers.add(watcher)
        self._start()
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)
            if not self._watchers:
                self._stop()

    async def close(self) -> None:
        """Stops looking."""
        tasks = self._tasks
        self._stop()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def look(self) -> datetime:
        """Reads what changed since the last look and tells it to those who watch. Returns the database's time."""
        async with self._turn:
            seen = await view.look(self._database)
            if seen.mark != self._mark:
                await self._read(await view.stamps(self._database))
                self._mark = seen.mark
            self._at = seen.at
            return seen.at

    async def _read(self, stamps: Mapping[UUID, int]) -> None:
        for id_ in self._lines.keys() - stamps.keys():
            self._tell(self._lines.pop(id_), None)
        known = {id_: line.stamp for id_, line in self._lines.items()}
        changed = [id_ for id_, stamp in stamps.items() if known.get(id_) != stamp]
        for start in range(0, len(changed), AT_ONCE):
            read = await view.read(self._database, changed[start : start + AT_ONCE])
            for case in read.cases:
                before, line = self._lines.get(case.alert.id), line_of(case, read.names)
                self._lines[case.alert.id] = line
                self._tell(before, line)
            await asyncio.sleep(0)

    def _tell(self, before: Line | None, line: Line | None) -> None:
        for watcher in self._watchers:
            if line is not None and line.is_for(watcher.actor):
                watcher.tell(Changed(line))
            elif before is not None and before.is_for(watcher.actor):
                watcher.tell(Gone(before.ref))

    def _start(self) -> None:
        if not self._tasks:
            keep = asyncio.create_task(self._keep_looking(), name="look for the board")
            hear = asyncio.create_task(overhear(self._database, self._heard.set), name="hear for the board")
            self._tasks = (keep, hear)

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks = ()

    async def _keep_looking(self) -> None:
        ticked = -TICK_EVERY
        while True:
            try:
                at = await self.look()
                if time.monotonic() - ticked >= TICK_EVERY:
                    ticked = time.monotonic()
                    self._tell_all(Tick(at))
            except UNREACHABLE as error:
                _REPEATED.warn("the board cannot look at the cases now", type(error).__name__)
            except Exception:  # noqa: BLE001  the boards show that they are not live; the next look may succeed
                _LOG.exception("the board could not read the cases")
            await asyncio.sleep(LOOK_APART)
            await self._wait_until_heard()

    async def _wait_until_heard(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY - LOOK_APART):
                await self._heard.wait()
        except TimeoutError:
            pass
        self._heard.clear()

    def _tell_all(self, event: Event) -> None:
        for watcher in self._watchers:
            watcher.tell(event)
