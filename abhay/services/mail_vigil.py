"""Whether the mailbox is read and mails reach it; asked by the watcher, because a dead collector cannot tell.

The collector writes down what it saw, and when; whoever asks here judges by that alone.
"""

from datetime import datetime, timedelta

from abhay.services.notices import DeskLine, utc_now
from abhay.services.runtime import Runtime
from abhay.store.canaries import MailboxHealth, read_health
from abhay.store.database import UNREACHABLE
from abhay.words import Reason

REASONS = (Reason.MAILBOX_DOWN, Reason.MAILBOX_FULL, Reason.CANARY_LOST)


class MailVigil:
    """Tells the desk when the mailbox is not read, almost full, or test mails do not come back."""

    def __init__(self, runtime: Runtime, desk: DeskLine) -> None:
        self._runtime = runtime
        self._settings = runtime.settings.mailbox
        self._desk = desk
        self._began = utc_now()

    async def look(self) -> None:
        """Look once; nothing is told while our database cannot be asked."""
        if self._settings.host is None:
            return
        try:
            health = await read_health(self._runtime.database, self._settings.name)
        except UNREACHABLE:
            return
        wrong = self._wrong(health)
        for reason in REASONS:
            if reason in wrong:
                await self._desk.tell(reason, wrong[reason])
            else:
                self._desk.well_again(reason)

    def _wrong(self, health: MailboxHealth) -> dict[Reason, datetime]:
        """What is wrong, and since when; while nobody looks into the mailbox, nobody can find a test mail in it."""
        limit = timedelta(seconds=self._settings.poll + self._settings.unreachable)
        if health.unseen_for is None or health.looked_at is None:
            return {Reason.MAILBOX_DOWN: self._began} if utc_now() - self._began > limit else {}
        if health.unseen_for > limit:
            return {Reason.MAILBOX_DOWN: health.looked_at}
        wrong: dict[Reason, datetime] = {}
        if health.used_percent is not None and health.used_percent >= self._settings.full_percent:
            wrong[Reason.MAILBOX_FULL] = health.looked_at
        if health.lost_since is not None and self._settings.canary.address:
            wrong[Reason.CANARY_LOST] = health.lost_since
        return wrong
