"""After an acknowledgement the ladder is silent and the milestones' clocks run, until the case is closed."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.actions import Done, MilestoneOverdue, WaitUntil
from abhay.domain.escalation import IMPLIED_BY, decide, milestones_of, next_look
from abhay.domain.policy.rules import Rules
from models.enums import MilestoneKind, RouteState, Status

from .world import START, Case, World, fresh_cases, lateness, quick, routed, rules, seconds

HALF_AN_HOUR = 1800
EVERYTHING = 8 * 86400
"""Seconds after which every milestone of the strategies has long been overdue."""


def overdue(world: World) -> dict[MilestoneKind, list[tuple[float, MilestoneOverdue]]]:
    found: dict[MilestoneKind, list[tuple[float, MilestoneOverdue]]] = {}
    for at, action in world.log:
        if isinstance(action, MilestoneOverdue):
            found.setdefault(action.kind, []).append((at, action))
    return found


def answered(rules: Rules, rung: str | None) -> World:
    """A world whose routed case is answered at its start by a post of `rung`."""
    world = World(rules, routed())
    world.run(0)
    world.log.clear()
    world.acknowledge(rung)
    return world


@quick
@given(rules(), fresh_cases, st.integers(0, 40_000), st.data())
def test_an_answer_stops_the_climb_for_good(rules: Rules, case: Case, lived: int, data: st.DataObject) -> None:
    world = World(rules, case)
    world.run(lived)
    world.now += seconds(data.draw(st.integers(0, 7200)))  # also one that comes when the next rung is overdue
    world.acknowledge(data.draw(st.sampled_from([*world.rules.rungs, None])))
    paged = len(world.log)
    world.run(lived + 2 * 86400)
    assert all(isinstance(action, MilestoneOverdue) for _, action in world.log[paged:])
    wait = decide(world.case, rules, world.history, world.now)
    assert isinstance(wait, WaitUntil)
    assert wait.state == "AwaitingOutcome"


@quick
@given(rules(), st.data())
def test_each_milestone_asks_its_post_then_the_rung_above_then_every_half_hour(
    rules: Rules, data: st.DataObject
) -> None:
    rung = data.draw(st.sampled_from(rules.names()))
    world = answered(rules, rung)
    world.run(EVERYTHING)
    deadlines = rules.severity.milestones.model_dump()
    for kind, asked in overdue(world).items():
        due, grace = deadlines[kind.value], rules.clock(rung)[1]
        moments = [due, due + grace, *range(due + grace + HALF_AN_HOUR, EVERYTHING + 1, HALF_AN_HOUR)]
        assert [at for at, _ in asked] == moments[: len(asked)]
        assert moments[len(asked) :] == [] or moments[len(asked)] > EVERYTHING
        assert [action.follow_up for _, action in asked] == list(range(1, len(asked) + 1))
        assert [action.tell is not None for _, action in asked] == [n == 1 for n in range(len(asked))]


@quick
@given(rules(), st.data())
def test_the_rung_that_is_told_lies_above_the_one_that_answered(rules: Rules, data: st.DataObject) -> None:
    rung = data.draw(st.sampled_from(rules.names()))
    world = answered(rules, rung)
    world.run(EVERYTHING)
    names = rules.names()
    above = (*names[names.index(rung) + 1 :], "desk")[0]
    told = {action.tell for asked in overdue(world).values() for _, action in asked if action.tell}
    assert told <= {above}


@quick
@given(rules(), st.sampled_from([*MilestoneKind][:3]), st.integers(0, 100_000))
def test_a_recorded_milestone_is_not_asked_about_again(rules: Rules, kind: MilestoneKind, lived: int) -> None:
    world = answered(rules, rules.names()[0])
    world.run(lived)
    world.record(kind)
    asked = len(world.log)
    world.run(lived + 86400)
    silent = {kind} | {implied for implied, by in IMPLIED_BY.items() if by is kind}
    assert not silent & {action.kind for _, action in world.log[asked:] if isinstance(action, MilestoneOverdue)}


@quick
@given(rules(), lateness(20_000))
def test_late_looks_never_ask_early_and_never_pile_up(rules: Rules, late: Callable[[], float]) -> None:
    """A dead engine of some hours leads to one question per milestone, not to one per missed half hour."""
    world = answered(rules, rules.names()[0])
    world.late = late
    world.run(4 * 86400)
    for kind, asked in overdue(world).items():
        assert asked[0][0] >= getattr(rules.severity.milestones, kind.value)
        assert all(later - earlier >= HALF_AN_HOUR for (earlier, _), (later, _) in pairwise(asked[1:]))


@quick
@given(rules(), fresh_cases, st.integers(0, 40_000), st.booleans())
def test_a_closed_case_is_done(rules: Rules, case: Case, lived: int, answered_before: bool) -> None:
    world = World(rules, case)
    world.run(lived)
    if answered_before:
        world.acknowledge("desk")
    closed = replace(world.case, status=Status.CLOSED)
    for moment in (world.now, START + seconds(10 * 86400)):
        assert decide(closed, rules, world.history, moment) == Done()
        assert next_look(closed, rules, world.history, moment) is None


@quick
@given(rules(), fresh_cases, st.integers(0, 40_000), st.integers(0, 4000), st.booleans())
def test_an_open_case_always_has_a_next_look(
    rules: Rules, case: Case, lived: int, later: int, answered_now: bool
) -> None:
    world = World(rules, case)
    world.run(lived)
    if answered_now:
        world.acknowledge(world.case.rung)
    moment = world.now + seconds(later)
    decision = decide(world.case, rules, world.history, moment)
    look = next_look(world.case, rules, world.history, moment)
    assert look == (decision.at if isinstance(decision, WaitUntil) else moment)


@pytest.mark.parametrize("state", [None, *RouteState])
@pytest.mark.parametrize("unit_answered", [True, False])
def test_only_the_desk_with_a_case_of_another_state_is_asked_for_the_hand_over(
    state: RouteState | None, unit_answered: bool
) -> None:
    kinds = milestones_of(state, unit_answered=unit_answered)
    elsewhere = state is RouteState.OUT_OF_STATE and not unit_answered
    assert (MilestoneKind.HANDED_OVER in kinds) == elsewhere
    assert (MilestoneKind.DISPATCHED in kinds) == (not elsewhere)
    assert MilestoneKind.CLOSED in kinds, "only an outcome ends a case"
