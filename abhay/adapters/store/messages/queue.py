"""The queue of messages: each is claimed with a deadline before the provider is called, and marked afterwards.

Delivery is at least once: a process that dies in between leaves the row `sending`. Once its lock is free, or
its deadline has passed, the row becomes `unknown` and is sent again, labelled as a possible duplicate.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple, assert_never
from uuid import UUID, uuid4

from sqlalchemy import func, or_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.batches import Batches
from abhay.adapters.store.db.database import Database, PerDatabase, now, wake
from abhay.adapters.store.db.locks import is_dead
from abhay.adapters.store.db.statements import execute, named
from abhay.adapters.store.directory.policies import read_document
from abhay.adapters.store.messages.failover import WentOn, go_on, leave_unreached_rung
from abhay.adapters.store.messages.recipients import RecipientIndex, tell_desk
from abhay.domain.messages.channel_kinds import BESIDE
from abhay.domain.messages.delivery import (
    BETWEEN_QUICK_TRIES,
    TRY_LIMIT,
    AfterFailure,
    GiveUp,
    RepeatNow,
    SendAgain,
    TellDesk,
    after_failure,
    after_unknown,
)
from abhay.domain.messages.paging import About, Why
from models.enums import FailOver, MessageStatus, Reason, Status
from models.tables import Alert, Notification

SAME = {
    "alert_id", "kind", "rung", "round", "unit_id", "post_id", "contact_id", "channel", "reason", "milestone",
    "about_unit_id", "about_post_id",
}  # fmt: skip
"""The columns that a resend copies from the message that it repeats."""


_CLAIM, _MARK_SENT = named("claim"), named("mark_sent")


async def due_messages(session: AsyncSession, alert_id: UUID, at: datetime) -> list[Notification]:
    """Returns the queued messages that are not yet claimed, in the order of queueing."""
    query = (
        select(Notification)
        .where(
            Notification.alert_id == alert_id,
            Notification.status == MessageStatus.QUEUED,
            or_(col(Notification.try_after).is_(None), col(Notification.try_after) <= at),
        )
        .order_by(col(Notification.queued_at), col(Notification.rung))
    )
    return list((await session.exec(query)).all())


async def claim_all(session: AsyncSession, message_ids: Sequence[UUID], sender: int | None) -> list[UUID]:
    """Claims queued messages for one try. Returns those that no other mover has and that are still wanted.

    Skips rows that another transaction has locked: it never waits while it holds other rows.
    """
    return [row.id for row in await execute(session, _CLAIM, ids=message_ids, limit=TRY_LIMIT, sender=sender)]


class Sent(NamedTuple):
    """A message that its channel took: the provider's own id of it, and the gateway, if there are any."""

    message_id: UUID
    provider_id: str | None = None
    gateway: str | None = None


async def mark_sent(database: Database, message_id: UUID, provider_id: str | None, gateway: str | None = None) -> None:
    """Marks a message as sent; one that became `unknown` meanwhile is not sent again."""
    sent = Sent(message_id, provider_id, gateway)
    if await database.own(_MARKS).do(sent):
        await _mark_one(database, sent)


async def _mark_all(database: Database, sent: Sequence[Sent]) -> dict[Sent, bool]:
    """Marks messages as sent in one transaction. Returns those skipped because another transaction has their rows."""
    ids, provider_ids, gateways = zip(*sent, strict=True)
    given = {"ids": list(ids), "provider_ids": list(provider_ids), "gateways": list(gateways)}
    async with database.transaction("sent") as session:
        marked = {row.id for row in await execute(session, _MARK_SENT, **given)}
    return {each: True for each in sent if each.message_id not in marked}


_MARKS = PerDatabase[Batches[Sent, bool]](lambda database: Batches(partial(_mark_all, database)))


async def _mark_one(database: Database, sent: Sent) -> None:
    """Waits for the transaction that has the row, then marks it if that is still needed."""
    async with database.transaction() as session:
        at = await now(session)
        await session.exec(
            update(Notification)
            .where(
                col(Notification.id) == sent.message_id,
                col(Notification.status).in_([MessageStatus.SENDING, MessageStatus.UNKNOWN]),
            )
            .values(
                status=MessageStatus.SENT,
                sent_at=at,
                provider_id=sent.provider_id,
                gateway=sent.gateway,
                again_after=None,
                error=None,
            )
        )


async def mark_unavailable(database: Database, message_id: UUID, error: str, *, quick: bool) -> bool:
    """Notes that a channel could not take a message: the post's next contact point is paged at once, if there is one.

    Without one, a `quick` try follows: returns True, and the message is queued again. Otherwise it is marked as failed.
    """
    async with database.transaction() as session:
        alert, row = await locked_message(session, message_id)
        if row.status not in (MessageStatus.SENDING, MessageStatus.QUEUED):
            return False
        at = await now(session)
        went_on = await go_on(_index(session, alert), alert, row, at, FailOver.UNAVAILABLE)
        if quick and not went_on:
            row.status, row.error = MessageStatus.QUEUED, error
            row.sending_deadline, row.sender, row.try_after = None, None, at + BETWEEN_QUICK_TRIES
            return True
        await _fail(session, alert, row, at, error, permanent=False, went_on=went_on)
        return False


async def mark_failed(
    database: Database, message_id: UUID, error: str, *, permanent: bool, because: FailOver | None = None
) -> None:
    """Marks a message as failed: pages the post's next contact point, and plans a resend if one can help.

    `permanent`: the channel refuses it. `because`: why the next one is paged, where that is no refusal.
    """
    async with database.transaction() as session:
        alert, row = await locked_message(session, message_id)
        if row.status not in (MessageStatus.SENDING, MessageStatus.QUEUED):
            return
        at = await now(session)
        because = because or (FailOver.REFUSED if permanent else FailOver.UNAVAILABLE)
        went_on = await go_on(_index(session, alert), alert, row, at, because)
        await _fail(session, alert, row, at, error, permanent=permanent, went_on=went_on)


async def _fail(
    session: AsyncSession,
    alert: Alert,
    row: Notification,
    at: datetime,
    error: str,
    *,
    permanent: bool,
    went_on: WentOn,
) -> None:
    row.status, row.failed_at, row.error = MessageStatus.FAILED, at, error
    resends = 0 if permanent else await _resends_so_far(session, row)
    closed = alert.status == Status.CLOSED
    beside = row.channel in BESIDE
    after = after_failure(row.kind, at, permanent=permanent, resends=resends, case_closed=closed, beside=beside)
    if not (went_on and isinstance(after, TellDesk)):
        await _carry_out(session, alert, row, after, at)
    await _look_again(session, alert, row, went_on)
    if isinstance(after, (TellDesk, GiveUp)) and not went_on:
        await leave_unreached_rung(session, alert, row, at)


def _index(session: AsyncSession, alert: Alert) -> RecipientIndex:
    return RecipientIndex(session, {alert.id: ()})


async def mark_returned(database: Database, message_id: UUID, error: str, *, unless_delivered: bool = False) -> bool:
    """Marks a message as failed that its channel took and that came back: what follows is what follows a refusal.

    Returns False for one that is known to have failed, or was never sent; also, `unless_delivered`, for one that is
    known to have arrived.
    """
    async with database.transaction() as session:
        alert, row = await locked_message(session, message_id)
        if row.status not in (MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.UNKNOWN):
            return False
        if unless_delivered and row.status == MessageStatus.DELIVERED:
            return False
        at = await now(session)
        row.delivered_at, row.again_after = None, None
        went_on = await go_on(_index(session, alert), alert, row, at, FailOver.RETURNED)
        await _fail(session, alert, row, at, error, permanent=True, went_on=went_on)
        return True


async def _carry_out(session: AsyncSession, alert: Alert, row: Notification, after: AfterFailure, at: datetime) -> None:
    match after:
        case SendAgain(at=later):
            row.again_after = later
        case RepeatNow(not_before=later):
            (await resend(session, row.id, at)).try_after = later
        case TellDesk():
            if not await _desk_knows(session, row):
                rungs = (await read_document(session, alert.policy_version)).rung
                why = Why(Reason.UNDELIVERED, about=About(row.unit_id, row.post_id))
                await tell_desk(_index(session, alert), alert, rungs, at, why)
                await wake(session, alert.id)
        case GiveUp():
            pass
        case _:
            assert_never(after)


async def _desk_knows(session: AsyncSession, row: Notification) -> bool:
    """Returns whether the desk was told that this post is not reached, since its rung was entered in this round.

    A post may have hundreds of contact points on one dead channel: the desk phones the post once.
    """
    entered = (
        select(func.min(Notification.queued_at))
        .where(Notification.alert_id == row.alert_id, Notification.rung == row.rung, Notification.round == row.round)
        .scalar_subquery()
    )
    told = select(Notification.id).where(
        Notification.alert_id == row.alert_id,
        Notification.reason == Reason.UNDELIVERED,
        Notification.about_post_id == row.post_id,
        col(Notification.about_unit_id).is_not_distinct_from(row.unit_id),
        col(Notification.queued_at) >= entered,
    )
    return (await session.exec(told.limit(1))).first() is not None


async def locked_message(session: AsyncSession, message_id: UUID) -> tuple[Alert, Notification]:
    """Returns a message and its case, locked in the same order as in every other transaction."""
    alert_id = (await session.exec(select(Notification.alert_id).where(Notification.id == message_id))).one()
    alert = await session.get_one(Alert, alert_id, with_for_update={"key_share": True})
    return alert, await session.get_one(Notification, message_id, with_for_update=True)


async def mark_unknown(database: Database, message_id: UUID, error: str) -> None:
    """Marks a message as unknown: the channel broke off after it got the message, which may have arrived."""
    async with database.transaction() as session:
        alert, row = await locked_message(session, message_id)
        if row.status == MessageStatus.SENDING:
            went_on = await _unknown(_index(session, alert), alert, row, await now(session), error)
            await _look_again(session, alert, row, went_on)


async def expire_unfinished(index: RecipientIndex, alert: Alert, at: datetime) -> bool:
    """Marks the messages of dead senders as unknown. Returns whether there were any.

    A sender is dead once its lock is free, or once its try has lasted longer than any try may.
    """
    query = (
        select(Notification)
        .where(
            Notification.alert_id == alert.id,
            Notification.status == MessageStatus.SENDING,
            or_(col(Notification.sending_deadline) < at, is_dead(col(Notification.sender))),
        )
        .with_for_update(skip_locked=True)  # a row that is locked has a living sender
    )
    rows = (await index.session.exec(query)).all()
    for row in rows:
        error = "the sender stopped before it knew whether the message went out"
        await _unknown(index, alert, row, at, error)
    await index.session.flush()
    return bool(rows)


async def _unknown(index: RecipientIndex, alert: Alert, row: Notification, at: datetime, error: str) -> WentOn:
    """Marks a message as unknown: another contact point is paged, rather than the same one twice."""
    row.status, row.error = MessageStatus.UNKNOWN, error
    went_on = await go_on(index, alert, row, at, FailOver.UNKNOWN)
    row.again_after = None
    if not went_on:
        beside = row.channel in BESIDE
        after = after_unknown(row.kind, at, is_repeat=row.resend_of is not None, beside=beside)
        await _carry_out(index.session, alert, row, after, at)
    return went_on


async def resend(session: AsyncSession, message_id: UUID, at: datetime) -> Notification:
    """Queues the same message as a new row that names the one it repeats. Returns the new row."""
    row = await session.get_one(Notification, message_id)
    row.again_after = None
    highest = await _highest_attempt(session, row)
    same = row.model_dump(include=SAME)
    copy = Notification(id=uuid4(), attempt=highest + 1, queued_at=at, resend_of=row.id, **same)
    session.add_all([row, copy])
    return copy


async def _highest_attempt(session: AsyncSession, row: Notification) -> int:
    query = select(col(Notification.attempt)).where(*_same_place(row)).order_by(col(Notification.attempt).desc())
    return (await session.exec(query)).first() or 0


async def _resends_so_far(session: AsyncSession, row: Notification) -> int:
    query = select(Notification.id).where(*_same_place(row), col(Notification.resend_of).is_not(None))
    return len((await session.exec(query)).all())


def _same_place(row: Notification) -> tuple[bool, ...]:
    return (
        Notification.alert_id == row.alert_id,
        Notification.kind == row.kind,
        Notification.rung == row.rung,
        Notification.round == row.round,
        Notification.contact_id == row.contact_id,
        Notification.channel == row.channel,
    )


async def _look_again(session: AsyncSession, alert: Alert, row: Notification, went_on: WentOn) -> None:
    """Moves the case's next look forward if a resend, or the end of a bound, is due sooner."""
    moments = [row.again_after, *(each.go_on_at for each in went_on.rows)]
    nearest = min((moment for moment in moments if moment is not None), default=None)
    if sooner := nearest is not None and alert.next_at is not None and alert.next_at > nearest:
        alert.next_at = nearest
    if sooner or went_on.rows:
        await wake(session, alert.id)
