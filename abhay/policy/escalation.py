"""The clock and the ladder: what a case needs next. Pure: plain values in, one decision out.

`decide` is asked again and again, by the flow and by the watcher, each time under the case's row
lock. It names the single next step; the caller carries it out in the same transaction and asks
again. Nothing here reads a clock: `now` is PostgreSQL's, and every deadline is an absolute time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from models.enums import MilestoneKind, RouteState, Status
from models.policy import RungPolicy, SeverityPolicy

DESK = "desk"
DESK_EVERY = timedelta(seconds=60)
"""A held or exhausted case pages the desk this often (contract, sections 4 and 5)."""

NUDGE_AGAIN = timedelta(minutes=30)
"""How often an overdue milestone is asked about once the next rung was told; our own estimate."""

IMPLIED_BY = {
    MilestoneKind.DISPATCHED: MilestoneKind.REACHED,
    MilestoneKind.HANDED_OVER: MilestoneKind.REACHED,
}
"""A team that reached the person was dispatched, and had the case, whether or not somebody wrote it down."""

_OURS = (MilestoneKind.DISPATCHED, MilestoneKind.REACHED, MilestoneKind.FAMILY_INFORMED, MilestoneKind.CLOSED)
_ANOTHER_STATES = (MilestoneKind.HANDED_OVER, MilestoneKind.CLOSED)


@dataclass(frozen=True)
class Case:
    """What the clock must know of an alert's row; times are aware.

    `due_at` is when the rung runs out; of a held or exhausted case, when the desk is paged next.
    `held` is a case whose sender could not be authenticated: it stays at the desk. `has_units` is
    whether any police unit is known, so that rungs of a unit can be paged. `acknowledged_rung` is
    the rung whose post answered. `route_is_stale` is whether more came in about the person since the
    case was routed.
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


@dataclass(frozen=True)
class MilestoneClock:
    """One milestone after the acknowledgement: its deadline and how often it was asked about."""

    kind: MilestoneKind
    due_at: datetime
    done: bool = False
    nudges: int = 0
    nudged_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """What was already done: reminders of the current rung and round, and what is to be sent again.

    `reminders` is the number of the last reminder (the n-th falls n intervals after the rung was
    entered). `resends` are failed or unknown messages with the moment of their next try.
    """

    reminders: int = 0
    milestones: tuple[MilestoneClock, ...] = ()
    resends: tuple[tuple[UUID, datetime], ...] = ()


@dataclass(frozen=True)
class RouteFirst:
    """Nobody knows yet whose case it is, or more is known than when that was decided."""


@dataclass(frozen=True)
class EnterRung:
    """Page the posts of this rung now; it is due `wait` seconds after the commit that enters it."""

    rung: str
    round: int
    wait: int


@dataclass(frozen=True)
class Remind:
    """Page the posts of the current rung again, as its n-th reminder."""

    rung: str
    round: int
    attempt: int


@dataclass(frozen=True)
class PageDesk:
    """Page the desk once more: the case is held or exhausted, and nobody has answered."""


@dataclass(frozen=True)
class Resend:
    """Send these failed or unknown messages once more."""

    messages: tuple[UUID, ...]


@dataclass(frozen=True)
class MilestoneOverdue:
    """A milestone's time has passed: nudge 1 goes to the post that acknowledged, nudge 2 also to `tell`.

    From the third on both the post and the desk are asked, every `NUDGE_AGAIN`.
    """

    kind: MilestoneKind
    nudge: int
    tell: str | None


@dataclass(frozen=True)
class Exhausted:
    """The top rung was paged as often as the policy says: the desk is paged until somebody answers."""


@dataclass(frozen=True)
class WaitUntil:
    """Nothing to do before `at`; `state` is what Prefect's UI shows meanwhile."""

    at: datetime
    state: str


@dataclass(frozen=True)
class Done:
    """The case is closed."""


Action = RouteFirst | EnterRung | Remind | PageDesk | Resend | MilestoneOverdue | Exhausted
Decision = Action | WaitUntil | Done


@dataclass(frozen=True)
class Rules:
    """The policy as one case sees it: its severity's clocks and every rung's posts."""

    severity: SeverityPolicy
    rungs: Mapping[str, RungPolicy] = field(default_factory=dict[str, RungPolicy])

    def label(self, rung: str) -> str:
        """The rung's word for people, as the state names use it."""
        return self.rungs[rung].label if rung in self.rungs else rung.capitalize()

    def names(self) -> tuple[str, ...]:
        """The rungs of the ladder, lowest first."""
        return tuple(step.rung for step in self.severity.ladder)

    def clock(self, rung: str) -> tuple[int, int]:
        """Seconds of `wait` and `remind` of a rung; a rung that left the policy has its top rung's."""
        if rung == DESK:
            return self.severity.desk.wait, self.severity.desk.remind
        step = next((s for s in self.severity.ladder if s.rung == rung), self.severity.ladder[-1])
        return step.wait, step.remind


def decide(case: Case, rules: Rules, history: History, now: datetime) -> Decision:
    """The one thing to do now, or until when to wait.

    Of several due things the most urgent wins: the next rung before a resend before a reminder.
    Never returns an action before its time; a case that is not closed always gets an action or a
    moment to wait for.
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
    """When `decide` will have something to do: `now` if it has already, None once the case is closed."""
    match decide(case, rules, history, now):
        case Done():
            return None
        case WaitUntil(at=at):
            return at
        case _:
            return now


def waiting_state(case: Case, rules: Rules) -> str:
    """The Prefect state's name of a waiting case: `AwaitingSP`, `AwaitingOutcome` (contract, section 6)."""
    if case.status is Status.ACKNOWLEDGED:
        return "AwaitingOutcome"
    return f"Awaiting{rules.label(case.rung or DESK)}"


def milestones_of(route_state: RouteState | None, *, unit_answered: bool) -> tuple[MilestoneKind, ...]:
    """Which clocks an acknowledgement starts.

    No team of ours goes out to a person in another State: there the desk hands over, and is asked for
    the receipt and the outcome instead. Where one of our units has answered all the same, it acts.
    """
    return _ANOTHER_STATES if route_state is RouteState.OUT_OF_STATE and not unit_answered else _OURS


def _plan(case: Case, rules: Rules, history: History, now: datetime) -> Iterator[tuple[datetime, Action]]:
    """Everything that lies ahead with its moment, most urgent first."""
    if case.status is Status.ACKNOWLEDGED:
        yield from _resends(history)
        yield from _milestones(case, rules, history)
    elif case.rung is None or case.rung_entered_at is None or case.due_at is None:
        yield now, _first_rung(case, rules)
    elif case.rung == DESK and case.has_units and not (case.held or case.exhausted):
        yield now, _first_rung(case, rules)  # the desk found out whose case it is
    elif case.held or case.exhausted:
        yield case.due_at, PageDesk()
        yield from _resends(history)
    else:
        yield case.due_at, _next_rung(case, rules)
        yield from _resends(history)
        yield from _reminder(case, case.rung_entered_at, case.due_at, rules, history, now)


def _resends(history: History) -> Iterator[tuple[datetime, Action]]:
    for message, at in sorted(history.resends, key=lambda each: each[1]):
        yield at, Resend((message,))


def _reminder(
    case: Case, entered: datetime, due: datetime, rules: Rules, history: History, now: datetime
) -> Iterator[tuple[datetime, Action]]:
    """The next reminder of this rung, unless it would fall at or after the deadline."""
    every = timedelta(seconds=rules.clock(case.rung or DESK)[1])
    at = entered + every * (history.reminders + 1)
    if at < due and (case.rung or DESK) in rules.rungs:
        missed_too = (now - entered) // every  # reminders that fell into an outage are not made up for
        yield at, Remind(case.rung or DESK, case.round, max(history.reminders + 1, missed_too))


def _first_rung(case: Case, rules: Rules) -> EnterRung:
    """Where a routed case begins: at its unit, or at the desk while no unit is known."""
    if case.held or not case.has_units:
        wait = int(DESK_EVERY.total_seconds()) if case.held else rules.clock(DESK)[0]
        return EnterRung(DESK, 1, wait)
    rung = rules.names()[0]
    return EnterRung(rung, 1, rules.clock(rung)[0])


def _next_rung(case: Case, rules: Rules) -> EnterRung | Exhausted:
    """One rung up; at the top the same rung once more, until the policy's `repeat` is used up."""
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
    """The rungs above one; a rung beside the ladder (the policy or the unit changed) has the top above it.

    `desk.then` beside the ladder is a top of its own.
    """
    names = rules.names()
    if rung in names:
        return names[names.index(rung) + 1 :]
    return () if rung == rules.severity.desk.then else names[-1:]


def _enter(rung: str, rules: Rules) -> EnterRung:
    return EnterRung(rung, 1, rules.clock(rung)[0])


def _milestones(case: Case, rules: Rules, history: History) -> Iterator[tuple[datetime, Action]]:
    """Each open milestone's next nudge: at its deadline, a reminder's interval later, then every half hour."""
    done = {clock.kind for clock in history.milestones if clock.done}
    grace = timedelta(seconds=rules.clock(case.acknowledged_rung or DESK)[1])
    for clock in sorted(history.milestones, key=lambda each: each.due_at):
        if clock.kind in done or IMPLIED_BY.get(clock.kind) in done:
            continue
        at = clock.due_at
        if clock.nudged_at is not None:
            at = clock.nudged_at + (grace if clock.nudges == 1 else NUDGE_AGAIN)
        nudge = clock.nudges + 1
        yield at, MilestoneOverdue(clock.kind, nudge, _tell(case, rules) if nudge == 2 else None)
    if not history.milestones:
        raise ValueError("an acknowledged case has its milestone clocks")


def _tell(case: Case, rules: Rules) -> str:
    """The rung above the one that acknowledged; above the top there is only the desk."""
    if case.acknowledged_rung is None or case.acknowledged_rung == DESK:
        return rules.severity.desk.then
    higher = _above(case.acknowledged_rung, rules)
    return next((r for r in higher if case.has_units or rules.rungs[r].scope == "state"), DESK)
