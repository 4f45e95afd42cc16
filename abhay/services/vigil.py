"""Whether the parts around our database are there, and a heartbeat to the outside while all is on time.

The heartbeat is the watcher's own dead man's handle: somebody outside notices when it stops.
"""

import asyncio
import logging
from datetime import datetime

import httpx

from abhay.services.mail_vigil import MailVigil
from abhay.services.notices import DeskLine, utc_now
from abhay.services.runtime import Runtime
from abhay.store.database import UNREACHABLE, worker_listens
from abhay.words import Reason

_LOG = logging.getLogger(__name__)

LOOK_EVERY = 3.0
"""Seconds between two looks at Prefect and the worker."""

ANSWER_LIMIT = 5.0
"""Seconds that an answer may take."""


class Vigil:
    """Looks after Prefect, the worker and the mailbox, and reports what is gone for longer than the settings allow.

    `on_time` is set by whoever looks at the cases: the heartbeat is sent only while it is True.
    """

    def __init__(self, runtime: Runtime, desk: DeskLine) -> None:
        self._runtime = runtime
        self._settings = runtime.settings.watcher
        self._desk = desk
        self._mail = MailVigil(runtime, desk)
        self._gone: dict[Reason, datetime] = {}
        self.on_time = False

    async def keep(self) -> None:
        """Look and beat, for ever."""
        beat = 0.0
        async with httpx.AsyncClient(timeout=ANSWER_LIMIT) as http:
            while True:
                await self._look_at_prefect(http)
                await self._look_at_worker()
                await self._mail.look()
                if asyncio.get_running_loop().time() >= beat and await self._beat(http):
                    beat = asyncio.get_running_loop().time() + self._settings.heartbeat_every
                await asyncio.sleep(LOOK_EVERY)

    async def missed(self, reason: Reason) -> None:
        """Something is not there; the desk hears of it once that has lasted."""
        since = self._gone.setdefault(reason, utc_now())
        if (utc_now() - since).total_seconds() >= self._settings.unreachable:
            await self._desk.tell(reason, since)

    async def seen(self, reason: Reason) -> None:
        """It is there."""
        if self._gone.pop(reason, None) is not None:
            self._desk.well_again(reason)

    async def tell(self, reason: Reason) -> None:
        """Tell the desk at once."""
        await self._desk.tell(reason, self._gone.setdefault(reason, utc_now()))

    async def _look_at_prefect(self, http: httpx.AsyncClient) -> None:
        try:
            answer = await http.get(f"{self._runtime.settings.prefect_url}/health")
            well = answer.is_success
        except httpx.HTTPError:
            well = False
        await (self.seen if well else self.missed)(Reason.PREFECT_DOWN)

    async def _look_at_worker(self) -> None:
        """Only the in-process worker can be seen from our database; Prefect's UI shows the stock ones."""
        if self._runtime.settings.worker_type != "abhay":
            return
        try:
            async with self._runtime.database.transaction() as session:
                well = await worker_listens(session)
        except UNREACHABLE:
            return
        await (self.seen if well else self.missed)(Reason.WORKER_DOWN)

    async def _beat(self, http: httpx.AsyncClient) -> bool:
        """One heartbeat; True if it is not needed or was heard."""
        url = self._settings.heartbeat_url
        if url is None or not self.on_time or Reason.DATABASE_DOWN in self._gone:
            return url is None
        try:
            return (await http.get(url)).is_success
        except httpx.HTTPError as error:
            _LOG.warning("the heartbeat was not heard (%s)", type(error).__name__)
            return False
