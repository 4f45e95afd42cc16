"""The pure rules of the clock and the ladder: they decide what a case needs next.

The flow and the watcher call `decide` repeatedly, each time under the case's row lock. It names the
single next step; the caller carries it out in the same transaction and calls it again. Nothing here
reads a clock: `now` is PostgreSQL's, and every deadline is an absolute time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from abhay.domain.actions import (
    Action,
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
from abhay.domain.policy.rules import Rules
from models.enums import MilestoneKind, RouteState, Status
from models.policy import DESK

DESK_EVERY = timedelta(seconds=60)
"""A held or exhausted case pages the desk this often (docs/contract.md, sections 4 and 5)."""

FOLLOW_UP_EVERY = timedelta(minutes=30)
"""Time between two follow-ups of an overdue milestone once the next rung was told; our own estimate."""

IMPLIED_BY = {
    MilestoneKind.DISPATCHED: MilestoneKind.REACHED,
    MilestoneKind.HANDED_OVER: MilestoneKind.REACHED,
}
"""Milestones that a later one implies: a team that reached the person was dispatched, even if nobody noted it."""

_ACTED = (MilestoneKind.DISPATCHED, MilestoneKind.REACHED)
"""Milestones that say that somebody went, whoever noted them."""

_OURS = (MilestoneKind.DISPATCHED, MilestoneKind.REACHED, MilestoneKind.FAMILY_INFORMED, MilestoneKind.CLOSED)
_ANOTHER_STATES = (MilestoneKind.HANDED_OVER, MilestoneKind.CLOSED)


@dataclass(frozen=True)
class Case:
    """The facts of a case that the clock needs; times are aware.

    `due_at`: the rung runs out; for a held or exhausted case, the desk is paged next. `held`: the sender
    could not be authenticated, so the case stays at the desk. `has_units`: a police unit is known, so
    rungs of a unit can be paged. `acknowledged_rung`: the rung whose post answered. `route_is_stale`:
    more came in about the person since the case was routed. `ordered_since`: the case was acknowledged then from
    outside its unit, and no post of the unit has answered.
    """

    status: Status
    route_state: RouteState | None = None
    held: bool = False
    has_units: bool = False
    rung: str | None = None
    round: int = 1
    rung_entered_at: datetime | None = None
    due_at: datetime | None = None
    exhausted: bool = False
    acknowledged_rung: str | None = None
    route_is_stale: bool = False
    ordered_since: datetime | None = None


@dataclass(frozen=True)
class MilestoneClock:
    """One milestone after the acknowledgement: its deadline and the follow-ups sent so far."""

    kind: MilestoneKind
    due_at: datetime
    done: bool = False
    follow_ups: int = 0
    followed_up_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """What was already done in a case.

    `reminders` is the number of the last reminder in the current rung and round (the n-th is due n intervals
    after the rung was entered). `resends` holds failed or unknown messages, each with the time of its next try,
    `undelivered` those that go on to the next contact point unless they are known to be delivered by their time.
    """

    reminders: int = 0
    milestones: tuple[MilestoneClock, ...] = ()
    resends: tuple[tuple[UUID, datetime], ...] = ()
    undelivered: tuple[tuple[UUID, datetime], ...] = ()


def decide(case: Case, rules: Rules, history: History, now: datetime) -> Decision:
    """Returns the one action to carry out now, or the time to wait for.

    Of several due actions the most urgent comes first: the next rung, the next contact point, a resend, a reminder.
    No action is returned before its time; every case that is not closed gets an action or a time.
    """
    if case.status is Status.CLOSED:
        return Done()
    if case.route_state is None or case.route_is_stale:
        return RouteFirst()
    plan = list(_plan(case, rules, history, now))
    due = [action for at, action in plan if at <= now]
    if due:
        return due[0]
    return WaitUntil(min(at for at, _ in plan), waiting_state(case, rules))


def next_look(case: Case, rules: Rules, history: History, now: datetime) -> datetime | None:
    """Returns the time of the next action: `now` if one is due, None once the case is closed."""
    match decide(case, rules, history, now):
        case Done():
            return None
        case WaitUntil(at=at):
            return at
        case _:
            return now


def is_left_at_once(case: Case, rules: Rules) -> bool:
    """Returns whether a rung that reaches nobody is left at once: there is another one above it.

    The top rung keeps its wait, or its rounds would be over in a moment; a held or exhausted case is the desk's.
    """
    if case.status is not Status.AWAITING or case.held or case.exhausted or case.rung is None:
        return False
    following = _next_rung(case, rules)
    return isinstance(following, EnterRung) and following.rung != case.rung


def waiting_state(case: Case, rules: Rules) -> str:
    """Returns the name of a waiting case's Prefect state, such as `AwaitingSP` (docs/contract.md, section 6)."""
    if case.status is Status.ACKNOWLEDGED:
        return "AwaitingOutcome"
    return f"Awaiting{rules.label(case.rung or DESK)}"


def milestones_of(route_state: RouteState | None, *, unit_answered: bool) -> tuple[MilestoneKind, ...]:
    """Returns the milestones whose clocks an acknowledgement starts.

    No team of ours goes to a person in another State: the desk hands the case over, and its milestones are
    the receipt and the outcome. If one of our units answered all the same, it acts.
    """
    return _ANOTHER_STATES if route_state is RouteState.OUT_OF_STATE and not unit_answered else _OURS


def _plan(case: Case, rules: Rules, history: History, now: datetime) -> Iterator[tuple[datetime, Action]]:
    """Yields every coming action with its time, most urgent first."""
    if case.status is Status.ACKNOWLEDGED:
        yield from _resends(history)
        yield from _order(case, rules, history, now)
        yield from _milestones(case, rules, history)
    elif case.rung is None or case.rung_entered_at is None or case.due_at is None:
        yield now, _first_rung(case, rules)
    elif case.rung == DESK and case.has_units and not (case.held or case.exhausted):
        yield now, _first_rung(case, rules)  # the desk found the unit
    elif case.held or case.exhausted:
        yield case.due_at, PageDesk()
        yield from _undelivered(history)
        yield from _resends(history)
    else:
        yield case.due_at, _next_rung(case, rules)
        yield from _undelivered(history)
        yield from _resends(history)
        yield from _reminder(case, case.rung_entered_at, case.due_at, rules, history, now)


def _undelivered(history: History) -> Iterator[tuple[datetime, Action]]:
    for message, at in sorted(history.undelivered, key=lambda each: each[1]):
        yield at, GoOn(message)


def _resends(history: History) -> Iterator[tuple[datetime, Action]]:
    for message, at in sorted(history.resends, key=lambda each: each[1]):
        yield at, Resend((message,))


def _reminder(
    case: Case, entered: datetime, due: datetime, rules: Rules, history: History, now: datetime
) -> Iterator[tuple[datetime, Action]]:
    """Yields the next reminder of this rung, unless it would be due at or after the deadline."""
    every = timedelta(seconds=rules.clock(case.rung or DESK)[1])
    at = entered + every * (history.reminders + 1)
    if at < due and (case.rung or DESK) in rules.rungs:
        missed_too = (now - entered) // every  # reminders missed during an outage are not made up for
        yield at, Remind(case.rung or DESK, case.round, max(history.reminders + 1, missed_too))


def _order(case: Case, rules: Rules, history: History, now: datetime) -> Iterator[tuple[datetime, Action]]:
    """Yields the next order to a unit whose case was acknowledged from outside, until it answers or has acted.

    Whoever has taken the case cannot go: the DGP, the desk, an operator. The rungs of the unit that were reached are
    paged at the first one's reminders.
    """
    if case.ordered_since is None or any(each.done and each.kind in _ACTED for each in history.milestones):
        return
    rungs = rules.unit_rungs(case.rung)
    if not rungs:
        return
    every = timedelta(seconds=rules.clock(rungs[0])[1])
    missed_too = (now - case.ordered_since) // every
    at = case.ordered_since + every * (history.reminders + 1)
    yield at, OrderUnit(rungs, max(history.reminders + 1, missed_too))


def _first_rung(case: Case, rules: Rules) -> EnterRung:
    """Returns the rung at which a routed case begins: its unit's first, or the desk while no unit is known."""
    if case.held or not case.has_units:
        wait = int(DESK_EVERY.total_seconds()) if case.held else rules.clock(DESK)[0]
        return EnterRung(DESK, 1, wait)
    rung = rules.names()[0]
    return EnterRung(rung, 1, rules.clock(rung)[0])


def _next_rung(case: Case, rules: Rules) -> EnterRung | Exhausted:
    """Returns the next rung up; at the top the same rung again, until the policy's `repeat` is used up."""
    if case.rung == DESK:
        return _enter(rules.severity.desk.then, rules)
    current = case.rung or DESK
    for rung in _above(current, rules):
        if case.has_units or rules.rungs[rung].scope == "state":
            return _enter(rung, rules)
    if current in rules.rungs and case.round < rules.severity.repeat:
        return EnterRung(current, case.round + 1, rules.clock(current)[0])
    return Exhausted()


def _above(rung: str, rules: Rules) -> tuple[str, ...]:
    """Returns the rungs above one.

    A rung that is not on the ladder (the policy or the unit changed) has the top rung above it; `desk.then`, if not
    on the ladder, has none.
    """
    names = rules.names()
    if rung in names:
        return names[names.index(rung) + 1 :]
    return () if rung == rules.severity.desk.then else names[-1:]


def _enter(rung: str, rules: Rules) -> EnterRung:
    return EnterRung(rung, 1, rules.clock(rung)[0])


def _milestones(case: Case, rules: Rules, history: History) -> Iterator[tuple[datetime, Action]]:
    """Yields each open milestone's next follow-up: at its deadline, one reminder interval later, then half-hourly."""
    done = {clock.kind for clock in history.milestones if clock.done}
    grace = timedelta(seconds=rules.clock(case.acknowledged_rung or DESK)[1])
    for clock in sorted(history.milestones, key=lambda each: each.due_at):
        if clock.kind in done or IMPLIED_BY.get(clock.kind) in done:
            continue
        at = clock.due_at
        if clock.followed_up_at is not None:
            at = clock.followed_up_at + (grace if clock.follow_ups == 1 else FOLLOW_UP_EVERY)
        follow_up = clock.follow_ups + 1
        yield at, MilestoneOverdue(clock.kind, follow_up, _tell(case, rules) if follow_up == 2 else None)
    if not history.milestones:
        raise ValueError("an acknowledged case has its milestone clocks")


def _tell(case: Case, rules: Rules) -> str:
    """Returns the rung above the one that acknowledged; the desk if that was the top."""
    if case.acknowledged_rung is None or case.acknowledged_rung == DESK:
        return rules.severity.desk.then
    higher = _above(case.acknowledged_rung, rules)
    return next((r for r in higher if case.has_units or rules.rungs[r].scope == "state"), DESK)
