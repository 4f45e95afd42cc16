"""The desk routes a case from its page: of unknown place, of several units, of a held mail."""

import re

import pytest

from models.enums import Role, RouteState
from models.routes import Candidate
from tests.integration.gateway.case_page.phone import DOUBTFUL, desk_page, facts, held_mail, told, unlocked
from tests.integration.gateway.support import Gateway
from tests.support.cases import TWO, UNKNOWN


async def test_the_desk_routes_a_case_of_unknown_place_by_one_click(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(DOUBTFUL)
    phone = await unlocked(gateway, page, look="1")
    assert (await gateway.view(ref))["acknowledgement"] is None, "looking takes no case"
    assert '<button type="submit" name="unit" value="bhilwara">' in phone.shown.text
    assert '<option value="jaisalmer">' in phone.shown.text
    text = await phone.send("route", unit="bhilwara", why="phone", reason="the mother said so")
    assert "has been given to the unit" in text
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["status"], view["route"]["units"]) == ("awaiting", ["bhilwara"])
    assert told(view, "page")[-1] == ("bhilwara", "control-room")
    (entry,) = await gateway.audit("alert.route")
    assert (entry["actor"], entry["role"]) == ("abhay-desk state", "post")
    (reason,) = await gateway.typed("alert.route")
    assert (reason or "").startswith("learnt by telephone: the mother said so (")


async def test_the_desk_may_choose_any_unit_of_the_list(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    groups = re.findall(r'<optgroup label="[^"]*">\s*(?:<option[^>]*>[^<]*</option>\s*)+', phone.shown.text)
    assert len(groups) == 41
    await phone.send("route", unit="", other="bundi")
    assert (await gateway.view(ref))["route"]["units"] == ["bundi"]


async def test_one_of_two_units_is_chosen_and_the_other_stands_down(gateway: Gateway) -> None:
    candidates = (Candidate(district="kota", unit="kota-city", score=0.5),)
    ref, _ = await gateway.paged(TWO.model_copy(update={"candidates": candidates}))
    await gateway.ask(
        "POST", f"/v1/alerts/{ref}/route", Role.UNIT, unit="kota-rural", json={"not_ours": True, "reason": "x"}
    )
    desk = await desk_page(gateway, ref)
    phone = await unlocked(gateway, desk, look="1")
    assert "Give to another unit" in phone.text
    await phone.send("route", unit="bundi")
    view = await gateway.view(ref)
    assert view["route"]["units"] == ["bundi"]
    assert ("kota-city", "control-room") in told(view, "stood_down")


async def test_a_held_mail_says_why_it_is_held_and_one_click_routes_it(gateway: Gateway) -> None:
    ref, page = await held_mail(gateway)
    phone = await unlocked(gateway, page, look="1")
    for shown in (
        "Held: the sender is not proven",
        "Meta Safety Escalations <escalations@meta-partner.example>",
        "collector@bulk.example.net",
        "FAILED",
        "dkim=none · spf=fail · dmarc=fail",
    ):
        assert shown in phone.text
    assert '<option value="checked" selected>' in phone.shown.text
    await phone.send("route", unit="udaipur", why="checked")
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["route"]["state"], view["rung"]) == ("resolved", "district")
    assert told(view, "page")[-1] == ("udaipur", "control-room")
    assert "Held" not in phone.text


async def test_the_desk_that_took_a_held_mail_gives_it_away_all_the_same(gateway: Gateway) -> None:
    ref, page = await held_mail(gateway)
    phone = await unlocked(gateway, page)
    assert (await gateway.view(ref))["status"] == "acknowledged"
    await phone.send("route", unit="udaipur")
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["status"], view["acknowledgement"]) == ("awaiting", None)


async def test_the_desk_that_looked_may_take_the_case_after_all(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    assert "Acknowledge for the desk" in phone.text
    assert "The case is yours" in await phone.send()
    assert (await gateway.view(ref))["acknowledgement"]["post"] == "abhay-desk"
    assert "Acknowledge for the desk" not in phone.text


async def test_a_unit_cannot_look_without_acknowledging(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await unlocked(gateway, page, look="1")
    assert (await gateway.view(ref))["status"] == "acknowledged"


@pytest.mark.parametrize("form", [{}, {"unit": "nowhere"}, {"other": ""}])
async def test_without_a_unit_nothing_is_routed_and_the_reason_is_kept(gateway: Gateway, form: dict) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    before = await facts(gateway, ref)
    text = await phone.send("route", why="other", reason="typed with one thumb", **form)
    assert phone.shown.status_code == 422
    assert "typed with one thumb" in text
    assert '<option value="other" selected>' in phone.shown.text
    after = await facts(gateway, ref)
    assert {k: v for k, v in after.items() if k != "timeline"} == {k: v for k, v in before.items() if k != "timeline"}


async def test_only_the_desk_routes(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "route" not in phone.acts()
    await phone.send("route", unit="bundi")
    assert phone.shown.status_code == 403
    assert "phone the desk" in phone.text
    assert (await gateway.view(ref))["route"]["units"] == ["kota-city"]


async def test_routing_twice_is_harmless(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    await phone.send("route", unit="bundi")
    assert "with this unit already" in await phone.send("route", unit="bundi")
    assert [e["event"] for e in (await gateway.view(ref))["timeline"]].count("rerouted") == 1


async def test_for_a_place_in_another_state_the_desk_is_told_to_hand_over(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged(
        UNKNOWN.model_copy(update={"state": RouteState.OUT_OF_STATE, "other_state": "Madhya Pradesh"})
    )
    text = (await unlocked(gateway, page, look="1")).text
    assert "Hand over to the police of Madhya Pradesh" in text
    assert "मध्य प्रदेश की पुलिस को सौंपें" in text
    for wrong in ("Choose the police unit", "place unknown", "स्थान अज्ञात"):
        assert wrong not in text
