"""Who is told, and the rows that say so: messages are written before anything is sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import any_, bindparam, func, or_
from sqlalchemy import select as sql_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.database import TEXTS, UUIDS
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


class About(NamedTuple):
    """Whom a notice to the desk is about: a unit, one of its posts, or a post of the State."""

    unit: str | None = None
    post: str | None = None


NOBODY = About()


async def units_of(session: AsyncSession, alert_id: UUID) -> tuple[str, ...]:
    """The units that a case is routed to and that were not stood down, best first."""
    query = (
        select(AlertUnit.unit_id)
        .where(AlertUnit.alert_id == alert_id, col(AlertUnit.stood_down_at).is_(None))
        .order_by(col(AlertUnit.position))
    )
    return tuple((await session.exec(query)).all())


async def posts_of_rung(
    session: AsyncSession,
    alert: Alert,
    rung: str,
    rule: RungPolicy,
    round_: int = 1,
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


class Told:
    """Who was told what in a case, and the way to tell more without asking for each attempt's number."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._paged: dict[UUID, Recipient] = {}
        self._attempts: dict[tuple[str, str, int, UUID], int] = {}

    @property
    def paged(self) -> list[Recipient]:
        """Every contact point that was paged, once each, in the rung of its first page."""
        return list(self._paged.values())

    def note(self, kind: str, recipient: Recipient, attempt: int) -> None:
        """Somebody was told; to be called in the order of the messages."""
        self._attempts[kind, recipient.rung, recipient.round, recipient.contact.id] = attempt
        if kind in TOLD_KINDS:
            self._paged.setdefault(recipient.contact.id, recipient)

    def queue(
        self,
        alert: Alert,
        kind: MessageKind,
        recipients: Iterable[Recipient],
        at: datetime,
        *,
        reason: Reason = Reason.NEW_ALERT,
        milestone: MilestoneKind | None = None,
        about: About = NOBODY,
    ) -> list[Notification]:
        """Add one message per recipient to the session, each with its next free attempt number."""
        rows: list[Notification] = []
        for recipient in recipients:
            place = (kind.value, recipient.rung, recipient.round, recipient.contact.id)
            row = _row(alert, kind, recipient, at, self._attempts.get(place, 0) + 1)
            row.reason, row.milestone = reason.value, milestone.value if milestone else None
            row.about_unit_id, row.about_post_id = about
            self.note(row.kind, recipient, row.attempt)
            rows.append(row)
        self._session.add_all(rows)
        return rows


class People:
    """Who can be told and who was, of all cases of one transaction: read for all of them when first asked for."""

    def __init__(self, session: AsyncSession, units: Mapping[UUID, Iterable[str]]) -> None:
        self._session = session
        self._units = {alert_id: tuple(own) for alert_id, own in units.items()}
        self._told: dict[UUID, Told] | None = None
        self._contacts: Sequence[ContactPoint] | None = None

    async def told(self, alert_id: UUID) -> Told:
        """Who was told of this case."""
        if self._told is None:
            self._told = await _told(self._session, list(self._units))
        return self._told[alert_id]

    async def posts_of_rung(self, alert_id: UUID, rung: str, rule: RungPolicy, round_: int = 1) -> list[Recipient]:
        """The active contact points of a rung's posts: those of the case's units, or the State's."""
        if self._contacts is None:
            named = sorted({unit for units in self._units.values() for unit in units})
            self._contacts = await _active_contacts(self._session, named)
        places = (None,) if rule.scope is Scope.STATE else self._units[alert_id]
        there = [each for each in self._contacts if each.unit_id in places and each.post_id in rule.posts]
        return [Recipient(contact, rung, round_) for contact in there]


async def _active_contacts(session: AsyncSession, units: Sequence[str]) -> Sequence[ContactPoint]:
    """Those of the whole State and of these units."""
    own = col(ContactPoint.unit_id) == any_(bindparam("units", list(units), type_=TEXTS))
    query = select(ContactPoint).where(col(ContactPoint.active), or_(col(ContactPoint.unit_id).is_(None), own))
    return (await session.exec(query.order_by(col(ContactPoint.created_at), col(ContactPoint.id)))).all()


async def _told(session: AsyncSession, alert_ids: Sequence[UUID]) -> dict[UUID, Told]:
    """Everybody who was told of these cases, in one round trip."""
    what: list[Any] = [Notification.alert_id, Notification.kind, Notification.rung, Notification.round]
    query: Any = sql_select(ContactPoint, *what, func.max(Notification.attempt))
    query = query.join(Notification, col(Notification.contact_id) == ContactPoint.id)
    query = query.where(col(Notification.alert_id) == any_(bindparam("ids", list(alert_ids), type_=UUIDS)))
    query = query.group_by(col(ContactPoint.id), *what).order_by(func.min(Notification.queued_at))
    rows = (await cast("Any", session).exec(query)).all()
    found = {alert_id: Told(session) for alert_id in alert_ids}
    for contact, alert_id, kind, rung, round_, attempt in rows:
        found[alert_id].note(kind, Recipient(contact, rung, round_), attempt)
    return found


async def told_so_far(session: AsyncSession, alert_id: UUID) -> Told:
    """Everybody who was told of one case."""
    return (await _told(session, [alert_id]))[alert_id]


async def those_paged(session: AsyncSession, alert_id: UUID) -> list[Recipient]:
    """Every contact point that was paged for this case, once each, in the rung of its first page."""
    return (await told_so_far(session, alert_id)).paged


async def queue(
    session: AsyncSession,
    alert: Alert,
    kind: MessageKind,
    recipients: Iterable[Recipient],
    at: datetime,
    *,
    reason: Reason = Reason.NEW_ALERT,
    milestone: MilestoneKind | None = None,
    about: About = NOBODY,
) -> list[Notification]:
    """Write one message per recipient, each with its next free attempt number."""
    wanted = list(recipients)
    if not wanted:
        return []
    told = await told_so_far(session, alert.id)
    rows = told.queue(alert, kind, wanted, at, reason=reason, milestone=milestone, about=about)
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


async def queue_desk(
    session: AsyncSession,
    alert: Alert,
    rungs: Mapping[str, RungPolicy],
    at: datetime,
    *,
    reason: Reason,
    milestone: MilestoneKind | None = None,
    about: About = NOBODY,
) -> list[Notification]:
    """A notice to the desk, such as a wrong sender or an answer that came late."""
    desk = await posts_of_rung(session, alert, DESK, rungs[DESK])
    return await queue(session, alert, MessageKind.DESK, desk, at, reason=reason, milestone=milestone, about=about)
