"""Sends notices about the system itself to the desk, with cached contact points for when the database is down.

A notice belongs to no case and has no row of its own: it is sent at once, on every channel of the desk, and
written to the audit log if the database can be reached.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.living import speaker_of
from abhay.adapters.store.messages.desk import DeskContact, LastNotice, desk_contacts, last_notices, note_notice
from abhay.domain import alarms
from abhay.domain.alarms import Alarm
from abhay.errors import ChannelUnavailable, DeliveryError
from abhay.services.runtime import Runtime
from abhay.wording.least import RenderedMessage
from abhay.wording.notices import ALL_CLEAR, Found, Times, name_some, render_all_clear, render_notice, say_found
from abhay.wording.words import Bilingual
from models.enums import MessageKind, Reason, Severity
from models.payloads import OutgoingMessage
from models.policy import DESK

_LOG = logging.getLogger(__name__)

SYSTEM = "ABHAY"
"""The text in place of a case's ref."""

NOTE_LIMIT = 2.0
"""Seconds that the audit log may take: the next notice does not wait for a database that stands still."""

CACHE_TIME = 60.0
"""Seconds after which the desk's contact points are read again."""


REMEMBERED = timedelta(seconds=2 * alarms.LONGEST_PAUSE)
"""Time for which what the desk was told last is known to a process that begins: whatever lasts is told again sooner."""


class DeskNotifier:
    """Reaches the desk even while our database is down.

    Of several processes that watch the same, and are named by `speaker` (their part, and the id of this one), one tells
    what all of them see, and each takes over what was told before it began: so the desk hears of a fault once, and of
    its end from whoever lives then.
    """

    def __init__(self, runtime: Runtime, speaker: tuple[str, UUID] | None = None) -> None:
        self._runtime = runtime
        self._speaker = speaker
        self._contacts: list[DeskContact] = []
        self._asked = 0.0
        self._alarms: dict[Reason, Alarm] = {}

    async def refresh(self) -> None:
        """Reads the desk's contact points again if they are old. Raises the errors of an unreachable database."""
        if not self._contacts or _seconds() - self._asked > CACHE_TIME:
            self._contacts = await desk_contacts(self._runtime.database)
            self._asked = _seconds()
            if self._speaker:
                self._take_over(await last_notices(self._runtime.database, REMEMBERED))

    def _take_over(self, last: Mapping[str, LastNotice]) -> None:
        """Takes over the alarms that others have raised or ended since this process heard of them."""
        for reason in ALL_CLEAR.keys() & {Reason(name) for name in last if name in set(Reason)}:
            alarm, notice = self._alarms.get(reason, Alarm()), last[reason]
            at = _seconds() - notice.age.total_seconds()
            if notice.over and alarm.lasts and at > alarm.told_at:
                self._alarms[reason] = alarms.cleared(alarm, at)
            elif not notice.over and not alarm.lasts and at > (alarm.cleared_at or float("-inf")):
                self._alarms[reason] = alarms.told(alarm, at, notice.about)

    async def _speaks(self) -> bool:
        """Returns whether this process tells the desk; each does while our database cannot be asked."""
        if self._speaker is None:
            return True
        part, id_ = self._speaker
        try:
            async with asyncio.timeout(NOTE_LIMIT):
                return await speaker_of(self._runtime.database, part) in (None, id_)
        except UNREACHABLE:
            return True

    async def tell(
        self, reason: Reason, since: datetime, cases: Sequence[str] = (), *, found: Sequence[Found] = ()
    ) -> bool:
        """Pages the desk about the system, unless it knows; returns whether any channel took it.

        While the fault lasts it is told again at growing distances, and at once of a case or a named finding that joins
        it. `cases` are the refs of all cases concerned, `found` is all that was found.
        """
        about = frozenset((*cases, *(each.name for each in found if each.name)))
        alarm = alarms.wrong(self._alarms.get(reason, Alarm()), _seconds(), about)
        self._alarms[reason] = alarm
        if not alarms.must_tell(alarm, _seconds(), self._runtime.settings.watcher.tell_again, about):
            return False
        if not await self._speaks():
            return False
        new, after = alarms.news(alarm, about), alarms.told(alarm, _seconds(), about)
        named = name_some(sorted(cases, key=lambda ref: ref not in new))
        detail = say_found(sorted(found, key=lambda each: each.name not in new))
        times = Times(notices=after.notices, faults=after.faults)
        if await self.page(
            reason, lambda post: render_notice(reason, post, since, times, named, detail=detail), about=about
        ):
            self._alarms[reason] = after
            return True
        _LOG.critical("the desk could not be told: %s", reason.value)
        return False

    async def clear(self, reason: Reason) -> bool:
        """Gives the all-clear once the part is well for a while, if the desk knows of the fault.

        Returns whether any channel took it; if none did, the next call tries again.
        """
        alarm = alarms.well(self._alarms.get(reason, Alarm()), _seconds())
        self._alarms[reason] = alarm
        if not alarms.is_over(alarm, _seconds()) or not await self._speaks():
            return False
        if not await self.page(reason, lambda post: render_all_clear(reason, post, utc_now()), over=True):
            return False
        self._alarms[reason] = alarms.cleared(alarm, _seconds())
        return True

    async def page(
        self,
        notice: str,
        words: Callable[[Bilingual], RenderedMessage],
        *,
        over: bool = False,
        about: Collection[str] = (),
    ) -> bool:
        """Sends a notice, or its all-clear, to every contact point of the desk; returns whether any channel took it.

        `notice` is its name in the audit log: a `Reason`, or one of its own; `about` are the names that it tells.
        """
        sent = await asyncio.gather(*(self._send(contact, words) for contact in self._contacts))
        await self._note(str(notice), sum(sent), over=over, about=about)
        return any(sent)

    async def _send(self, contact: DeskContact, words: Callable[[Bilingual], RenderedMessage]) -> bool:
        text = words(Bilingual(hi=contact.post_hi, en=contact.post_en))
        message = OutgoingMessage(
            id=str(uuid4()),
            kind=MessageKind.DESK,
            alert=SYSTEM,
            rung=DESK,
            round=1,
            attempt=1,
            post=contact.post,
            unit=None,
            channel=contact.channel,
            to=contact.address,
            subject=text.subject,
            body=text.body,
            severity=Severity.IMMINENT,
        )
        channel = self._runtime.channels.get(contact.channel)
        try:
            if channel is None:
                raise ChannelUnavailable("the channel is not set up here")
            await channel.send(message)
        except DeliveryError as error:
            _LOG.error("a notice to the desk on %s: %s", contact.channel, error)
            return False
        return True

    async def _note(self, notice: str, sent: int, *, over: bool, about: Collection[str]) -> None:
        try:
            async with asyncio.timeout(NOTE_LIMIT):
                await note_notice(self._runtime.database, notice, sent, over=over, about=about)
        except UNREACHABLE as error:
            _LOG.warning("the notice %s is in no audit log (%s)", notice, type(error).__name__)


def _seconds() -> float:
    return asyncio.get_running_loop().time()


def utc_now() -> datetime:
    """Returns this host's time, only for the text of a notice."""
    return datetime.now(UTC)
