"""Keeps the receipts of gateways, and moves the state of their messages: the fold of all receipts decides.

A receipt may come before the answer of the send is stored: one that names our message counts at once, one that names
only the gateway's own id is an orphan until `join_orphans` finds its message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, wake
from abhay.adapters.store.messages.failover import go_on
from abhay.adapters.store.messages.queue import locked_message, mark_returned
from abhay.adapters.store.messages.recipients import RecipientIndex
from abhay.domain.messages.receipts import Event, Folded, fold
from abhay.domain.messages.redialling import redial_at
from models.enums import FailOver, MessageStatus, Reported
from models.tables import Alert, ContactPoint, DeliveryEvent, Notification

_KEPT: Final = timedelta(days=3)
"""How long a receipt waits for its message: gateways bring them up to two days late."""

_MAY_ARRIVE: Final = (
    MessageStatus.QUEUED,
    MessageStatus.SENDING,
    MessageStatus.SENT,
    MessageStatus.UNKNOWN,
    MessageStatus.FAILED,
)
"""The states of a message of which a delivery is news. One that is queued for its next try may have arrived too."""

RETURNED: Final = "its gateway reports that it was not delivered"
LATE: Final = "it arrived after it was reported as not delivered"


@dataclass(frozen=True)
class Report:
    """One receipt of a gateway: what it says of which message, by our id, by its own, or by both.

    `raw` is its own word, `provider_at` its time of the event, None where it tells none.
    """

    reported: Reported
    raw: str
    message_id: UUID | None = None
    provider_id: str | None = None
    provider_at: datetime | None = None


@dataclass(frozen=True)
class Noted:
    """What became of a receipt: the message that it is about, None for an unknown one, and whether it is news."""

    message_id: UUID | None
    news: bool = False


async def note_report(database: Database, gateway: str, report: Report, redial: timedelta | None = None) -> Noted:
    """Keeps a receipt and moves its message's state. `redial` is after what time a call is made again."""
    async with database.transaction() as session:
        message_id = await _message_of(session, gateway, report)
        is_new = await _keep(session, gateway, report, message_id)
    if message_id is None:
        return Noted(None, is_new)
    # Also for one that is known: whoever kept it may have been stopped before it moved the message.
    return Noted(message_id, await _apply(database, message_id, redial))


async def join_orphans(
    database: Database, gateway: str, provider_id: str | None, message_id: UUID, redial: timedelta | None = None
) -> None:
    """Gives a message that was just marked as sent the receipts that came before it."""
    async with database.transaction() as session:
        if provider_id is not None:
            orphans = (
                col(DeliveryEvent.gateway) == gateway,
                col(DeliveryEvent.provider_id) == provider_id,
                col(DeliveryEvent.notification_id).is_(None),
            )
            await session.exec(update(DeliveryEvent).where(*orphans).values(notification_id=message_id))
        early = select(DeliveryEvent.id).where(DeliveryEvent.notification_id == message_id).limit(1)
        if (await session.exec(early)).first() is None:
            return
    await _apply(database, message_id, redial)


async def find_message(
    database: Database, gateway: str, message_id: UUID | None, provider_id: str | None
) -> UUID | None:
    """Returns the message that an answer names by our id or by the gateway's own; None if it is none of ours."""
    async with database.transaction() as session:
        return await _message_by(session, gateway, message_id, provider_id)


async def _message_of(session: AsyncSession, gateway: str, report: Report) -> UUID | None:
    """Returns the message that a receipt is about."""
    return await _message_by(session, gateway, report.message_id, report.provider_id)


async def _message_by(
    session: AsyncSession, gateway: str, message_id: UUID | None, provider_id: str | None
) -> UUID | None:
    """Returns a message by our own id, else by the gateway's."""
    if message_id is not None:
        found = (await session.exec(select(Notification.id).where(Notification.id == message_id))).first()
        if found is not None:
            return found
    if provider_id is None:
        return None
    theirs = select(Notification.id).where(
        or_(col(Notification.gateway) == gateway, col(Notification.gateway).is_(None)),
        Notification.provider_id == provider_id,
    )
    return (await session.exec(theirs.order_by(col(Notification.queued_at).desc()).limit(1))).first()


async def _keep(session: AsyncSession, gateway: str, report: Report, message_id: UUID | None) -> bool:
    """Keeps the receipt; returns False for one that is known. Orphans that nobody came for are deleted."""
    at = await now(session)
    row = DeliveryEvent(
        gateway=gateway,
        provider_id=report.provider_id,
        notification_id=message_id,
        reported=report.reported,
        raw=report.raw,
        provider_at=report.provider_at,
        received_at=at,
    )
    kept = insert(DeliveryEvent).values(**row.model_dump()).on_conflict_do_nothing().returning(col(DeliveryEvent.id))
    if message_id is None:
        old = (col(DeliveryEvent.notification_id).is_(None), col(DeliveryEvent.received_at) < at - _KEPT)
        await session.exec(delete(DeliveryEvent).where(*old))
    return (await session.exec(kept)).scalar_one_or_none() is not None


async def _apply(database: Database, message_id: UUID, redial: timedelta | None) -> bool:
    """Moves a message to the state that its receipts come to. Returns whether that changed it."""
    async with database.transaction() as session:
        alert, row = await locked_message(session, message_id)
        state = fold(await _events(session, message_id))
        if state is None or row.status == MessageStatus.STOOD_DOWN:
            return False
        if state.state is Reported.DELIVERED:
            return await _delivered(session, row, state)
        if state.state is not Reported.FAILED or row.status not in (MessageStatus.SENT, MessageStatus.UNKNOWN):
            return False
        if redial is not None and await _dial_again(session, alert, row, redial):
            return True
    return await mark_returned(database, message_id, RETURNED, unless_delivered=True)


async def _events(session: AsyncSession, message_id: UUID) -> Sequence[Event]:
    query = select(DeliveryEvent).where(DeliveryEvent.notification_id == message_id)
    return [Event(row.reported, row.received_at) for row in (await session.exec(query)).all()]


async def _delivered(session: AsyncSession, row: Notification, state: Folded) -> bool:
    if row.status not in _MAY_ARRIVE or (row.status == MessageStatus.QUEUED and not row.tries):
        return False
    at = await now(session)
    row.status, row.delivered_at, row.sent_at = MessageStatus.DELIVERED, at, row.sent_at or at
    row.again_after, row.error = None, LATE if state.late else None
    return True


async def _dial_again(session: AsyncSession, alert: Alert, row: Notification, after: timedelta) -> bool:
    """Plans the next call to the same number if its rung still waits. Returns False where none follows."""
    at = await now(session)
    contact = await session.get_one(ContactPoint, row.contact_id)
    again_at = redial_at(alert, row, at, after) if contact.active else None
    if again_at is None:
        return False
    row.status, row.failed_at, row.again_after = MessageStatus.FAILED, at, again_at
    row.error = "the call brought no answer: it is made again"
    await go_on(RecipientIndex(session, {alert.id: ()}), alert, row, at, FailOver.UNAVAILABLE)
    if alert.next_at is not None and alert.next_at > again_at:
        alert.next_at = again_at
    await wake(session, alert.id)
    return True
