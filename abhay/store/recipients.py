"""Who is told, and the rows that say so: messages are written before anything is sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.words import Reason
from models.enums import MessageKind, MilestoneKind
from models.policy import DESK, RungPolicy, Scope
from models.tables import Alert, AlertUnit, ContactPoint, Notification

TOLD_KINDS = (MessageKind.PAGE.value, MessageKind.REMINDER.value, MessageKind.UPDATE.value, MessageKind.DESK.value)


@dataclass(frozen=True)
class Recipient:
    """A contact point in the rung and round under which it is told."""

    contact: ContactPoint
    rung: str
    round: int


async def units_of(session: AsyncSession, alert_id: UUID) -> tuple[str, ...]:
    """The units that a case is routed to and that were not stood down, best first."""
    query = (
        select(AlertUnit.unit_id)
        .where(AlertUnit.alert_id == alert_id, col(AlertUnit.stood_down_at).is_(None))
        .order_by(col(AlertUnit.position))
    )
    return tuple((await session.exec(query)).all())


async def posts_of_rung(
    session: AsyncSession, alert: Alert, rung: str, rule: RungPolicy, round_: int = 1
) -> list[Recipient]:
    """The active contact points of a rung's posts: each unit's own, or the State's."""
    query = select(ContactPoint).where(col(ContactPoint.active), col(ContactPoint.post_id).in_(rule.posts))
    if rule.scope is Scope.STATE:
        query = query.where(col(ContactPoint.unit_id).is_(None))
    else:
        query = query.where(col(ContactPoint.unit_id).in_(await units_of(session, alert.id)))
    contacts = (await session.exec(query.order_by(col(ContactPoint.created_at), col(ContactPoint.id)))).all()
    return [Recipient(contact, rung, round_) for contact in contacts]


async def posts_of_units(session: AsyncSession, units: Iterable[str], rung: str, rule: RungPolicy) -> list[Recipient]:
    """The active contact points that these units have for a rung of a unit, whoever the case belongs to."""
    query = select(ContactPoint).where(
        col(ContactPoint.active), col(ContactPoint.post_id).in_(rule.posts), col(ContactPoint.unit_id).in_(list(units))
    )
    contacts = (await session.exec(query.order_by(col(ContactPoint.created_at), col(ContactPoint.id)))).all()
    return [Recipient(contact, rung, 1) for contact in contacts]


async def those_paged(session: AsyncSession, alert_id: UUID) -> list[Recipient]:
    """Every contact point that was paged for this case, once each, in the rung of its first page."""
    query = (
        select(Notification, ContactPoint)
        .join(ContactPoint, col(ContactPoint.id) == Notification.contact_id)
        .where(Notification.alert_id == alert_id, col(Notification.kind).in_(TOLD_KINDS))
        .order_by(col(Notification.queued_at))
    )
    found: dict[UUID, Recipient] = {}
    for message, contact in (await session.exec(query)).all():
        found.setdefault(contact.id, Recipient(contact, message.rung, message.round))
    return list(found.values())


async def queue(
    session: AsyncSession,
    alert: Alert,
    kind: MessageKind,
    recipients: Iterable[Recipient],
    at: datetime,
    *,
    reason: Reason = Reason.NEW_ALERT,
    milestone: MilestoneKind | None = None,
) -> list[Notification]:
    """Write one message per recipient, each with its next free attempt number."""
    rows: list[Notification] = []
    for recipient in recipients:
        number = await _next_attempt(session, alert.id, kind, recipient)
        row = _row(alert, kind, recipient, at, number)
        row.reason, row.milestone = reason.value, milestone.value if milestone else None
        rows.append(row)
    session.add_all(rows)
    await session.flush()
    return rows


def _row(alert: Alert, kind: MessageKind, recipient: Recipient, at: datetime, attempt: int) -> Notification:
    contact = recipient.contact
    return Notification(
        alert_id=alert.id,
        kind=kind.value,
        rung=recipient.rung,
        round=recipient.round,
        attempt=attempt,
        unit_id=contact.unit_id,
        post_id=contact.post_id,
        contact_id=contact.id,
        channel=contact.channel,
        reason=Reason.NEW_ALERT.value,
        queued_at=at,
    )


async def _next_attempt(session: AsyncSession, alert_id: UUID, kind: MessageKind, recipient: Recipient) -> int:
    query = select(func.max(Notification.attempt)).where(
        Notification.alert_id == alert_id,
        Notification.kind == kind.value,
        Notification.rung == recipient.rung,
        Notification.round == recipient.round,
        Notification.contact_id == recipient.contact.id,
    )
    return ((await session.exec(query)).one() or 0) + 1


async def queue_desk(
    session: AsyncSession,
    alert: Alert,
    rungs: Mapping[str, RungPolicy],
    at: datetime,
    *,
    reason: Reason,
    milestone: MilestoneKind | None = None,
) -> list[Notification]:
    """A notice to the desk, such as a wrong sender or an answer that came late."""
    desk = await posts_of_rung(session, alert, DESK, rungs[DESK])
    return await queue(session, alert, MessageKind.DESK, desk, at, reason=reason, milestone=milestone)
