"""A case that somebody from outside its unit took: the unit is ordered to go until it answers or somebody went."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.actions import MilestoneOverdue, OrderUnit
from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.rules import Rules
from models.enums import MilestoneKind
from models.policy import Scope

from .world import World, quick, routed, rules

LIVED = 1200
"""Seconds that each world lives: with a reminder each second, as many steps."""


def taken(rules: Rules) -> World:
    """A world whose case has climbed for a minute when somebody from outside the unit takes it."""
    world = World(rules, routed())
    world.run(60)
    world.log.clear()
    world.acknowledge(None, from_outside=True)
    return world


def orders(world: World) -> list[tuple[float, OrderUnit]]:
    return [(at, action) for at, action in world.log if isinstance(action, OrderUnit)]


def own_rungs(rules: Rules) -> list[str]:
    return [name for name in rules.names() if rules.rungs[name].scope is Scope.UNIT]


@quick
@given(rules())
def test_the_unit_is_ordered_at_its_reminders_without_an_end(rules: Rules) -> None:
    world = taken(rules)
    world.run(LIVED)
    given_ = orders(world)
    if not own_rungs(rules):
        assert not given_
        return
    every = rules.clock(own_rungs(rules)[0])[1]
    assert all(after - before == every for (before, _), (after, _) in pairwise(given_))
    assert [action.attempt for _, action in given_] == list(range(1, len(given_) + 1))
    assert len(given_) >= (LIVED - 60) // every - 1
    assert all(set(action.rungs) <= set(own_rungs(rules)) for _, action in given_)


@quick
@given(rules(), st.integers(0, 600))
def test_its_answer_ends_the_orders(rules: Rules, after: int) -> None:
    world = taken(rules)
    world.run(60 + after)
    world.log.clear()
    world.unit_answers()
    world.run(LIVED)
    assert not orders(world)
    assert all(isinstance(action, MilestoneOverdue) for _, action in world.log)


@quick
@given(rules(), st.sampled_from([MilestoneKind.DISPATCHED, MilestoneKind.REACHED]))
def test_so_does_a_team_that_went_whoever_notes_it(rules: Rules, went: MilestoneKind) -> None:
    world = taken(rules)
    world.record(went)
    world.run(LIVED)
    assert not orders(world)


@pytest.mark.parametrize(
    ("reached", "paged"),
    [
        (None, ("district",)),
        ("desk", ("district",)),
        ("district", ("district",)),
        ("sp", ("district", "sp")),
        ("dgp", ("district", "sp")),
    ],
)
def test_the_rungs_of_the_unit_that_were_reached_are_ordered(reached: str | None, paged: tuple[str, ...]) -> None:
    document = parse_policy(default_policy(), ())
    assert Rules(document.severity.imminent, document.rung).unit_rungs(reached) == paged
