"""A case changes hands: an operator routes it, or a unit answers that it is not theirs. The clock never starts anew.

The new unit is told on every rung of a unit that the case has reached, at once and against the same
deadline; the old one is stood down. A case that waits at the desk for a unit begins its ladder now.
What an acknowledgement had settled is open again: the unit that took the case no longer has it.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, delete, select, update

from abhay.adapters.store.cases.locked import LockedCase, facts_under_lock, first_answer, locked
from abhay.adapters.store.cases.undo.points import remember, state_of
from abhay.adapters.store.db.database import Database, vault_of, wake
from abhay.adapters.store.db.sealed_routes import read_route, write_route
from abhay.adapters.store.directory.policies import rules_of
from abhay.adapters.store.log.timeline import audit, note, posts_in
from abhay.domain.cases.reassignment import (
    BeginLadder,
    Climb,
    Holder,
    KeepClock,
    PageNewUnits,
    Reassignment,
    ToDesk,
    answer_holds,
    follow_of,
    reassign,
    reopened,
    units_after_not_ours,
)
from abhay.domain.messages.failover import reaches_surely
from abhay.domain.messages.kinds import STOPPED_BY_ACKNOWLEDGEMENT
from abhay.domain.messages.paging import About, Why
from abhay.domain.permissions import Refusal, Refused, may, require
from abhay.errors import UnknownUnit
from models import timeline
from models.actors import Act, Actor, system
from models.enums import CaseAct, MessageKind, MessageStatus, Reason, RouteState, Status
from models.policy import DESK
from models.routes import BY_PERSON, Route, RouteReason, RouteWhy
from models.tables import Acknowledgement, AlertUnit, Milestone, Notification, PoliceUnit

_ABHAY = system("abhay")


async def route_to(database: Database, alert_id: UUID, unit: str, actor: Actor, reason: str) -> bool:
    """Gives the case to this unit. Returns False if it has the case alone already. `reason` is sealed in the audit log.

    Raises `WrongRole`, `UnknownAlert`, `UnknownUnit`, and `NotPossibleNow` once the case is closed.
    """
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        require(actor, Act.ROUTE, await facts_under_lock(case))
        if case.units == (unit,) and case.alert.route_state == RouteState.RESOLVED:
            return False
        _write_down(case, actor, reason, timeline.Rerouted(units=case.units, to=(unit,)))
        await carry_out_reassignment(case, reassign(case.units, [unit]), by_person=True)
        remember(case, CaseAct.ROUTE, actor)
        await _done(case)
        return True


async def not_ours(database: Database, alert_id: UUID, suggest: str | None, actor: Actor, reason: str) -> bool:
    """Takes the case from the actor's unit: other units that have it keep it, else the suggested one gets it.

    Without either, and after the second such answer, the case is the desk's. Returns False if the unit no longer
    has the case. `reason` is sealed in the audit log. Raises `WrongRole`, `UnknownAlert`,
    `UnknownUnit`, and `NotPossibleNow` once the case is closed.
    """
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        unit = await _unit_that_may_give_back(case, actor)
        if unit is None:
            return False
        if suggest is not None and await session.get(PoliceUnit, suggest) is None:
            raise UnknownUnit
        before = await state_of(case)
        change = reassign(case.units, units_after_not_ours(case.units, unit, suggest, case.alert.not_ours))
        case.alert.not_ours += 1
        moved = timeline.Rerouted(units=case.units, to=change.units, not_ours=unit, suggest=suggest)
        _write_down(case, actor, reason, moved)
        await carry_out_reassignment(case, change, by_person=True)
        await case.tell_desk(Why(Reason.NOT_OURS, about=About(unit)))
        remember(case, CaseAct.NOT_OURS, actor, before)
        await _done(case)
        return True


async def _unit_that_may_give_back(case: LockedCase, actor: Actor) -> str | None:
    """Returns the actor's unit; None if the case was taken from it meanwhile."""
    facts = await facts_under_lock(case)
    if may(actor, Act.NOT_OURS, facts) == Refused(Refusal.TAKEN_AWAY):
        return None
    require(actor, Act.NOT_OURS, facts)
    return actor.unit


def _write_down(case: LockedCase, actor: Actor, reason: str, moved: timeline.Rerouted) -> None:
    """Writes the correction down: with the route's evidence it is a labelled case for `abhay routing evaluate`."""
    note(case.session, case.alert, moved, case.at, actor)
    audit(case.session, case.at, actor, Act.ROUTE, case.alert.id, typed=reason, **moved.as_json())


async def carry_out_reassignment(case: LockedCase, change: Reassignment, *, by_person: bool) -> None:
    """Carries a reassignment out: stands down the units that lose the case, then sets the clock."""
    alert = case.alert
    await _write_units(case, change)
    await _write_route(case, change)
    alert.route_stale, alert.routed_by_person = False, alert.routed_by_person or by_person
    case.rules = await rules_of(case.session, alert, next(iter(change.units), None))
    await _stand_down(case, change.gone)
    if alert.status == Status.ACKNOWLEDGED:
        if answer_holds(change, await _holder(case)):
            return
        await _reopen(case)
    climb = Climb(alert.rung, alert.round or 1, alert.due_at, alert.exhausted_at is not None)
    match follow_of(change, climb, case.rules, case.at):
        case ToDesk(due_at=due_at):
            alert.rung, alert.round, alert.rung_entered_at, alert.reminders = DESK, 1, case.at, 0
            alert.due_at = due_at
        case BeginLadder():
            alert.status, alert.reminders = Status.RECEIVED, 0
            alert.rung = alert.round = alert.rung_entered_at = alert.due_at = None
        case PageNewUnits(rungs=rungs):
            await _page(case, change.new, rungs)
        case KeepClock():
            pass


async def _holder(case: LockedCase) -> Holder | None:
    answer = await first_answer(case.session, case.alert.id)
    return None if answer is None else Holder(answer.unit_id)


async def _write_units(case: LockedCase, change: Reassignment) -> None:
    session, alert = case.session, case.alert
    rows = {row.unit_id: row for row in (await session.exec(select(AlertUnit).where(AlertUnit.alert_id == alert.id)))}
    for position, unit in enumerate(change.units):
        if await session.get(PoliceUnit, unit) is None:
            raise UnknownUnit
        row = rows.get(unit) or AlertUnit(alert_id=alert.id, unit_id=unit, position=position)
        row.position, row.stood_down_at = position, None
        session.add(row)
    for unit in change.gone:
        rows[unit].stood_down_at = case.at
    await session.flush()
    case.units = change.units


async def _write_route(case: LockedCase, change: Reassignment) -> None:
    """Writes the new decision; evidence and candidates stay as they were gathered."""
    units, state = change.units, change.state
    vault = vault_of(case.session)
    before = read_route(vault, case.alert) or Route(state=state)
    owner = await case.session.get(PoliceUnit, units[0]) if units else None
    district = owner.district_id if owner else None
    after = before.model_copy(
        update={
            "state": state,
            "district": district,
            "units": units,
            "confidence": 1.0 if len(units) == 1 else 0.0,
            "tehsil": before.tehsil if district == before.district else None,
            "other_state": None,
            "copies": (),
            "reason": BY_PERSON,
            "why": RouteWhy(code=RouteReason.PERSON),
        }
    )
    write_route(vault, case.alert, after)


async def _stand_down(case: LockedCase, units: Sequence[str]) -> None:
    """Tells the posts of these units that were paged, and sends them nothing more."""
    mine = (col(Notification.alert_id) == case.alert.id, col(Notification.unit_id).in_(units))
    climbing = col(Notification.kind).in_(STOPPED_BY_ACKNOWLEDGEMENT)
    queued = col(Notification.status) == MessageStatus.QUEUED
    stood_down = {"status": MessageStatus.STOOD_DOWN}
    await case.session.exec(update(Notification).where(*mine, climbing, queued).values(**stood_down))
    await case.session.exec(update(Notification).where(*mine, climbing).values(again_after=None, go_on_at=None))
    paged = [each for each in await case.paged() if each.unit_id in units]
    await case.tell(MessageKind.STOOD_DOWN, paged)
    if paged:
        note(case.session, case.alert, timeline.StoodDown(units=tuple(units)), case.at, _ABHAY)


async def _reopen(case: LockedCase) -> None:
    """Awaits an answer again, as if there had been none: on the rung the case had reached, by its old deadline."""
    session, alert = case.session, case.alert
    taken = update(Acknowledgement).where(col(Acknowledgement.alert_id) == alert.id, col(Acknowledgement.first))
    await session.exec(taken.values(first=False))
    await session.exec(delete(Milestone).where(col(Milestone.alert_id) == alert.id))
    as_before = reopened(alert.rung, alert.rung_entered_at, case.rules)
    alert.acknowledged_at, alert.status, alert.due_at = None, as_before.status, as_before.due_at
    alert.unit_answered_at = None


async def _page(case: LockedCase, units: Sequence[str], rungs: Sequence[tuple[str, int]]) -> None:
    """Pages the posts of these units on each rung, in its round; the desk hears if nobody can surely be reached."""
    rows: list[Notification] = []
    for rung, round_ in rungs:
        rows += await case.tell(MessageKind.PAGE, await case.reached(rung, round_, units=units))
    note(case.session, case.alert, timeline.Paged(told=posts_in(rows)), case.at, _ABHAY)
    if not reaches_surely(rows):
        await case.leave_at_once()
        await case.tell_desk(Why(Reason.NO_CONTACT, about=About(units[0])))
    for rung, _ in rungs:
        await case.tell_of_gaps(rung, units=units)


async def _done(case: LockedCase) -> None:
    await case.reschedule()
    await wake(case.session, case.alert.id)
