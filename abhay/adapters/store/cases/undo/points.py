"""Writes down what a case was before an act that can be undone, and puts it back."""

import json
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.locked import LockedCase, first_answer
from abhay.adapters.store.directory.policies import rules_of
from abhay.domain.cases.undoing import By
from abhay.domain.messages.kinds import STOPPED_BY_ACKNOWLEDGEMENT
from abhay.domain.permissions import is_for_desk
from models.actors import Actor, ActorKind
from models.answers import AlertBefore, Before, MilestoneBefore
from models.enums import CaseAct, MessageStatus, MilestoneKind, Status
from models.tables import Acknowledgement, AlertUnit, Milestone, Notification, UndoPoint

_OF_THE_CLOCK = (
    "status",
    "rung",
    "round",
    "rung_entered_at",
    "due_at",
    "reminders",
    "exhausted_at",
    "acknowledged_at",
    "unit_answered_at",
)


def by_of(actor: Actor) -> By:
    """Returns for whom an actor acts: its post and unit, or the desk."""
    post = actor.id.partition(" ")[0] if actor.kind is ActorKind.POST else None
    return By(post, actor.unit, is_for_desk(actor))


async def state_of(case: LockedCase) -> Before:
    """Returns the case as it is now, for an undo of what follows."""
    session, alert = case.session, case.alert
    mine = (col(Notification.alert_id) == alert.id, col(Notification.kind).in_(STOPPED_BY_ACKNOWLEDGEMENT))
    queued = select(Notification.id).where(*mine, Notification.status == MessageStatus.QUEUED)
    again = select(Notification.id, Notification.again_after).where(*mine, col(Notification.again_after).is_not(None))
    answer = await first_answer(session, alert.id)
    rows = (await session.exec(select(Milestone).where(Milestone.alert_id == alert.id))).all()
    return Before(
        alert=AlertBefore.model_validate(alert, from_attributes=True),
        milestones=tuple(MilestoneBefore.model_validate(row, from_attributes=True) for row in rows),
        units=case.units,
        answer=answer.id if answer else None,
        queued=tuple((await session.exec(queued)).all()),
        again={id_: at for id_, at in (await session.exec(again)).all() if at is not None},
    )


def remember(
    case: LockedCase,
    act: CaseAct,
    actor: Actor,
    before: Before | None = None,
    milestone: MilestoneKind | None = None,
) -> None:
    """Writes down an act that was just done, with the case as it was before it; without that it cannot be undone."""
    by = by_of(actor)
    left = {"entered_at": case.alert.rung_entered_at, "milestone": milestone}
    kept = before.model_copy(update=left) if before else None
    case.session.add(
        UndoPoint(
            alert_id=case.alert.id,
            act=act,
            by=actor.name,
            post_id=by.post,
            unit_id=by.unit,
            of_desk=by.of_desk,
            at=case.at,
            before=kept.model_dump(mode="json") if kept else None,
        )
    )


def before_of(point: UndoPoint) -> Before:
    """Returns the case before an act."""
    return Before.model_validate_json(json.dumps(point.before))


async def put_back_step(case: LockedCase, before: Before) -> None:
    """Lets the clock of a noted step run again, as if it had not been noted."""
    row = await case.session.get_one(Milestone, (case.alert.id, before.milestone))
    if case.alert.status == Status.CLOSED and all(each.kind is not before.milestone for each in before.milestones):
        await case.session.delete(row)  # its clock never ran
        return
    row.done_at = row.done_by = row.sealed_note = None
    case.session.add(row)
    if case.alert.status == Status.ACKNOWLEDGED:
        await case.session.flush()
        case.alert.due_at = await _next_due(case.session, case.alert.id)


async def _next_due(session: AsyncSession, alert_id: UUID) -> datetime | None:
    query = select(Milestone.due_at).where(Milestone.alert_id == alert_id, col(Milestone.done_at).is_(None))
    return (await session.exec(query.order_by(col(Milestone.due_at)))).first()


async def put_back_closure(case: LockedCase, before: Before) -> None:
    """Opens a closed case again: what it waited for, it waits for again, until the same time."""
    case.alert.outcome = case.alert.closed_at = None
    case.alert.next_at = case.at  # an open case has one; it is set anew with the rest of the schedule
    await _put_back_rows(case, before, _OF_THE_CLOCK)


async def put_back_units(case: LockedCase, before: Before, *, more_known: bool) -> None:
    """Gives a case back to the units that had it; where the clock has climbed since, it stays there.

    `more_known`: whether a message came in since, by which the place may be another one.
    """
    of_place = tuple(name for name in AlertBefore.model_fields if name not in _OF_THE_CLOCK)
    stands = before.alert.status is Status.ACKNOWLEDGED or case.alert.rung_entered_at == before.entered_at
    await _put_back_rows(case, before, (*of_place, *(_OF_THE_CLOCK if stands else ())))
    case.alert.route_stale = before.alert.route_stale or more_known
    for row in await case.session.exec(select(AlertUnit).where(AlertUnit.alert_id == case.alert.id)):
        has = row.unit_id in before.units
        row.stood_down_at = None if has else row.stood_down_at or case.at
        row.position = before.units.index(row.unit_id) if has else row.position
        case.session.add(row)
    case.units = before.units
    case.rules = await rules_of(case.session, case.alert, next(iter(case.units), None))


async def _put_back_rows(case: LockedCase, before: Before, names: tuple[str, ...]) -> None:
    session, alert = case.session, case.alert
    for name in names:
        setattr(alert, name, getattr(before.alert, name))
    if before.answer is not None:
        await session.exec(update(Acknowledgement).where(col(Acknowledgement.id) == before.answer).values(first=True))
    for row in (await session.exec(select(Milestone).where(Milestone.alert_id == alert.id))).all():
        await session.delete(row)
    await session.flush()
    session.add_all([Milestone(alert_id=alert.id, **each.model_dump()) for each in before.milestones])
    silenced = (col(Notification.id).in_(before.queued), col(Notification.status) == MessageStatus.STOOD_DOWN)
    await session.exec(update(Notification).where(*silenced).values(status=MessageStatus.QUEUED))
    for id_, at in before.again.items():
        await session.exec(update(Notification).where(col(Notification.id) == id_).values(again_after=at))
    await session.flush()
