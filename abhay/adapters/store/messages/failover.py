"""Pages the next contact points of a post, in the transaction that learns that a message may not have reached it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.log.timeline import note, posts_in
from abhay.adapters.store.messages.recipients import Recipient, RecipientIndex
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
from models.enums import FailOver, MessageStatus
from models.tables import Alert, AlertUnit, ContactPoint, Notification


@dataclass(frozen=True)
class WentOn:
    """The messages that follow one now; `before`: its group went on already, so that others carry its post."""

    rows: list[Notification]
    before: bool = False

    def __bool__(self) -> bool:
        """Whether the post is paged by others."""
        return bool(self.rows) or self.before


async def go_on(
    index: RecipientIndex, session: AsyncSession, alert: Alert, row: Notification, at: datetime, because: FailOver
) -> WentOn:
    """Pages the next contact points of a message's post, once for each group; called under the case's lock.

    Nobody is paged once the case was answered, the unit lost the case, or a page of the post is known to be delivered.
    """
    row.go_on_at = None
    session.add(row)
    if row.milestone is not None or not can_follow(row.kind, alert.status) or await _lost(session, row):
        return WentOn([])
    contact = await session.get_one(ContactPoint, row.contact_id)
    progress = await _progress(session, row)
    if not goes_on(contact.preference, progress):
        return WentOn([], before=True)
    told = await index.told(alert.id)
    points = await index.of_post(row.unit_id, row.post_id)
    tried = {each.contact.id for each in told.paged}
    following = next_points(points, tried=tried, shut=await index.shut() if points else ())
    if not following:
        return WentOn([])
    recipients = [Recipient(point, row.rung, row.round) for point in following]
    why = Why(row.reason, about=About(row.about_unit_id, row.about_post_id))
    rows = told.queue(alert, kind_of_next(row.kind), recipients, at, why)
    for new, point in zip(rows, following, strict=True):
        new.in_place_of, new.because = row.id, because
        if repeats(because, same_address=point.address == contact.address):
            new.resend_of = row.id
    await index.set_bounds(alert, rows, at)
    paged = timeline.Paged(told=posts_in(rows), because=because)
    note(session, alert, paged, at, system("abhay"))
    return WentOn(rows)


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
    delivered = select(Notification.id).where(*same, *since).limit(1)
    gone_on = frozenset((await session.exec(groups)).all())
    return PostProgress(gone_on, (await session.exec(delivered)).first() is not None)
