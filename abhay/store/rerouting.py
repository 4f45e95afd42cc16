"""A case changes hands: an operator routes it, or a unit answers that it is not theirs. The clock never starts anew.

The new unit is told on every rung of a unit that the case has reached, at once and against the same
deadline; the old one is stood down. A case that waits at the desk for a unit begins its ladder now.
What an acknowledgement had settled is open again: the unit that took the case no longer has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import col, delete, select

from abhay.errors import NotPossibleNow, UnknownUnit
from abhay.policy.escalation import DESK
from abhay.store.answers import CLIMBING
from abhay.store.cases import LockedCase, first_answer, locked
from abhay.store.database import Database, wake
from abhay.store.policies import rules_of
from abhay.store.recipients import About, posts_of_rung, queue, queue_desk, those_paged
from abhay.store.timeline import audit, note
from abhay.words import Reason
from models.enums import MessageKind, MessageStatus, RouteState, Status, TimelineEvent
from models.policy import Scope
from models.routes import Route
from models.tables import Acknowledgement, AlertUnit, Milestone, Notification, PoliceUnit, TimelineEntry

MOST_NOT_OURS = 2
"""Answers "not ours" after which a case is no longer passed from unit to unit: it goes to the desk."""


@dataclass(frozen=True)
class Correction:
    """Who says that a case belongs elsewhere, and why; `reason` goes to the audit log alone, sealed."""

    actor: str
    role: str
    reason: str


async def route_to(database: Database, alert_id: UUID, unit: str, correction: Correction) -> bool:
    """Give the case to this unit; False if it is theirs alone already.

    Raises `UnknownAlert`, `UnknownUnit`, and `NotPossibleNow` once the case is closed.
    """
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        _require_open(case)
        if case.units == (unit,) and case.alert.route_state == RouteState.RESOLVED.value:
            return False
        _write_down(case, correction, to=[unit])
        await hand_over(case, [unit], state=RouteState.RESOLVED)
        await _done(case)
        return True


async def not_ours(database: Database, alert_id: UUID, unit: str, suggest: str | None, correction: Correction) -> bool:
    """A unit does not answer for this case: other units that have it keep it, else the suggested one gets it.

    Without either, and after the second such answer, the case is the desk's. False if the unit has not
    got the case (any more). Raises `UnknownAlert`, `UnknownUnit`, and `NotPossibleNow` once it is closed.
    """
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        _require_open(case)
        if unit not in case.units:
            return False
        if suggest is not None and await session.get(PoliceUnit, suggest) is None:
            raise UnknownUnit
        answers = await _not_ours_so_far(case) + 1
        left = [each for each in case.units if each != unit]
        units = left or [suggest] if suggest not in (None, unit) else left
        if answers >= MOST_NOT_OURS:
            units = []
        _write_down(case, correction, to=units, not_ours=unit, suggest=suggest)
        state = RouteState.RESOLVED if len(units) == 1 else RouteState.AMBIGUOUS if units else RouteState.UNRESOLVED
        await hand_over(case, units, state=state)
        rungs, about = case.document.rung, About(unit)
        await queue_desk(session, case.alert, rungs, case.at, reason=Reason.NOT_OURS, about=about)
        await _done(case)
        return True


def _require_open(case: LockedCase) -> None:
    if case.alert.status == Status.CLOSED.value:
        raise NotPossibleNow("The case is closed.")


async def _not_ours_so_far(case: LockedCase) -> int:
    query = select(func.count()).where(
        TimelineEntry.alert_id == case.alert.id,
        TimelineEntry.event == TimelineEvent.REROUTED.value,
        func.jsonb_exists(TimelineEntry.detail, "not_ours"),
    )
    return (await case.session.exec(query)).one()


def _write_down(case: LockedCase, correction: Correction, *, to: Sequence[str], **detail: str | None) -> None:
    """The correction, with the evidence that the route keeps, is a labelled case for `abhay routing evaluate`."""
    moved = {"units": list(case.units), "to": list(to), **detail}
    note(case.session, case.alert, TimelineEvent.REROUTED, case.at, correction.actor, **moved)
    audit(
        case.session,
        case.at,
        correction.actor,
        correction.role,
        "alert.route",
        case.alert.id,
        typed=correction.reason,
        **moved,
    )


async def hand_over(case: LockedCase, units: Sequence[str], *, state: RouteState) -> None:
    """Make these the case's units: stand the others down, then page those that are new to it."""
    gone = [unit for unit in case.units if unit not in units]
    new = [unit for unit in units if unit not in case.units]
    await _write_units(case, units, gone)
    await _write_route(case, units, state)
    case.rules = await rules_of(case.session, case.alert, next(iter(units), None))
    await _stand_down(case, gone)
    if case.alert.status == Status.ACKNOWLEDGED.value:
        if await _answer_holds(case, new, gone):
            return
        await _reopen(case)
    if not units:
        _to_the_desk(case)
    elif case.alert.rung == DESK and case.alert.exhausted_at is None:
        _begin_the_ladder(case)
    else:
        await _page(case, new)


async def _answer_holds(case: LockedCase, new: Sequence[str], gone: Sequence[str]) -> bool:
    """Whether who took the case still has it: its unit does, or no unit is named and none has come in."""
    holder = await first_answer(case.session, case.alert.id)
    if holder is None or not case.units:
        return False
    return holder.unit_id in case.units or (not new and holder.unit_id not in gone)


async def _write_units(case: LockedCase, units: Sequence[str], gone: Sequence[str]) -> None:
    session, alert = case.session, case.alert
    rows = {row.unit_id: row for row in (await session.exec(select(AlertUnit).where(AlertUnit.alert_id == alert.id)))}
    for position, unit in enumerate(units):
        if await session.get(PoliceUnit, unit) is None:
            raise UnknownUnit
        row = rows.get(unit) or AlertUnit(alert_id=alert.id, unit_id=unit, position=position)
        row.position, row.stood_down_at = position, None
        session.add(row)
    for unit in gone:
        rows[unit].stood_down_at = case.at
    await session.flush()
    case.units = tuple(units)


async def _write_route(case: LockedCase, units: Sequence[str], state: RouteState) -> None:
    """The new decision; evidence and candidates stay as they were gathered."""
    before = Route.model_validate(case.alert.route) if case.alert.route else Route(state=state)
    owner = await case.session.get(PoliceUnit, units[0]) if units else None
    district = owner.district_id if owner else None
    after = before.model_copy(
        update={
            "state": state,
            "district": district,
            "units": tuple(units),
            "confidence": 1.0 if len(units) == 1 else 0.0,
            "tehsil": before.tehsil if district == before.district else None,
            "other_state": None,
            "copies": (),
            "reason": "corrected by a person",
        }
    )
    case.alert.route, case.alert.route_state = after.model_dump(mode="json"), state.value


async def _stand_down(case: LockedCase, units: Sequence[str]) -> None:
    """Tell the posts of these units that were paged, and send them nothing more."""
    mine = (col(Notification.alert_id) == case.alert.id, col(Notification.unit_id).in_(units))
    climbing = col(Notification.kind).in_([kind.value for kind in CLIMBING])
    queued = col(Notification.status) == MessageStatus.QUEUED.value
    stood_down = {"status": MessageStatus.STOOD_DOWN.value}
    await case.session.exec(update(Notification).where(*mine, climbing, queued).values(**stood_down))
    await case.session.exec(update(Notification).where(*mine, climbing).values(again_after=None))
    paged = [each for each in await those_paged(case.session, case.alert.id) if each.contact.unit_id in units]
    await queue(case.session, case.alert, MessageKind.STOOD_DOWN, paged, case.at)
    if paged:
        note(case.session, case.alert, TimelineEvent.STOOD_DOWN, case.at, "abhay", units=list(units))


async def _reopen(case: LockedCase) -> None:
    """Await an answer again, as if there had been none: on the rung the case had reached, by its old deadline."""
    session, alert = case.session, case.alert
    taken = update(Acknowledgement).where(col(Acknowledgement.alert_id) == alert.id, col(Acknowledgement.first))
    await session.exec(taken.values(first=False))
    await session.exec(delete(Milestone).where(col(Milestone.alert_id) == alert.id))
    alert.acknowledged_at, alert.due_at = None, None
    alert.status = Status.RECEIVED.value if alert.rung is None else Status.AWAITING.value
    if alert.rung is not None and alert.rung_entered_at is not None:
        alert.due_at = alert.rung_entered_at + timedelta(seconds=case.rules.clock(alert.rung)[0])


def _begin_the_ladder(case: LockedCase) -> None:
    """From the desk to the first rung: the next step enters it, in the moment this commits."""
    alert = case.alert
    alert.status, alert.reminders = Status.RECEIVED.value, 0
    alert.rung = alert.round = alert.rung_entered_at = alert.due_at = None


def _to_the_desk(case: LockedCase) -> None:
    """Nobody's any more: the desk's, by the old deadline or the desk's own, whichever is sooner.

    A rung of the whole State that was paged already keeps its clock.
    """
    alert = case.alert
    rule = case.rules.rungs.get(alert.rung or DESK)
    if alert.rung in (None, DESK) or (rule is not None and rule.scope is Scope.STATE):
        return
    own = case.at + timedelta(seconds=case.rules.clock(DESK)[0])
    alert.due_at = max(case.at, min(alert.due_at or own, own))
    alert.rung, alert.round, alert.rung_entered_at, alert.reminders = DESK, 1, case.at, 0


async def _page(case: LockedCase, units: Sequence[str]) -> None:
    """Page the posts of these units on every rung up to the current one, or on all below the State's own."""
    if not units or case.alert.rung is None:  # without a rung the next step pages the first one
        return
    names = case.rules.names()
    reached = names[: names.index(case.alert.rung) + 1] if case.alert.rung in names else names
    rows: list[Notification] = []
    for rung in reached:
        rule = case.rules.rungs[rung]
        if rule.scope is Scope.UNIT:
            round_ = (case.alert.round or 1) if rung == case.alert.rung else 1
            posts = await posts_of_rung(case.session, case.alert, rung, rule, round_)
            new = [each for each in posts if each.contact.unit_id in units]
            rows += await queue(case.session, case.alert, MessageKind.PAGE, new, case.at)
    told = sorted({f"{row.unit_id}/{row.post_id}/{row.channel}" for row in rows})
    note(case.session, case.alert, TimelineEvent.PAGED, case.at, "abhay", told=told)
    if not rows:
        about = About(units[0])
        await queue_desk(case.session, case.alert, case.document.rung, case.at, reason=Reason.NO_CONTACT, about=about)


async def _done(case: LockedCase) -> None:
    await case.settle()
    await wake(case.session, case.alert.id)
