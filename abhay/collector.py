"""The collector, `abhay collect`: reads the mailbox as long as it runs, whatever becomes of server or database.

Several may run: one reads, the others wait for its place. Whether it does its work at all is judged by
the watcher.
"""

import asyncio
import logging
import signal

from abhay.errors import MailboxRefused, MailboxUnavailable, TooManyAlerts
from abhay.services.afterwards import Afterwards
from abhay.services.canary import CanaryKeeper
from abhay.services.collecting import Collecting
from abhay.services.runtime import Runtime
from abhay.store.database import UNREACHABLE
from abhay.store.mailbox import reading_alone

_LOG = logging.getLogger(__name__)

FIRST_REST, SOON = 0.5, 1.0
"""Seconds after which a server that is gone, or a mail that failed, is tried again; the first of them doubles."""

REFUSED_REST = 60.0
"""Seconds after a refused login: servers lock accounts that try too often."""


PATIENCE = 2.0
"""Seconds that the server gets to answer once the collector is to stop."""


class Collector:
    """Reads the mailbox of the settings. Raises `SetupError` for settings that cannot be used."""

    def __init__(self, runtime: Runtime, later: Afterwards) -> None:
        self._database = runtime.database
        self._longest_rest = runtime.settings.mailbox.poll
        self._collecting = Collecting(runtime, later)
        self._canary = CanaryKeeper(runtime, later, self._collecting.name)
        self._stopping = asyncio.Event()
        self._lost = ""
        self._rest_after_loss = FIRST_REST

    def stop(self) -> None:
        """End when the mails under way have their cases; a server that lets us wait is hung up on."""
        self._stopping.set()
        asyncio.get_running_loop().call_later(PATIENCE, self._collecting.abort)

    async def serve(self) -> None:
        """Read until `stop`."""
        while not self._stopping.is_set():
            try:
                await self._take_turn()
            except UNREACHABLE as error:
                _LOG.warning("the database cannot be reached (%s); no mail is lost", type(error).__name__)
                await self._rest(SOON)
        await self._collecting.close()

    async def _take_turn(self) -> None:
        """Read for as long as the right to read is ours; wait a while if somebody else has it."""
        async with reading_alone(self._database, self._collecting.name) as lost:
            while lost is not None and not (lost.is_set() or self._stopping.is_set()):
                await self._look(lost)
        if lost is None:
            await self._rest(self._longest_rest)

    async def _look(self, lost: asyncio.Event) -> None:
        """One round, and the wait for the next."""
        try:
            done = await self._collecting.round()
            await self._canary.tend()
            self._is_back()
            if done.failed:
                await self._rest(SOON)
            elif not done.more:
                await self._collecting.wait(self._longest_rest, lambda: lost.is_set() or self._stopping.is_set())
        except MailboxUnavailable as error:
            await self._rest_from(error)
        except TooManyAlerts:
            _LOG.critical("more new cases than anybody could read: mails wait in the mailbox")
            await self._rest(self._longest_rest)

    def _is_back(self) -> None:
        if self._lost:
            _LOG.warning("The mailbox is read again.")
        self._lost, self._rest_after_loss = "", FIRST_REST

    async def _rest_from(self, error: MailboxUnavailable) -> None:
        rest = REFUSED_REST if isinstance(error, MailboxRefused) else self._rest_after_loss
        if self._lost != str(error):  # said once: an outage may last
            _LOG.warning("%s It is tried again until it works.", error)
        self._lost = str(error)
        self._rest_after_loss = min(2 * self._rest_after_loss, self._longest_rest)
        await self._rest(rest)

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


async def collect(runtime: Runtime) -> None:
    """Run a collector until SIGINT or SIGTERM."""
    async with Afterwards() as later:
        collector = Collector(runtime, later)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, collector.stop)
        await collector.serve()
