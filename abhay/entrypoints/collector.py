"""The collector, `abhay collect`: reads the mailbox, and outlives failures of the mail server and the database.

Several may run: one reads, the others wait to take over. The watcher monitors whether the mailbox is read.
"""

import asyncio
import logging
import signal

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.intake.mailbox import exclusive_reader
from abhay.errors import MailboxRefused, MailboxUnavailable, TooManyAlerts
from abhay.repeated import Repeated
from abhay.services.intake.canary import CanaryKeeper
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.monitoring.living import telling
from abhay.services.runtime import Runtime

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

FIRST_REST, SOON = 0.5, 1.0
"""Seconds before a lost server or a failed mail is tried again: the first doubles up to the last."""

REFUSED_REST = 60.0
"""Seconds before a try after a refused login: servers lock accounts that try too often."""


JUNK_EVERY = 30.0
"""Least seconds between two looks at the folder of suspected junk."""

PATIENCE = 2.0
"""Seconds that the server gets to answer once the collector must stop."""


class Collector:
    """Reads the mailbox of the settings. Raises `SetupError` for settings that cannot be used."""

    def __init__(self, runtime: Runtime) -> None:
        self._database = runtime.database
        self._longest_rest = runtime.settings.mailbox.poll
        self._collecting = MailboxReader(runtime)
        self._junk = MailboxReader(runtime, junk=True) if runtime.settings.mailbox.junk else None
        self._junk_after = 0.0
        self._canary = CanaryKeeper(runtime, self._collecting.name)
        self._stopping = asyncio.Event()
        self._lost = ""
        self._rest_after_loss = FIRST_REST

    def stop(self) -> None:
        """Stops once the mails under way have their cases; breaks the connection to a server that does not answer."""
        self._stopping.set()
        asyncio.get_running_loop().call_later(PATIENCE, self._collecting.abort)

    async def serve(self) -> None:
        """Reads until `stop`."""
        while not self._stopping.is_set():
            try:
                await self._take_turn()
            except UNREACHABLE as error:
                _REPEATED.warn("the database cannot be reached; no mail is lost", type(error).__name__)
                await self._rest(SOON)
        await self._collecting.close()
        if self._junk is not None:
            await self._junk.close()

    async def _take_turn(self) -> None:
        """Reads while this collector has the right to read; waits a while if another one has it."""
        async with exclusive_reader(self._database, self._collecting.name) as lost:
            while lost is not None and not (lost.is_set() or self._stopping.is_set()):
                await self._look(lost)
        if lost is None:
            await self._rest(self._longest_rest)

    async def _look(self, lost: asyncio.Event) -> None:
        """Runs one round and waits for the next."""
        try:
            done = await self._collecting.round()
            await self._canary.send_if_due()
            self._is_back()
            await self._look_through_junk()
            if done.failed:
                await self._rest(SOON)
            elif not done.more:
                await self._collecting.wait(self._longest_rest, lambda: lost.is_set() or self._stopping.is_set())
        except MailboxUnavailable as error:
            await self._rest_from(error)
        except TooManyAlerts:
            _LOG.critical("more new cases than anybody could read: mails wait in the mailbox")
            await self._rest(self._longest_rest)

    async def _look_through_junk(self) -> None:
        """Reads the folder of suspected junk, at most twice a minute; whatever is wrong with it, the inbox goes on."""
        now = asyncio.get_running_loop().time()
        if self._junk is None or now < self._junk_after:
            return
        self._junk_after = now + JUNK_EVERY
        try:
            await self._junk.round()
        except MailboxUnavailable as error:
            _REPEATED.warn("the folder of suspected junk cannot be read", error)

    def _is_back(self) -> None:
        if self._lost:
            _LOG.warning("The mailbox is read again.")
        self._lost, self._rest_after_loss = "", FIRST_REST

    async def _rest_from(self, error: MailboxUnavailable) -> None:
        rest = REFUSED_REST if isinstance(error, MailboxRefused) else self._rest_after_loss
        if self._lost != str(error):  # logged once: an outage may last
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
    """Runs a collector until SIGINT or SIGTERM."""
    collector = Collector(runtime)
    await runtime.mail_readers.warm()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, collector.stop)
    async with telling(runtime, "collector"):
        await collector.serve()
