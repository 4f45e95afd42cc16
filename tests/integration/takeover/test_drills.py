"""A drill raises ordinary cases, never climbs above its top, makes way for real cases, ends by itself and is scored."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from abhay.adapters.store.cases.answers import Answer, acknowledge, close, reach_milestone
from abhay.adapters.store.cases.drills.ending import stop
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.waits import COMMAND
from abhay.adapters.store.directory.policies import document_of
from abhay.domain.drills.order import DrillOrder
from abhay.domain.policy.rules import Rules, effective
from abhay.errors import BadInput, DrillNotNow, DrillOver, UnknownDrill, UnknownUnit, WrongRole
from abhay.services.drills import running
from abhay.services.drills.keeping import keep_once
from abhay.services.drills.stopping import stop_drill
from abhay.services.runtime import Runtime
from models.actors import ActorRole
from models.drills.rows import DrillUnit
from models.drills.views import ScoredDrill
from models.drills.words import DrillEnd, DrillReason, Mark, PointState, StepState
from models.enums import MessageKind, MilestoneKind, Mover, Outcome, Severity, Status
from models.routes import RouteReason
from tests.support import reading
from tests.support.actors import OPERATOR, of_unit, token
from tests.support.cases import column, move_clock, open_case

UNITS = ("kota-city", "bundi")
Answering = Callable[[Runtime, UUID], Awaitable[Any]]


def order(*units: str, **changes: Any) -> DrillOrder:
    fields = {"units": units or UNITS, "severity": Severity.IMMINENT, "reason": DrillReason.ROUTINE, **changes}
    return DrillOrder(**fields)


async def begun(runtime: Runtime, *units: str, **changes: Any) -> ScoredDrill:
    return await running.run_drill(runtime, order(*units, **changes), OPERATOR)


async def shown(runtime: Runtime, drill: ScoredDrill) -> ScoredDrill:
    return await running.drill(runtime, drill.id, OPERATOR)


async def moved(runtime: Runtime, ref: str, seconds: float = 0) -> UUID:
    """The case after its due steps, this much later."""
    await move_clock(runtime.database, seconds)
    case = await reading.case(runtime.database, ref)
    for _ in range(10):
        if (await advance(runtime.database, case.id, Mover.FLOW)).wait_until is not None:
            break
    return case.id


@pytest.fixture
async def limited(runtime: Runtime) -> AsyncIterator[Callable[..., Runtime]]:
    """The same with other limits of drills; it waits for locks as long as a command does."""
    made: list[Runtime] = []

    def with_limits(**limits: int) -> Runtime:
        drills = runtime.settings.drills.model_copy(update=limits)
        settings = runtime.settings.model_copy(update={"drills": drills})
        made.append(replace(runtime, settings=settings, waits=COMMAND))
        return made[-1]

    yield with_limits
    for each in made:
        await each.close()


async def test_each_unit_gets_a_case_of_its_own_that_is_a_drill_everywhere(runtime: Runtime) -> None:
    drill = await begun(runtime)
    assert set(drill.cases) == set(UNITS)
    for unit, ref in drill.cases.items():
        case = await reading.case(runtime.database, ref)
        assert (case.drill, case.top_rung, case.status, case.source) == (True, "sp", Status.RECEIVED, "drill")
        assert case.route_why is not None
        assert case.route_why["reason"]["why"]["code"] == RouteReason.DRILL
        await moved(runtime, ref)
        pages = await reading.pages(runtime.database, case.id)
        assert {page.unit_id for page in pages} == {unit}
    (entry,) = await reading.audit(runtime.database, "drill.run")
    assert (entry.actor, entry.detail["order"]["units"]) == (OPERATOR.id, list(UNITS))


@pytest.mark.parametrize(("top", "reached"), [(None, ["district", "sp"]), ("district", ["district"])])
async def test_a_drill_nobody_answers_never_climbs_above_its_top(
    runtime: Runtime, top: str | None, reached: list[str]
) -> None:
    (ref,) = (await begun(runtime, "kota-city", top_rung=top)).cases.values()
    for _ in range(12):
        await moved(runtime, ref, 600)
    assert [
        rung for rung in dict.fromkeys(await reading.rungs_paged(runtime.database, ref)) if rung != "desk"
    ] == reached
    assert (await reading.case(runtime.database, ref)).exhausted_at is not None
    await keep_once(runtime)
    case = await reading.case(runtime.database, ref)
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.FALSE_ALARM), "the desk is not paged for hours"


async def test_the_dgp_is_paged_only_if_somebody_says_so(runtime: Runtime) -> None:
    (ref,) = (await begun(runtime, "kota-city", top_rung="dgp")).cases.values()
    for _ in range(3):
        await moved(runtime, ref, 600)
    assert "dgp" in await reading.rungs_paged(runtime.database, ref)


async def test_a_unit_has_one_drill_and_the_state_ten_at_once(
    runtime: Runtime, limited: Callable[..., Runtime]
) -> None:
    await begun(runtime, "kota-city")
    with pytest.raises(DrillNotNow, match="kota-city: a drill is open there already"):
        await begun(runtime, "bundi", "kota-city")
    with pytest.raises(DrillNotNow, match="there is room for 1"):
        await running.run_drill(limited(most_open=2), order("bundi", "baran"), OPERATOR)
    assert await reading.count(runtime.database, DrillUnit) == 1


async def test_no_drill_begins_while_many_real_cases_wait(runtime: Runtime, limited: Callable[..., Runtime]) -> None:
    few = limited(real_load=2)
    await open_case(runtime.database, drill=True)
    await open_case(runtime.database, test=True)
    await open_case(runtime.database)
    drill = await running.run_drill(few, order("bundi"), OPERATOR)
    await open_case(runtime.database)
    with pytest.raises(DrillNotNow, match="2 real cases wait for an answer"):
        await running.run_drill(few, order("baran"), OPERATOR)
    await keep_once(few)
    ended = await running.drill(few, drill.id, OPERATOR)
    assert (ended.ending, ended.ended_at is not None) == (DrillEnd.REAL_LOAD, True)
    assert len(await reading.cases(runtime.database)) == 5
    assert await column(runtime.database, "SELECT ref FROM alert WHERE status = 'closed'") == [drill.cases["bundi"]]


async def test_what_cannot_be_drilled_is_refused(runtime: Runtime) -> None:
    for wrong, error in (
        (order("no-such-unit"), UnknownUnit),
        (order("kota-city", top_rung="desk"), BadInput),
        (order("kota-city", top_rung="no-such-rung"), BadInput),
    ):
        with pytest.raises(error):
            await running.run_drill(runtime, wrong, OPERATOR)
    for role in (ActorRole.AUDITOR, ActorRole.UNIT, ActorRole.INTEGRATOR):
        somebody = of_unit("kota-city") if role is ActorRole.UNIT else token(role)
        with pytest.raises(WrongRole):
            await running.run_drill(runtime, order(), somebody)
    with pytest.raises(UnknownDrill):
        await running.drill(runtime, 1, OPERATOR)
    assert await reading.cases(runtime.database) == []


async def test_a_drill_ends_with_its_window_and_everybody_paged_hears_it(runtime: Runtime) -> None:
    drill = await begun(runtime, "kota-city", window_minutes=10)
    (ref,) = drill.cases.values()
    case = await moved(runtime, ref)
    await keep_once(runtime)
    assert (await shown(runtime, drill)).ended_at is None
    await move_clock(runtime.database, 601)
    await keep_once(runtime)
    ended = await shown(runtime, drill)
    assert ended.ending is DrillEnd.WINDOW
    told = await reading.notifications(runtime.database, case, kind=MessageKind.CLOSED)
    assert {row.contact_id for row in told} == {page.contact_id for page in await reading.pages(runtime.database, case)}
    await keep_once(runtime)
    assert await shown(runtime, drill) == ended, "what is frozen stays as it is"
    assert [entry.detail["why"] for entry in await reading.audit(runtime.database, "drill.ended")] == ["window"]


async def test_a_drill_whose_cases_have_all_ended_is_over(runtime: Runtime) -> None:
    drill = await begun(runtime, "kota-city")
    case = await moved(runtime, drill.cases["kota-city"])
    await close(runtime.database, case, Outcome.FALSE_ALARM, OPERATOR, Answer())
    await keep_once(runtime)
    assert (await shown(runtime, drill)).ending is DrillEnd.DONE


async def test_a_case_that_nobody_keeps_any_more_is_ended(runtime: Runtime) -> None:
    drill = await begun(runtime, "kota-city")
    await move_clock(runtime.database, 3700)
    await keep_once(runtime)
    await column(
        runtime.database,
        "UPDATE alert SET status = 'received', outcome = NULL, closed_at = NULL, next_at = now(), rung = NULL,"
        " round = NULL, rung_entered_at = NULL WHERE top_rung IS NOT NULL RETURNING 1",
    )
    await keep_once(runtime)
    assert (await reading.case(runtime.database, drill.cases["kota-city"])).status is Status.CLOSED


async def by_the_unit(runtime: Runtime, case: UUID) -> None:
    page = (await reading.pages(runtime.database, case))[0]
    answer = Answer(unit=page.unit_id, post=page.post_id, rung=page.rung, notification_id=page.id)
    await acknowledge(runtime.database, case, of_unit("kota-city"), answer)


async def by_the_sp(runtime: Runtime, case: UUID) -> None:
    page = next(page for page in await reading.pages(runtime.database, case) if page.rung == "sp")
    answer = Answer(unit=page.unit_id, post=page.post_id, rung=page.rung, notification_id=page.id)
    await acknowledge(runtime.database, case, of_unit("kota-city"), answer)


async def by_nobody(_: Runtime, __: UUID) -> None:
    pass


@pytest.mark.parametrize(
    ("after", "answers", "mark"),
    [
        (60, by_the_unit, Mark.IN_TIME),
        (400, by_the_unit, Mark.LATE),
        (400, by_the_sp, Mark.ONLY_ABOVE),
        (400, by_nobody, Mark.NOT_REACHED),
    ],
)
async def test_a_unit_is_scored_by_what_it_did(runtime: Runtime, after: float, answers: Answering, mark: Mark) -> None:
    drill = await begun(runtime, "kota-city")
    case = await moved(runtime, drill.cases["kota-city"])
    await moved(runtime, drill.cases["kota-city"], after)
    await answers(runtime, case)
    (card,) = (await shown(runtime, drill)).scorecard.units
    assert card.mark is mark
    assert {point.post for point in card.points} == {"control-room", "sp-office"}
    assert {point.state for point in card.points} == {PointState.NOT_TRIED}
    assert {gap.lack for gap in card.gaps} >= {"one_channel"}
    await move_clock(runtime.database, 3700)
    await keep_once(runtime)
    total = (await shown(runtime, drill)).scorecard
    assert (total.units[0].mark, total.summary.in_time) == (mark, int(mark is Mark.IN_TIME))


async def test_the_card_tells_steps_and_what_was_sent(runtime: Runtime) -> None:
    drill = await begun(runtime, "kota-city")
    case = await moved(runtime, drill.cases["kota-city"])
    await by_the_unit(runtime, case)
    answer = Answer(unit="kota-city")
    await reach_milestone(runtime.database, case, MilestoneKind.DISPATCHED, of_unit("kota-city"), answer)
    await column(
        runtime.database,
        "UPDATE notification SET status = 'delivered', sent_at = now(), delivered_at = now()"
        " WHERE kind = 'page' RETURNING 1",
    )
    await move_clock(runtime.database, 1800)
    (card,) = (await shown(runtime, drill)).scorecard.units
    assert card.answer is not None
    assert (card.answer.unit, card.answer.rung, card.answer.in_time) == ("kota-city", "district", True)
    assert {each.kind: each.state for each in card.steps} == {
        MilestoneKind.DISPATCHED: StepState.IN_TIME,
        MilestoneKind.REACHED: StepState.MISSING,
        MilestoneKind.FAMILY_INFORMED: StepState.NOT_DUE,
    }
    assert {point.state for point in card.points if point.post == "control-room"} == {PointState.DELIVERED}


async def test_two_who_begin_together_are_not_more_than_one_may_be(
    runtime: Runtime, limited: Callable[..., Runtime]
) -> None:
    few = limited(most_open=2)
    made = await asyncio.gather(
        *(running.run_drill(few, order(unit), OPERATOR) for unit in ("kota-city", "bundi", "baran", "jhalawar")),
        return_exceptions=True,
    )
    assert sum(isinstance(each, DrillNotNow) for each in made) == 2, made
    assert await reading.count(runtime.database, DrillUnit) == 2


async def test_a_case_keeps_its_cut_policy_when_the_policy_is_changed(runtime: Runtime) -> None:
    drill = await begun(runtime, "kota-city")
    async with runtime.database.transaction() as session:
        alert = await reading.case(runtime.database, drill.cases["kota-city"])
        document = await document_of(session, alert)
    rules = Rules(effective(document, alert.severity, "kota-city"), document.rung)
    assert rules.names() == ("district", "sp")
    assert rules.severity.desk.then == "sp"


async def test_a_drill_that_was_stopped_is_ended_by_the_keeper_if_nobody_else_did(runtime: Runtime) -> None:
    drill = await begun(runtime)
    case = await moved(runtime, drill.cases["bundi"])
    await stop(runtime.database, drill.id, OPERATOR, "a synthetic flood")
    with pytest.raises(DrillOver):
        await stop(runtime.database, drill.id, OPERATOR, "a synthetic flood")
    assert (await shown(runtime, drill)).ended_at is None
    await keep_once(runtime)
    ended = await shown(runtime, drill)
    assert (ended.ending, ended.ended_at is not None) == (DrillEnd.STOPPED, True)
    assert {each.status for each in await reading.cases(runtime.database)} == {Status.CLOSED}
    assert await reading.notifications(runtime.database, case, kind=MessageKind.CLOSED)
    (entry,) = await reading.audit(runtime.database, "drill.stop")
    assert (entry.actor, entry.detail, entry.reason_commitment is not None) == (OPERATOR.id, {"drill": drill.id}, True)


async def test_a_drill_is_stopped_once_whoever_else_ends_it(runtime: Runtime) -> None:
    drill = await begun(runtime)
    await move_clock(runtime.database, 3700)
    *_, outcome = await asyncio.gather(
        keep_once(runtime),
        stop_drill(runtime, drill.id, OPERATOR, "a synthetic flood"),
        return_exceptions=True,
    )
    await keep_once(runtime)
    ended = await shown(runtime, drill)
    assert ended.ending is (DrillEnd.WINDOW if isinstance(outcome, DrillOver) else DrillEnd.STOPPED)
    assert len(await reading.audit(runtime.database, "drill.ended")) == 1
    stops = await reading.audit(runtime.database, "drill.stop")
    assert len(stops) == int(not isinstance(outcome, DrillOver))


async def test_nobody_stops_a_drill_who_may_not_begin_one(runtime: Runtime) -> None:
    drill = await begun(runtime, "kota-city")
    for role in (ActorRole.AUDITOR, ActorRole.UNIT, ActorRole.INTEGRATOR):
        somebody = of_unit("kota-city") if role is ActorRole.UNIT else token(role)
        with pytest.raises(WrongRole):
            await stop_drill(runtime, drill.id, somebody, "x")
    with pytest.raises(UnknownDrill):
        await stop_drill(runtime, drill.id + 1, OPERATOR, "x")
    assert (await shown(runtime, drill)).ending is None
