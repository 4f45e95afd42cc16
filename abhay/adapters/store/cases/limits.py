"""What the limits count: tries at a PIN per case and contact point and over a day, and new cases per source.

A try is counted before the PIN is looked at. That is what makes the limit hold: a hundred guesses at the same moment
get no more tries than five one after the other, and tries at all links of a contact point wait for one another at the
row of its day. A right PIN gives its try back. Of unusually many new cases the desk is told once in a while.
"""

import time
from dataclasses import dataclass
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
from abhay.domain.limits import PinLock
from abhay.domain.messages.paging import About, Why
from abhay.settings import LimitSettings
from models.actors import LINK, Actor, ActorKind, ActorRole, system
from models.enums import Reason
from models.tables import Alert, ContactPoint, Notification, PinDay, PinFailure

_COUNT_AGAIN = 1.0
"""Seconds after which a count is read again."""


@dataclass(frozen=True)
class Try:
    """One try at a PIN: how many there are with it in its case, and at all links of its contact point in the day."""

    in_case: int
    in_day: int


async def count_try(database: Database, alert_id: UUID, contact_id: UUID) -> Try | None:
    """Counts one try. Returns how many there are with it, None when none was left."""
    async with database.transaction() as session:
        at = await now(session)
        day = await _locked_day(session, contact_id, at)
        if limits.lock_of(0, day.wrong) is not None:
            return None
        in_case = await _count_in_case(session, alert_id, contact_id, at)
        if in_case is None:
            return None
        day.wrong += 1
        return Try(in_case, day.wrong)


async def _locked_day(session: AsyncSession, contact_id: UUID, at: datetime) -> PinDay:
    """Returns the contact point's day, locked until the transaction ends; a new one if there is none or it passed."""
    begun = insert(PinDay).values(contact_id=contact_id, wrong=0, began_at=at)
    await session.exec(  # an update that changes nothing locks the row, where an insert would do nothing
        begun.on_conflict_do_update(index_elements=[col(PinDay.contact_id)], set_={"wrong": col(PinDay.wrong)})
    )
    day = await session.get_one(PinDay, contact_id)
    if not day.wrong or limits.is_another_day(day.began_at, at):
        day.wrong, day.began_at, day.told_at = 0, at, None
    return day


async def _count_in_case(session: AsyncSession, alert_id: UUID, contact_id: UUID, at: datetime) -> int | None:
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
    """Takes back a try whose PIN was right; the day first, as it was counted, so that tries never deadlock."""
    async with database.transaction() as session:
        if (day := await session.get(PinDay, contact_id, with_for_update=True)) is not None:
            day.wrong = limits.after_right_pin(day.wrong)
        row = await session.get(PinFailure, (alert_id, contact_id), with_for_update=True)
        if row is None:
            return
        if still_counted := limits.after_right_pin(row.failures):
            row.failures = still_counted
        else:
            await session.delete(row)


async def note_wrong_pin(database: Database, alert_id: UUID, contact_id: UUID, tried: Try) -> None:
    """Writes a wrong PIN to the audit log; tells the desk if no try is left after it, or if somebody seems to guess."""
    async with database.transaction() as session:
        case, holder = await locked(session, alert_id), _holder_of(contact_id)
        audit(session, case.at, holder, "alert.wrong_pin", alert_id, tries=tried.in_case, today=tried.in_day)
        news = [Reason.PIN_LOCKED] if limits.lock_of(tried.in_case, tried.in_day) else []
        contact = await session.get_one(ContactPoint, contact_id)
        if await _is_news(session, contact_id, case.at):
            news.append(Reason.PIN_GUESSED)
            place = {"unit": contact.unit_id, "post": contact.post_id}
            audit(session, case.at, system("gateway"), "contact.pin_guessed", alert_id, **place, today=tried.in_day)
        for reason in news:
            await case.tell_desk(Why(reason, about=About(contact.unit_id, contact.post_id)))
        if news:
            await wake(session, alert_id)


async def _is_news(session: AsyncSession, contact_id: UUID, at: datetime) -> bool:
    """Returns whether the desk is to hear of the contact point's day, and notes that it does; once in a day."""
    day = await session.get(PinDay, contact_id, with_for_update=True)
    if day is None or not limits.is_guessing(day.wrong, told=day.told_at is not None):
        return False
    day.told_at = at
    return True


def _holder_of(contact_id: UUID) -> Actor:
    """Returns whoever holds the link and has not proven to be the post: the contact point that it was sent to."""
    return Actor(ActorKind.POST, str(contact_id), str(contact_id), ActorRole.POST, LINK)


async def lock_of(database: Database, alert_id: UUID, contact_id: UUID) -> PinLock | None:
    """Returns why this contact point has no try left in this case; None if it has one."""
    failures = select(PinFailure.failures).where(PinFailure.alert_id == alert_id, PinFailure.contact_id == contact_id)
    async with database.transaction() as session:
        in_case = (await session.exec(failures)).first() or 0
        day = await session.get(PinDay, contact_id)
        has_passed = day is None or limits.is_another_day(day.began_at, await now(session))
        return limits.lock_of(in_case, 0 if day is None or has_passed else day.wrong)


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
