"""A post answers: acknowledgement, milestone, outcome. Each is one compare-and-set under the row lock.

An acknowledgement that commits ends the climb: no message of a higher rung is created after it, and
what was queued and not yet sent is stood down. Late, repeated and stood-down answers are kept and
honoured, never refused; those of a merged case count in the one that goes on. What somebody writes with
an answer is sealed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.locked import LockedCase, facts_under_lock, first_answer, locked
from abhay.adapters.store.cases.steps import open_milestones
from abhay.adapters.store.cases.undo.points import remember, state_of
from abhay.adapters.store.db.database import Database, vault_of, wake
from abhay.adapters.store.log.timeline import audit, note
from abhay.adapters.store.messages.recipients import Recipient
from abhay.domain.cases.answers import (
    UNANSWERED,
    Answering,
    is_news_to_desk,
    stands_down,
    takes_case,
    waits_for_unit,
)
from abhay.domain.cases.quiet import require_fitting
from abhay.domain.messages.kinds import STOPPED_BY_ACKNOWLEDGEMENT
from abhay.domain.messages.paging import About, Why
from abhay.domain.permissions import require
from models import timeline
from models.actors import Act, Actor
from models.enums import CaseAct, MessageKind, MessageStatus, MilestoneKind, Outcome, Reason, Status
from models.tables import Acknowledgement, Alert, AlertUnit, Milestone, Notification


@dataclass(frozen=True)
class Answer:
    """What is particular to an answer: for which post and unit, what was noted with it, and which page it answers.

    `unit` is the unit that acts from now on: the actor's own, or one for which an operator answers. `rung` and
    `notification_id` are those of the page, None where none was answered.
    """

    unit: str | None = None
    post: str | None = None
    note: str | None = None
    rung: str | None = None
    notification_id: UUID | None = None


@dataclass(frozen=True)
class Taken:
    """Whose case it is: `first` is whether this very answer stopped the climb."""

    first: bool
    by: str
    at: datetime


async def acknowledge(database: Database, alert_id: UUID, actor: Actor, answer: Answer, *, once: bool = False) -> Taken:
    """Takes the case, or returns who has it. Raises `WrongRole`, `UnknownAlert`.

    `once`: an answer to a message that was answered before changes nothing, unless the case is open again.
    """
    require(actor, Act.ACKNOWLEDGE)
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        goes_on = await _goes_on(case)
        if goes_on is None:
            if once and await _is_repeat(case, answer):
                return await _as_it_stands(case, actor, first=False)
            return await _acknowledge(case, actor, answer)
    return await acknowledge(database, goes_on, actor, answer, once=once)


async def _is_repeat(case: LockedCase, answer: Answer) -> bool:
    """Returns whether this very message was answered before, in a case that is not open again."""
    if case.alert.status in UNANSWERED or await _answers_order(case, answer):
        return False
    query = select(Acknowledgement.id).where(Acknowledgement.notification_id == answer.notification_id)
    return (await case.session.exec(query.limit(1))).first() is not None


async def _as_it_stands(case: LockedCase, actor: Actor, *, first: bool) -> Taken:
    holder = await first_answer(case.session, case.alert.id)
    return Taken(first, holder.by if holder else actor.name, holder.at if holder else case.at)


async def _goes_on(case: LockedCase) -> UUID | None:
    """Returns the case that this one was merged into, if it was; it is locked in a transaction of its own."""
    if case.alert.merged_into is None:
        return None
    return (await case.session.exec(select(Alert.id).where(Alert.ref == case.alert.merged_into))).one()


async def _acknowledge(case: LockedCase, actor: Actor, answer: Answer) -> Taken:
    alert, session, at = case.alert, case.session, case.at
    first = takes_case(alert.status, _answering(answer), await _stood_down_units(case))
    session.add(_row(case, actor, answer, first=first))
    if first:
        alert.status, alert.acknowledged_at, alert.reminders = Status.ACKNOWLEDGED, at, 0
        alert.unit_answered_at = at if answer.unit is not None else None
        await open_milestones(case, unit_answered=answer.unit is not None)
        await _silence(case)
        await _tell_the_others(case, actor, answer)
    elif await _answers_order(case, answer):
        alert.unit_answered_at = at
        await _stand_down_others(case, actor, answer)
    elif is_news_to_desk(_answering(answer), await _holder(case)):
        await case.tell_desk(Why(Reason.LATE_ACK, about=About(answer.unit, answer.post)))
    _note(case, actor, timeline.Acknowledged(**_way(actor, answer), late=not first or None))
    audit(session, at, actor, Act.ACKNOWLEDGE, alert.id, via=actor.via, first=first)
    await case.reschedule()
    if first and not case.facts.unsent:
        alert.next_at = at  # nobody else is to be told: one look, so that the run says that it waits no more
    await wake(session, alert.id)
    return await _as_it_stands(case, actor, first=first)


async def _answers_order(case: LockedCase, answer: Answer) -> bool:
    """Returns whether the unit now answers a case that was taken from outside it."""
    holder = await _holder(case)
    waits = holder is not None and waits_for_unit(holder, case.units, case.alert.unit_answered_at)
    return case.alert.status == Status.ACKNOWLEDGED and waits and answer.unit in case.units


async def _stood_down_units(case: LockedCase) -> set[str]:
    """Returns the units that the case was taken from: their answers are kept and do not stop the climb."""
    query = select(AlertUnit.unit_id).where(
        AlertUnit.alert_id == case.alert.id, col(AlertUnit.stood_down_at).is_not(None)
    )
    return set((await case.session.exec(query)).all())


def _answering(answer: Answer) -> Answering:
    return Answering(answer.post, answer.unit)


async def _holder(case: LockedCase) -> Answering | None:
    holder = await first_answer(case.session, case.alert.id)
    return None if holder is None else Answering(holder.post_id, holder.unit_id)


def _row(case: LockedCase, actor: Actor, answer: Answer, *, first: bool) -> Acknowledgement:
    return Acknowledgement(
        alert_id=case.alert.id,
        first=first,
        by=actor.name,
        via=actor.via,
        post_id=answer.post,
        unit_id=answer.unit,
        rung=answer.rung or case.alert.rung,
        notification_id=answer.notification_id,
        sealed_note=vault_of(case.session).seal_text(answer.note),
        at=case.at,
    )


async def _silence(case: LockedCase) -> None:
    """Stands down what is queued for the climb; nothing of it is sent again."""
    mine = (col(Notification.alert_id) == case.alert.id, col(Notification.kind).in_(STOPPED_BY_ACKNOWLEDGEMENT))
    queued = col(Notification.status) == MessageStatus.QUEUED
    await case.session.exec(update(Notification).where(*mine, queued).values(status=MessageStatus.STOOD_DOWN))
    await case.session.exec(update(Notification).where(*mine).values(again_after=None, go_on_at=None))


async def _tell_the_others(case: LockedCase, actor: Actor, answer: Answer) -> None:
    """Tells everybody paged so far who has it; a unit that no longer needs to go is stood down."""
    before = await _stood_down_units(case)
    stood_down = await _stand_down_others(case, actor, answer)
    gone = {*before, *(each.unit_id for each in stood_down)}
    told = [each for each in await case.paged() if each.unit_id not in gone]
    await case.tell(MessageKind.ACKNOWLEDGED, told, answered=About(answer.unit, answer.post))


async def _stand_down_others(case: LockedCase, actor: Actor, answer: Answer) -> list[Recipient]:
    """Stands down the units that were paged and do not have the case now. Returns their recipients."""
    session, at = case.session, case.at
    before = await _stood_down_units(case)
    others = [
        each
        for each in await case.paged()
        if each.unit_id not in before and stands_down(each.unit_id, _answering(answer))
    ]
    if others:
        units = {each.unit_id for each in others}
        await session.exec(
            update(AlertUnit)
            .where(col(AlertUnit.alert_id) == case.alert.id, col(AlertUnit.unit_id).in_(units))
            .values(stood_down_at=at)
        )
        note(session, case.alert, timeline.StoodDown(units=tuple(sorted(str(unit) for unit in units))), at, actor)
    await case.tell(MessageKind.STOOD_DOWN, others)
    return others


def _note(case: LockedCase, actor: Actor, detail: timeline.Answered) -> None:
    note(case.session, case.alert, detail, case.at, actor)


class _Way(TypedDict):
    """By which way a post answered, and as which duty post, as every answer's timeline entry tells it."""

    via: str
    post: str | None
    unit: str | None
    answered_rung: str | None


def _way(actor: Actor, answer: Answer) -> _Way:
    return {"via": actor.via, "post": answer.post, "unit": answer.unit, "answered_rung": answer.rung}


async def reach_milestone(
    database: Database,
    alert_id: UUID,
    kind: MilestoneKind,
    actor: Actor,
    answer: Answer,
    *,
    keep_repeat: bool = True,
) -> bool:
    """Notes that a milestone is reached. Returns False if it was noted before: the first time stays.

    On an unanswered case it is an acknowledgement too: whoever reports a team on its way has taken the case.
    `keep_repeat`: whether a repeated report is written to the timeline and the audit log. Raises `WrongRole`,
    `UnknownAlert`, and `NotPossibleNow` for a unit that the case was taken from.
    """
    require(actor, Act.REPORT)
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        if (goes_on := await _goes_on(case)) is None:
            require(actor, Act.REPORT, await facts_under_lock(case))
            if not keep_repeat and await _is_reached(case, kind):
                return False
            before = await state_of(case)
            first = await reach(case, kind, actor, answer)
            if first:
                remember(case, CaseAct.MILESTONE, actor, before, kind)
            await wake(session, alert_id)
            return first
    return await reach_milestone(database, goes_on, kind, actor, answer, keep_repeat=keep_repeat)


async def _is_reached(case: LockedCase, kind: MilestoneKind) -> bool:
    row = await case.session.get(Milestone, (case.alert.id, kind))
    return row is not None and row.done_at is not None


async def reach(case: LockedCase, kind: MilestoneKind, actor: Actor, answer: Answer) -> bool:
    """Does the same within a transaction that holds the case's lock."""
    if case.alert.status in UNANSWERED or await _answers_order(case, answer):
        await _acknowledge(case, actor, answer)
    first = case.alert.status not in UNANSWERED and await _reach(case, kind, actor, answer)
    _note(case, actor, timeline.MilestoneNoted(**_way(actor, answer), milestone=kind))
    audit(case.session, case.at, actor, Act.REPORT, case.alert.id, kind=kind)
    await case.reschedule()
    return first


async def _reach(case: LockedCase, kind: MilestoneKind, actor: Actor, answer: Answer) -> bool:
    row = await case.session.get(Milestone, (case.alert.id, kind))
    if row is None:  # closed without an acknowledgement: the clocks never ran
        row = Milestone(alert_id=case.alert.id, kind=kind, due_at=case.at)
    first = row.done_at is None
    if first:
        row.done_at, row.done_by = case.at, actor.name
        row.sealed_note = vault_of(case.session).seal_text(answer.note)
        case.session.add(row)
    await case.session.flush()
    if case.alert.status == Status.ACKNOWLEDGED:
        case.alert.due_at = await _next_milestone(case.session, case.alert.id)
    return first


async def _next_milestone(session: AsyncSession, alert_id: UUID) -> datetime | None:
    query = select(Milestone.due_at).where(Milestone.alert_id == alert_id, col(Milestone.done_at).is_(None))
    return (await session.exec(query.order_by(col(Milestone.due_at)))).first()


async def close(database: Database, alert_id: UUID, outcome: Outcome, actor: Actor, answer: Answer) -> bool:
    """Ends the case with an outcome and tells everybody who was told of it. Returns False if it had ended before.

    Raises `WrongRole`, `UnknownAlert`, and `NotPossibleNow` for a unit that the case was taken from, or for an outcome
    that does not fit the case.
    """
    require(actor, Act.CLOSE)
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        if case.alert.status != Status.CLOSED:  # what is said of a case that has ended is noted, whoever says it
            require(actor, Act.CLOSE, await facts_under_lock(case))
        alert, at = case.alert, case.at
        audit(session, at, actor, Act.CLOSE, alert.id, outcome=outcome)
        if alert.status == Status.CLOSED:
            _note(case, actor, timeline.Closed(**_way(actor, answer), outcome=outcome, again=True))
            return False
        require_fitting(outcome, trust=alert.trust, readable=alert.readable, has_units=bool(case.units))
        before = await state_of(case)
        await end_case(case, outcome, actor, answer.note)
        remember(case, CaseAct.CLOSURE, actor, before)
        await case.tell(MessageKind.CLOSED, await case.paged(), answered=About(answer.unit, answer.post))
        _note(case, actor, timeline.Closed(**_way(actor, answer), outcome=outcome))
        await case.reschedule()
        await wake(session, alert.id)
        return True


async def end_case(case: LockedCase, outcome: Outcome, actor: Actor, note: str | None = None) -> None:
    """Closes the case and stands down what is queued, under its lock; the caller tells people."""
    alert, session, at = case.alert, case.session, case.at
    await _silence(case)
    alert.status, alert.outcome, alert.closed_at = Status.CLOSED, outcome, at
    alert.due_at = alert.next_at = None
    clock = await session.get(Milestone, (alert.id, MilestoneKind.CLOSED))
    if clock is None and note is not None:  # closed without an acknowledgement: the clocks never ran
        clock = Milestone(alert_id=alert.id, kind=MilestoneKind.CLOSED, due_at=at)
    if clock is not None:
        clock.done_at, clock.done_by, clock.sealed_note = at, actor.name, vault_of(session).seal_text(note)
        session.add(clock)
