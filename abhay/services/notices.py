"""Telling the desk about the system itself: by its contact points, remembered for when the database is gone.

A notice is no case and has no row of its own: it goes out at once, on every channel of the desk, and
is written to the audit log while there is one to write to.
"""

import asyncio
import logging
from datetime import UTC, datetime
from uuid import uuid4

from abhay.errors import DeliveryError
from abhay.messages import render_notice
from abhay.services.runtime import Runtime
from abhay.store.database import UNREACHABLE
from abhay.store.desk import DeskContact, desk_contacts, note_notice
from abhay.words import Bilingual, Reason
from models.enums import MessageKind, Severity
from models.payloads import OutgoingMessage
from models.policy import DESK

_LOG = logging.getLogger(__name__)

SYSTEM = "ABHAY"
"""What stands where a message about a case has its ref."""

REMEMBER_FOR = 60.0
"""Seconds after which the desk's contact points are asked for again."""


class DeskLine:
    """The way to the desk that does not depend on our database being there."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._contacts: list[DeskContact] = []
        self._asked = 0.0
        self._told: dict[Reason, float] = {}

    async def remember(self) -> None:
        """Ask for the desk's contact points again if they are old. Raises what an unreachable database raises."""
        if not self._contacts or _seconds() - self._asked > REMEMBER_FOR:
            self._contacts = await desk_contacts(self._runtime.database)
            self._asked = _seconds()

    async def tell(self, reason: Reason, since: datetime) -> bool:
        """Page the desk about the system, unless it heard the same lately; True if any channel took it."""
        again = self._runtime.settings.watcher.tell_again
        if _seconds() - self._told.get(reason, -again) < again:
            return False
        sent = await asyncio.gather(*(self._send(contact, reason, since) for contact in self._contacts))
        if any(sent):
            self._told[reason] = _seconds()
        else:
            _LOG.critical("the desk could not be told: %s", reason.value)
        await self._note(reason, sum(sent))
        return any(sent)

    def well_again(self, reason: Reason) -> None:
        """It passed: the next time is news again."""
        self._told.pop(reason, None)

    async def _send(self, contact: DeskContact, reason: Reason, since: datetime) -> bool:
        words = render_notice(reason, Bilingual(hi=contact.post_hi, en=contact.post_en), since)
        message = OutgoingMessage(
            id=str(uuid4()),
            kind=MessageKind.DESK.value,
            alert=SYSTEM,
            rung=DESK,
            round=1,
            attempt=1,
            post=contact.post,
            unit=None,
            channel=contact.channel,
            to=contact.address,
            subject=words.subject,
            body=words.body,
            severity=Severity.IMMINENT,
        )
        try:
            await self._runtime.channels[contact.channel].send(message)
        except DeliveryError as error:
            _LOG.error("a notice to the desk on %s: %s", contact.channel, error)
            return False
        return True

    async def _note(self, reason: Reason, sent: int) -> None:
        try:
            await note_notice(self._runtime.database, reason.value, sent)
        except UNREACHABLE as error:
            _LOG.warning("the notice %s is in no audit log (%s)", reason.value, type(error).__name__)


def _seconds() -> float:
    return asyncio.get_running_loop().time()


def utc_now() -> datetime:
    """This host's clock, for what people read in a notice alone."""
    return datetime.now(UTC)
