"""Gives each mail of the mailbox its fate; a mail that cannot be read becomes a case that a person reads."""

import asyncio
import hashlib
import logging

from abhay.adapters.mailbox.imap import FetchedMail, Folder, Inbox
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.intake import mailbox as store
from abhay.adapters.store.intake.mailbox import Waiting
from abhay.errors import MailboxUnavailable, TooManyAlerts
from abhay.services.intake.mail import Arrived, receive
from abhay.services.runtime import Runtime
from abhay.settings import MailboxSettings
from models.actors import ActorRole, system
from models.enums import MailFate

_LOG = logging.getLogger(__name__)

ACTOR = system("collector").in_role(ActorRole.INTEGRATOR)

MOST_TRIES = 3
"""Failed readings after which a mail is left to a person, so that it delays no other mail."""

_TO_READ_BY_HAND = """\
Subject: A mail that could not be read

The mail with the UID {uid} in the mailbox's folder {folder} (numbering {uidvalidity}) could not be read.
Please open the mailbox and read it there.
"""


class MailboxIntake:
    """Takes in the mails of one mailbox, and remembers the tries that failed for a reason outside the mail."""

    def __init__(self, runtime: Runtime, settings: MailboxSettings, *, junk: bool = False) -> None:
        self._runtime = runtime
        self._name = settings.name
        self._settings = settings
        self._junk = junk
        self._not_at_fault: set[tuple[int, int]] = set()

    async def restore_tries(self) -> None:
        """Takes back the failed tries that were counted against mails while another part was down."""
        for uidvalidity, uid in tuple(self._not_at_fault):
            await store.uncount_try(self._runtime.database, self._name, uidvalidity, uid)
            self._not_at_fault.discard((uidvalidity, uid))

    async def take(self, inbox: Inbox, folder: Folder, mail: Waiting) -> bool:
        """Gives a mail its fate; returns False if its reading failed and is to be tried again.

        Raises `MailboxUnavailable`, `TooManyAlerts`, and the errors of an unreachable database.
        """
        database, place = self._runtime.database, (self._name, folder.uidvalidity, mail.uid)
        await store.count_try(database, *place)
        try:
            read = await self._read(inbox, folder, mail)
            sha256 = hashlib.sha256(read.raw).hexdigest() if read else None
            arrived = await self._arrive(read, sha256)
        except MailboxUnavailable:
            raise  # the try counts: some mails make servers fail
        except (TooManyAlerts, *UNREACHABLE):
            self._not_at_fault.add(place[1:])
            raise
        except Exception:  # noqa: BLE001  one mail must not keep the others from being read
            _LOG.exception("the mail with UID %d could not be taken in (try %d)", mail.uid, mail.tries + 1)
            return False
        await store.seal_fate(database, *place, arrived.fate, sha256=sha256, alert_id=arrived.alert_id)
        return True

    async def _read(self, inbox: Inbox, folder: Folder, mail: Waiting) -> FetchedMail | None:
        """Returns the mail as far as it can be read, or a note that a person has to read it; None if it is gone."""
        if mail.tries < MOST_TRIES:
            limit = self._runtime.settings.limits.mail_bytes
            read = await asyncio.to_thread(inbox.fetch, mail.uid, limit)
            if read is None or read.raw:
                return read
        note = _TO_READ_BY_HAND.format(
            uid=mail.uid, folder=self._settings.folder, uidvalidity=folder.uidvalidity
        ).replace("\n", "\r\n")
        return FetchedMail(note.encode(), whole=False)

    async def _arrive(self, read: FetchedMail | None, sha256: str | None) -> Arrived:
        if read is None or sha256 is None:
            _LOG.warning("a mail was deleted before it was read")
            return Arrived(MailFate.GONE)
        if await store.is_known(self._runtime.database, self._name, sha256):
            return Arrived(MailFate.KNOWN)
        source = self._settings.source
        return await receive(self._runtime, source, read.raw, ACTOR, whole=read.whole, junk=self._junk)
