"""What the limits count: tries at a PIN per case and contact point, and new cases per source.

A try is counted before the PIN is looked at. That is what makes the limit hold: a hundred guesses at the same moment
get no more tries than five one after the other. A right PIN gives its try back. Of unusually many new cases the
desk is told once in a while.
"""

import time
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.locked import locked
from abhay.adapters.store.db.database import Database, now, wake
from abhay.adapters.store.db.locks import flood_of, lock
from abhay.adapters.store.log.timeline import audit
from abhay.domain import limits
from abhay.domain.messages.paging import About, Why
from abhay.settings import LimitSettings
from models.actors import LINK, Actor, ActorKind, ActorRole, system
from models.enums import Reason
from models.tables import Alert, ContactPoint, Notification, PinFailure

_COUNT_AGAIN = 1.0
"""Seconds after which a count is read again."""


async def count_try(database: Database, alert_id: UUID, contact_id: UUID) -> int | None:
    """Counts one try. Returns how many there are with it, None when none was left."""
    async with database.transaction() as session:
        at = await now(session)
        counted = insert(PinFailure).values(alert_id=alert_id, contact_id=contact_id, failures=1, last_at=at)
        result = await session.exec(
            counted.on_conflict_do_update(
                index_elements=[col(PinFailure.alert_id), col(PinFailure.contact_id)],
                set_={"failures": PinFailure.failures + 1, "last_at": at},
                where=col(PinFailure.failures) < limits.MOST_WRONG_PINS,
            ).returning(col(PinFailure.failures))
        )
        return result.scalar_one_or_none()


async def uncount_try(database: Database, alert_id: UUID, contact_id: UUID) -> None:
    """Takes back a try whose PIN was right."""
    async with database.transaction() as session:
        row = await session.get(PinFailure, (alert_id, contact_id), with_for_update=True)
        if row is None:
            return
        if still_counted := limits.after_right_pin(row.failures):
            row.failures = still_counted
        else:
            await session.delete(row)


async def note_wrong_pin(database: Database, alert_id: UUID, contact_id: UUID, tries: int) -> None:
    """Writes a wrong PIN to the audit log; if no try is left after it, the desk is told."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        audit(session, case.at, _holder_of(contact_id), "alert.wrong_pin", alert_id, tries=tries)
        if limits.is_locked(tries):
            contact = await session.get_one(ContactPoint, contact_id)
            await case.tell_desk(Why(Reason.PIN_LOCKED, about=About(contact.unit_id, contact.post_id)))
            await wake(session, alert_id)


def _holder_of(contact_id: UUID) -> Actor:
    """Returns whoever holds the link and has not proven to be the post: the contact point that it was sent to."""
    return Actor(ActorKind.POST, str(contact_id), str(contact_id), ActorRole.POST, LINK)


async def is_locked(database: Database, alert_id: UUID, contact_id: UUID) -> bool:
    """Returns whether this contact point has no try left in this case."""
    query = select(PinFailure.failures).where(PinFailure.alert_id == alert_id, PinFailure.contact_id == contact_id)
    async with database.transaction() as session:
        return limits.is_locked((await session.exec(query)).first() or 0)


async def new_cases(database: Database, source: str, window: timedelta) -> int:
    """Returns how many cases this source opened within the window that ends now."""
    async with database.transaction() as session:
        since = await now(session) - window
        query = select(func.count()).where(Alert.source == source, col(Alert.received_at) > since)
        return (await session.exec(query)).one()


async def page_flood(database: Database, alert_id: UUID, window: timedelta) -> bool:
    """Tells the desk of a flood, in the case that made it one. Returns False if it was told within the window."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        await lock(session, flood_of(case.alert.source))
        told = await _last_told(session, case.alert.source)
        since = None if told is None else case.at - told
        if not limits.is_told_again(since, window=window):
            return False
        await case.tell_desk(Why(Reason.FLOOD))
        audit(session, case.at, system("gateway"), "source.flood", alert_id, source=case.alert.source)
        await wake(session, alert_id)
        return True


async def _last_told(session: AsyncSession, source: str) -> datetime | None:
    query = select(func.max(Notification.queued_at)).join(Alert, col(Alert.id) == Notification.alert_id)
    query = query.where(Notification.reason == Reason.FLOOD, Alert.source == source)
    return (await session.exec(query)).one()


class NewCaseCounts:
    """One process's counts by source: read from the database once a second, and increased in between."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[float, int]] = {}
        self._told: dict[str, float] = {}

    async def count(self, database: Database, source: str, settings: LimitSettings) -> int:
        """Returns the number of new cases from the source within the window that ends now."""
        asked, count = self._seen.get(source, (0.0, 0))
        if not asked or time.monotonic() - asked > _COUNT_AGAIN:
            count = await new_cases(database, source, timedelta(seconds=settings.window))
            self._seen[source] = (time.monotonic(), count)
        return count

    def add(self, source: str) -> None:
        """Adds one case to the count of a source that was read before."""
        asked, count = self._seen[source]
        self._seen[source] = (asked, count + 1)

    def begins_flood(self, source: str, settings: LimitSettings) -> bool:
        """Returns whether to tell the desk now: this process has not told it within the window."""
        moment, told = time.monotonic(), self._told.get(source)
        since = None if told is None else timedelta(seconds=moment - told)
        if not limits.is_told_again(since, window=timedelta(seconds=settings.window)):
            return False
        self._told[source] = moment
        return True

    def forget_flood(self, source: str) -> None:
        """Lets the next case of the source try again, since the desk could not be told."""
        self._told.pop(source, None)
