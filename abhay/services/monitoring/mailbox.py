"""Checks that the mailbox is read and that mails reach it. The watcher asks, because a dead collector cannot report.

The collector stores what it saw and when; these checks read only that.
"""

from datetime import datetime, timedelta

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.intake.canaries import MailboxHealth, read_health
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from abhay.settings import MailboxSettings
from models.enums import Reason

REASONS = (Reason.MAILBOX_DOWN, Reason.MAILBOX_FULL, Reason.CANARY_LOST)


class MailboxMonitor:
    """Tells the desk when the mailbox is not read, is almost full, or loses a test mail."""

    def __init__(self, runtime: Runtime, desk: DeskNotifier) -> None:
        self._runtime = runtime
        self._settings = runtime.settings.mailbox
        self._desk = desk
        self._began = utc_now()

    async def look(self) -> None:
        """Checks once; tells nothing while our database cannot be reached."""
        if self._settings.host is None:
            return
        try:
            health = await read_health(self._runtime.database, self._settings.name)
        except UNREACHABLE:
            return
        wrong = faults(self._settings, health, self._began)
        for reason in REASONS:
            if reason in wrong:
                await self._desk.tell(reason, wrong[reason])
            else:
                await self._desk.clear(reason)


def faults(settings: MailboxSettings, health: MailboxHealth, began: datetime) -> dict[Reason, datetime]:
    """Returns each fault and since when it lasts; an unread mailbox hides whether test mails arrive.

    `began` is when whoever asks began to: a mailbox that was never read is down since then.
    """
    limit = timedelta(seconds=settings.poll + settings.unreachable)
    if health.unseen_for is None or health.looked_at is None:
        return {Reason.MAILBOX_DOWN: began} if utc_now() - began > limit else {}
    if health.unseen_for > limit:
        return {Reason.MAILBOX_DOWN: health.looked_at}
    wrong: dict[Reason, datetime] = {}
    if health.used_percent is not None and health.used_percent >= settings.full_percent:
        wrong[Reason.MAILBOX_FULL] = health.looked_at
    if health.lost_since is not None and settings.canary.address:
        wrong[Reason.CANARY_LOST] = health.lost_since
    return wrong
