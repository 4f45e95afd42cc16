"""A message goes out: claimed with a deadline before the provider is called, marked after.

At-least-once: a process that dies in between leaves the row `sending`; once nobody holds its lock, or
past its deadline, it becomes `unknown` and is sent once more, labelled as a possible duplicate.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ColumnElement, Interval, and_, bindparam, or_, text
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.batches import Batches
from abhay.store.database import HELD_KEYS, TEXTS, UUIDS, Database, now, wake
from abhay.store.policies import read_document
from abhay.store.recipients import About, queue_desk
from abhay.words import Reason
from models.enums import MessageKind, MessageStatus, Status
from models.tables import Alert, Notification

SENDING_LIMIT = timedelta(seconds=10)
"""How long one try may take. Channels are given 5 s, at most 8 s (settings): only a dead process overruns it."""

QUICK_TRIES = timedelta(seconds=8)
"""How long a message between two quick tries is left to the task that makes them."""

AGAIN_AFTER = timedelta(seconds=15)
"""A message that could not be handed over is tried anew this much later (GoAlert does the same)."""

MOST_RESENDS = 2
"""New rows for one failed message; each of them has the task's own three quick tries."""

SAME = {
    "alert_id", "kind", "rung", "round", "unit_id", "post_id", "contact_id", "channel", "reason", "milestone",
    "about_unit_id", "about_post_id",
}  # fmt: skip
"""What a message that is sent again has in common with the one it repeats."""

NOTICES = (MessageKind.ESCALATED, MessageKind.ACKNOWLEDGED, MessageKind.STOOD_DOWN, MessageKind.CLOSED)
"""Kinds that tell what happened; all others ask somebody to act, and go first where much is due."""

DESK_HEARS_OF = (MessageKind.PAGE.value, MessageKind.UPDATE.value)
"""Kinds whose final failure is told to the desk: a post that should have been paged was not."""


_IDS = bindparam("ids", type_=UUIDS)

_CLAIM = text(
    """
    UPDATE notification
    SET status = 'sending', sending_deadline = abhay_now() + :limit, tries = tries + 1, sender = :sender
    WHERE id IN (SELECT id FROM notification WHERE id = ANY(:ids) AND status = 'queued' FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id
    """
).bindparams(_IDS, bindparam("limit", type_=Interval), bindparam("sender", type_=BigInteger))

_MARK = text(
    """
    UPDATE notification
    SET status = 'sent', sent_at = abhay_now(), provider_id = given.provider_id, again_after = NULL, error = NULL
    FROM unnest(:ids, :provider_ids) AS given (id, provider_id)
    WHERE notification.id = given.id AND given.id IN (
        SELECT id FROM notification WHERE id = ANY(:ids) AND status IN ('sending', 'unknown')
        FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING notification.id
    """
).bindparams(_IDS, bindparam("provider_ids", type_=TEXTS))


async def due_messages(session: AsyncSession, alert_id: UUID, at: datetime) -> list[Notification]:
    """What is written and not yet taken by anybody, in the order it was written."""
    query = (
        select(Notification)
        .where(
            Notification.alert_id == alert_id,
            Notification.status == MessageStatus.QUEUED.value,
            or_(col(Notification.try_after).is_(None), col(Notification.try_after) <= at),
        )
        .order_by(col(Notification.queued_at), col(Notification.rung))
    )
    return list((await session.exec(query)).all())


async def claim_all(session: AsyncSession, message_ids: Sequence[UUID], sender: int | None) -> list[UUID]:
    """Take queued messages for one try; answers those that no other mover has and that are still wanted.

    Passes over a row that somebody is changing at this moment: it waits for nobody while it holds other rows.
    """
    connection = await session.connection()
    taken = await connection.execute(_CLAIM, {"ids": list(message_ids), "limit": SENDING_LIMIT, "sender": sender})
    return list(taken.scalars())


async def mark_sent(database: Database, message_id: UUID, provider_id: str | None) -> None:
    """The provider took it. A row that became `unknown` meanwhile is not sent again."""
    marks = database.kept("marks", lambda: Batches(partial(_mark_all, database)))
    if await marks.do((message_id, provider_id)):
        await _mark_one(database, message_id, provider_id)


async def _mark_all(database: Database, sent: Sequence[tuple[UUID, str | None]]) -> dict[tuple[UUID, str | None], bool]:
    """Mark them in one transaction; answers those that were passed over, since somebody is changing their rows."""
    ids, provider_ids = [each for each, _ in sent], [provider_id for _, provider_id in sent]
    async with database.transaction("sent") as session:
        connection = await session.connection()
        marked = set((await connection.execute(_MARK, {"ids": ids, "provider_ids": provider_ids})).scalars())
    return {each: True for each in sent if each[0] not in marked}


async def _mark_one(database: Database, message_id: UUID, provider_id: str | None) -> None:
    """Wait for whoever changes the row, then mark it if that is still to be done."""
    async with database.transaction() as session:
        at = await now(session)
        await session.exec(
            update(Notification)
            .where(
                col(Notification.id) == message_id,
                col(Notification.status).in_([MessageStatus.SENDING.value, MessageStatus.UNKNOWN.value]),
            )
            .values(status=MessageStatus.SENT.value, sent_at=at, provider_id=provider_id, again_after=None, error=None)
        )


async def release(database: Database, message_id: UUID, error: str) -> None:
    """The try failed and another one follows at once: give the message back to the queue."""
    async with database.transaction() as session:
        mine = (col(Notification.id) == message_id, col(Notification.status) == MessageStatus.SENDING.value)
        await session.exec(
            update(Notification)
            .where(*mine)
            .values(
                status=MessageStatus.QUEUED.value,
                error=error,
                sending_deadline=None,
                sender=None,
                try_after=await now(session) + QUICK_TRIES,
            )
        )


async def mark_failed(database: Database, message_id: UUID, error: str, *, permanent: bool) -> None:
    """The quick tries are used up, or the channel refuses it: resent later unless that cannot help."""
    async with database.transaction() as session:
        alert, row = await _locked_message(session, message_id)
        if row.status not in (MessageStatus.SENDING.value, MessageStatus.QUEUED.value):
            return
        at = await now(session)
        row.status, row.failed_at, row.error = MessageStatus.FAILED.value, at, error
        if not permanent and await _resends_so_far(session, row) < MOST_RESENDS:
            await _again(session, alert, row, at)
        elif row.kind in DESK_HEARS_OF:
            document = await read_document(session, alert.policy_version)
            about = About(row.unit_id, row.post_id)
            await queue_desk(session, alert, document.rung, at, reason=Reason.UNDELIVERED, about=about)
            await wake(session, alert.id)
        await _look_again(session, alert, row)


async def _again(session: AsyncSession, alert: Alert, row: Notification, at: datetime) -> None:
    """Have it sent once more: as a decision of the case's clock, or at once where that has stopped."""
    if alert.status != Status.CLOSED.value:
        row.again_after = at + AGAIN_AFTER
        return
    copy = await resend(session, row.id, at)
    copy.try_after = at + AGAIN_AFTER


async def _locked_message(session: AsyncSession, message_id: UUID) -> tuple[Alert, Notification]:
    """A message and its case, locked in the order that every other transaction locks them in."""
    alert_id = (await session.exec(select(Notification.alert_id).where(Notification.id == message_id))).one()
    alert = await session.get_one(Alert, alert_id, with_for_update={"key_share": True})
    return alert, await session.get_one(Notification, message_id, with_for_update=True)


async def mark_unknown(database: Database, message_id: UUID, error: str) -> None:
    """The channel broke off after it was given the message: it may have arrived."""
    async with database.transaction() as session:
        alert, row = await _locked_message(session, message_id)
        if row.status == MessageStatus.SENDING.value:
            _unknown(row, await now(session), error)
            await _look_again(session, alert, row)


async def expire_unfinished(session: AsyncSession, alert_id: UUID, at: datetime) -> bool:
    """Messages whose sender died: nobody knows whether they arrived. Answers whether there were any.

    A sender is dead when nobody holds its lock any more, or when it is long past what a try may take.
    """
    query = (
        select(Notification)
        .where(
            Notification.alert_id == alert_id,
            Notification.status == MessageStatus.SENDING.value,
            or_(col(Notification.sending_deadline) < at, _sender_is_dead()),
        )
        .with_for_update(skip_locked=True)  # whoever changes it now lives
    )
    rows = (await session.exec(query)).all()
    for row in rows:
        _unknown(row, at, "the sender stopped before it knew whether the message went out")
    await session.flush()
    return bool(rows)


def _sender_is_dead() -> ColumnElement[bool]:
    """Whether nobody holds the lock of whoever claimed a message; a claim without one has only its deadline."""
    return and_(col(Notification.sender).is_not(None), col(Notification.sender).not_in(HELD_KEYS))


def _unknown(row: Notification, at: datetime, error: str) -> None:
    row.status, row.error = MessageStatus.UNKNOWN.value, error
    row.again_after = at if row.resend_of is None else None


async def resend(session: AsyncSession, message_id: UUID, at: datetime) -> Notification:
    """Write the same message as a new row that names the one it repeats; answers the new row."""
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
    )


async def _look_again(session: AsyncSession, alert: Alert, row: Notification) -> None:
    """A resend may be due sooner than the case's next look: bring that forward."""
    if row.again_after is not None and alert.next_at is not None and alert.next_at > row.again_after:
        alert.next_at = row.again_after
        await wake(session, alert.id)
