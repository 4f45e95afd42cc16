"""Takes back the last act on a case: its clock runs as before, and whoever had a message of the act is told.

What had not been sent yet is stood down. What had been sent is followed by a correcting message to the same
recipients.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.locked import LockedCase, facts_under_lock, locked
from abhay.adapters.store.cases.undo.points import (
    before_of,
    by_of,
    put_back_closure,
    put_back_step,
    put_back_units,
)
from abhay.adapters.store.db.database import Database, now, wake
from abhay.adapters.store.log.timeline import audit, note
from abhay.adapters.store.messages.recipients import Recipient
from abhay.domain.cases.undoing import (
    By,
    StandingAct,
    UndoAllowed,
    UndoRefusal,
    UndoRefused,
    may_undo,
    undoable_by,
)
from abhay.domain.messages.paging import About, Why
from abhay.domain.permissions import require
from abhay.errors import NotPossibleNow
from models import timeline
from models.actors import Act, Actor
from models.answers import Before
from models.enums import CaseAct, MessageKind, MessageStatus, MilestoneKind, Reason
from models.policy import DESK
from models.tables import Acknowledgement, Alert, AlertEvent, ContactPoint, Milestone, Notification, UndoPoint

_SAID = {
    UndoRefusal.NOTHING: "There is nothing to undo.",
    UndoRefusal.TOO_LATE: "It is more than five minutes ago: it stays.",
    UndoRefusal.NOT_YOURS: "Somebody else did it: they, or the desk, undo it.",
}


@dataclass(frozen=True)
class Undoable:
    """The act on a case that an actor could take back, and whether it can be undone now."""

    act: CaseAct
    before: Before
    verdict: UndoAllowed | UndoRefused


async def read_undoable(database: Database, alert_id: UUID, actor: Actor) -> Undoable | None:
    """Returns what this actor could undo, and why not if it stays; None where there is nothing."""
    async with database.transaction() as session:
        points = await _standing(session, alert_id)
        acts, by = await _acts(session, alert_id, points), by_of(actor)
        point = _point_of(points, undoable_by(acts, by))
        if point is None:
            return None
        return Undoable(point.act, before_of(point), may_undo(acts, by, await now(session)))


async def undo(database: Database, alert_id: UUID, actor: Actor) -> CaseAct:
    """Takes back an act; returns which. Raises `WrongRole`, `UnknownAlert`, and `NotPossibleNow` with the reason."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        require(actor, Act.UNDO, await facts_under_lock(case))
        points = await _standing(session, alert_id)
        acts, by = await _acts(session, alert_id, points), by_of(actor)
        verdict, point = may_undo(acts, by, case.at), _point_of(points, undoable_by(acts, by))
        if point is None or isinstance(verdict, UndoRefused):
            raise NotPossibleNow(_refusal(verdict))
        if case.alert.merged_into is not None:
            raise NotPossibleNow(f"The case goes on as {case.alert.merged_into}: it cannot be undone here.")
        await _take_back(case, point, actor)
        await case.reschedule()
        await wake(session, alert_id)
        return point.act


def _refusal(verdict: UndoAllowed | UndoRefused) -> str:
    """Returns why an act cannot be undone, and who did what since."""
    if isinstance(verdict, UndoRefused) and verdict.by is not None:
        return f"{verdict.by.who} has acted on the case since ({verdict.by.what}): it cannot be undone."
    return _SAID[verdict.reason] if isinstance(verdict, UndoRefused) else _SAID[UndoRefusal.NOTHING]


async def _standing(session: AsyncSession, alert_id: UUID) -> Sequence[UndoPoint]:
    mine = (UndoPoint.alert_id == alert_id, col(UndoPoint.undone_at).is_(None))
    return (await session.exec(select(UndoPoint).where(*mine))).all()


def _point_of(points: Sequence[UndoPoint], act: StandingAct | None) -> UndoPoint | None:
    return next((each for each in points if act is not None and each.at == act.at), None)


async def _acts(session: AsyncSession, alert_id: UUID, points: Sequence[UndoPoint]) -> list[StandingAct]:
    """Returns every act that stands: those written down, the acknowledgements in force, a receipt of another State."""
    found = [
        StandingAct(By(p.post_id, p.unit_id, p.of_desk), p.at, p.by, p.act.value, can_be_undone=p.before is not None)
        for p in points
    ]
    for answer in await _answers_that_count(session, alert_id):
        by = By(answer.post_id, answer.unit_id)
        found.append(StandingAct(by, answer.at, answer.by, "acknowledged", can_be_undone=False))
    receipt = await session.get(Milestone, (alert_id, MilestoneKind.HANDED_OVER))
    if receipt is not None and receipt.done_at is not None:
        by = By(of_desk=True)
        found.append(StandingAct(by, receipt.done_at, receipt.done_by or "", "handed over", can_be_undone=False))
    return found


async def _answers_that_count(session: AsyncSession, alert_id: UUID) -> Sequence[Acknowledgement]:
    """Returns the acknowledgement in force, and the one by which the unit answered an order."""
    counts = or_(col(Acknowledgement.first), col(Acknowledgement.at) == Alert.unit_answered_at)
    query = select(Acknowledgement).join(Alert, col(Alert.id) == Acknowledgement.alert_id)
    return (await session.exec(query.where(Acknowledgement.alert_id == alert_id, counts))).all()


async def _more_is_known(case: LockedCase, point: UndoPoint) -> bool:
    """Returns whether a message came in since the act."""
    later = select(AlertEvent.id).where(AlertEvent.alert_id == case.alert.id, AlertEvent.received_at > point.at)
    return (await case.session.exec(later.limit(1))).first() is not None


async def _take_back(case: LockedCase, point: UndoPoint, actor: Actor) -> None:
    before = before_of(point)
    told = await _withdraw(case, point)
    match point.act:
        case CaseAct.MILESTONE:
            await put_back_step(case, before)
        case CaseAct.CLOSURE:
            await put_back_closure(case, before)
        case CaseAct.NOT_OURS:
            await put_back_units(case, before, more_known=await _more_is_known(case, point))
        case CaseAct.ROUTE:
            raise NotPossibleNow
    point.undone_at = case.at
    case.session.add(point)
    note(case.session, case.alert, timeline.Undone(act=point.act, milestone=before.milestone), case.at, actor)
    audit(case.session, case.at, actor, Act.UNDO, case.alert.id, act=point.act, milestone=before.milestone)
    await case.session.flush()
    if point.act is not CaseAct.MILESTONE:
        await _correct(case, told, point)


async def _withdraw(case: LockedCase, point: UndoPoint) -> list[Recipient]:
    """Stands down what the act queued and nobody has. Returns who had a message since the act."""
    if point.act is CaseAct.MILESTONE:
        return []
    query = select(Notification, ContactPoint).join(ContactPoint, col(ContactPoint.id) == Notification.contact_id)
    mine = (Notification.alert_id == case.alert.id, col(Notification.queued_at) >= point.at)
    had: dict[UUID, Recipient] = {}
    for message, contact in (await case.session.exec(query.where(*mine).order_by(col(Notification.queued_at)))).all():
        if message.status == MessageStatus.QUEUED:
            message.status = MessageStatus.STOOD_DOWN
            case.session.add(message)
        else:
            message.again_after = None
            had.setdefault(contact.id, Recipient(contact, message.rung, message.round))
    return list(had.values())


async def _correct(case: LockedCase, told: Sequence[Recipient], point: UndoPoint) -> None:
    """Tells the same recipients that the act was taken back; a unit that does not have the case stands down."""
    why = Why(Reason.TAKEN_BACK, about=About(point.unit_id, point.post_id))
    desk = [each for each in told if each.rung == DESK]
    others = [each for each in told if each.rung != DESK]
    gone = [each for each in others if each.unit_id is not None and each.unit_id not in case.units]
    await case.tell(MessageKind.DESK, desk, why)
    await case.tell(MessageKind.STOOD_DOWN, gone)
    await case.tell(MessageKind.UPDATE, [each for each in others if each not in gone], Why(Reason.TAKEN_BACK))
