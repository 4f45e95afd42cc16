"""Monitors the parts around our database, and sends a heartbeat to the outside while every step is on time.

The heartbeat is a dead man's switch for the watcher itself: somebody outside notices when it stops.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from abhay.adapters.heartbeat import Heartbeat
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.views.figures import read_standing
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.monitoring.deliveries import DeliveryMonitor
from abhay.services.monitoring.mailbox import MailboxMonitor
from abhay.services.monitoring.providers import ProviderMonitor
from abhay.services.runtime import Runtime
from abhay.wording.equipment_words import in_words
from abhay.wording.words import Bilingual
from models.enums import Reason

_STARTING = (Reason.PREFECT_DOWN, Reason.WORKER_DOWN)
"""What begins its start beside the watcher's, or after it."""

_SEEN_BY_THE_DATABASE = (Reason.PREFECT_DOWN, Reason.WORKER_DOWN)
"""What may look missing only because our database is: signs of life are written there, and Prefect's tables may be."""

ENGINE_LIMIT = 5.0
"""Seconds within which the engine says what it lacks, else it counts as gone."""

LOOK_EVERY = 3.0
"""Seconds between two checks of Prefect and the worker."""

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
        self._gone: dict[Reason, datetime] = {}
        self._began = self._database_back = utc_now()
        self._seen: set[Reason] = set()
        self._on_time_at = float("-inf")
        self._reports: dict[Reason, Callable[[Reason], Awaitable[None]]] = {}
        self._reported = asyncio.Event()

    @property
    def starting(self) -> bool:
        """Whether Prefect or the worker may still be on its way up, so that nobody misses it yet."""
        up = self._seen.issuperset({Reason.PREFECT_DOWN, *self._watched_worker()})
        return not up and (utc_now() - self._began).total_seconds() < self._settings.starting

    async def run(self) -> None:
        """Checks every part and sends heartbeats until cancelled."""
        beat = 0.0
        while True:
            await self._look_at_prefect()
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

    async def missed(self, reason: Reason, cases: Sequence[str] = (), *, detail: Bilingual | None = None) -> None:
        """Notes that a part is missing; tells the desk once it has been missing for longer than the settings allow.

        A part that was never seen counts as missing from when it should have been up. Nothing can be said of Prefect
        and the worker while our database is missing: they are told after it, if they stay missing. `detail` is what
        was found.
        """
        if reason in _STARTING and reason not in self._seen and self.starting:
            return
        since = self._gone.setdefault(reason, utc_now())
        if self._lasts(since) and not (reason in _SEEN_BY_THE_DATABASE and self._blinded):
            await self._desk.tell(reason, since, cases, detail=detail)

    @property
    def _blinded(self) -> bool:
        """Whether our database is missing, or is back for so short that parts may still look missing by it."""
        return Reason.DATABASE_DOWN in self._gone or not self._lasts(self._database_back)

    def _lasts(self, since: datetime) -> bool:
        return (utc_now() - since).total_seconds() >= self._settings.unreachable

    async def seen(self, reason: Reason) -> None:
        """Notes that the part is there; the desk hears it once the part has stayed well."""
        self._seen.add(reason)
        since = self._gone.pop(reason, None)
        if reason is Reason.DATABASE_DOWN and since is not None and self._lasts(since):
            self._database_back = utc_now()  # what the database made look missing has its time to come back
        await self._desk.clear(reason)

    async def tell(self, reason: Reason) -> None:
        """Tells the desk at once."""
        await self._desk.tell(reason, self._gone.setdefault(reason, utc_now()))

    async def _look_at_prefect(self) -> None:
        if lacks := await self._runtime.engine.lacks(ENGINE_LIMIT):
            await self.missed(Reason.PREFECT_DOWN, detail=in_words(lacks))
        else:
            await self.seen(Reason.PREFECT_DOWN)

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
        if asyncio.get_running_loop().time() - self._on_time_at > LOOK_HOLDS or Reason.DATABASE_DOWN in self._gone:
            return False
        return await self._heartbeat.beat()
