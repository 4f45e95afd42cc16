"""Finds recipients and queues their messages: rows are written before anything is sent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import any_, bindparam, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import TEXTS, UUIDS, database_of, now
from abhay.adapters.store.db.statements import execute
from abhay.adapters.store.directory.rosters import has_roster, read_rosters
from abhay.adapters.store.messages.beside import pushes_beside
from abhay.adapters.store.messages.health import shut_channels
from abhay.domain.cases.answers import UNANSWERED
from abhay.domain.messages.failover import can_follow, first_points
from abhay.domain.messages.kinds import MEANINGS
from abhay.domain.messages.paging import URGENT_AT_DESK, About, Why
from abhay.domain.rosters.duty import Roster
from abhay.domain.rosters.staffing import OnDuty, of_post_now, of_rung_now, permanent
from models.enums import MessageKind, Reason, Severity
from models.policy import DESK, RungPolicy
from models.tables import Alert, AlertUnit, ContactPoint, Notification

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""The moment for which units without any roster are asked: it decides nothing there."""


@dataclass(frozen=True)
class Recipient:
    """A contact point in the rung and round of its message.

    `stands_in_for` is the post at which nobody is on duty, if it is paged in the place of that post.
    """

    contact: ContactPoint
    rung: str
    round: int
    stands_in_for: About | None = None

    @property
    def unit_id(self) -> str | None:
        """The police unit of its post; None for a post of the State."""
        return self.contact.unit_id

    @property
    def post_id(self) -> str:
        """Its duty post."""
        return self.contact.post_id


async def units_of(session: AsyncSession, alert_id: UUID) -> tuple[str, ...]:
    """Returns the units that have a case (routed to, not stood down), best first."""
    query = (
        select(AlertUnit.unit_id)
        .where(AlertUnit.alert_id == alert_id, col(AlertUnit.stood_down_at).is_(None))
        .order_by(col(AlertUnit.position))
    )
    return tuple((await session.exec(query)).all())


class PagingHistory:
    """The messages of a case so far; numbers further ones without a query for each."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._paged: dict[UUID, Recipient] = {}
        self._attempts: dict[tuple[str, str, int, UUID], int] = {}

    @property
    def paged(self) -> list[Recipient]:
        """Returns every paged contact point once, in the rung of its first page."""
        return list(self._paged.values())

    def note(self, kind: MessageKind, recipient: Recipient, attempt: int) -> None:
        """Notes one message; must be called in the order of the messages."""
        self._attempts[kind, recipient.rung, recipient.round, recipient.contact.id] = attempt
        if MEANINGS[kind].paged:
            self._paged.setdefault(recipient.contact.id, recipient)

    def queue(
        self, alert: Alert, kind: MessageKind, recipients: Iterable[Recipient], at: datetime, why: Why
    ) -> list[Notification]:
        """Adds one message per recipient to the session, each with its next free attempt number, and pushes beside.

        Returns the messages without the pushes.
        """
        rows: list[Notification] = []
        told = list(recipients)
        for recipient in told:
            place = (kind, recipient.rung, recipient.round, recipient.contact.id)
            row = _row(alert, kind, recipient, at, why)
            row.attempt = self._attempts.get(place, 0) + 1
            self.note(kind, recipient, row.attempt)
            rows.append(row)
        beside = pushes_beside((row, each.contact) for row, each in zip(rows, told, strict=True))
        self._session.add_all([*rows, *beside])
        return rows


class RecipientIndex:
    """Possible and past recipients for all cases of one transaction, read for all of them at the first use.

    `units` maps each case to the units that it will probably need.
    """

    def __init__(self, session: AsyncSession, units: Mapping[UUID, Iterable[str]]) -> None:
        self.session = session
        self._cases = list(units)
        self._likely = {unit for own in units.values() for unit in own}
        self._told: dict[UUID, PagingHistory] | None = None
        self._contacts: dict[str | None, list[ContactPoint]] = {}
        self._rosters: dict[About, Roster] = {}
        self._at: datetime | None = None
        self._shut: frozenset[str] | None = None

    async def told(self, alert_id: UUID) -> PagingHistory:
        """Returns the messages of this case so far."""
        if self._told is None:
            self._told = await _told(self.session, self._cases)
        return self._told[alert_id]

    async def reached(
        self,
        rung: str,
        rule: RungPolicy,
        units: Collection[str] = (),
        round_: int = 1,
        higher: Sequence[RungPolicy] = (),
    ) -> list[Recipient]:
        """Returns a rung's recipients now: whoever is on duty at its posts in these units, or in the State.

        Where a roster has nobody, others stand in: the post's permanent contacts, else the posts of `higher` rungs.
        """
        there = await self._on_duty(rule, units, higher)
        return [Recipient(contact, rung, round_, instead) for contact, instead in there.reached]

    async def gaps(self, rule: RungPolicy, units: Collection[str] = ()) -> tuple[About, ...]:
        """Returns the posts of a rung that have a roster, and nobody on duty now who can be reached."""
        return (await self._on_duty(rule, units)).gaps

    async def _on_duty(
        self, rule: RungPolicy, units: Collection[str], higher: Sequence[RungPolicy] = ()
    ) -> OnDuty[ContactPoint]:
        active = await self._active(units)
        return of_rung_now(active, self._rosters, self._at or _LONG_AGO, (rule, *higher), units)

    async def in_order(self, alert: Alert, recipients: Sequence[Recipient], *, urgent: bool) -> list[Recipient]:
        """Returns those of a rung's recipients who are paged now, in the order given.

        These are the first contact points of each post, and those that were paged for this case before. `urgent`:
        in an imminent case, text and voice at once.
        """
        if len({each.contact.preference for each in recipients}) <= 1:
            return list(recipients)
        shut = await self.shut()
        chosen = {each.contact.id for each in (await self.told(alert.id)).paged}
        for points in _by_post(recipients).values():
            first = first_points(points, urgent=urgent and alert.severity is Severity.IMMINENT, shut=shut)
            chosen |= {point.id for point in first}
        return [each for each in recipients if each.contact.id in chosen]

    async def present(self, alert: Alert, recipients: Collection[Recipient], kind: MessageKind) -> list[Recipient]:
        """Returns these recipients, with the post's first present contact points in place of one switched off.

        Whoever is asked to act is on duty: in place of one whose duty has ended come those whose duty it is.
        """
        there: dict[UUID, Recipient] = {}
        for each in recipients:
            for one in await self._in_place_of(alert, each, kind):
                there.setdefault(one.contact.id, one)
        return list(there.values())

    async def _in_place_of(self, alert: Alert, each: Recipient, kind: MessageKind) -> Sequence[Recipient]:
        stays = each.contact.active and (MEANINGS[kind].notice or each.stands_in_for is not None)
        if stays:
            return [each]
        there = await self._now_at(*_post(each))
        if each.contact.active and (not there or each.contact.id in {contact.id for contact in there}):
            return [each]
        return await self.in_order(alert, [replace(each, contact=contact) for contact in there], urgent=False)

    async def _now_at(self, unit: str | None, post: str) -> Sequence[ContactPoint]:
        """Returns who is on duty at a post now, or stands in there."""
        own = await self._all_at(unit, post)
        return of_post_now(own, self._rosters.get(About(unit, post)), self._at or _LONG_AGO).contacts

    async def of_post(self, unit: str | None, post: str) -> list[ContactPoint]:
        """Returns the active contact points of a post that may be paged now: on duty, or without any duty."""
        own = await self._all_at(unit, post)
        roster = self._rosters.get(About(unit, post))
        there = {contact.id for contact in (*await self._now_at(unit, post), *permanent(own, roster))}
        return [contact for contact in own if contact.id in there]

    async def _all_at(self, unit: str | None, post: str) -> list[ContactPoint]:
        active = await self._active([unit] if unit else [])
        return [contact for contact in active if (contact.unit_id, contact.post_id) == (unit, post)]

    async def set_bounds(self, alert: Alert, rows: Iterable[Notification], at: datetime) -> None:
        """Sets when new messages go on to the next contact point, where their post has one that was not paged."""
        if alert.status not in UNANSWERED:
            return
        going: dict[tuple[str | None, str], list[Notification]] = {}
        for row in rows:
            if row.milestone is None and can_follow(row.kind, alert.status):
                going.setdefault((row.unit_id, row.post_id), []).append(row)
        for post, messages in going.items():
            points = await self.of_post(*post)
            if await self._has_others(alert, points):
                bound = at + database_of(self.session).bounds.of(alert.severity)
                for row in messages:
                    row.go_on_at = bound

    async def _has_others(self, alert: Alert, points: Iterable[ContactPoint]) -> bool:
        """Returns whether a post has contact points that were not paged for the case."""
        paged = {each.contact.id for each in (await self.told(alert.id)).paged}
        return any(point.id not in paged for point in points)

    async def shut(self) -> frozenset[str]:
        """Returns the channels whose breakers are open."""
        if self._shut is None:
            self._shut = await shut_channels(self.session)
        return self._shut

    async def _active(self, units: Collection[str]) -> list[ContactPoint]:
        """Returns the active contact points of the State and of these units, oldest first."""
        wanted: set[str | None] = {None, *units}
        if not wanted <= self._contacts.keys():
            unread = (wanted | self._likely) - self._contacts.keys()
            self._contacts |= {unit: [] for unit in unread}
            contacts, rostered = await _active_contacts(self.session, unread)
            for contact in contacts:
                self._contacts[contact.unit_id].append(contact)
            if rostered:
                self._at = self._at or await now(self.session)
                self._rosters |= await read_rosters(self.session, unread, self._at)
        found = [contact for unit in wanted for contact in self._contacts[unit]]
        return sorted(found, key=lambda contact: (contact.created_at, contact.id))


def _post(recipient: Recipient) -> tuple[str | None, str]:
    return recipient.unit_id, recipient.post_id


def _by_post(recipients: Iterable[Recipient]) -> dict[tuple[str | None, str], list[ContactPoint]]:
    posts: dict[tuple[str | None, str], list[ContactPoint]] = {}
    for each in recipients:
        posts.setdefault(_post(each), []).append(each.contact)
    return posts


async def _active_contacts(session: AsyncSession, units: Collection[str | None]) -> tuple[list[ContactPoint], bool]:
    """Reads the active contact points of these units, and whether any has a roster; None stands for the whole State."""
    named = [unit for unit in units if unit is not None]
    there = col(ContactPoint.unit_id) == any_(bindparam("units", named, type_=TEXTS))
    if None in units:
        there = or_(col(ContactPoint.unit_id).is_(None), there)
    query = select(ContactPoint, has_roster(units)).where(col(ContactPoint.active), there)
    rows = (await session.exec(query)).all()
    return [contact for contact, _ in rows], any(rostered for _, rostered in rows)


async def _told(session: AsyncSession, alert_ids: Sequence[UUID]) -> dict[UUID, PagingHistory]:
    """Reads the messages of these cases in one round trip."""
    place = [col(Notification.kind), col(Notification.rung), col(Notification.round)]
    query = (
        select(ContactPoint, Notification.alert_id)
        .add_columns(*place, func.max(Notification.attempt))
        .join(Notification, col(Notification.contact_id) == ContactPoint.id)
        .where(col(Notification.alert_id) == any_(bindparam("ids", list(alert_ids), type_=UUIDS)))
        .group_by(col(ContactPoint.id), col(Notification.alert_id), *place)
        .order_by(func.min(Notification.queued_at))
    )
    rows = await execute(session, query)
    found = {alert_id: PagingHistory(session) for alert_id in alert_ids}
    for contact, alert_id, kind, rung, round_, attempt in rows:
        found[alert_id].note(kind, Recipient(contact, rung, round_), attempt)
    return found


def _row(alert: Alert, kind: MessageKind, recipient: Recipient, at: datetime, why: Why) -> Notification:
    contact = recipient.contact
    if recipient.stands_in_for is not None and recipient.rung != DESK and why.reason is Reason.NEW_ALERT:
        why = replace(why, reason=Reason.ROSTER_GAP, about=recipient.stands_in_for)
    return Notification(
        alert_id=alert.id,
        kind=kind,
        rung=recipient.rung,
        round=recipient.round,
        attempt=1,
        unit_id=contact.unit_id,
        post_id=contact.post_id,
        contact_id=contact.id,
        channel=contact.channel,
        reason=why.reason,
        milestone=why.milestone,
        about_unit_id=why.about.unit,
        about_post_id=why.about.post,
        queued_at=at,
    )


async def tell_desk(
    index: RecipientIndex, alert: Alert, rungs: Mapping[str, RungPolicy], at: datetime, why: Why
) -> list[Notification]:
    """Queues a notice to the desk about a case, such as an unproven sender or a late answer."""
    desk = await index.in_order(alert, await index.reached(DESK, rungs[DESK]), urgent=why.reason in URGENT_AT_DESK)
    rows = (await index.told(alert.id)).queue(alert, MessageKind.DESK, desk, at, why)
    await index.set_bounds(alert, rows, at)
    return rows
