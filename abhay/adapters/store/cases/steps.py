"""The clock moves a case on: one decision, its messages and the row change in one transaction.

Both movers, the flow and the watcher, come through `advance`. Whoever gets the row lock first
carries the step out; the other one then sees a row for which that step is no longer due.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from sqlmodel import col, select

from abhay.adapters.store.cases.locked import LockedCase, first_answer, locked, locked_all
from abhay.adapters.store.cases.unreached import page_next, reach_nobody, switched_off
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.statements import bulk_insert
from abhay.adapters.store.log.timeline import note, posts_in
from abhay.adapters.store.messages.queue import due_messages, expire_unfinished, resend
from abhay.domain.actions import (
    Decision,
    Done,
    EnterRung,
    Exhausted,
    GoOn,
    MilestoneOverdue,
    OrderUnit,
    PageDesk,
    Remind,
    Resend,
    RouteFirst,
    WaitUntil,
)
from abhay.domain.escalation import DESK_EVERY, decide, milestones_of
from abhay.domain.messages.failover import reaches_surely
from abhay.domain.messages.kinds import MEANINGS
from abhay.domain.messages.paging import (
    NOBODY,
    About,
    Why,
    desk_reason,
    neighbours,
    of_post,
    told_of_overdue,
)
from abhay.faultpoints import fault_point
from models import timeline
from models.actors import system
from models.cases import stored_route
from models.enums import MessageKind, Mover, Reason, Status
from models.policy import DESK
from models.routes import unreadable_route
from models.tables import Milestone, Notification


@dataclass(frozen=True)
class QueuedMessage:
    """A message that is written and not yet sent."""

    id: UUID
    kind: MessageKind
    rung: str
    channel: str

    @property
    def notice(self) -> bool:
        """Whether it only tells what happened: where much is due, whoever must act is paged first."""
        return MEANINGS[self.kind].notice


@dataclass(frozen=True)
class Step:
    """What one look at a case left to do: route it, send these, wait until then, or nothing any more.

    `severity`, `status`, `rung` and `units` are for the run's tags.
    """

    ref: str
    messages: tuple[QueuedMessage, ...]
    must_route: bool = False
    wait_until: datetime | None = None
    state: str = ""
    done: bool = False
    severity: str = ""
    status: str = ""
    rung: str | None = None
    units: tuple[str, ...] = ()


async def advance(database: Database, alert_id: UUID, mover: Mover) -> Step:
    """Carries out the one step that is due, if any. Returns what is left to do. Raises `UnknownAlert`.

    A step returns its messages, pages first, and already until when the case waits after it, if it does.
    """
    async with database.transaction() as session:
        looks = await _carry_out_due([await locked(session, alert_id)], mover)
        steps = await _reschedule(looks)
    _mark("after", looks)
    return steps[alert_id]


async def advance_all(database: Database, alert_ids: Sequence[UUID], mover: Mover) -> dict[UUID, Step]:
    """Does the same for several cases in one transaction; a case that somebody is changing now is left out."""
    async with database.transaction() as session:
        looks = await _carry_out_due(await locked_all(session, alert_ids), mover)
        steps = await _reschedule(looks)
    _mark("after", looks)
    return steps


@dataclass(frozen=True)
class _Look:
    """One look at a case: what was decided, and the messages that carrying it out wrote; None if nothing was due."""

    case: LockedCase
    decision: Decision
    written: list[Notification] | None


async def _carry_out_due(cases: Iterable[LockedCase], mover: Mover) -> list[_Look]:
    """Decides and carries out, case by case; the new rows of all are written in one round trip."""
    looks: list[_Look] = []
    for case in cases:
        if case.facts.unfinished and await expire_unfinished(case.recipients, case.alert, case.at):
            await case.read_again()
        decision = decide(await case.snapshot(), case.rules, await case.history(), case.at)
        with case.session.no_autoflush:
            written = await _carry_out(case, decision, mover)
        looks.append(_Look(case, decision, written))
    if looks:
        await bulk_insert(looks[0].case.session)
    return looks


async def _reschedule(looks: Iterable[_Look]) -> dict[UUID, Step]:
    """Writes when each case must be looked at next. Returns what is left to do for each."""
    steps: dict[UUID, Step] = {}
    for look in looks:
        case, ahead = look.case, look.decision
        if look.written is not None:
            ahead = await case.reschedule(read_again=_changed_facts(look))
        elif isinstance(ahead, WaitUntil) and case.alert.next_at != ahead.at:
            case.alert.next_at = ahead.at
        unsent = case.facts.unsent
        due = await due_messages(case.session, case.alert.id, case.at) if unsent else look.written or []
        steps[case.alert.id] = _step(case, look.decision, ahead, due)
    _mark("before", looks)
    return steps


def _changed_facts(look: _Look) -> bool:
    """Returns whether the step changed which messages are sent again, or go on to the next contact point."""
    bounded = any(row.go_on_at is not None for row in look.written or ())
    return bounded or isinstance(look.decision, (Resend, GoOn))


def _mark(when: str, looks: Iterable[_Look]) -> None:
    for look in looks:
        fault_point(f"{when}-{type(look.decision).__name__}")


def _step(case: LockedCase, decision: Decision, ahead: Decision, due: Iterable[Notification]) -> Step:
    messages = sorted((_queued(row) for row in due), key=lambda message: message.notice)
    return Step(
        ref=case.alert.ref,
        messages=tuple(messages),
        must_route=isinstance(decision, RouteFirst),
        wait_until=ahead.at if isinstance(ahead, WaitUntil) else None,
        state=ahead.state if isinstance(ahead, WaitUntil) else "",
        done=isinstance(decision, Done),
        severity=case.alert.severity,
        status=case.alert.status,
        rung=case.alert.rung,
        units=case.units,
    )


def _queued(row: Notification) -> QueuedMessage:
    return QueuedMessage(row.id, row.kind, row.rung, row.channel)


async def _carry_out(case: LockedCase, decision: Decision, mover: Mover) -> list[Notification] | None:
    """Carries a decision out. Returns the messages that it wrote, None for one that changes nothing."""
    match decision:
        case EnterRung():
            written = await _enter_rung(case, decision, mover)
        case Remind():
            written = await _remind(case, decision, mover)
        case PageDesk():
            written = await _page_desk(case, mover)
        case Exhausted():
            written = await _exhausted(case, mover)
        case GoOn():
            written = await page_next(case, decision)
        case Resend():
            written = [await resend(case.session, message, case.at) for message in decision.messages]
        case MilestoneOverdue():
            written = await _milestone_overdue(case, decision, mover)
        case OrderUnit():
            written = await _order_unit(case, decision, mover)
        case RouteFirst() | WaitUntil() | Done():
            written = None
        case _:
            assert_never(decision)
    return written


async def _enter_rung(case: LockedCase, decision: EnterRung, mover: Mover) -> list[Notification]:
    """Pages a rung's posts; at its first round those below are told that it went up, and neighbours are warned."""
    paged_before = await case.paged()
    _set_clock(case, decision, mover)
    pages = await case.tell(MessageKind.PAGE, await case.reached(decision.rung, decision.round), Why(case.page_reason))
    _note_paged(case, pages, timeline.Paged, mover)
    rows = pages if reaches_surely(pages) else pages + await reach_nobody(case, decision.rung)
    rows = rows + await case.tell_of_gaps(decision.rung)
    if decision.round > 1:
        return rows
    if decision.rung != DESK:
        below = [each for each in paged_before if each.rung != decision.rung]
        rows = rows + await case.tell(MessageKind.ESCALATED, below)
    return rows + await _warn_neighbours(case, decision.rung, mover)


def _set_clock(case: LockedCase, decision: EnterRung, mover: Mover) -> None:
    alert, at = case.alert, case.at
    alert.status = Status.AWAITING
    alert.rung, alert.round, alert.rung_entered_at, alert.reminders = decision.rung, decision.round, at, 0
    alert.due_at = at + timedelta(seconds=decision.wait)
    entered = timeline.RungEntered(round=decision.round, due_at=alert.due_at, mover=mover)
    note(case.session, alert, entered, at, system(mover))


async def _warn_neighbours(case: LockedCase, rung: str, mover: Mover) -> list[Notification]:
    """Pages units that do not have the case but may be nearest to the person; whoever was paged is not paged again."""
    route = stored_route(case.alert) or unreadable_route()
    warned = neighbours(rung, route, case.units, held=case.held, rules=case.rules)
    if warned is None:
        return []
    known = {each.contact.id for each in await case.paged()}
    reached = await case.reached(warned.rung, units=warned.units)
    new = [each for each in reached if each.contact.id not in known]
    rows = await case.tell(MessageKind.PAGE, new, Why(warned.reason))
    if rows:
        _note_paged(case, rows, timeline.Paged, mover)
    return rows


def _note_paged(case: LockedCase, rows: list[Notification], kind: type[timeline.Paged], mover: Mover) -> None:
    attempt = rows[0].attempt if rows else None
    note(case.session, case.alert, kind(mover=mover, told=posts_in(rows), attempt=attempt), case.at, system(mover))


async def _remind(case: LockedCase, decision: Remind, mover: Mover) -> list[Notification]:
    """Reminds everybody who was paged in this rung; whoever stands in for a contact point switched off is paged."""
    case.alert.reminders = decision.attempt
    paged = await case.paged()
    known, why = {each.contact.id for each in paged}, Why(case.page_reason)
    reached = await case.reached(decision.rung, decision.round)
    rows = await case.tell(MessageKind.REMINDER, [each for each in reached if each.contact.id in known], why)
    rows = rows + await case.tell(MessageKind.PAGE, [each for each in reached if each.contact.id not in known], why)
    off = switched_off(paged, decision.rung)
    told = timeline.Reminded(mover=mover, told=posts_in(rows), attempt=decision.attempt, switched_off=off or None)
    note(case.session, case.alert, told, case.at, system(mover))
    return rows if reaches_surely(rows) else rows + await reach_nobody(case, decision.rung)


async def _order_unit(case: LockedCase, decision: OrderUnit, mover: Mover) -> list[Notification]:
    """Pages the unit again, by order of whoever acknowledged from outside it."""
    case.alert.reminders = decision.attempt
    posts = [each for rung in decision.rungs for each in await case.everybody(rung)]
    rows = await case.tell(MessageKind.REMINDER, posts, Why(case.page_reason))
    _note_paged(case, rows, timeline.Reminded, mover)
    return rows


async def _page_desk(case: LockedCase, mover: Mover) -> list[Notification]:
    """Pages the desk again, a minute after the last time."""
    case.alert.due_at = case.at + DESK_EVERY
    rows = await case.tell_desk(Why(desk_reason(exhausted=case.alert.exhausted_at is not None)))
    _note_paged(case, rows, timeline.Reminded, mover)
    return rows


async def _exhausted(case: LockedCase, mover: Mover) -> list[Notification]:
    """Notes that nobody answered on any rung: from now on the desk is paged every minute."""
    alert = case.alert
    alert.rung, alert.round, alert.rung_entered_at = DESK, 1, case.at
    alert.exhausted_at, alert.due_at = case.at, case.at + DESK_EVERY
    note(case.session, alert, timeline.Exhausted(mover=mover, due_at=alert.due_at), case.at, system(mover))
    rows = await case.tell_desk(Why(desk_reason(exhausted=True)))
    _note_paged(case, rows, timeline.Paged, mover)
    return rows


async def _milestone_overdue(case: LockedCase, decision: MilestoneOverdue, mover: Mover) -> list[Notification]:
    """Asks about a late milestone, and tells those who must hear of it by now."""
    clock = await case.session.get_one(Milestone, (case.alert.id, decision.kind))
    clock.nudges, clock.nudged_at = decision.follow_up, case.at
    case.session.add(clock)
    late = timeline.Overdue(
        mover=mover, milestone=decision.kind, nudge=decision.follow_up, due_at=clock.due_at, told_rung=decision.tell
    )
    rows = await _tell_of_overdue(case, decision)
    note(case.session, case.alert, late, case.at, system(mover))
    return rows


async def _tell_of_overdue(case: LockedCase, decision: MilestoneOverdue) -> list[Notification]:
    answer = await first_answer(case.session, case.alert.id)
    told, why, paged = told_of_overdue(decision), Why(Reason.MILESTONE_OVERDUE, decision.kind), await case.paged()
    asked = await case.reached(DESK) if told.asks_desk else of_post(paged, answer.post_id if answer else None)
    rows = await case.tell(MessageKind.REMINDER, asked or paged, why)
    if told.tells_rung is not None:
        rows = rows + await case.tell(MessageKind.ESCALATED, await case.reached(told.tells_rung), why)
    if told.tells_desk:
        about = About(answer.unit_id, answer.post_id) if answer else NOBODY
        rows = rows + await case.tell_desk(replace(why, about=about))
    return rows


async def open_milestones(case: LockedCase, *, unit_answered: bool) -> None:
    """Starts the clocks that run from the acknowledgement."""
    for kind in milestones_of(case.alert.route_state, unit_answered=unit_answered):
        seconds = getattr(case.rules.severity.milestones, kind)
        due = case.at + timedelta(seconds=seconds)
        case.session.add(Milestone(alert_id=case.alert.id, kind=kind, due_at=due))
    await case.session.flush()
    first = select(Milestone.due_at).where(Milestone.alert_id == case.alert.id).order_by(col(Milestone.due_at))
    case.alert.due_at = (await case.session.exec(first)).first()
