"""Monitors the parts around our database, and sends a heartbeat to the outside while every step is on time.

The heartbeat is a dead man's switch for the watcher itself: somebody outside notices when it stops.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from abhay.adapters.heartbeat import Heartbeat
from abhay.adapters.processes.hanging import time_to_start
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.views.figures import read_standing
from abhay.domain import alarms
from abhay.domain.alarms import Absence
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.monitoring.deliveries import DeliveryMonitor
from abhay.services.monitoring.mailbox import MailboxMonitor
from abhay.services.monitoring.providers import ProviderMonitor
from abhay.services.runtime import Runtime
from abhay.wording.equipment_words import findings
from abhay.wording.notices import Found
from models.enums import Reason

_STARTING = (Reason.PREFECT_DOWN, Reason.WORKER_DOWN)
"""What begins its start beside the watcher's, or after it."""

_SEEN_BY_THE_DATABASE = (Reason.PREFECT_DOWN, Reason.WORKER_DOWN)
"""What may look missing only because our database is: signs of life are written there, and Prefect's tables may be."""

ENGINE_LIMIT = 5.0
"""Least seconds that the engine has to say what it lacks: it has as long as it may be missing, since one that is slow
under load is not gone, and one that is gone refuses at once."""

LOOK_EVERY, LOOK_AGAIN = 3.0, 1.0
"""Seconds between two checks of Prefect and the worker, and while Prefect is missing.

What has died is told of within these 3 s, the time for which it may be missing (15 s), and a second more.
"""

LOOK_HOLDS = 5.0
"""Seconds for which a look at the cases says that they are on time: one that waits without an end says nothing."""


class SystemMonitor:
    """Monitors Prefect, the worker and the mailbox, and tells the desk what is missing longer than the settings allow.

    The caller that looks at the cases tells by `looked` what it saw: the heartbeat is sent only while its last look
    found every step on time and is young.
    """

    def __init__(self, runtime: Runtime, desk: DeskNotifier, *, look_every: float = LOOK_EVERY) -> None:
        self._runtime = runtime
        self._look_every = look_every
        self._settings = runtime.settings.watcher
        self._desk = desk
        self._mail = MailboxMonitor(runtime, desk)
        self._deliveries = DeliveryMonitor(runtime, desk)
        self._providers = ProviderMonitor(runtime, desk)
        self._heartbeat = Heartbeat(self._settings.heartbeat_url) if self._settings.heartbeat_url else None
        self._absences: dict[Reason, Absence] = {}
        self._began = self._database_back = utc_now()
        self._seen: set[Reason] = set()
        self._on_time_at = float("-inf")
        self._reports: dict[Reason, Callable[[Reason], Awaitable[None]]] = {}
        self._reported = asyncio.Event()

    @property
    def starting(self) -> bool:
        """Whether Prefect or the worker may still be on its way up, so that nobody misses it yet."""
        up = self._seen.issuperset({Reason.PREFECT_DOWN, *self._watched_worker()})
        return not up and (utc_now() - self._began).total_seconds() < time_to_start(self._settings.starting)

    async def run(self) -> None:
        """Checks every part and sends heartbeats until cancelled; a Prefect that hangs holds up no other check."""
        async with asyncio.TaskGroup() as loops:
            loops.create_task(self._watch_prefect(), name="watch Prefect")
            loops.create_task(self._watch_others(), name="watch others")

    async def _watch_prefect(self) -> None:
        while True:
            well = await self._look_at_prefect()
            await asyncio.sleep(self._look_every if well else min(LOOK_AGAIN, self._look_every))

    async def _watch_others(self) -> None:
        beat = 0.0
        while True:
            await self._look_at_cases()
            await self._mail.look()
            await self._deliveries.look()
            await self._providers.look()
            if asyncio.get_running_loop().time() >= beat and await self._beat():
                beat = asyncio.get_running_loop().time() + self._settings.heartbeat_every
            await asyncio.sleep(self._look_every)

    def report(self, how: Callable[[Reason], Awaitable[None]], reason: Reason) -> None:
        """Has `speak` call `missed`, `seen` or `tell` for this reason: whoever looks at the cases waits for nobody.

        Of several reports of one reason only the newest counts.
        """
        self._reports[reason] = how
        self._reported.set()

    async def speak(self) -> None:
        """Carries the reports out until cancelled: a channel or a database may take its time meanwhile."""
        while True:
            await self._reported.wait()
            self._reported.clear()
            while self._reports:
                reason, how = self._reports.popitem()
                await how(reason)

    def looked(self, *, on_time: bool) -> None:
        """Notes that a look at the cases has ended well, and whether every step was on time."""
        self._on_time_at = asyncio.get_running_loop().time() if on_time else float("-inf")

    async def missed(
        self,
        reason: Reason,
        cases: Sequence[str] = (),
        *,
        found: Sequence[Found] = (),
        asked: datetime | None = None,
    ) -> None:
        """Notes that a part is missing; tells the desk once it has been missing for longer than the settings allow.

        For one that comes and goes, the absences of two minutes are added up. A part that was never seen counts as
        missing from when it should have been up. Nothing can be said of Prefect and the worker while our database is
        missing: they are told after it, if they stay missing. `found` is what was found, `asked` when a question was
        asked that had no answer.
        """
        if reason in _STARTING and reason not in self._seen and self.starting:
            return
        absence = self._absences[reason] = alarms.gone(self._absences.get(reason, Absence()), asked or utc_now())
        if self._lasts(absence) and not (reason in _SEEN_BY_THE_DATABASE and self._blinded):
            await self._desk.tell(reason, absence.began, cases, found=found)

    @property
    def _blinded(self) -> bool:
        """Whether our database is missing, or is back for so short that parts may still look missing by it."""
        back = utc_now() - self._database_back
        return self._is_gone(Reason.DATABASE_DOWN) or back.total_seconds() < self._settings.unreachable

    def _is_gone(self, reason: Reason) -> bool:
        return self._absences.get(reason, Absence()).lasts

    def _lasts(self, absence: Absence) -> bool:
        return absence.add_up(utc_now()).total_seconds() >= self._settings.unreachable

    async def seen(self, reason: Reason) -> None:
        """Notes that the part is there; the desk hears it once the part has stayed well."""
        self._seen.add(reason)
        absence = self._absences.get(reason, Absence())
        if reason is Reason.DATABASE_DOWN and absence.lasts and self._lasts(absence):
            self._database_back = utc_now()  # what the database made look missing has its time to come back
        self._absences[reason] = alarms.back(absence, utc_now())
        if await self._desk.clear(reason):
            self._absences[reason] = Absence()  # what the desk heard the end of counts no more

    async def tell(self, reason: Reason) -> None:
        """Tells the desk at once."""
        absence = self._absences[reason] = alarms.gone(self._absences.get(reason, Absence()), utc_now())
        await self._desk.tell(reason, absence.began)

    async def _look_at_prefect(self) -> bool:
        """Asks once what the engine lacks, and reports it; returns whether it is well."""
        asked = utc_now()
        if lacks := await self._runtime.engine.lacks(max(ENGINE_LIMIT, self._settings.unreachable)):
            await self.missed(Reason.PREFECT_DOWN, found=findings(lacks), asked=asked)
        else:
            await self.seen(Reason.PREFECT_DOWN)
        return not lacks

    async def _look_at_cases(self) -> None:
        """Checks that no case stands still, and that the in-process worker is there."""
        try:
            standing = await read_standing(self._runtime.database)
        except UNREACHABLE:
            return
        for reason in self._watched_worker():
            await (self.seen if standing.worker else self.missed)(reason)
        if standing.still:
            await self.missed(Reason.CASES_STILL, standing.still)
        else:
            await self.seen(Reason.CASES_STILL)

    def _watched_worker(self) -> tuple[Reason, ...]:
        """Returns the worker's alarm; our database does not see stock workers, Prefect's UI shows them."""
        return (Reason.WORKER_DOWN,) if self._runtime.settings.worker_type == "abhay" else ()

    async def _beat(self) -> bool:
        """Sends a heartbeat if every step is on time; returns False if one is still to be sent."""
        if self._heartbeat is None:
            return True
        if asyncio.get_running_loop().time() - self._on_time_at > LOOK_HOLDS or self._is_gone(Reason.DATABASE_DOWN):
            return False
        return await self._heartbeat.beat()
