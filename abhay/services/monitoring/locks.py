"""Tells the desk which program has locked a part of our database, and which cases wait for it.

Each of our parts gives up a lock within seconds and asks again, so that it is seen waiting again and again as long
as the lock is held.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from abhay.adapters.store.db.blockers import Blocker, read_blockers
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.living import speaker_of
from abhay.domain import alarms
from abhay.domain.alarms import Alarm
from abhay.repeated import Repeated
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from abhay.wording.locks import render_lock, render_unlocked

_REPEATED = Repeated(logging.getLogger(__name__))

NOTICE = "database_locked"
"""The notice's name in the audit log."""

LOOK_EVERY = 0.5
"""Seconds between two looks: our parts wait at least a second for a lock."""

LASTS = 3.0
"""Seconds after which somebody who holds others up is told of."""

GONE = 6.0
"""Seconds without anybody waiting after which a lock counts as gone: our parts ask again sooner."""


@dataclass
class _Held:
    """What was seen of one session that holds others up."""

    blocker: Blocker
    first: float
    last: float
    cases: frozenset[str]


class LockMonitor:
    """Watches for sessions that others wait for. Of several watchers one tells."""

    def __init__(
        self, runtime: Runtime, desk: DeskNotifier, id_: UUID, *, look_every: float = LOOK_EVERY, lasts: float = LASTS
    ) -> None:
        self._runtime = runtime
        self._id = id_
        self._desk = desk
        self._look_every = look_every
        self._lasts = lasts
        self._seen: dict[tuple[int, datetime | None], _Held] = {}
        self._alarm = Alarm()

    async def run(self) -> None:
        """Looks until cancelled; tells nothing while our database cannot be asked."""
        while True:
            try:
                self._note(await read_blockers(self._runtime.database))
                mine = not (self._seen or self._alarm.lasts) or await self._speaks()
            except UNREACHABLE as error:
                _REPEATED.warn("nobody can be asked who holds others up in the database", type(error).__name__)
            else:
                if mine:
                    await self._report()
            await asyncio.sleep(self._look_every)

    async def _speaks(self) -> bool:
        return await speaker_of(self._runtime.database, "watcher") in (None, self._id)

    def _note(self, blockers: list[Blocker]) -> None:
        for blocker in blockers:
            known = self._seen.setdefault(
                (blocker.pid, blocker.since), _Held(blocker, _seconds(), _seconds(), frozenset())
            )
            known.blocker, known.last = blocker, _seconds()
            known.cases |= set(blocker.cases)
        self._seen = {key: held for key, held in self._seen.items() if held.last > _seconds() - GONE}

    async def _report(self) -> None:
        lasting = [held for held in self._seen.values() if held.last - held.first >= self._lasts]
        if lasting:
            await self._tell(lasting)
        elif not self._seen:
            await self._clear()

    async def _tell(self, lasting: list[_Held]) -> None:
        who, waiting = {_who(held.blocker) for held in lasting}, set[str]().union(*(held.cases for held in lasting))
        about = who | waiting
        self._alarm = alarms.wrong(self._alarm, _seconds(), about)
        if not alarms.must_tell(self._alarm, _seconds(), self._runtime.settings.watcher.tell_again, about):
            return
        new = alarms.news(self._alarm, about)
        holders, cases = (sorted(names, key=lambda name: (name not in new, name)) for names in (who, waiting))
        since = min((held.blocker.since for held in lasting if held.blocker.since), default=utc_now())
        _REPEATED.warn("others wait for a lock", f"{'; '.join(holders)}; cases: {', '.join(cases) or 'none named'}")
        if await self._desk.page(NOTICE, lambda post: render_lock(holders, post, since, cases)):
            self._alarm = alarms.told(self._alarm, _seconds(), about)

    async def _clear(self) -> None:
        self._alarm = alarms.well(self._alarm, _seconds())
        if not alarms.is_over(self._alarm, _seconds()):
            return
        if await self._desk.page(NOTICE, partial(render_unlocked, since=utc_now()), over=True):
            self._alarm = alarms.cleared(self._alarm, _seconds())


def _who(blocker: Blocker) -> str:
    """Returns what the technical team needs to find a session and to end it."""
    place = blocker.address or "this machine"
    return f"{blocker.program} @ {place}, pid {blocker.pid}"


def _seconds() -> float:
    return asyncio.get_running_loop().time()
