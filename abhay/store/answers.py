"""A post answers: acknowledgement, milestone, outcome. Each is one compare-and-set under the row lock.

An acknowledgement that commits ends the climb: no message of a higher rung is created after it, and
what was queued and not yet sent is stood down. Late, repeated and stood-down answers are kept and
honoured, never refused; those of a merged case count in the one that goes on. What somebody writes with
an answer is sealed.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.errors import NotPossibleNow
from abhay.store.cases import LockedCase, first_answer, locked
from abhay.store.database import Database, vault_of, wake
from abhay.store.recipients import About, Recipient, queue, queue_desk, those_paged
from abhay.store.steps import open_milestones
from abhay.store.timeline import audit, note
from abhay.words import Reason
from models.enums import MessageKind, MessageStatus, MilestoneKind, Outcome, Status, TimelineEvent
from models.tables import Acknowledgement, Alert, AlertUnit, Milestone, Notification

CLIMBING = (MessageKind.PAGE, MessageKind.REMINDER, MessageKind.UPDATE, MessageKind.ESCALATED, MessageKind.DESK)
"""What an acknowledgement makes pointless."""

UNANSWERED = (Status.RECEIVED.value, Status.AWAITING.value)


@dataclass(frozen=True)
class Answer:
    """Who answers and how; `post`, `unit` and `rung` are those of the page that was answered, if one was.

    `by` is the name that is told to others, `actor` whose token or PIN it was, if that says more.
    """

    by: str
    via: str
    role: str
    note: str | None = None
    post: str | None = None
    unit: str | None = None
    rung: str | None = None
    notification_id: UUID | None = None
    actor: str | None = None


@dataclass(frozen=True)
class Taken:
    """Whose case it is: `first` is whether this very answer stopped the climb."""

    first: bool
    by: str
    at: datetime


async def acknowledge(database: Database, alert_id: UUID, answer: Answer) -> Taken:
    """Take the case, or learn who has it. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        goes_on = await _goes_on(case)
        if goes_on is None:
            return await _acknowledge(case, answer)
    return await acknowledge(database, goes_on, answer)


async def _goes_on(case: LockedCase) -> UUID | None:
    """The case that this one was merged into, if it was: to be locked in a transaction of its own."""
    if case.alert.merged_into is None:
        return None
    return (await case.session.exec(select(Alert.id).where(Alert.ref == case.alert.merged_into))).one()


async def _acknowledge(case: LockedCase, answer: Answer) -> Taken:
    alert, session, at = case.alert, case.session, case.at
    first = alert.status in UNANSWERED and answer.unit not in await _stood_down_units(case)
    session.add(_row(case, answer, first=first))
    if first:
        alert.status, alert.acknowledged_at = Status.ACKNOWLEDGED.value, at
        await open_milestones(case, unit_answered=answer.unit is not None)
        await _silence(case)
        await _tell_the_others(case, answer)
    elif await _held_by_another(case, answer):
        late = About(answer.unit, answer.post)
        await queue_desk(session, alert, case.document.rung, at, reason=Reason.LATE_ACK, about=late)
    _note(case, answer, TimelineEvent.ACKNOWLEDGED, late=not first or None)
    audit(
        session, at, answer.actor or answer.by, answer.role, "alert.acknowledge", alert.id, via=answer.via, first=first
    )
    await case.settle()
    await wake(session, alert.id)
    holder = await first_answer(session, alert.id)
    return Taken(first, holder.by if holder else answer.by, holder.at if holder else at)


async def _stood_down_units(case: LockedCase) -> set[str]:
    """Units that the case was taken from: what they still answer is kept, and does not stop the climb."""
    query = select(AlertUnit.unit_id).where(
        AlertUnit.alert_id == case.alert.id, col(AlertUnit.stood_down_at).is_not(None)
    )
    return set((await case.session.exec(query)).all())


async def _held_by_another(case: LockedCase, answer: Answer) -> bool:
    """Whether somebody else has the case: the same post answering again is no news to the desk."""
    holder = await first_answer(case.session, case.alert.id)
    return holder is None or (holder.post_id, holder.unit_id) != (answer.post, answer.unit)


def _row(case: LockedCase, answer: Answer, *, first: bool) -> Acknowledgement:
    return Acknowledgement(
        alert_id=case.alert.id,
        first=first,
        by=answer.by,
        via=answer.via,
        post_id=answer.post,
        unit_id=answer.unit,
        rung=answer.rung or case.alert.rung,
        notification_id=answer.notification_id,
        sealed_note=vault_of(case.session).seal_text(answer.note),
        at=case.at,
    )


async def _silence(case: LockedCase) -> None:
    """Stand down what is queued for the climb, and forget what was to be sent again for it."""
    mine = (col(Notification.alert_id) == case.alert.id, col(Notification.kind).in_([kind.value for kind in CLIMBING]))
    queued = col(Notification.status) == MessageStatus.QUEUED.value
    await case.session.exec(update(Notification).where(*mine, queued).values(status=MessageStatus.STOOD_DOWN.value))
    await case.session.exec(update(Notification).where(*mine).values(again_after=None))


async def _tell_the_others(case: LockedCase, answer: Answer) -> None:
    """Everybody paged so far learns who has it; a unit that no longer needs to go is stood down."""
    alert, session, at = case.alert, case.session, case.at
    before = await _stood_down_units(case)
    paged = [each for each in await those_paged(session, alert.id) if each.contact.unit_id not in before]
    stood_down = [each for each in paged if _other_unit(each, answer)]
    if stood_down:
        units = {each.contact.unit_id for each in stood_down}
        await session.exec(
            update(AlertUnit)
            .where(col(AlertUnit.alert_id) == alert.id, col(AlertUnit.unit_id).in_(units))
            .values(stood_down_at=at)
        )
        note(session, alert, TimelineEvent.STOOD_DOWN, at, answer.by, units=sorted(str(unit) for unit in units))
    await queue(session, alert, MessageKind.STOOD_DOWN, stood_down, at)
    informed = [each for each in paged if not _other_unit(each, answer)]
    await queue(session, alert, MessageKind.ACKNOWLEDGED, informed, at)


def _other_unit(recipient: Recipient, answer: Answer) -> bool:
    return answer.unit is not None and recipient.contact.unit_id not in (None, answer.unit)


def _note(case: LockedCase, answer: Answer, event: TimelineEvent, **more: object) -> None:
    note(
        case.session,
        case.alert,
        event,
        case.at,
        answer.by,
        via=answer.via,
        post=answer.post,
        unit=answer.unit,
        answered_rung=answer.rung,
        **more,
    )


async def reach_milestone(database: Database, alert_id: UUID, kind: MilestoneKind, answer: Answer) -> None:
    """Note that a milestone is reached; on an unanswered case it is an acknowledgement too.

    Whoever reports a team on its way has taken the case. A milestone noted twice keeps its first time.
    """
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        if (goes_on := await _goes_on(case)) is None:
            await reach(case, kind, answer)
            await wake(session, alert_id)
            return
    await reach_milestone(database, goes_on, kind, answer)


async def reach(case: LockedCase, kind: MilestoneKind, answer: Answer) -> None:
    """The same within a transaction that has the case's lock already."""
    if case.alert.status in UNANSWERED:
        await _acknowledge(case, answer)
    if case.alert.status not in UNANSWERED:
        await _reach(case, kind, answer)
    _note(case, answer, TimelineEvent.MILESTONE, milestone=kind.value)
    actor = answer.actor or answer.by
    audit(case.session, case.at, actor, answer.role, "alert.milestone", case.alert.id, kind=kind.value)
    await case.settle()


async def _reach(case: LockedCase, kind: MilestoneKind, answer: Answer) -> None:
    row = await case.session.get(Milestone, (case.alert.id, kind.value))
    if row is None:  # closed without an acknowledgement: the clocks never ran
        row = Milestone(alert_id=case.alert.id, kind=kind.value, due_at=case.at)
    if row.done_at is None:
        row.done_at, row.done_by = case.at, answer.by
        row.sealed_note = vault_of(case.session).seal_text(answer.note)
        case.session.add(row)
    await case.session.flush()
    if case.alert.status == Status.ACKNOWLEDGED.value:
        case.alert.due_at = await _next_milestone(case.session, case.alert.id)


async def _next_milestone(session: AsyncSession, alert_id: UUID) -> datetime | None:
    query = select(Milestone.due_at).where(Milestone.alert_id == alert_id, col(Milestone.done_at).is_(None))
    return (await session.exec(query.order_by(col(Milestone.due_at)))).first()


async def close(database: Database, alert_id: UUID, outcome: Outcome, answer: Answer) -> bool:
    """End the case with an outcome and tell everybody who was told of it; False if it had ended before.

    Raises `UnknownAlert`, and `NotPossibleNow` for a unit that the case was taken from.
    """
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        if case.alert.status != Status.CLOSED.value and answer.unit in await _stood_down_units(case):
            raise NotPossibleNow("Another unit has this case: it, or the desk, says how it ended.")
        alert, at = case.alert, case.at
        audit(session, at, answer.actor or answer.by, answer.role, "alert.close", alert.id, outcome=outcome.value)
        if alert.status == Status.CLOSED.value:
            _note(case, answer, TimelineEvent.CLOSED, outcome=outcome.value, again=True)
            return False
        await end_case(case, outcome, answer.by, answer.note)
        told = await those_paged(session, alert.id)
        await queue(session, alert, MessageKind.CLOSED, told, at)
        _note(case, answer, TimelineEvent.CLOSED, outcome=outcome.value)
        await case.settle()
        await wake(session, alert.id)
        return True


async def end_case(case: LockedCase, outcome: Outcome, by: str, note: str | None = None) -> None:
    """Close it and stand down what is queued, within a transaction that has its lock; telling is the caller's."""
    alert, session, at = case.alert, case.session, case.at
    await _silence(case)
    alert.status, alert.outcome, alert.closed_at = Status.CLOSED.value, outcome.value, at
    alert.due_at = alert.next_at = None
    clock = await session.get(Milestone, (alert.id, MilestoneKind.CLOSED.value))
    if clock is None and note is not None:  # closed without an acknowledgement: the clocks never ran
        clock = Milestone(alert_id=alert.id, kind=MilestoneKind.CLOSED.value, due_at=at)
    if clock is not None:
        clock.done_at, clock.done_by, clock.sealed_note = at, by, vault_of(session).seal_text(note)
        session.add(clock)
