"""Reading the mailbox, round by round: each mail is noted, read, made a case, and only then flagged as seen.

Whatever dies in between, the notes say which mails still wait; a mail that was made a case and not
noted as such is the same event when it is read again.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from abhay.errors import MailboxUnavailable, MailboxUnwritable, SetupError
from abhay.mailbox.imap import Folder, Inbox
from abhay.services.afterwards import Afterwards
from abhay.services.mail_taking import Taking
from abhay.services.runtime import Runtime
from abhay.sources.registry import find_source
from abhay.store import mailbox as store

_LOG = logging.getLogger(__name__)


MOST_ROUNDS = 20
"""Rounds of one run by hand; a collector would go on."""


@dataclass(frozen=True)
class Round:
    """What one look brought: mails taken in, mails to be tried again, and whether others wait."""

    taken: int
    failed: int
    more: bool


class Collecting:
    """Reads the mailbox of the settings over one connection that is kept from round to round.

    Raises `SetupError` for settings that cannot be used.
    """

    def __init__(self, runtime: Runtime, later: Afterwards) -> None:
        self._settings = runtime.settings.mailbox
        if self._settings.host is None:
            raise SetupError("there is no mailbox to read: set ABHAY_MAILBOX__HOST")
        if find_source(self._settings.source) is None:
            raise SetupError(f"ABHAY_MAILBOX__SOURCE: there is no source {self._settings.source}")
        self.name = self._settings.name
        self._database = runtime.database
        self._taking = Taking(runtime, later, self.name)
        self._inbox: Inbox | None = None

    async def round(self) -> Round:
        """Look once, and take in what waits.

        Raises `MailboxUnavailable` (the connection is given up; the next round makes a new one),
        `TooManyAlerts`, and what an unreachable database raises: nothing is lost by any of it.
        """
        try:
            inbox = await self._connected()
            return await self._round(inbox)
        except MailboxUnavailable:
            await self.close()
            raise

    async def wait(self, seconds: float, unwanted: Callable[[], bool]) -> None:
        """Wait until the server tells of something, or this long. Raises `MailboxUnavailable`."""
        try:
            inbox = await self._connected()
            await asyncio.to_thread(inbox.wait, seconds, unwanted)
        except MailboxUnavailable:
            await self.close()
            raise

    async def close(self) -> None:
        """Give the connection up."""
        inbox, self._inbox = self._inbox, None
        if inbox is not None:
            await asyncio.to_thread(inbox.close)

    def abort(self) -> None:
        """Break off whatever the server is being waited for."""
        if self._inbox is not None:
            self._inbox.abort()

    async def _connected(self) -> Inbox:
        if self._inbox is None:
            self._inbox = await asyncio.to_thread(Inbox.open, self._settings)
        return self._inbox

    async def _round(self, inbox: Inbox) -> Round:
        folder = await asyncio.to_thread(inbox.look)
        await self._taking.make_good()
        await self._note_arrivals(inbox, folder)
        waiting = await store.waiting(self._database, self.name, folder.uidvalidity)
        taken = [await self._taking.take(inbox, folder, mail) for mail in waiting]
        await self._settle(inbox, folder)
        used = await asyncio.to_thread(inbox.used_percent)
        await store.note_look(self._database, self.name, used)
        return Round(taken=taken.count(True), failed=taken.count(False), more=len(waiting) == store.AT_ONCE)

    async def _note_arrivals(self, inbox: Inbox, folder: Folder) -> None:
        """Write down what is there and not noted yet.

        At the very first look, old mails are ours if nobody opened them. Where the server numbered the
        folder anew, so are all that came since that first look: those that were taken in already are
        known by their bytes.
        """
        reached = await store.read_reached(self._database, self.name)
        last_uid = reached.last_uid if reached else 0
        if reached is None or reached.uidvalidity != folder.uidvalidity:
            backlog = await asyncio.to_thread(inbox.backlog, folder.uidnext, reached.opened_at if reached else None)
            last_uid = folder.uidnext - 1
            await store.begin(self._database, self.name, folder.uidvalidity, last_uid, backlog)
            _LOG.warning("the folder has a new numbering; %d mails in it are looked at", len(backlog))
        if arrived := await asyncio.to_thread(inbox.newer_than, last_uid):
            await store.note_arrivals(self._database, self.name, folder.uidvalidity, arrived)

    async def _settle(self, inbox: Inbox, folder: Folder) -> None:
        """Flag what became a case as seen, and delete our own test mails; later, where that is refused now."""
        unsettled = await store.read_unsettled(self._database, self.name, folder.uidvalidity)
        if not (unsettled.seen or unsettled.deleted):
            return
        if not folder.writable:
            _LOG.warning("mails are not flagged yet: the folder is read-only")
            return
        try:
            await asyncio.to_thread(inbox.flag_seen, unsettled.seen)
            await asyncio.to_thread(inbox.delete, unsettled.deleted)
        except MailboxUnwritable as refused:
            _LOG.warning("mails are not flagged yet: %s", refused)
            return
        await store.settle(self._database, self.name, folder.uidvalidity, (*unsettled.seen, *unsettled.deleted))


async def collect_once(runtime: Runtime) -> str:
    """Take in what waits, unless a collector does; answers in one line. Raises `MailboxUnavailable`, `SetupError`."""
    if runtime.settings.mailbox.host is None:
        return "there is no mailbox to read"
    async with Afterwards() as later:
        collecting = Collecting(runtime, later)
        async with store.reading_alone(runtime.database, collecting.name) as lost:
            if lost is None:
                return "a collector reads the mailbox"
            try:
                return f"{await _everything(collecting)} mails taken in"
            finally:
                await collecting.close()


async def _everything(collecting: Collecting) -> int:
    taken = 0
    for _ in range(MOST_ROUNDS):
        done = await collecting.round()
        taken += done.taken
        if not (done.more or done.failed):
            break
    return taken
