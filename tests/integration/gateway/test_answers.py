"""Answers through the API: the first one stops the climb, every later one is honoured."""

import asyncio

import pytest

from abhay.adapters.engine.fake import FakeEngine
from models.enums import Role
from tests.integration.gateway.support import Gateway
from tests.support import reading
from tests.support.cases import TWO, move_clock


def call(ref: str, what: str) -> str:
    return f"/v1/alerts/{ref}/{what}"


async def test_an_acknowledgement_says_who_has_the_case(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    body = {"by": "SI Synthetic, control room", "via": "phone", "note": "on their way"}
    answer = await gateway.ask("POST", call(ref, "acknowledgement"), Role.OPERATOR, json=body)
    assert answer.status_code == 200
    said = answer.json()
    assert (said["first"], said["status"]) == (True, "acknowledged")
    assert (said["acknowledgement"]["by"], said["acknowledgement"]["via"]) == (body["by"], "phone")
    assert said["acknowledgement"]["rung"] == "district"
    assert said["acknowledgement"].keys() >= {"by", "post", "via", "at", "rung"}
    assert (await gateway.view(ref))["acknowledgement"] == said["acknowledgement"]


async def test_a_second_acknowledgement_is_answered_with_the_first(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json={"by": "First"})
    again = await gateway.ask("POST", call(ref, "acknowledgement"), Role.OPERATOR, json={"by": "Second"})
    assert again.status_code == 200
    assert (again.json()["first"], again.json()["acknowledgement"]["by"]) == (False, "First")
    assert await gateway.desk_reasons(ref) == ["late_ack"]
    assert [each.by for each in await reading.acknowledgements(gateway.database)] == ["First", "Second"]


async def test_twenty_at_once_have_one_first(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    answers = await asyncio.gather(
        *(
            gateway.ask("POST", call(ref, "acknowledgement"), Role.OPERATOR, json={"by": f"Officer {n}"})
            for n in range(20)
        )
    )
    assert [answer.status_code for answer in answers] == [200] * 20
    assert [answer.json()["first"] for answer in answers].count(True) == 1
    assert len({answer.json()["acknowledgement"]["by"] for answer in answers}) == 1


async def test_after_an_acknowledgement_nothing_climbs_and_the_paged_are_told(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json={})
    await move_clock(gateway.database, 290)
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert {message["rung"] for message in view["notifications"]} == {"district"}
    assert [m["kind"] for m in view["notifications"] if m["post"] == "control-room"] == ["page", "acknowledged"]


async def test_a_bare_acknowledgement_is_enough(gateway: Gateway) -> None:
    """Nobody is refused for a field that is missing, unknown or of no use."""
    ref, _ = await gateway.paged()
    answer = await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json={"what": "ever"})
    assert answer.status_code == 200
    assert (answer.json()["acknowledgement"]["by"], answer.json()["acknowledgement"]["unit"]) == (
        "test-unit",
        "kota-city",
    )


@pytest.mark.parametrize("post", ["dgp-control", "abhay-desk"])
async def test_a_unit_does_not_answer_as_a_post_of_the_state(gateway: Gateway, post: str) -> None:
    ref, _ = await gateway.paged()
    body = {"by": "SI Synthetic", "post": post}
    refused = await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json=body)
    assert (refused.status_code, post in refused.text) == (403, True)
    assert await reading.acknowledgements(gateway.database) == []


@pytest.mark.parametrize("post", ["control-room", "sp-office"])
async def test_a_unit_answers_as_each_post_of_its_own(gateway: Gateway, post: str) -> None:
    ref, _ = await gateway.paged()
    taken = await gateway.ask(
        "POST", call(ref, "acknowledgement"), Role.UNIT, json={"by": "SI Synthetic", "post": post}
    )
    assert (taken.status_code, taken.json()["acknowledgement"]["post"]) == (200, post)


async def test_of_many_reports_at_once_one_is_the_first(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await gateway.token(Role.UNIT)
    reports = [
        gateway.ask("POST", call(ref, "milestones"), Role.UNIT, json={"kind": "dispatched", "note": f"team {number}"})
        for number in range(8)
    ]
    answers = [answer.json() for answer in await asyncio.gather(*reports)]
    assert sorted(answer["first"] for answer in answers) == [False] * 7 + [True]
    assert len({answer["milestones"]["dispatched"] for answer in answers}) == 1


async def test_one_units_answer_stands_the_other_down(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(TWO)
    await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, unit="kota-rural", json={"by": "Rural"})
    kinds = {m["unit"]: m["kind"] for m in (await gateway.view(ref))["notifications"] if m["kind"] != "page"}
    assert kinds == {"kota-city": "stood_down", "kota-rural": "acknowledged"}


async def test_an_operator_notes_which_unit_took_it(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(TWO)
    body = {"by": "SHO Synthetic", "via": "phone", "unit": "kota-city", "post": "control-room"}
    answer = await gateway.ask("POST", call(ref, "acknowledgement"), Role.OPERATOR, json=body)
    assert answer.json()["acknowledgement"]["post"] == "control-room"
    view = await gateway.view(ref)
    assert [m["unit"] for m in view["notifications"] if m["kind"] == "stood_down"] == ["kota-rural"]


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"unit": "nowhere"}, 404, "unit"),
        ({"post": "nobody"}, 422, "use one of abhay-desk, control-room, dgp-control, sp-office"),
    ],
)
async def test_an_unknown_place_is_no_500(gateway: Gateway, body: dict, status: int, says: str) -> None:
    ref, _ = await gateway.paged()
    answer = await gateway.ask("POST", call(ref, "acknowledgement"), Role.OPERATOR, json=body)
    assert answer.status_code == status
    assert says in answer.json()["detail"]
    assert (await gateway.view(ref))["acknowledgement"] is None


async def test_a_units_token_cannot_answer_for_another_unit(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    for what, body in (
        ("acknowledgement", {"by": "x"}),
        ("milestones", {"kind": "reached"}),
        ("closure", {"outcome": "safe"}),
        ("reveal", {"reason": "x"}),
    ):
        answer = await gateway.ask("POST", call(ref, what), Role.UNIT, unit="bundi", json=body)
        assert answer.status_code == 404
    own = await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json={"unit": "bundi"})
    assert own.json()["acknowledgement"]["unit"] == "kota-city"


async def test_milestones_keep_their_first_time(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json={"by": "x"})
    first = await gateway.ask("POST", call(ref, "milestones"), Role.UNIT, json={"kind": "dispatched"})
    again = await gateway.ask("POST", call(ref, "milestones"), Role.OPERATOR, json={"kind": "dispatched"})
    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["first"], again.json()["first"]) == (True, False)
    assert again.json()["milestones"]["dispatched"] == first.json()["milestones"]["dispatched"] is not None
    assert first.json()["deadlines"]["reached"] is not None


async def test_who_reports_a_team_has_taken_the_case(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    answer = await gateway.ask("POST", call(ref, "milestones"), Role.UNIT, json={"kind": "dispatched", "note": "PCR 4"})
    assert answer.json()["status"] == "acknowledged"


@pytest.mark.parametrize("kind", ["closed", "paged", "", None])
async def test_only_the_three_milestones_can_be_reported(gateway: Gateway, kind: object) -> None:
    ref, _ = await gateway.paged()
    assert (await gateway.ask("POST", call(ref, "milestones"), Role.UNIT, json={"kind": kind})).status_code == 422


async def test_a_closure_ends_the_case_once(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    first = await gateway.ask("POST", call(ref, "closure"), Role.OPERATOR, json={"outcome": "hospital", "note": "SMS"})
    again = await gateway.ask("POST", call(ref, "closure"), Role.UNIT, json={"outcome": "safe"})
    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["first"], again.json()["first"]) == (True, False)
    assert (await gateway.view(ref))["outcome"] == again.json()["outcome"] == "hospital"
    assert (await gateway.view(ref))["status"] == "closed"


async def test_an_unknown_outcome_is_named(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    answer = await gateway.ask("POST", call(ref, "closure"), Role.OPERATOR, json={"outcome": "fine"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "outcome"


async def test_what_was_noted_is_revealed_and_nowhere_else(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json={"by": "x", "note": "brother called"})
    await gateway.ask("POST", call(ref, "milestones"), Role.UNIT, json={"kind": "reached", "note": "at the hostel"})
    assert "hostel" not in str(await gateway.view(ref))
    revealed = (await gateway.ask("POST", call(ref, "reveal"), Role.OPERATOR, json={"reason": "x"})).json()
    assert [each["note"] for each in revealed["notes"]] == ["at the hostel", "brother called"]


async def test_without_a_listening_worker_the_parked_run_is_woken(gateway: Gateway, engine: FakeEngine) -> None:
    ref, _ = await gateway.paged()
    await gateway.settled()
    run = (await gateway.view(ref))["flow_run_id"]
    await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json={"by": "x"})
    await gateway.settled()
    assert [str(woken) for woken in engine.woken] == [run]


async def test_a_dead_prefect_does_not_hinder_an_answer(gateway: Gateway, engine: FakeEngine) -> None:
    engine.down = True
    ref, _ = await gateway.paged()
    assert (await gateway.ask("POST", call(ref, "acknowledgement"), Role.UNIT, json={"by": "x"})).status_code == 200
