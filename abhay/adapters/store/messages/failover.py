"""Pages the next contact points of a post, in the transaction that learns that a message may not have reached it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import wake
from abhay.adapters.store.directory.policies import rules_of
from abhay.adapters.store.log.timeline import note, posts_in
from abhay.adapters.store.messages.recipients import Recipient, RecipientIndex, units_of
from abhay.domain.escalation import Case, is_left_at_once
from abhay.domain.intake.trust import is_held
from abhay.domain.messages.channel_kinds import BESIDE, SIDE_WAYS
from abhay.domain.messages.failover import (
    PostProgress,
    can_follow,
    goes_on,
    kind_of_next,
    kinds_like,
    next_points,
    repeats,
)
from abhay.domain.messages.paging import About, Why
from models import timeline
from models.actors import system
from models.enums import FailOver, MessageKind, MessageStatus, Reason
from models.tables import Alert, AlertUnit, ContactPoint, Notification


@dataclass(frozen=True)
class WentOn:
    """The messages that follow one now; `before`: its group went on already, so that others carry its post."""

    rows: list[Notification]
    before: bool = False

    def __bool__(self) -> bool:
        """Whether the post is paged by others."""
        return bool(self.rows) or self.before


async def go_on(index: RecipientIndex, alert: Alert, row: Notification, at: datetime, because: FailOver) -> WentOn:
    """Pages the next contact points of a message's post, once for each group; called under the case's lock.

    Nobody is paged once the case was answered, the unit lost the case, or a page of the post is known to be delivered.
    """
    session = index.session
    row.go_on_at = None
    session.add(row)
    if row.channel in BESIDE or row.milestone is not None or not can_follow(row.kind, alert.status):
        return WentOn([])
    if await _lost(session, row):
        return WentOn([])
    contact = await session.get_one(ContactPoint, row.contact_id)
    progress = await _progress(session, row)
    if not goes_on(contact.preference, progress):
        return WentOn([], before=True)
    tried = {each.contact.id for each in (await index.told(alert.id)).paged}
    points = await index.of_post(row.unit_id, row.post_id)
    following = next_points(points, tried=tried, shut=await index.shut() if points else ())
    rows = await _page_next(index, alert, row, following, at) if following else []
    for new, point in zip(rows, following, strict=True):
        new.in_place_of, new.because = row.id, because
        if repeats(because, same_address=point.address == contact.address):
            new.resend_of = row.id
    if rows:
        note(session, alert, timeline.Paged(told=posts_in(rows), because=because), at, system("abhay"))
    return WentOn(rows)


async def _page_next(
    index: RecipientIndex, alert: Alert, row: Notification, following: Sequence[ContactPoint], at: datetime
) -> list[Notification]:
    recipients = [Recipient(point, row.rung, row.round) for point in following]
    why = Why(row.reason, about=About(row.about_unit_id, row.about_post_id))
    rows = (await index.told(alert.id)).queue(alert, kind_of_next(row.kind), recipients, at, why)
    await index.set_bounds(alert, rows, at)
    return rows


async def _lost(session: AsyncSession, row: Notification) -> bool:
    """Returns whether the case was taken from the message's unit."""
    gone = select(AlertUnit.unit_id).where(
        AlertUnit.alert_id == row.alert_id,
        AlertUnit.unit_id == row.unit_id,
        col(AlertUnit.stood_down_at).is_not(None),
    )
    return (await session.exec(gone)).first() is not None


async def _progress(session: AsyncSession, row: Notification) -> PostProgress:
    """Returns how the paging of the message's post stands in its rung and round."""
    same = (
        Notification.alert_id == row.alert_id,
        Notification.rung == row.rung,
        Notification.round == row.round,
        Notification.post_id == row.post_id,
        col(Notification.unit_id).is_not_distinct_from(row.unit_id),
        col(Notification.kind).in_(kinds_like(row.kind)),
    )
    followed = aliased(Notification)
    groups = (
        select(ContactPoint.preference)
        .join(followed, col(followed.contact_id) == ContactPoint.id)
        .join(Notification, col(Notification.in_place_of) == followed.id)
        .where(*same)
    )
    since = (Notification.status == MessageStatus.DELIVERED, col(Notification.queued_at) >= row.queued_at)
    surely = select(Notification.id).where(*same, *since, col(Notification.channel).not_in(SIDE_WAYS))
    delivered = surely.limit(1)
    gone_on = frozenset((await session.exec(groups)).all())
    return PostProgress(gone_on, (await session.exec(delivered)).first() is not None)


async def leave_unreached_rung(session: AsyncSession, alert: Alert, row: Notification, at: datetime) -> None:
    """Lets the rung of a failed message run out now if no page of it can reach anybody, and a rung is above it."""
    if row.channel in BESIDE:
        return
    current = (row.rung, row.round) == (alert.rung, alert.round)
    if not current or row.kind is MessageKind.DESK or await _reaches_somebody(session, row):
        return
    units = await units_of(session, alert.id)
    case = Case(
        alert.status,
        alert.route_state,
        held=is_held(alert.trust, has_units=bool(units)),
        has_units=bool(units),
        rung=alert.rung,
        round=alert.round or 1,
        exhausted=alert.exhausted_at is not None,
    )
    if is_left_at_once(case, await rules_of(session, alert, units[0] if units else None)):
        alert.due_at = alert.next_at = at
        await wake(session, alert.id)


async def _reaches_somebody(session: AsyncSession, row: Notification) -> bool:
    """Returns whether a page of this rung and round may have arrived, or may still: no side way, no neighbour's."""
    await session.flush()
    may_arrive = select(Notification.id).where(
        Notification.alert_id == row.alert_id,
        Notification.rung == row.rung,
        Notification.round == row.round,
        col(Notification.kind).in_(kinds_like(row.kind)),
        col(Notification.reason) != Reason.COPY,
        col(Notification.channel).not_in(SIDE_WAYS),
        or_(
            col(Notification.status).not_in([MessageStatus.FAILED, MessageStatus.STOOD_DOWN]),
            col(Notification.again_after).is_not(None),
        ),
    )
    return (await session.exec(may_arrive.limit(1))).first() is not None
