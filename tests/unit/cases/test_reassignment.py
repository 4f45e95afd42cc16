"""Who has a case after a correction, and what the clock does: tables, and properties for every policy and moment."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.cases.reassignment import (
    MOST_NOT_OURS,
    BeginLadder,
    Climb,
    Holder,
    KeepClock,
    PageNewUnits,
    ToDesk,
    answer_holds,
    follow_of,
    must_route_again,
    outdates_route,
    reassign,
    reopened,
    units_after_not_ours,
    with_further_units,
)
from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.rules import Rules, effective
from models.enums import RouteState, Severity, Status
from models.policy import DESK, Scope
from tests.unit.escalation.world import START, quick, rules, seconds

POLICY = parse_policy(default_policy(), ())
RULES = Rules(effective(POLICY, Severity.IMMINENT, None), POLICY.rung)
"""district (unit) 180 s, sp (unit), dgp (State); the desk 120 s."""

units = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True).map(tuple)


@pytest.mark.parametrize(
    ("has", "says", "suggests", "earlier", "then"),
    [
        (("a",), "a", None, 0, ()),
        (("a",), "a", "b", 0, ("b",)),
        (("a",), "a", "a", 0, ()),
        (("a", "b"), "a", None, 0, ("b",)),
        (("a", "b"), "a", "c", 0, ("b",)),
        (("a", "b", "c"), "b", None, 0, ("a", "c")),
        (("a",), "a", "b", 1, ()),
        (("a", "b"), "a", "b", 1, ()),
        (("a", "b"), "a", None, 5, ()),
    ],
)
def test_who_has_a_case_that_a_unit_says_is_not_its_own(
    has: tuple[str, ...], says: str, suggests: str | None, earlier: int, then: tuple[str, ...]
) -> None:
    assert units_after_not_ours(has, says, suggests, earlier) == then


@given(has=units.filter(bool), suggests=st.sampled_from(["a", "e", None]), data=st.data())
def test_a_unit_that_says_not_ours_is_never_among_them_and_two_such_answers_end_it(
    has: tuple[str, ...], suggests: str | None, data: st.DataObject
) -> None:
    for earlier in range(MOST_NOT_OURS):
        unit = data.draw(st.sampled_from(has))
        has = units_after_not_ours(has, unit, suggests, earlier)
        assert unit not in has
        if not has:
            return
    raise AssertionError("it is still passed on")


@given(before=units, after=units)
def test_a_reassignment_tells_new_and_gone_apart(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    change = reassign(before, after)
    assert change.units == after
    assert set(change.new) == set(after) - set(before)
    assert set(change.gone) == set(before) - set(after)
    assert change.state is {0: RouteState.UNRESOLVED, 1: RouteState.RESOLVED}.get(len(after), RouteState.AMBIGUOUS)


@given(has=units, named=units)
def test_new_evidence_lets_nobody_go(has: tuple[str, ...], named: tuple[str, ...]) -> None:
    then = with_further_units(has, named)
    assert then[: len(has)] == has
    assert set(then) == {*has, *named}
    assert len(then) == len(set(then))


@pytest.mark.parametrize(
    ("routed", "by_person", "stale"), [(False, False, False), (True, False, True), (True, True, False)]
)
def test_a_message_outdates_what_no_person_decided(routed: bool, by_person: bool, stale: bool) -> None:
    assert outdates_route(routed=routed, by_person=by_person) is stale


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("held", [True, False])
def test_a_stale_route_is_decided_again_while_an_answer_is_awaited(status: Status, held: bool) -> None:
    assert must_route_again(status, stale=True, held=held) is (status is Status.AWAITING and not held)
    assert not must_route_again(status, stale=False, held=held)


@pytest.mark.parametrize(
    ("before", "after", "holder", "holds"),
    [
        (("a",), ("a", "b"), Holder("a"), True),
        (("a", "b"), ("a",), Holder("a"), True),
        (("a",), ("b",), Holder("a"), False),
        (("a",), ("b",), Holder("b"), True),  # a neighbour that was paged took it
        (("a",), (), Holder("a"), False),
        (("a", "b"), ("a",), Holder("b"), False),
        (("a", "b"), ("a",), Holder(None), True),  # the SP's or the desk's answer, and nobody new to it
        (("a",), ("b",), Holder(None), False),
        (("a", "b"), ("a",), Holder("c"), True),
        (("a",), ("a", "b"), Holder("c"), False),
        (("a",), (), Holder(None), False),
        (("a",), ("a",), None, False),
    ],
)
def test_whether_an_answer_still_counts(
    before: tuple[str, ...], after: tuple[str, ...], holder: Holder | None, holds: bool
) -> None:
    assert answer_holds(reassign(before, after), holder) is holds


def test_a_case_is_open_again_as_it_was() -> None:
    assert reopened(None, None, RULES) == reopened("district", None, RULES)
    assert (reopened(None, None, RULES).status, reopened(None, None, RULES).due_at) == (Status.RECEIVED, None)
    again = reopened("district", START, RULES)
    assert (again.status, again.due_at) == (Status.AWAITING, START + seconds(RULES.clock("district")[0]))


NOW = START + seconds(60)
DESK_DUE = NOW + seconds(RULES.clock(DESK)[0])


@pytest.mark.parametrize(
    ("before", "after", "climb", "then"),
    [
        ("", "a", Climb(DESK, due_at=START), BeginLadder()),
        ("", "a", Climb(DESK, due_at=START, exhausted=True), PageNewUnits((("district", 1), ("sp", 1)))),
        ("", "a", Climb(), KeepClock()),
        ("a", "b", Climb("district", due_at=START), PageNewUnits((("district", 1),))),
        ("a", "b", Climb("district", 3, START), PageNewUnits((("district", 3),))),
        ("a", "b", Climb("sp", 2, START), PageNewUnits((("district", 1), ("sp", 2)))),
        ("a", "b", Climb("dgp", 2, START), PageNewUnits((("district", 1), ("sp", 1)))),
        ("a", "b", Climb("gone", 1, START), PageNewUnits((("district", 1), ("sp", 1)))),
        ("ab", "a", Climb("district", due_at=START), KeepClock()),
        ("a", "", Climb("district", due_at=NOW + seconds(30)), ToDesk(NOW + seconds(30))),
        ("a", "", Climb("district", due_at=NOW + timedelta(days=1)), ToDesk(DESK_DUE)),
        ("a", "", Climb("district", due_at=START), ToDesk(NOW)),
        ("a", "", Climb("district"), ToDesk(DESK_DUE)),
        ("a", "", Climb("dgp", due_at=START), KeepClock()),
        ("a", "", Climb(DESK, due_at=START), KeepClock()),
        ("a", "", Climb(), KeepClock()),
    ],
)
def test_what_the_clock_does(before: str, after: str, climb: Climb, then: Any) -> None:
    assert follow_of(reassign(before, after), climb, RULES, NOW) == then


@quick
@given(before=units, after=units, policy=rules(), late=st.floats(-1e5, 1e5), data=st.data())
def test_no_reassignment_gives_more_time(
    before: tuple[str, ...], after: tuple[str, ...], policy: Rules, late: float, data: st.DataObject
) -> None:
    """A deadline that moves is moved nearer, never to a moment that is past; the State's posts are not paged again."""
    rung = data.draw(st.sampled_from([None, "gone", *policy.rungs]))
    climb = Climb(rung, 1, NOW + seconds(late))
    match follow_of(reassign(before, after), climb, policy, NOW):
        case ToDesk(due_at=due_at):
            assert not after
            assert NOW <= due_at <= max(NOW, NOW + seconds(late))
        case PageNewUnits(rungs=reached):
            assert after
            assert {policy.rungs[name].scope for name, _ in reached} <= {Scope.UNIT}
        case BeginLadder():
            assert after
            assert rung == DESK
        case KeepClock():
            pass
