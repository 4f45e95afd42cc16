"""A case in simulated time: asks `decide`, carries out what it says as the store does, keeps a log."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from abhay.domain.actions import (
    Action,
    Done,
    EnterRung,
    Exhausted,
    MilestoneOverdue,
    OrderUnit,
    PageDesk,
    Remind,
    Resend,
    RouteFirst,
    WaitUntil,
)
from abhay.domain.escalation import Case, History, MilestoneClock, decide
from abhay.domain.policy.rules import Rules
from models.enums import MilestoneKind, RouteState, Status
from models.policy import DeskStep, LadderStep, Milestones, RungPolicy, Scope, SeverityPolicy

START = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
RUNGS = ("district", "zone", "sp", "range", "dgp")
MOST_STEPS = 5000
"""More than any case below needs: a world that takes more steps does not come to rest."""

quick = settings(deadline=None, max_examples=1000 if os.environ.get("ABHAY_SOAK") else 25)
"""No deadline for one example: the machine may be busy with other tests."""


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


@dataclass
class World:
    """One case, its policy and its clock. `late` says by how many seconds each look comes too late."""

    rules: Rules
    case: Case
    history: History = field(default_factory=History)
    now: datetime = START
    late: Callable[[], float] = lambda: 0
    log: list[tuple[float, Action]] = field(default_factory=list[tuple[float, Action]])

    def run(self, until: float) -> None:
        """Live until `until` seconds after the start, or until the case is closed."""
        for _ in range(MOST_STEPS):
            decision = decide(self.case, self.rules, self.history, self.now)
            if isinstance(decision, Done):
                return
            if isinstance(decision, WaitUntil):
                assert decision.at > self.now, "a wait lies in the future"
                if decision.at > START + seconds(until):
                    return
                self.now = decision.at + seconds(self.late())
            else:
                self.log.append(((self.now - START).total_seconds(), decision))
                self.carry_out(decision)
        raise AssertionError(f"no rest after {MOST_STEPS} steps; the last: {self.log[-3:]}")

    def carry_out(self, action: Action) -> None:
        """What the caller of `decide` writes, in the same transaction."""
        match action:
            case RouteFirst():
                self.case = replace(self.case, route_state=RouteState.RESOLVED, has_units=True)
            case EnterRung(rung, round_, wait):
                self._enter(rung, round_, seconds(wait))
            case Exhausted():
                self._enter("desk", 1, seconds(60))
                self.case = replace(self.case, exhausted=True)
            case PageDesk():
                self.case = replace(self.case, due_at=self.now + seconds(60))
            case Remind(attempt=attempt) | OrderUnit(attempt=attempt):
                self.history = replace(self.history, reminders=attempt)
            case Resend(messages):
                kept = tuple(each for each in self.history.resends if each[0] not in messages)
                self.history = replace(self.history, resends=kept)
            case MilestoneOverdue(kind, follow_up):
                self._set_clock(kind, follow_ups=follow_up, followed_up_at=self.now)

    def acknowledge(self, rung: str | None, *, from_outside: bool = False) -> None:
        """A post of `rung` answers now; the milestones' clocks start, and from outside the unit the orders to it."""
        deadlines = self.rules.severity.milestones.model_dump()
        clocks = tuple(MilestoneClock(kind, self.now + seconds(deadlines[kind.value])) for kind in MilestoneKind)
        ordered = self.now if from_outside else None
        self.case = replace(self.case, status=Status.ACKNOWLEDGED, acknowledged_rung=rung, ordered_since=ordered)
        self.history = replace(self.history, milestones=clocks, reminders=0)

    def unit_answers(self) -> None:
        """A post of the unit answers a case that was acknowledged from outside."""
        self.case = replace(self.case, ordered_since=None)

    def record(self, kind: MilestoneKind) -> None:
        """Somebody writes down that a milestone was reached."""
        self._set_clock(kind, done=True)

    def entered(self) -> list[tuple[float, EnterRung]]:
        return [(at, action) for at, action in self.log if isinstance(action, EnterRung)]

    def _enter(self, rung: str, round_: int, wait: timedelta) -> None:
        self.case = replace(
            self.case, status=Status.AWAITING, rung=rung, round=round_, rung_entered_at=self.now, due_at=self.now + wait
        )
        self.history = replace(self.history, reminders=0)

    def _set_clock(self, kind: MilestoneKind, **changes: Any) -> None:
        clocks = tuple(replace(each, **changes) if each.kind is kind else each for each in self.history.milestones)
        self.history = replace(self.history, milestones=clocks)


@st.composite
def clocks(draw: st.DrawFn) -> dict[str, int]:
    """A wait of up to an hour, with at most eleven reminders in it."""
    wait = draw(st.integers(5, 3600))
    return {"wait": wait, "remind": draw(st.integers(max(1, wait // 12), wait))}


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """A ladder of one to five rungs, some of them state-wide; the desk hands over to a state-wide one."""
    names = draw(st.permutations(RUNGS))[: draw(st.integers(1, len(RUNGS)))]
    scopes = {name: draw(st.sampled_from(Scope)) for name in RUNGS} | {"desk": Scope.STATE}
    scopes[draw(st.sampled_from(RUNGS))] = Scope.STATE
    state_wide = [name for name in RUNGS if scopes[name] is Scope.STATE]
    deadlines = {kind.value: draw(st.integers(1, 7 * 86400)) for kind in MilestoneKind}
    return Rules(
        SeverityPolicy(
            repeat=draw(st.integers(1, 4)),
            desk=DeskStep(**draw(clocks()), then=draw(st.sampled_from(state_wide))),
            ladder=tuple(LadderStep(rung=name, **draw(clocks())) for name in names),
            milestones=Milestones(**deadlines),
        ),
        {name: RungPolicy(label=name.upper(), posts=(f"{name}-post",), scope=scope) for name, scope in scopes.items()},
    )


def routed() -> Case:
    """A case whose unit is known, not yet paged."""
    return Case(Status.RECEIVED, route_state=RouteState.RESOLVED, has_units=True)


def nowhere() -> Case:
    """A case of which nobody knows the place."""
    return Case(Status.RECEIVED, route_state=RouteState.UNRESOLVED)


def held() -> Case:
    """A case whose sender could not be authenticated."""
    return replace(nowhere(), held=True)


def lateness(most: int) -> st.SearchStrategy[Callable[[], float]]:
    """How late each look comes, in seconds up to `most`: a few drawn values, over and over."""
    return st.lists(st.integers(0, most), min_size=1, max_size=8).map(lambda few: cycle(few).__next__)


fresh_cases = st.builds(lambda make: make(), st.sampled_from([routed, nowhere, held]))
