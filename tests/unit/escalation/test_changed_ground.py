"""A case whose policy or unit changed under it: its rung may no longer be where it was."""

from dataclasses import replace
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from abhay.domain.actions import EnterRung, Exhausted, Remind, Resend
from abhay.domain.escalation import History, decide
from abhay.domain.policy.rules import Rules
from models.enums import Status

from .world import START, World, nowhere, quick, routed, rules, seconds

MESSAGE = UUID(int=7)


def on(rung: str, rules: Rules, *, has_units: bool) -> World:
    """A case that was paged on `rung` under earlier rules and is due in 100 seconds."""
    case = replace(
        routed() if has_units else nowhere(),
        status=Status.AWAITING,
        rung=rung,
        rung_entered_at=START,
        due_at=START + seconds(100),
    )
    return World(rules, case)


@quick
@given(rules(), st.booleans())
def test_only_rungs_of_the_policy_are_paged(rules: Rules, has_units: bool) -> None:
    """`apply_to_open` can take a rung away under a case: nobody is behind it any more."""
    world = on("gone", rules, has_units=has_units)
    world.run(20_000)
    named = {action.rung for _, action in world.log if isinstance(action, EnterRung | Remind)}
    assert named <= set(rules.rungs)
    assert any(isinstance(action, Exhausted) for _, action in world.log)


@quick
@given(rules(), st.data())
def test_a_case_beside_its_ladder_still_gets_to_the_top(rules: Rules, data: st.DataObject) -> None:
    """A re-routed case may stand on a rung that the new unit's ladder does not have."""
    beside = sorted(set(rules.rungs) - {*rules.names(), "desk", rules.severity.desk.then})
    assume(beside)
    world = on(data.draw(st.sampled_from(beside)), rules, has_units=True)
    world.run(20_000)
    assert rules.names()[-1] in [action.rung for _, action in world.entered()]


@quick
@given(rules())
def test_nobody_is_told_that_he_himself_is_late(rules: Rules) -> None:
    rung = rules.severity.desk.then
    assume(rung not in rules.names())
    world = on(rung, rules, has_units=False)
    world.acknowledge(rung)
    world.run(8 * 86400)
    assert rung not in {getattr(action, "tell", None) for _, action in world.log}


@quick
@given(rules(), st.integers(0, 3600))
def test_a_message_that_failed_after_the_answer_is_sent_again(rules: Rules, after: int) -> None:
    """Such as "acknowledged by" and "stood down": two units must not both set out."""
    world = on(rules.names()[0], rules, has_units=True)
    world.acknowledge(rules.names()[0])
    world.history = History(milestones=world.history.milestones, resends=((MESSAGE, START + seconds(after)),))
    world.run(3600)
    made = [(at, action) for at, action in world.log if isinstance(action, Resend)]
    assert made == [(after, Resend((MESSAGE,)))]


@quick
@given(rules(), st.data())
def test_a_case_that_got_its_unit_late_keeps_its_deadline(rules: Rules, data: st.DataObject) -> None:
    """The clock never resets: on the same rung, with the same deadline, it goes on from where it stands."""
    desk = rules.severity.desk
    world = World(rules, nowhere())
    world.run(desk.wait + data.draw(st.integers(0, rules.clock(desk.then)[0] - 1)))
    with_unit = replace(world.case, has_units=True)
    assert world.case.rung == desk.then
    assert decide(with_unit, rules, world.history, world.now) == decide(world.case, rules, world.history, world.now)
