"""The clock moves a case on: one decision, its messages and the row change in one transaction.

Both movers, the flow and the watcher, come through `advance`. Whoever gets the row lock first
carries the step out; the other one then sees a row for which that step is no longer due.
"""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict
from uuid import UUID

from sqlmodel import col, select

from abhay.faultpoints import fault_point
from abhay.policy.escalation import (
    DESK,
    DESK_EVERY,
    Decision,
    Done,
    EnterRung,
    Exhausted,
    MilestoneOverdue,
    PageDesk,
    Remind,
    Resend,
    RouteFirst,
    WaitUntil,
    decide,
    milestones_of,
)
from abhay.store.cases import LockedCase, first_answer, locked, locked_together
from abhay.store.database import Database
from abhay.store.outbox import NOTICES, due_messages, expire_unfinished, resend
from abhay.store.recipients import NOBODY, About, Recipient, Told, posts_of_units
from abhay.store.timeline import note
from abhay.store.together import insert_together
from abhay.words import Reason
from models.enums import MessageKind, MilestoneKind, Mover, RouteState, Status, TimelineEvent
from models.policy import Scope
from models.routes import Route
from models.tables import Milestone, Notification

MOST_WARNED = 2
"""Candidates that are paged when the desk did not find the place in time (design, section 4)."""


class Overdue(TypedDict):
    """Why the messages about a late milestone are sent."""

    reason: Reason
    milestone: MilestoneKind


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
        return self.kind in NOTICES


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
    """Take the one step that is due, if any, and answer what is left to do. Raises `UnknownAlert`.

    A step answers its messages, pages first, and already until when the case waits after it, if it does.
    """
    async with database.transaction() as session:
        taken = await _take([await locked(session, alert_id)], mover)
        steps = await _settled(taken)
    _mark("after", taken)
    return steps[alert_id]


async def advance_together(database: Database, alert_ids: Sequence[UUID], mover: Mover) -> dict[UUID, Step]:
    """The same for several cases in one transaction; those that somebody is changing at this moment are left out."""
    async with database.transaction() as session:
        taken = await _take(await locked_together(session, alert_ids), mover)
        steps = await _settled(taken)
    _mark("after", taken)
    return steps


@dataclass(frozen=True)
class _Taken:
    """A decision that was carried out, and the messages that it wrote."""

    case: LockedCase
    decision: Decision
    messages: list[Notification]

    @property
    def acted(self) -> bool:
        return not isinstance(self.decision, Done | WaitUntil | RouteFirst)


async def _take(cases: Iterable[LockedCase], mover: Mover) -> list[_Taken]:
    """Decide and carry out, case by case; the new rows of all are written in one round trip."""
    taken: list[_Taken] = []
    for case in cases:
        if case.facts.unfinished and await expire_unfinished(case.session, case.alert.id, case.at):
            await case.read_again()
        decision = decide(await case.snapshot(), case.rules, await case.history(), case.at)
        taken.append(_Taken(case, decision, []))
        if taken[-1].acted:
            with case.session.no_autoflush:
                await _carry_out(case, decision, mover)
            new = [row for row in case.session.new if isinstance(row, Notification) and row.alert_id == case.alert.id]
            taken[-1].messages.extend(new)
    if taken:
        await insert_together(taken[0].case.session)
    return taken


async def _settled(taken: Iterable[_Taken]) -> dict[UUID, Step]:
    """Write when each case must be looked at next, and say what is left to do."""
    steps: dict[UUID, Step] = {}
    for each in taken:
        case, ahead = each.case, each.decision
        if each.acted:
            ahead = await case.settle(read_again=isinstance(each.decision, Resend))
        elif isinstance(ahead, WaitUntil) and case.alert.next_at != ahead.at:
            case.alert.next_at = ahead.at
        due = await due_messages(case.session, case.alert.id, case.at) if case.facts.unsent else each.messages
        steps[case.alert.id] = _step(case, each.decision, ahead, due)
    _mark("before", taken)
    return steps


def _mark(when: str, taken: Iterable[_Taken]) -> None:
    for each in taken:
        fault_point(f"{when}-{type(each.decision).__name__}")


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
    return QueuedMessage(row.id, MessageKind(row.kind), row.rung, row.channel)


async def _carry_out(case: LockedCase, decision: Any, mover: Mover) -> None:
    handlers: dict[type, Callable[..., Coroutine[Any, Any, None]]] = {
        EnterRung: _enter_rung,
        Remind: _remind,
        PageDesk: _page_desk,
        Exhausted: _exhausted,
        Resend: _resend,
        MilestoneOverdue: _milestone_overdue,
    }
    await handlers[type(decision)](case, decision, mover)


async def _enter_rung(case: LockedCase, decision: EnterRung, mover: Mover) -> None:
    """Page a rung's posts; those below are told that it went up."""
    alert, session, at = case.alert, case.session, case.at
    told = await case.people.told(alert.id)
    below = told.paged
    alert.status = Status.AWAITING.value
    alert.rung, alert.round, alert.rung_entered_at, alert.reminders = decision.rung, decision.round, at, 0
    alert.due_at = at + timedelta(seconds=decision.wait)
    entered = {"round": decision.round, "due_at": alert.due_at, "mover": mover.value}
    note(session, alert, TimelineEvent.RUNG_ENTERED, at, mover.value, **entered)
    posts = await _posts(case, decision.rung, decision.round)
    rows = told.queue(alert, MessageKind.PAGE, posts, at, reason=_reason(case))
    _note_paged(case, rows, TimelineEvent.PAGED, mover)
    if not rows:
        await _tell_desk(case, told, reason=Reason.NO_CONTACT, about=_post_of(case, decision.rung))
    if decision.round == 1 and decision.rung != DESK:
        higher = [each for each in below if each.rung != decision.rung]
        told.queue(alert, MessageKind.ESCALATED, higher, at)
    if decision.round == 1:
        await _tell_neighbours(case, decision, mover, told)


async def _posts(case: LockedCase, rung: str, round_: int = 1) -> list[Recipient]:
    return await case.people.posts_of_rung(case.alert.id, rung, case.rules.rungs[rung], round_)


async def _tell_desk(
    case: LockedCase, told: Told, *, reason: Reason, milestone: MilestoneKind | None = None, about: About = NOBODY
) -> list[Notification]:
    desk = await case.people.posts_of_rung(case.alert.id, DESK, case.document.rung[DESK])
    return told.queue(case.alert, MessageKind.DESK, desk, case.at, reason=reason, milestone=milestone, about=about)


def _post_of(case: LockedCase, rung: str) -> About:
    """Whom a rung should have reached."""
    rule = case.rules.rungs[rung]
    unit = next(iter(case.units), None) if rule.scope is Scope.UNIT else None
    return About(unit, rule.posts[0])


async def _tell_neighbours(case: LockedCase, decision: EnterRung, mover: Mover, told: Told) -> None:
    """Page units that do not own the case but may be nearest to the person.

    With the first rung or the desk, those that an outdated district word or a near border names; when the desk
    could not find the place in time, the likeliest candidates. Each of them may acknowledge.
    """
    route = Route.model_validate(case.alert.route)
    first = case.rules.names()[0]
    rule = case.rules.rungs[first]
    if rule.scope is not Scope.UNIT:
        return
    if decision.rung in (first, DESK):
        units, reason = [unit for unit in route.copies if unit not in case.units], Reason.COPY
    elif not case.units and not case.held:
        units, reason = [candidate.unit for candidate in route.candidates[:MOST_WARNED]], Reason.LOCATION_UNKNOWN
    else:
        return
    if not units:
        return
    known = {each.contact.id for each in told.paged}
    new = [each for each in await posts_of_units(case.session, units, first, rule) if each.contact.id not in known]
    rows = told.queue(case.alert, MessageKind.PAGE, new, case.at, reason=reason)
    if rows:
        _note_paged(case, rows, TimelineEvent.PAGED, mover)


def _reason(case: LockedCase) -> Reason:
    """Which wording a page has, from what is known of the place and the sender."""
    if case.held:
        return Reason.HELD_UNAUTHENTICATED
    if not case.alert.readable and not case.units:
        return Reason.READ_BY_HAND
    if case.alert.route_state == RouteState.OUT_OF_STATE.value:
        return Reason.OUT_OF_STATE
    return Reason.NEW_ALERT if case.units else Reason.LOCATION_UNKNOWN


def _note_paged(case: LockedCase, rows: list[Notification], event: TimelineEvent, mover: Mover) -> None:
    told = sorted({f"{row.unit_id or 'state'}/{row.post_id}/{row.channel}" for row in rows})
    attempt = rows[0].attempt if rows else None
    note(case.session, case.alert, event, case.at, mover.value, mover=mover.value, told=told, attempt=attempt)


async def _remind(case: LockedCase, decision: Remind, mover: Mover) -> None:
    case.alert.reminders = decision.attempt
    told = await case.people.told(case.alert.id)
    posts = await _posts(case, decision.rung, decision.round)
    rows = told.queue(case.alert, MessageKind.REMINDER, posts, case.at, reason=_reason(case))
    _note_paged(case, rows, TimelineEvent.REMINDED, mover)


async def _page_desk(case: LockedCase, _decision: PageDesk, mover: Mover) -> None:
    """The desk again, a minute after the last time: it never falls silent."""
    case.alert.due_at = case.at + DESK_EVERY
    reason = Reason.EXHAUSTED if case.alert.exhausted_at else Reason.HELD_UNAUTHENTICATED
    rows = await _tell_desk(case, await case.people.told(case.alert.id), reason=reason)
    _note_paged(case, rows, TimelineEvent.REMINDED, mover)


async def _exhausted(case: LockedCase, _decision: Exhausted, mover: Mover) -> None:
    """Nobody answered on any rung: from now on the desk is paged every minute."""
    alert = case.alert
    alert.rung, alert.round, alert.rung_entered_at = DESK, 1, case.at
    alert.exhausted_at, alert.due_at = case.at, case.at + DESK_EVERY
    note(case.session, alert, TimelineEvent.EXHAUSTED, case.at, mover.value, mover=mover.value, due_at=alert.due_at)
    rows = await _tell_desk(case, await case.people.told(alert.id), reason=Reason.EXHAUSTED)
    _note_paged(case, rows, TimelineEvent.PAGED, mover)


async def _resend(case: LockedCase, decision: Resend, _mover: Mover) -> None:
    for message in decision.messages:
        await resend(case.session, message, case.at)


async def _milestone_overdue(case: LockedCase, decision: MilestoneOverdue, mover: Mover) -> None:
    """Ask the post that acknowledged; then also tell the next rung, then the desk, and go on asking.

    A hand-over is the desk's work, whoever acknowledged.
    """
    alert, session, at = case.alert, case.session, case.at
    clock = await session.get_one(Milestone, (alert.id, decision.kind.value))
    clock.nudges, clock.nudged_at = decision.nudge, at
    session.add(clock)
    overdue: Overdue = {"reason": Reason.MILESTONE_OVERDUE, "milestone": decision.kind}
    answer = await first_answer(session, alert.id)
    told = await case.people.told(alert.id)
    paged = told.paged
    owners = [each for each in paged if answer and each.contact.post_id == answer.post_id]
    if decision.kind is MilestoneKind.HANDED_OVER:
        owners = await _posts(case, DESK)
    told.queue(alert, MessageKind.REMINDER, owners or paged, at, **overdue)
    if decision.tell is not None:
        told.queue(alert, MessageKind.ESCALATED, await _posts(case, decision.tell), at, **overdue)
    elif decision.nudge > 1 and decision.kind is not MilestoneKind.HANDED_OVER:
        about = About(answer.unit_id, answer.post_id) if answer else NOBODY
        await _tell_desk(case, told, **overdue, about=about)
    due = {"milestone": decision.kind.value, "nudge": decision.nudge, "due_at": clock.due_at}
    note(session, alert, TimelineEvent.OVERDUE, at, mover.value, mover=mover.value, told_rung=decision.tell, **due)


async def open_milestones(case: LockedCase, *, unit_answered: bool) -> None:
    """Start the clocks that run from the acknowledgement."""
    state = RouteState(case.alert.route_state) if case.alert.route_state else None
    for kind in milestones_of(state, unit_answered=unit_answered):
        seconds = getattr(case.rules.severity.milestones, kind.value)
        due = case.at + timedelta(seconds=seconds)
        case.session.add(Milestone(alert_id=case.alert.id, kind=kind.value, due_at=due))
    await case.session.flush()
    first = select(Milestone.due_at).where(Milestone.alert_id == case.alert.id).order_by(col(Milestone.due_at))
    case.alert.due_at = (await case.session.exec(first)).first()
