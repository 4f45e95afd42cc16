"""Replies from telephones: whose number it is, which message a code answers, how many codes were wrong.

A code is tried only against messages that went to the sender's own number, and each try is counted before it is looked
at, as those of PINs are: a hundred guesses at the same moment get no more tries than ten one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.locked import LockedCase, locked
from abhay.adapters.store.db.database import Database, now, wake
from abhay.adapters.store.log.timeline import audit, note
from abhay.domain import limits
from abhay.domain.messages.kinds import kinds_where
from abhay.domain.messages.paging import About, Why
from abhay.domain.messages.replies import MOST_ANSWERS_A_DAY, TELEPHONES, Said
from models import timeline
from models.actors import Actor, ActorKind, ActorRole
from models.enums import Language, Reason, Status
from models.tables import Alert, ContactPoint, ContactTest, Notification, ReceivedReply, ReplyDay

ANSWERED_WITHIN: Final = timedelta(days=7)
"""How long the code of a message is taken; a case ends within a day or two."""

_TOLD_AGAIN: Final = timedelta(minutes=5)
"""After what time the desk is told of the same thing in the same case once more: a phone may ring five times."""

_ANSWERABLE: Final = kinds_where(lambda meaning: meaning.answerable)

_OPEN: Final = (Status.RECEIVED, Status.AWAITING, Status.ACKNOWLEDGED)

REASONS: Final = {Said.STOP: Reason.REPLY_STOP, Said.WORDS: Reason.REPLY_WORDS, Said.NOTHING: Reason.MISSED_CALL}
"""Why the desk is told of what is no answer; a call that nobody took says nothing."""

MISSED_CALL: Final = "missed_call"
"""What a call that nobody took is in the timeline."""


@dataclass(frozen=True)
class Telephone:
    """A contact point that has this number: its unit and post, whether it is in use, and its language."""

    contact_id: UUID
    unit: str | None
    post: str
    active: bool
    language: Language = Language.HINDI

    def actor(self, via: str) -> Actor:
        """Returns whoever holds this telephone, and has proven nothing yet."""
        return Actor(ActorKind.POST, str(self.contact_id), str(self.contact_id), ActorRole.POST, via)


async def telephones_of(database: Database, number: str) -> list[Telephone]:
    """Returns the contact points that have this national number, as address or as the post's telephone."""
    async with database.transaction() as session:
        rows = (await session.exec(select(ContactPoint).where(_has(number)))).all()
    return [Telephone(row.id, row.unit_id, row.post_id, row.active, row.language) for row in rows]


def _has(number: str) -> ColumnElement[bool]:
    """Returns whether a contact point has this number; numbers are compared by their last ten digits."""
    return or_(_ends_with(col(ContactPoint.phone), number), _is_address(number))


def _is_address(number: str) -> ColumnElement[bool]:
    return col(ContactPoint.channel).in_(TELEPHONES) & _ends_with(col(ContactPoint.address), number)


def _ends_with(column: Any, number: str) -> ColumnElement[bool]:
    return func.right(func.regexp_replace(column, "[^0-9]", "", "g"), len(number)) == number


async def answerable_messages(database: Database, number: str) -> Sequence[UUID]:
    """Returns the messages to this number whose code is still taken, newest first."""
    query = (
        select(Notification.id)
        .join(ContactPoint, col(ContactPoint.id) == Notification.contact_id)
        .where(_is_address(number), col(Notification.kind).in_(_ANSWERABLE))
    )
    async with database.transaction() as session:
        since = await now(session) - ANSWERED_WITHIN
        recent = query.where(col(Notification.queued_at) > since).order_by(col(Notification.queued_at).desc())
        return (await session.exec(recent)).all()


async def answerable_tests(database: Database, number: str) -> Sequence[UUID]:
    """Returns the tests to this number whose code is still taken, newest first; one that was answered too."""
    query = (
        select(ContactTest.id)
        .join(ContactPoint, col(ContactPoint.id) == ContactTest.contact_id)
        .where(_is_address(number))
        .order_by(col(ContactTest.requested_at).desc())
    )
    async with database.transaction() as session:
        since = await now(session) - ANSWERED_WITHIN
        return (await session.exec(query.where(col(ContactTest.requested_at) > since))).all()


async def count_code_try(database: Database, number: str) -> int | None:
    """Counts one try at a code from this number. Returns how many there are in the day, None when none was left."""
    async with database.transaction() as session:
        day = await _locked_day(session, number, await now(session))
        if limits.lock_of(0, day.wrong) is not None:
            return None
        day.wrong += 1
        return day.wrong


async def _locked_day(session: AsyncSession, number: str, at: datetime) -> ReplyDay:
    """Returns the number's day, locked until the transaction ends; a new one if there is none or it passed."""
    begun = insert(ReplyDay).values(number=number, wrong=0, answers=0, began_at=at)
    await session.exec(  # an update that changes nothing locks the row, where an insert would do nothing
        begun.on_conflict_do_update(index_elements=[col(ReplyDay.number)], set_={"wrong": col(ReplyDay.wrong)})
    )
    day = await session.get_one(ReplyDay, number)
    if limits.is_another_day(day.began_at, at):
        day.wrong, day.answers, day.began_at, day.told_at = 0, 0, at, None
    return day


async def uncount_code_try(database: Database, number: str) -> None:
    """Takes back a try whose code was right."""
    async with database.transaction() as session:
        if (day := await session.get(ReplyDay, number, with_for_update=True)) is not None:
            day.wrong = limits.after_right_pin(day.wrong)


async def may_explain(database: Database, number: str) -> bool:
    """Returns whether a text that only says how to answer still goes to this number today, and counts it."""
    async with database.transaction() as session:
        day = await _locked_day(session, number, await now(session))
        if day.answers >= MOST_ANSWERS_A_DAY:
            return False
        day.answers += 1
        return True


async def note_wrong_code(database: Database, number: str, phone: Telephone, via: str, tries: int) -> None:
    """Writes a wrong code to the audit log; tells the desk, once in a day, if somebody seems to guess."""
    async with database.transaction() as session:
        audit(session, await now(session), phone.actor(via), "reply.wrong_code", today=tries, locked=_locks(tries))
    if not limits.is_guessing(tries, told=False):
        return
    for alert_id in await _open_cases(database, number):
        async with database.transaction() as session:
            case = await locked(session, alert_id)
            day = await _locked_day(session, number, case.at)
            if not limits.is_guessing(day.wrong, told=day.told_at is not None):
                return
            day.told_at = case.at
            await case.tell_desk(Why(Reason.CODE_GUESSED, about=About(phone.unit, phone.post)))
            await wake(session, alert_id)


def _locks(tries: int) -> bool | None:
    return True if limits.lock_of(0, tries) else None


async def note_said(database: Database, number: str, phone: Telephone, said: Said, via: str) -> int:
    """Notes in every open case of a duty phone what it sent that is no answer, and tells the desk.

    Returns the number of these cases.
    """
    cases = await _open_cases(database, number)
    for alert_id in cases:
        async with database.transaction() as session:
            case, why = await locked(session, alert_id), Why(REASONS[said], about=About(phone.unit, phone.post))
            kept = MISSED_CALL if said is Said.NOTHING else said.value
            detail = timeline.Replied(said=kept, via=via, post=phone.post, unit=phone.unit)
            note(session, case.alert, detail, case.at, phone.actor(via).known_as(phone.post))
            audit(session, case.at, phone.actor(via), "reply.noted", alert_id, said=kept, via=via)
            if not await _was_told(case, why):
                await case.tell_desk(why)
            await wake(session, alert_id)
    return len(cases)


async def _open_cases(database: Database, number: str) -> Sequence[UUID]:
    """Returns the open cases of which this number was told, newest first."""
    query = (
        select(Alert.id, func.max(Notification.queued_at))
        .join(Notification, col(Notification.alert_id) == Alert.id)
        .join(ContactPoint, col(ContactPoint.id) == Notification.contact_id)
        .where(_has(number), col(Alert.status).in_(_OPEN))
        .group_by(col(Alert.id))
        .order_by(func.max(Notification.queued_at).desc())
    )
    async with database.transaction() as session:
        return [alert_id for alert_id, _ in (await session.exec(query)).all()]


async def _was_told(case: LockedCase, why: Why) -> bool:
    """Returns whether the desk was told of this a moment ago."""
    told = select(Notification.id).where(
        Notification.alert_id == case.alert.id,
        Notification.reason == why.reason,
        Notification.about_post_id == why.about.post,
        col(Notification.about_unit_id).is_not_distinct_from(why.about.unit),
        col(Notification.queued_at) > case.at - _TOLD_AGAIN,
    )
    return (await case.session.exec(told.limit(1))).first() is not None


async def is_known_reply(database: Database, gateway: str, key: str) -> bool:
    """Returns whether this reply was handled before: gateways bring the same one again."""
    query = select(ReceivedReply.id).where(ReceivedReply.gateway == gateway, ReceivedReply.key == key)
    async with database.transaction() as session:
        return (await session.exec(query)).first() is not None


async def keep_reply(database: Database, gateway: str, key: str, said: str, result: str, message: UUID | None) -> None:
    """Notes that a reply was handled, and how; only afterwards, so that one that was cut off is handled again."""
    async with database.transaction() as session:
        row = ReceivedReply(
            gateway=gateway, key=key, said=said, result=result, notification_id=message, received_at=await now(session)
        )
        await session.exec(insert(ReceivedReply).values(**row.model_dump()).on_conflict_do_nothing())


async def prune_replies(database: Database, older_than: timedelta) -> int:
    """Deletes what is known of replies that were handled longer ago; returns how many."""
    async with database.transaction() as session:
        old = col(ReceivedReply.received_at) < await now(session) - older_than
        gone = await session.exec(delete(ReceivedReply).where(old).returning(col(ReceivedReply.id)))
        return len(gone.all())
