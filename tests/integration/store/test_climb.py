"""The climb as rows: every rung once, at its time, whoever moves it."""

import asyncio
from datetime import timedelta

import pytest

from abhay.store.answers import Answer, acknowledge, close, reach_milestone
from abhay.store.database import Database
from abhay.store.intake import take_in
from abhay.store.routes import record_route
from abhay.store.steps import Step, advance
from models.enums import MilestoneKind, Mover, Outcome
from models.routes import Candidate
from tests.support.cases import KOTA, TWO, UNKNOWN, column, move_clock, open_case, payload, rungs_paged

OFFICER = Answer(by="Synthetic Officer", via="api", role="operator")


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
    pages = await column(
        database,
        "SELECT rung || round FROM notification WHERE alert_id = :id AND kind = 'page' ORDER BY queued_at",
        id=case.id,
    )
    assert pages == ["district1", "sp1", "dgp1", "dgp2", "dgp3"]
    desk = "SELECT attempt FROM notification WHERE alert_id = :id AND reason = 'exhausted' ORDER BY queued_at"
    assert await column(database, desk, id=case.id) == [1, 2, 3]
    events = await column(database, "SELECT event FROM timeline WHERE alert_id = :id", id=case.id)
    assert events.count("exhausted") == 1


async def test_nothing_is_early(database: Database) -> None:
    case = await open_case(database)
    first = await settle(database, case.id)
    assert first.wait_until is not None
    await move_clock(database, 179)
    await settle(database, case.id)
    assert await rungs_paged(database, case.id) == ["district"]
    await move_clock(database, 1)
    await settle(database, case.id)
    assert await rungs_paged(database, case.id) == ["district", "sp"]


async def test_due_is_entry_plus_wait_in_database_time(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    query = "SELECT extract(epoch FROM due_at - rung_entered_at) FROM alert WHERE id = :id"
    assert [float(s) for s in await column(database, query, id=case.id)] == [180.0]


async def test_a_case_without_a_place_waits_at_the_desk_and_then_goes_to_the_dgp(database: Database) -> None:
    case = await open_case(database, route=UNKNOWN)
    assert (await settle(database, case.id)).state == "AwaitingDesk"
    await move_clock(database, 120)
    assert (await settle(database, case.id)).state == "AwaitingDGP"
    assert await rungs_paged(database, case.id) == ["desk", "dgp"]


@pytest.mark.parametrize("answered_at", ["district", "sp", "dgp"])
async def test_an_acknowledgement_ends_the_climb_at_any_rung(database: Database, answered_at: str) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    for rung, wait in (("district", 180), ("sp", 300), ("dgp", 0)):
        if rung == answered_at:
            break
        await move_clock(database, wait)
        await settle(database, case.id)
    taken = await acknowledge(database, case.id, OFFICER)
    assert taken.first
    paged = await rungs_paged(database, case.id)
    await move_clock(database, 250)
    assert (await settle(database, case.id)).state == "AwaitingOutcome"
    assert await rungs_paged(database, case.id) == paged
    assert paged[-1] == answered_at


async def test_everybody_paged_is_told_who_has_it(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    await move_clock(database, 180)
    await settle(database, case.id)
    await acknowledge(database, case.id, OFFICER)
    told = await column(
        database,
        "SELECT post_id FROM notification WHERE alert_id = :id AND kind = 'acknowledged' ORDER BY post_id",
        id=case.id,
    )
    assert told == ["control-room", "sp-office"]


async def test_of_two_units_the_first_has_it_and_the_other_is_stood_down(database: Database) -> None:
    case = await open_case(database, route=TWO)
    await settle(database, case.id)
    await acknowledge(
        database,
        case.id,
        Answer(by="x", via="link", role="post", post="control-room", unit="kota-rural", rung="district"),
    )
    told = await column(
        database, "SELECT unit_id FROM notification WHERE alert_id = :id AND kind = 'stood_down'", id=case.id
    )
    assert told == ["kota-city"]
    assert await column(
        database, "SELECT unit_id FROM alert_unit WHERE stood_down_at IS NULL AND alert_id = :id", id=case.id
    ) == ["kota-rural"]


async def test_a_second_and_a_late_answer_are_kept(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    first = await acknowledge(database, case.id, OFFICER)
    second = await acknowledge(
        database, case.id, Answer(by="Another Officer", via="link", role="post", post="sp-office")
    )
    assert (first.first, second.first, second.by) == (True, False, "Synthetic Officer")
    assert await column(database, "SELECT count(*) FROM acknowledgement WHERE alert_id = :id", id=case.id) == [2]
    assert await column(
        database, "SELECT reason FROM notification WHERE alert_id = :id AND kind = 'desk'", id=case.id
    ) == ["late_ack"]


async def test_overdue_milestones_remind_the_post_and_then_tell_the_next_rung(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    await acknowledge(
        database,
        case.id,
        Answer(by="x", via="link", role="post", post="control-room", unit="kota-city", rung="district"),
    )
    await settle(database, case.id)
    await move_clock(database, 300)
    await settle(database, case.id)
    overdue = (
        "SELECT kind || ' ' || post_id FROM notification"
        " WHERE alert_id = :id AND reason = 'milestone_overdue' ORDER BY queued_at"
    )
    assert await column(database, overdue, id=case.id) == ["reminder control-room"]
    await move_clock(database, 60)
    await settle(database, case.id)
    assert (await column(database, overdue, id=case.id))[1:] == ["reminder control-room", "escalated sp-office"]
    await reach_milestone(database, case.id, MilestoneKind.REACHED, OFFICER)
    await move_clock(database, 1200)
    await settle(database, case.id)
    assert len(await column(database, overdue, id=case.id)) == 3


async def test_only_an_outcome_ends_a_case(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    await acknowledge(database, case.id, OFFICER)
    assert await close(database, case.id, Outcome.SAFE, OFFICER)
    assert (await advance(database, case.id, Mover.FLOW)).done
    assert await column(database, "SELECT next_at FROM alert WHERE id = :id", id=case.id) == [None]
    assert not await close(database, case.id, Outcome.SAFE, OFFICER)


async def test_a_step_happens_once_whoever_takes_it(database: Database) -> None:
    case = await open_case(database)
    await settle(database, case.id)
    await move_clock(database, 180)
    await asyncio.gather(*(advance(database, case.id, mover) for mover in (*[Mover.FLOW] * 3, *[Mover.WATCHER] * 3)))
    entered = "SELECT rung FROM timeline WHERE alert_id = :id AND event = 'rung_entered' ORDER BY id"
    assert await column(database, entered, id=case.id) == ["district", "sp"]


async def test_a_neighbour_is_paged_beside_the_owner_and_may_acknowledge(database: Database) -> None:
    route = KOTA.model_copy(update={"copies": ("bundi",)})
    case = await open_case(database, route=route)
    await settle(database, case.id)
    paged = "SELECT unit_id || ' ' || reason FROM notification WHERE alert_id = :id AND kind = 'page' ORDER BY unit_id"
    assert await column(database, paged, id=case.id) == ["bundi copy", "kota-city new_alert"]
    await move_clock(database, 180)
    await settle(database, case.id)
    assert await column(database, paged, id=case.id) == ["bundi copy", "kota-city new_alert", "kota-city new_alert"]


async def test_candidates_are_paged_when_the_desk_did_not_find_the_place_in_time(database: Database) -> None:
    offered = tuple(Candidate(district=d, unit=d, score=0.3) for d in ("bundi", "tonk", "ajmer"))
    case = await open_case(database, route=UNKNOWN.model_copy(update={"candidates": offered}))
    await settle(database, case.id)
    paged = "SELECT unit_id FROM notification WHERE alert_id = :id AND kind = 'page' AND unit_id IS NOT NULL"
    assert await column(database, paged, id=case.id) == []
    await move_clock(database, 120)
    await settle(database, case.id)
    assert sorted(await column(database, paged, id=case.id)) == ["bundi", "tonk"]


async def test_what_comes_in_later_can_say_whose_case_it_is(database: Database) -> None:
    same_person = [("account", "synthetic-account")]
    window = timedelta(days=7)
    case = await take_in(database, payload(), same_person, actor="test", window=window)
    await record_route(database, case.id, UNKNOWN, Mover.FLOW)
    await settle(database, case.id)
    assert await rungs_paged(database, case.id) == ["desk"]
    await take_in(database, payload(), same_person, actor="test", window=window)
    assert (await advance(database, case.id, Mover.FLOW)).must_route
    assert await record_route(database, case.id, KOTA, Mover.FLOW)
    assert not await record_route(database, case.id, KOTA, Mover.WATCHER)
    assert (await settle(database, case.id)).state == "AwaitingDistrict"
    assert await rungs_paged(database, case.id) == ["desk", "district"]
