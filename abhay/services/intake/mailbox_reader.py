"""Reads the mailbox in rounds: each mail is noted, read, made a case, and only then flagged as seen.

After a crash at any point, the notes list the mails that still wait; a mail that became a case without
a note of it is the same event when it is read again.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from abhay.adapters.mailbox.imap import Folder, Inbox
from abhay.adapters.sources.registry import is_source
from abhay.adapters.store.intake import mailbox as store
from abhay.errors import MailboxUnavailable, MailboxUnwritable, SetupError
from abhay.services.intake.mailbox_intake import MailboxIntake
from abhay.services.runtime import Runtime

_LOG = logging.getLogger(__name__)


MOST_ROUNDS = 20
"""The most rounds of one run by hand; a collector has no limit."""


@dataclass(frozen=True)
class Round:
    """The result of one round: mails taken in, mails to be tried again, and whether others wait."""

    taken: int
    failed: int
    more: bool


class MailboxReader:
    """Reads the mailbox of the settings over one connection that lasts from round to round.

    `junk`: it reads the folder of suspected junk instead. Raises `SetupError` for settings that cannot be used.
    """

    def __init__(self, runtime: Runtime, *, at_once: int = store.AT_ONCE, junk: bool = False) -> None:
        self._at_once = at_once
        self._settings = runtime.settings.mailbox
        if junk:
            self._settings = self._settings.model_copy(update={"folder": self._settings.junk})
        if self._settings.host is None:
            raise SetupError("there is no mailbox to read: set ABHAY_MAILBOX__HOST")
        if not is_source(self._settings.source):
            raise SetupError(f"ABHAY_MAILBOX__SOURCE: there is no source {self._settings.source}")
        self.name = self._settings.name
        self._database = runtime.database
        self._taking = MailboxIntake(runtime, self._settings, junk=junk)
        self._inbox: Inbox | None = None

    async def round(self) -> Round:
        """Looks once, and takes in the waiting mails.

        Raises `MailboxUnavailable` (the connection is given up; the next round makes a new one),
        `TooManyAlerts`, and the errors of an unreachable database; none of them loses a mail.
        """
        try:
            inbox = await self._connected()
            return await self._round(inbox)
        except MailboxUnavailable:
            await self.close()
            raise

    async def wait(self, seconds: float, unwanted: Callable[[], bool]) -> None:
        """Waits until the server reports a change, at most this many seconds. Raises `MailboxUnavailable`."""
        try:
            inbox = await self._connected()
            await asyncio.to_thread(inbox.wait, seconds, unwanted)
        except MailboxUnavailable:
            await self.close()
            raise

    async def close(self) -> None:
        """Closes the connection."""
        inbox, self._inbox = self._inbox, None
        if inbox is not None:
            await asyncio.to_thread(inbox.close)

    def abort(self) -> None:
        """Interrupts the wait for the server."""
        if self._inbox is not None:
            self._inbox.abort()

    async def _connected(self) -> Inbox:
        if self._inbox is not None:
            return self._inbox
        opening = asyncio.ensure_future(asyncio.to_thread(Inbox.open, self._settings))
        try:
            inbox = await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_hang_up)  # the thread goes on, and nobody else has the connection
            raise
        self._inbox = inbox
        return inbox

    async def _round(self, inbox: Inbox) -> Round:
        folder = await asyncio.to_thread(inbox.look)
        await self._taking.restore_tries()
        await self._note_arrivals(inbox, folder)
        waiting = await store.waiting(self._database, self.name, folder.uidvalidity, self._at_once)
        taken = [await self._taking.take(inbox, folder, mail) for mail in waiting]
        await self._settle(inbox, folder)
        used = await asyncio.to_thread(inbox.used_percent)
        await store.note_look(self._database, self.name, used)
        return Round(taken=taken.count(True), failed=taken.count(False), more=len(waiting) == self._at_once)

    async def _note_arrivals(self, inbox: Inbox, folder: Folder) -> None:
        """Notes the mails in the folder that are not noted yet.

        At the first look, old mails are taken in if nobody opened them. Where the server numbered the
        folder again, all mails since that first look are taken in too: those that were taken in already
        are recognised by their bytes.
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
        """Flags mails that became cases as seen, and deletes our own test mails; a refusal now is tried again later."""
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


def _hang_up(opening: asyncio.Future[Inbox]) -> None:
    """Closes a connection that was made after nobody waited for it any more."""
    if not opening.cancelled() and opening.exception() is None:
        opening.result().abort()
        opening.result().close()


async def collect_once(runtime: Runtime) -> str:
    """Takes in waiting mails unless a collector does; returns one line. Raises `MailboxUnavailable`, `SetupError`."""
    if runtime.settings.mailbox.host is None:
        return "there is no mailbox to read"
    collecting = MailboxReader(runtime)
    async with store.exclusive_reader(runtime.database, collecting.name) as lost:
        if lost is None:
            return "a collector reads the mailbox"
        try:
            return f"{await _everything(collecting)} mails taken in"
        finally:
            await collecting.close()


async def _everything(collecting: MailboxReader) -> int:
    taken = 0
    for _ in range(MOST_ROUNDS):
        done = await collecting.round()
        taken += done.taken
        if not (done.more or done.failed):
            break
    return taken
