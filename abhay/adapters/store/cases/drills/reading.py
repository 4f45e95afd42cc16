"""Reads drills, and what their cases left behind, from which they are scored: no name, no number, no address."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.policies import rules_of
from abhay.domain.drills.history import EndedDrill
from abhay.domain.drills.scoring import Given, PointFacts, Step, UnitFacts
from abhay.domain.policy.rules import Rules
from abhay.errors import UnknownDrill
from models.drills.rows import Drill, DrillUnit
from models.drills.views import DrillView, Scorecard
from models.enums import MessageKind, MessageStatus
from models.policy import Scope
from models.tables import Acknowledgement, Alert, ContactPoint, Milestone, Notification

MOST_LISTED: Final = 100
_ASKING: Final = (MessageKind.PAGE, MessageKind.REMINDER)


async def read_drills(database: Database, drill_id: int | None = None) -> list[tuple[Drill, DrillView]]:
    """Returns the newest drills, or one. Raises `UnknownDrill`."""
    query = select(Drill).order_by(col(Drill.id).desc()).limit(MOST_LISTED)
    async with database.transaction() as session:
        drills = (await session.exec(query if drill_id is None else query.where(Drill.id == drill_id))).all()
        if drill_id is not None and not drills:
            raise UnknownDrill
        cases = await _cases(session, [each.id or 0 for each in drills])
    return [(each, _view(each, cases)) for each in drills]


async def read_ended(database: Database, unit: str, most: int) -> list[EndedDrill]:
    """Returns the newest drills of a unit that have ended, with their frozen scorecards."""
    query = select(Drill).join(DrillUnit, col(DrillUnit.drill_id) == Drill.id).where(DrillUnit.unit_id == unit)
    newest = query.where(col(Drill.ended_at).is_not(None)).order_by(col(Drill.id).desc()).limit(most)
    async with database.transaction() as session:
        return [
            EndedDrill(each.id or 0, each.started_at, each.ended_at, Scorecard.model_validate(each.scorecard))
            for each in (await session.exec(newest)).all()
            if each.ended_at is not None
        ]


async def _cases(session: AsyncSession, drills: Sequence[int]) -> list[tuple[DrillUnit, Alert]]:
    query = select(DrillUnit, Alert).join(Alert, col(Alert.id) == DrillUnit.alert_id)
    own = query.where(col(DrillUnit.drill_id).in_(drills)).order_by(col(DrillUnit.unit_id))
    return list((await session.exec(own)).all())


def _view(drill: Drill, cases: Sequence[tuple[DrillUnit, Alert]]) -> DrillView:
    refs = {unit.unit_id: alert.ref for unit, alert in cases if unit.drill_id == drill.id}
    return DrillView(**drill.model_dump(exclude={"scorecard"}), cases=refs)


async def read_facts(database: Database, drill_id: int) -> tuple[datetime, list[UnitFacts]]:
    """Returns what each unit of a drill did so far, at a moment of the database."""
    async with database.transaction() as session:
        at = await now(session)
        return at, [await _facts(session, unit.unit_id, alert) for unit, alert in await _cases(session, [drill_id])]


async def _facts(session: AsyncSession, unit: str, alert: Alert) -> UnitFacts:
    rules = await rules_of(session, alert, unit)
    first = rules.names()[0]
    entered = select(func.min(Notification.queued_at)).where(
        Notification.alert_id == alert.id, Notification.kind == MessageKind.PAGE, Notification.rung == first
    )
    paged_at = (await session.exec(entered)).one() or alert.received_at
    return UnitFacts(
        unit=unit,
        ref=alert.ref,
        status=alert.status,
        outcome=alert.outcome,
        paged_at=paged_at,
        first_rung=first,
        deadline=rules.due_after(first, paged_at),
        ended_at=alert.closed_at,
        points=await _points(session, unit, alert, rules),
        answers=await _answers(session, alert),
        steps=await _steps(session, alert),
    )


async def _points(session: AsyncSession, unit: str, alert: Alert, rules: Rules) -> tuple[PointFacts, ...]:
    """Returns the unit's contact points on the rungs of the drill: those that may be paged, and those that were."""
    own = [rung for rung in rules.names() if rules.rungs[rung].scope is Scope.UNIT]
    rung_of = {post: rung for rung in reversed(own) for post in rules.rungs[rung].posts}
    contacts = select(ContactPoint).where(ContactPoint.unit_id == unit, col(ContactPoint.post_id).in_(rung_of))
    ordered = contacts.order_by(col(ContactPoint.post_id), col(ContactPoint.preference), col(ContactPoint.created_at))
    pages = select(Notification.contact_id, Notification.status).where(
        Notification.alert_id == alert.id, col(Notification.kind).in_(_ASKING)
    )
    states: dict[object, list[MessageStatus]] = {}
    for contact, status in (await session.exec(pages)).all():
        states.setdefault(contact, []).append(MessageStatus(status))
    return tuple(
        PointFacts(rung_of[each.post_id], each.post_id, each.channel, tuple(states.get(each.id, ())))
        for each in (await session.exec(ordered)).all()
        if each.active or each.id in states
    )


async def _answers(session: AsyncSession, alert: Alert) -> tuple[Given, ...]:
    query = select(Acknowledgement).where(Acknowledgement.alert_id == alert.id).order_by(col(Acknowledgement.at))
    rows = (await session.exec(query)).all()
    return tuple(Given(each.at, each.rung, each.unit_id, each.post_id, each.via) for each in rows)


async def _steps(session: AsyncSession, alert: Alert) -> tuple[Step, ...]:
    query = select(Milestone).where(Milestone.alert_id == alert.id).order_by(col(Milestone.due_at))
    return tuple(Step(each.kind, each.due_at, each.done_at) for each in (await session.exec(query)).all())
