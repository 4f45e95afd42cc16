"""The climb as rows: every rung once, at its time, whoever moves it."""

import asyncio
from datetime import timedelta

import pytest

from abhay.adapters.store.cases.answers import Answer, acknowledge, close, reach_milestone
from abhay.adapters.store.cases.routes import record_route
from abhay.adapters.store.cases.steps import Step, advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.alerts import take_in
from models.actors import partner
from models.enums import MessageKind, MilestoneKind, Mover, Outcome, Reason, TimelineEvent
from models.routes import Candidate
from tests.support import reading
from tests.support.actors import DGP, OPERATOR, paged
from tests.support.cases import KOTA, TWO, UNKNOWN, move_clock, open_case, payload


async def settle(database: Database, alert_id, mover: Mover = Mover.FLOW) -> Step:
    """Advance until the case waits; messages are left queued."""
    seen = -1
    while True:
        step = await advance(database, alert_id, mover)
        if step.done or (step.wait_until is not None and len(step.messages) == seen):
            return step
        seen = len(step.messages)


async def test_an_unanswered_case_climbs_to_the_top_and_then_pages_the_desk_every_minute(database: Database) -> None:
    case = await open_case(database)
    states = [(await settle(database, case.id)).state]
    for wait in (180, 300, 600, 600, 600, 60, 60):
        await move_clock(database, wait)
        states.append((await settle(database, case.id)).state)
    assert states == [
        "AwaitingDistrict",
        "AwaitingSP",
        "AwaitingDGP",
        "AwaitingDGP",
        "AwaitingDGP",
        "AwaitingDesk",
        "AwaitingDesk",
        "AwaitingDesk",
    ]
    pages = [(page.rung, page.round) for page in await reading.pages(database, case.id)]
    assert pages == [("district", 1), ("sp", 1), ("dgp", 1), ("dgp", 2), ("dgp", 3)]
    desk = await reading.notifications(database, case.id, reason=Reason.EXHAUSTED)
    assert [notice.attempt for notice in desk] == [1, 2, 3]
    assert len(await reading.timeline(database, case.id, TimelineEvent.EXHAUSTED)) == 1


async def test_nothing_is_early(database: Database) -> None:
    case = await open_case(database)
    first = await settle(database, case.id)
    assert first.wait_until is not None
    await move_clock(database, 179)
    await settle(database, case.id)
    assert await reading.rungs_paged(database, case.id) == ["district"]
    await move_clock(database, 1)
    await settle(database, case.id)
    assert await reading.rungs_paged(database, case.id) == ["district", "sp"]


async def test_due_is_entry_plus_wait_in_database_time(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    now = await reading.case(database, case.id)
    assert now.due_at is not None
    assert now.rung_entered_at is not None
    assert now.due_at - now.rung_entered_at == timedelta(seconds=180)


async def test_a_case_without_a_place_waits_at_the_desk_and_then_goes_to_the_dgp(database: Database) -> None:
    case = await open_case(database, route=UNKNOWN)
    assert (await settle(database, case.id)).state == "AwaitingDesk"
    await move_clock(database, 120)
    assert (await settle(database, case.id)).state == "AwaitingDGP"
    assert await reading.rungs_paged(database, case.id) == ["desk", "dgp"]


@pytest.mark.parametrize("answered_at", ["district", "sp", "dgp"])
async def test_an_acknowledgement_ends_the_climb_at_any_rung(database: Database, answered_at: str) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    for rung, wait in (("district", 180), ("sp", 300), ("dgp", 0)):
        if rung == answered_at:
            break
        await move_clock(database, wait)
        await settle(database, case.id)
    taken = await acknowledge(database, case.id, OPERATOR, Answer())
    assert taken.first
    paged = await reading.rungs_paged(database, case.id)
    await move_clock(database, 250)
    assert (await settle(database, case.id)).state == "AwaitingOutcome"
    assert await reading.rungs_paged(database, case.id) == paged
    assert paged[-1] == answered_at


async def test_everybody_paged_is_told_who_has_it(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    await move_clock(database, 180)
    await settle(database, case.id)
    await acknowledge(database, case.id, OPERATOR, Answer())
    told = await reading.notifications(database, case.id, MessageKind.ACKNOWLEDGED)
    assert [notice.post_id for notice in told] == ["control-room", "sp-office"]


async def test_of_two_units_the_first_has_it_and_the_other_is_stood_down(database: Database) -> None:
    case = await open_case(database, route=TWO)
    await settle(database, case.id)
    await acknowledge(
        database,
        case.id,
        paged("kota-rural"),
        Answer("kota-rural", "control-room", rung="district"),
    )
    told = await reading.notifications(database, case.id, MessageKind.STOOD_DOWN)
    assert [notice.unit_id for notice in told] == ["kota-city"]
    assert await reading.units(database, case.id) == ["kota-rural"]


async def test_a_second_and_a_late_answer_are_kept(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    first = await acknowledge(database, case.id, OPERATOR, Answer())
    second = await acknowledge(database, case.id, DGP.known_as("Another Officer"), Answer(post="sp-office"))
    assert (first.first, second.first, second.by) == (True, False, "Synthetic Operator")
    assert len(await reading.acknowledgements(database, case.id)) == 2
    assert await reading.desk_reasons(database, case.id) == [Reason.LATE_ACK]


async def test_overdue_milestones_remind_the_post_and_then_tell_the_next_rung(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    await acknowledge(
        database,
        case.id,
        paged("kota-city"),
        Answer("kota-city", "control-room", rung="district"),
    )
    await settle(database, case.id)
    await move_clock(database, 300)
    await settle(database, case.id)

    async def overdue() -> list[tuple[str, str]]:
        told = await reading.notifications(database, case.id, reason=Reason.MILESTONE_OVERDUE)
        return [(notice.kind, notice.post_id) for notice in told]

    assert await overdue() == [("reminder", "control-room")]
    await move_clock(database, 60)
    await settle(database, case.id)
    assert (await overdue())[1:] == [("reminder", "control-room"), ("escalated", "sp-office")]
    await reach_milestone(database, case.id, MilestoneKind.REACHED, OPERATOR, Answer())
    await move_clock(database, 1200)
    await settle(database, case.id)
    assert len(await overdue()) == 3


async def test_only_an_outcome_ends_a_case(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    await acknowledge(database, case.id, OPERATOR, Answer())
    assert await close(database, case.id, Outcome.SAFE, OPERATOR, Answer())
    assert (await advance(database, case.id, Mover.FLOW)).done
    assert (await reading.case(database, case.id)).next_at is None
    assert not await close(database, case.id, Outcome.SAFE, OPERATOR, Answer())


async def test_a_step_happens_once_whoever_takes_it(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    await move_clock(database, 180)
    await asyncio.gather(*(advance(database, case.id, mover) for mover in (*[Mover.FLOW] * 3, *[Mover.WATCHER] * 3)))
    entered = await reading.timeline(database, case.id, TimelineEvent.RUNG_ENTERED)
    assert [entry.rung for entry in entered] == ["district", "sp"]


async def test_a_neighbour_is_paged_beside_the_owner_and_may_acknowledge(database: Database) -> None:
    route = KOTA.model_copy(update={"copies": ("bundi",)})
    case = await open_case(database, route=route)
    await settle(database, case.id)
    first = [("bundi", "copy"), ("kota-city", "new_alert")]
    assert [(page.unit_id, page.reason) for page in await reading.pages(database, case.id)] == first
    await move_clock(database, 180)
    await settle(database, case.id)
    both = [(page.unit_id, page.reason) for page in await reading.pages(database, case.id)]
    assert both == [*first, ("kota-city", "new_alert")]


async def test_candidates_are_paged_when_the_desk_did_not_find_the_place_in_time(database: Database) -> None:
    offered = tuple(Candidate(district=d, unit=d, score=0.3) for d in ("bundi", "tonk", "ajmer"))
    case = await open_case(database, route=UNKNOWN.model_copy(update={"candidates": offered}))
    await settle(database, case.id)
    assert [page.unit_id for page in await reading.pages(database, case.id) if page.unit_id] == []
    await move_clock(database, 120)
    await settle(database, case.id)
    assert [page.unit_id for page in await reading.pages(database, case.id) if page.unit_id] == ["bundi", "tonk"]


async def test_what_comes_in_later_can_say_whose_case_it_is(database: Database) -> None:
    same_person = [("account", "synthetic-account")]
    window = timedelta(days=7)
    case = await take_in(database, payload(), same_person, actor=partner("test"), window=window)
    await record_route(database, case.id, UNKNOWN, Mover.FLOW)
    await settle(database, case.id)
    assert await reading.rungs_paged(database, case.id) == ["desk"]
    await take_in(database, payload(), same_person, actor=partner("test"), window=window)
    assert (await advance(database, case.id, Mover.FLOW)).must_route
    assert await record_route(database, case.id, KOTA, Mover.FLOW)
    assert not await record_route(database, case.id, KOTA, Mover.WATCHER)
    routed = await reading.case(database, case.id)
    assert (routed.route_stale, routed.routed_by_person) == (False, False)
    assert (await settle(database, case.id)).state == "AwaitingDistrict"
    assert await reading.rungs_paged(database, case.id) == ["desk", "district"]
