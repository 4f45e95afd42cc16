"""The climb of a case that nobody answers: every page, at its moment, and no other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.actions import Action, EnterRung, Exhausted, PageDesk, Remind, Resend, RouteFirst, WaitUntil
from abhay.domain.escalation import decide
from abhay.domain.policy.rules import Rules
from models.enums import RouteState, Status

from .world import START, Case, History, World, fresh_cases, held, lateness, nowhere, quick, routed, rules, seconds

Entry = tuple[float, Action]
AN_HOUR = 3600
MESSAGE = UUID(int=7)


def expected(pages: list[tuple[str, int, int, int]], desk_for: int) -> list[Entry]:
    """The log of these pages (rung, round, wait, remind), then of the desk's minutes for `desk_for` seconds."""
    log: list[Entry] = []
    at = 0
    for rung, round_, wait, remind in pages:
        log.append((at, EnterRung(rung, round_, wait)))
        log += [(at + n * remind, Remind(rung, round_, n)) for n in range(1, wait) if n * remind < wait]
        at += wait
    log.append((at, Exhausted()))
    return log + [(at + n * 60, PageDesk()) for n in range(1, desk_for // 60 + 1)]


def with_repeats(pages: list[tuple[str, int, int, int]], repeat: int) -> list[tuple[str, int, int, int]]:
    rung, _, wait, remind = pages[-1]
    return pages + [(rung, round_, wait, remind) for round_ in range(2, repeat + 1)]


@quick
@given(rules())
def test_a_routed_case_climbs_its_ladder_to_the_second(rules: Rules) -> None:
    ladder = [(step.rung, 1, step.wait, step.remind) for step in rules.severity.ladder]
    pages = with_repeats(ladder, rules.severity.repeat)
    world = World(rules, routed())
    world.run(sum(wait for _, _, wait, _ in pages) + AN_HOUR)
    assert world.log == expected(pages, AN_HOUR)


@quick
@given(rules())
def test_a_case_without_a_place_goes_from_the_desk_to_the_state_wide_rungs(rules: Rules) -> None:
    desk = rules.severity.desk
    ladder = {step.rung: (step.rung, 1, step.wait, step.remind) for step in rules.severity.ladder}
    names = list(ladder)
    above = names[names.index(desk.then) + 1 :] if desk.then in names else []
    top = ladder[names[-1]]
    pages = [("desk", 1, desk.wait, desk.remind), ladder.get(desk.then, (desk.then, *top[1:]))]
    pages += [ladder[name] for name in above if rules.rungs[name].scope == "state"]
    pages = with_repeats(pages, rules.severity.repeat)
    world = World(rules, nowhere())
    world.run(sum(wait for _, _, wait, _ in pages) + AN_HOUR)
    assert world.log == expected(pages, AN_HOUR)


@quick
@given(rules(), st.booleans())
def test_a_held_case_stays_at_the_desk_and_is_paged_every_minute(rules: Rules, units_known: bool) -> None:
    world = World(rules, replace(held(), has_units=units_known))
    world.run(6 * AN_HOUR)
    assert world.log == [(0, EnterRung("desk", 1, 60)), *((n * 60, PageDesk()) for n in range(1, 361))]


@quick
@given(rules(), fresh_cases, lateness(4000))
def test_late_looks_skip_no_rung_and_shorten_no_wait(rules: Rules, case: Case, late: Callable[[], float]) -> None:
    world = World(rules, case, late=late)
    world.run(50_000)
    punctual = World(rules, case)
    punctual.run(50_000)
    order = [entry for _, entry in world.entered()]
    assert order == [entry for _, entry in punctual.entered()][: len(order)]
    for (earlier, entry), (later, _) in pairwise(world.entered()):
        assert later >= earlier + entry.wait


@quick
@given(rules(), fresh_cases, lateness(900))
def test_reminders_are_numbered_upwards_and_fall_inside_their_rung(
    rules: Rules, case: Case, late: Callable[[], float]
) -> None:
    world = World(rules, case, late=late)
    world.run(20_000)
    entered, due, last, last_at = 0.0, 0.0, 0, -1.0
    for at, action in world.log:
        if isinstance(action, EnterRung):
            entered, due, last = at, at + action.wait, 0
        elif isinstance(action, Remind):
            assert entered + action.attempt * rules.clock(action.rung)[1] <= at < due
            assert action.attempt > last
            assert at > last_at, "reminders that fell into an outage are not made up for"
            last, last_at = action.attempt, at


@quick
@given(rules(), fresh_cases)
def test_rungs_are_entered_one_at_a_time_and_never_downwards(rules: Rules, case: Case) -> None:
    world = World(rules, case)
    world.run(80_000)
    order = ["desk", *rules.names()]
    heights = [(order.index(entry.rung) if entry.rung in order else 1, entry.round) for _, entry in world.entered()]
    assert heights == sorted(set(heights))
    moments = [at for at, _ in world.entered()]
    assert moments == sorted(set(moments))


@quick
@given(rules())
def test_without_a_unit_no_units_post_is_paged(rules: Rules) -> None:
    world = World(rules, nowhere())
    world.run(80_000)
    assert all(rules.rungs[entry.rung].scope == "state" for _, entry in world.entered())


@quick
@given(rules(), fresh_cases, st.floats(0, 40_000, allow_nan=False), st.integers(0, 999))
def test_a_wait_holds_until_its_end_and_ends_with_an_action(
    rules: Rules, case: Case, lived: float, permille: int
) -> None:
    """What `next_at` rests on: no look in between finds anything, and the look at the end does."""
    world = World(rules, case)
    world.run(lived)
    wait = decide(world.case, rules, world.history, world.now)
    assert isinstance(wait, WaitUntil)
    between = world.now + (wait.at - world.now) * permille // 1000
    assert decide(world.case, rules, world.history, between) == wait
    assert not isinstance(decide(world.case, rules, world.history, wait.at), WaitUntil)


@quick
@given(rules(), fresh_cases, st.integers(0, 40_000), st.integers(-600, 7200))
def test_a_rung_comes_before_a_resend_before_a_reminder(rules: Rules, case: Case, lived: int, late: int) -> None:
    world = World(rules, case)
    world.run(lived)
    moment = world.now + seconds(late)
    world.history = History(world.history.reminders, resends=((MESSAGE, moment),))
    decision = decide(world.case, rules, world.history, max(moment, world.now))
    assert world.case.due_at is not None
    if world.case.due_at <= max(moment, world.now):
        assert isinstance(decision, EnterRung | Exhausted | PageDesk)
    else:
        assert decision == Resend((MESSAGE,))
    before = decide(world.case, rules, world.history, moment - timedelta(microseconds=1))
    assert not isinstance(before, Resend)


@quick
@given(rules(), st.lists(st.tuples(st.uuids(), st.integers(-60, 3600)), max_size=5, unique_by=lambda pair: pair[0]))
def test_every_resend_is_made_once_and_not_before_its_time(rules: Rules, resends: list[tuple[UUID, int]]) -> None:
    world = World(rules, routed())
    world.history = History(resends=tuple((message, START + seconds(at)) for message, at in resends))
    world.run(4000)
    made = {message: at for at, action in world.log if isinstance(action, Resend) for message in action.messages}
    assert made == {message: max(at, 0) for message, at in resends}
    assert sum(isinstance(action, Resend) for _, action in world.log) == len(resends)


@quick
@given(rules())
def test_a_case_without_a_route_is_routed_before_anybody_is_paged(rules: Rules) -> None:
    world = World(rules, Case(Status.RECEIVED))
    world.run(0)
    first = rules.severity.ladder[0]
    assert world.log == [(0, RouteFirst()), (0, EnterRung(first.rung, 1, first.wait))]


@quick
@given(rules(), st.integers(0, 100_000))
def test_the_states_name_is_the_label_of_the_rung_that_was_paged(rules: Rules, lived: int) -> None:
    world = World(rules, routed())
    world.run(lived)
    wait = decide(world.case, rules, world.history, world.now)
    assert isinstance(wait, WaitUntil)
    last = next(action for _, action in reversed(world.log) if isinstance(action, EnterRung | Exhausted))
    assert wait.state == ("AwaitingDESK" if isinstance(last, Exhausted) else f"Awaiting{last.rung.upper()}")


@quick
@given(rules())
def test_several_likely_units_are_paged_as_early_as_one(rules: Rules) -> None:
    doubtful = replace(routed(), route_state=RouteState.AMBIGUOUS)
    assert decide(doubtful, rules, History(), START) == decide(routed(), rules, History(), START)


@quick
@given(rules())
def test_a_case_begins_at_the_lowest_rung_or_the_desk_whatever_they_are_called(rules: Rules) -> None:
    world = World(rules, routed())
    world.run(0)
    first = world.entered()[0][1].rung
    assert [rung for rung in rules.names() if rules.begins_at(rung)] == [first]
    assert rules.begins_at("desk")
