"""A case changes hands: the right unit is told at once, the old one stands down, and the clock never starts anew."""

from typing import Any

import httpx
import pytest

from models.enums import EvidenceKind, Role
from models.routes import Candidate, Evidence
from tests.integration.gateway.support import SAMPLES, Gateway
from tests.support import reading
from tests.support.cases import KOTA, TWO, UNKNOWN, move_clock

BUNDI = {"unit": "bundi", "reason": "the hostel is in Bundi"}


async def send(gateway: Gateway, ref: str, body: dict[str, Any], unit: str | None = None) -> httpx.Response:
    role = Role.UNIT if unit else Role.OPERATOR
    return await gateway.ask("POST", f"/v1/alerts/{ref}/route", role, unit=unit, json=body)


def told(view: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    return [(m["unit"], m["post"]) for m in view["notifications"] if m["kind"] == kind]


def events(view: dict[str, Any]) -> list[str]:
    return [entry["event"] for entry in view["timeline"]]


async def climb(gateway: Gateway, ref: str, *waits: float) -> None:
    for wait in waits:
        await move_clock(gateway.database, wait)
        await gateway.advance(ref)


async def test_an_operator_moves_a_case_and_the_clock_runs_on(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await move_clock(gateway.database, 100)
    before = await gateway.view(ref)
    answer = await send(gateway, ref, BUNDI)
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert (after["due_at"], after["rung"], after["status"]) == (before["due_at"], "district", "awaiting")
    assert (after["route"]["state"], after["route"]["district"], after["route"]["units"]) == (
        "resolved",
        "bundi",
        ["bundi"],
    )
    assert told(after, "page") == [("kota-city", "control-room"), ("bundi", "control-room")]
    assert told(after, "stood_down") == [("kota-city", "control-room")]
    assert events(after).count("rung_entered") == 1
    assert events(after).count("rerouted") == 1
    assert "hostel" not in answer.text
    (entry,) = await gateway.audit("alert.route")
    assert entry["detail"] == {"units": ["kota-city"], "to": ["bundi"]}
    assert await gateway.typed("alert.route") == [BUNDI["reason"]]
    await climb(gateway, ref, 80)
    climbed = await gateway.view(ref)
    assert (climbed["rung"], told(climbed, "page")[-1]) == ("sp", ("bundi", "sp-office"))


async def test_evidence_and_candidates_stay_as_a_labelled_case(gateway: Gateway) -> None:
    evidence = Evidence(kind=EvidenceKind.CITY, says="kota", weight=0.6, detail="city")
    candidate = Candidate(district="kota", unit="kota-city", score=0.6)
    ref, _ = await gateway.paged(KOTA.model_copy(update={"evidence": (evidence,), "candidates": (candidate,)}))
    before = (await gateway.view(ref))["route"]
    after = (await send(gateway, ref, BUNDI)).json()["route"]
    assert after["evidence"] == before["evidence"] != []
    assert after["candidates"] == before["candidates"] != []


async def test_a_unit_that_gets_the_case_late_is_told_on_every_rung_reached(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await climb(gateway, ref, 180, 300)
    before = await gateway.view(ref)
    assert before["rung"] == "dgp"
    after = (await send(gateway, ref, BUNDI)).json()
    assert (after["rung"], after["due_at"]) == ("dgp", before["due_at"])
    assert set(told(after, "page")[-2:]) == {("bundi", "control-room"), ("bundi", "sp-office")}
    assert told(after, "page").count((None, "dgp-control")) == 1


async def test_from_the_desk_a_case_begins_its_ladder(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(UNKNOWN)
    assert (await send(gateway, ref, BUNDI)).status_code == 200
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["rung"], view["status"]) == ("district", "awaiting")
    assert told(view, "page") == [(None, "abhay-desk"), ("bundi", "control-room")]


async def test_one_click_routes_a_mail_whose_sender_is_not_proven(gateway: Gateway) -> None:
    mail = (SAMPLES / "eml_07_spoofed_sender.eml").read_bytes()
    raised = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=mail)
    ref = raised.json()["ref"]
    from abhay.adapters.store.cases.routes import record_route
    from models.enums import Mover

    await record_route(gateway.database, await gateway.id_of(ref), KOTA, Mover.FLOW)
    await gateway.advance(ref)
    assert (await gateway.view(ref))["rung"] == "desk"
    await send(gateway, ref, {"unit": "udaipur", "reason": "called the partner: it is theirs"})
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["rung"], view["route"]["units"]) == ("district", ["udaipur"])
    assert told(view, "page")[-1] == ("udaipur", "control-room")


async def test_a_case_that_is_not_routed_yet_can_be_routed_by_hand(gateway: Gateway) -> None:
    ref = await gateway.raise_alert()
    assert (await send(gateway, ref, BUNDI)).json()["route"]["units"] == ["bundi"]
    await gateway.advance(ref)
    assert told(await gateway.view(ref), "page") == [("bundi", "control-room")]


async def test_routing_to_who_has_it_changes_nothing(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    before = await gateway.view(ref)
    assert (await send(gateway, ref, {"unit": "kota-city", "reason": "sure"})).status_code == 200
    assert await gateway.view(ref) == before


async def test_a_doubtful_case_is_settled_without_paging_again(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(TWO)
    after = (await send(gateway, ref, {"unit": "kota-rural", "reason": "the village"})).json()
    assert after["route"]["state"] == "resolved"
    assert len(told(after, "page")) == 2
    assert told(after, "stood_down") == [("kota-city", "control-room")]


async def test_not_ours_with_a_suggestion_goes_there_and_the_desk_hears_of_it(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    before = await gateway.view(ref)
    body = {"not_ours": True, "suggest": "bundi", "reason": "outside our area"}
    after = (await send(gateway, ref, body, unit="kota-city")).json()
    assert (after["route"]["units"], after["due_at"]) == (["bundi"], before["due_at"])
    assert told(after, "page")[-1] == ("bundi", "control-room")
    assert await gateway.desk_reasons(ref) == ["not_ours"]
    (rerouted,) = [entry for entry in after["timeline"] if entry["event"] == "rerouted"]
    assert rerouted["detail"] == {"units": ["kota-city"], "to": ["bundi"], "not_ours": "kota-city", "suggest": "bundi"}


async def test_not_ours_of_one_of_two_leaves_it_with_the_other(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(TWO)
    body = {"not_ours": True, "suggest": "bundi", "reason": "no"}
    after = (await send(gateway, ref, body, unit="kota-city")).json()
    assert (after["route"]["state"], after["route"]["units"]) == ("resolved", ["kota-rural"])


async def test_two_such_answers_bring_it_to_the_desk_by_the_old_deadline_at_the_latest(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    before = await gateway.view(ref)
    await send(gateway, ref, {"not_ours": True, "suggest": "bundi", "reason": "no"}, unit="kota-city")
    after = (await send(gateway, ref, {"not_ours": True, "suggest": "kota-city", "reason": "no"}, unit="bundi")).json()
    assert (after["rung"], after["route"]["state"], after["route"]["units"]) == ("desk", "unresolved", [])
    assert after["due_at"] <= before["due_at"]
    assert await gateway.desk_reasons(ref) == ["not_ours", "not_ours"]
    await climb(gateway, ref, 121)
    assert (await gateway.view(ref))["rung"] == "dgp"


async def test_not_ours_without_a_suggestion_is_the_desks(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    after = (await send(gateway, ref, {"not_ours": True, "reason": "no"}, unit="kota-city")).json()
    assert (after["rung"], after["route"]["units"]) == ("desk", [])


async def test_not_ours_when_the_dgp_is_awaited_keeps_the_dgps_clock(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await climb(gateway, ref, 180, 300)
    before = await gateway.view(ref)
    after = (await send(gateway, ref, {"not_ours": True, "reason": "no"}, unit="kota-city")).json()
    assert (after["rung"], after["due_at"]) == ("dgp", before["due_at"])


async def test_a_second_not_ours_of_the_same_unit_is_no_second_answer(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    body = {"not_ours": True, "suggest": "bundi", "reason": "no"}
    for _ in range(3):
        assert (await send(gateway, ref, body, unit="kota-city")).status_code == 200
    assert (await gateway.view(ref))["route"]["units"] == ["bundi"]


async def test_a_unit_that_took_the_case_can_still_say_that_it_is_not_theirs(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    before = await gateway.view(ref)
    await gateway.answer_link(page)
    body = {"not_ours": True, "suggest": "bundi", "reason": "the address is across the river"}
    after = (await send(gateway, ref, body, unit="kota-city")).json()
    assert (after["status"], after["acknowledgement"], after["due_at"]) == ("awaiting", None, before["due_at"])
    assert told(after, "page")[-1] == ("bundi", "control-room")
    (_, new) = await gateway.pages(ref)
    await gateway.answer_link(new)
    taken = await gateway.view(ref)
    assert (taken["acknowledgement"]["unit"], taken["status"]) == ("bundi", "acknowledged")
    assert all(due for step, due in taken["deadlines"].items() if step != "handed_over")


async def test_time_that_was_lost_is_not_given_back(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.answer_link(page)
    await move_clock(gateway.database, 200)
    await send(gateway, ref, BUNDI)
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert view["rung"] == "sp"
    assert set(told(view, "page")[-2:]) == {("bundi", "control-room"), ("bundi", "sp-office")}


async def test_the_desk_that_took_a_case_hands_it_to_a_unit(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    await gateway.answer_link(page)
    after = (await send(gateway, ref, BUNDI)).json()
    assert after["acknowledgement"] is None
    await gateway.advance(ref)
    assert told(await gateway.view(ref), "page")[-1] == ("bundi", "control-room")


async def test_a_late_answer_of_the_old_unit_is_kept_and_does_not_stop_the_climb(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await send(gateway, ref, BUNDI)
    answer = await gateway.answer_link(page)
    assert answer.status_code == 200
    assert "with another unit now" in answer.text
    assert "Synthetic Person" not in answer.text
    view = await gateway.view(ref)
    assert (view["status"], view["acknowledgement"]) == ("awaiting", None)
    assert await gateway.desk_reasons(ref) == ["late_ack"]
    assert [each.first for each in await reading.acknowledgements(gateway.database)] == [False]


async def test_the_old_unit_still_sees_that_there_is_a_case_and_reports_and_reads_nothing_of_it(
    gateway: Gateway,
) -> None:
    ref, _ = await gateway.paged()
    await send(gateway, ref, BUNDI)
    path = f"/v1/alerts/{ref}"
    assert (await gateway.ask("GET", path, Role.UNIT)).status_code == 200
    for call, body in (
        ("milestones", {"kind": "reached"}),
        ("closure", {"outcome": "false_alarm"}),
        ("reveal", {"reason": "x"}),
    ):
        refused = await gateway.ask("POST", f"{path}/{call}", Role.UNIT, json=body)
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:abhay:problem:not-possible-now")
    assert (await gateway.view(ref))["milestones"]["reached"] is None
    taken = await gateway.ask("POST", f"{path}/acknowledgement", Role.UNIT, unit="bundi", json={"by": "x"})
    assert taken.json()["first"] is True
    assert (
        await gateway.ask("POST", f"{path}/closure", Role.UNIT, unit="bundi", json={"outcome": "safe"})
    ).status_code == 200


@pytest.mark.parametrize(
    ("body", "unit", "status"),
    [
        ({"unit": "bundi"}, None, 422),
        ({"unit": "bundi", "reason": " "}, None, 422),
        ({"reason": "x"}, None, 422),
        ({"not_ours": True, "reason": "x"}, None, 422),
        ({"unit": "nowhere", "reason": "x"}, None, 404),
        ({"unit": "bundi", "reason": "x"}, "kota-city", 403),
        ({"reason": "x"}, "kota-city", 403),
        ({"not_ours": True, "unit": "bundi", "reason": "x"}, "kota-city", 403),
        ({"not_ours": True, "suggest": "nowhere", "reason": "x"}, "kota-city", 404),
        ({"not_ours": True, "reason": "x"}, "bundi", 404),
    ],
)
async def test_what_makes_no_sense_changes_nothing(gateway: Gateway, body: dict, unit: str | None, status: int) -> None:
    ref, _ = await gateway.paged()
    before = await gateway.view(ref)
    assert (await send(gateway, ref, body, unit=unit)).status_code == status
    assert await gateway.view(ref) == before


async def test_a_closed_case_stays_where_it_is(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    answer = await send(gateway, ref, BUNDI)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:abhay:problem:not-possible-now")
