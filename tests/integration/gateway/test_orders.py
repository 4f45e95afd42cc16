"""When somebody from outside the unit takes a case, the unit is ordered to go until it answers."""

from typing import Any

import pytest

from abhay.adapters.store.messages.briefing import read_briefing
from abhay.services.messages.delivery import compose
from models.enums import MessageKind, Reason, Role
from models.routes import Route
from tests.integration.gateway.case_page.phone import PERSON, unlocked
from tests.integration.gateway.support import Gateway
from tests.support import reading
from tests.support.cases import KOTA, TWO, move_clock

REMIND = 60
"""Seconds between two reminders of the district's control room, for an imminent case (the default policy)."""


async def taken_by_the_dgp(gateway: Gateway, route: Route = KOTA) -> str:
    ref, _ = await gateway.paged(route)
    for wait in (180, 300):
        await move_clock(gateway.database, wait)
        await gateway.advance(ref)
    (page,) = await gateway.pages(ref, "dgp")
    assert (await gateway.answer_link(page, by="Control")).status_code == 200
    return ref


async def orders(gateway: Gateway, ref: str) -> list[dict[str, Any]]:
    """The reminders to act since the case was acknowledged, oldest first."""
    view = await gateway.view(ref)
    since = view["acknowledgement"]["at"]
    reminders = [m for m in view["notifications"] if m["kind"] == MessageKind.REMINDER and m["queued_at"] > since]
    return [m for m in reminders if m["reason"] != Reason.MILESTONE_OVERDUE]


async def look(gateway: Gateway, ref: str, seconds: float) -> None:
    await move_clock(gateway.database, seconds)
    for _ in range(4):
        await gateway.advance(ref)


async def test_the_unit_is_paged_at_its_reminders_until_it_answers(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway)
    assert (await gateway.view(ref))["acknowledgement"]["unit_answered_at"] is None
    for count in (1, 2, 3):
        await look(gateway, ref, REMIND)
        assert [m["post"] for m in await orders(gateway, ref)].count("control-room") == count
    posts = {(m["unit"], m["post"]) for m in await orders(gateway, ref)}
    assert posts == {("kota-city", "control-room"), ("kota-city", "sp-office")}
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.UNIT, json={"by": "SI Synthetic"})
    assert answer.json()["first"] is False
    view = await gateway.view(ref)
    assert view["acknowledgement"]["unit_answered_at"]
    assert view["acknowledgement"]["post"] == "dgp-control"
    before = len(await orders(gateway, ref))
    await look(gateway, ref, 3 * REMIND)
    assert len(await orders(gateway, ref)) == before


async def test_an_order_says_who_took_the_case_and_what_to_do(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway)
    await look(gateway, ref, REMIND)
    (first, *_) = await orders(gateway, ref)
    message = compose(await read_briefing(gateway.database, first["id"]), gateway.runtime)
    assert (
        "orders your unit to act; your unit has not acknowledged yet. Please send a team now and acknowledge"
        in message.body
    )
    assert "आपकी इकाई को कार्रवाई का आदेश है" in message.body
    assert message.ack_url


async def test_the_first_unit_to_answer_stands_the_other_down(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway, TWO)
    await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.UNIT, unit="kota-rural", json={})
    notifications = (await gateway.view(ref))["notifications"]
    assert {m["unit"] for m in notifications if m["kind"] == MessageKind.STOOD_DOWN} == {"kota-city"}
    await look(gateway, ref, 2 * REMIND)
    assert not await orders(gateway, ref)


async def test_a_team_that_an_operator_notes_ends_the_orders(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway)
    await gateway.ask("POST", f"/v1/alerts/{ref}/milestones", Role.OPERATOR, json={"kind": "dispatched"})
    await look(gateway, ref, 2 * REMIND)
    assert not await orders(gateway, ref)


async def test_a_units_own_answer_orders_nobody(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.answer_link(page)
    view = await gateway.view(ref)
    assert view["acknowledgement"]["unit_answered_at"] == view["acknowledgement"]["at"]
    await look(gateway, ref, 2 * REMIND)
    assert not await orders(gateway, ref)


@pytest.mark.parametrize("body", [{}, {"note": "x"}, {"by": ""}])
async def test_an_answer_that_names_nobody_takes_nothing(gateway: Gateway, body: dict[str, str]) -> None:
    ref, _ = await gateway.paged()
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json=body)
    assert answer.status_code == 422
    assert (await gateway.view(ref))["status"] == "awaiting"
    assert await reading.acknowledgements(gateway.database, await gateway.id_of(ref)) == []


async def test_the_dgps_page_goes_on_with_the_case_and_shows_no_person(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway)
    (page,) = await gateway.pages(ref, "dgp")
    phone = await unlocked(gateway, page)
    assert PERSON not in phone.text
    assert "The case is yours" in phone.text
    assert phone.acts() == {"route", "milestone", "closure"}
    await phone.send("milestone", kind="dispatched", confirm="1")
    assert (await gateway.view(ref))["milestones"]["dispatched"]
    await phone.send("route", unit="bundi", why="phone")
    view = await gateway.view(ref)
    assert view["route"]["units"] == ["bundi"]
    assert {m["unit"] for m in view["notifications"] if m["kind"] == MessageKind.STOOD_DOWN} == {"kota-city"}
    assert {m["post"] for m in view["notifications"] if m["unit"] == "bundi"} == {"control-room", "sp-office"}


async def test_the_units_page_says_that_it_is_ordered_and_then_that_it_has_the_case(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway)
    (page,) = await gateway.pages(ref, "district")
    phone = await unlocked(gateway, page)
    assert "Your unit has the case" in phone.text, "the answer was the PIN itself"
    assert (await gateway.view(ref))["acknowledgement"]["unit_answered_at"]
    assert "Somebody has the case" not in phone.text
    assert "milestone" in phone.acts()


async def test_the_page_of_another_post_of_the_unit_says_that_it_has_the_case(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway)
    await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.UNIT, json={"by": "SI Synthetic"})
    (page,) = await gateway.pages(ref, "sp")
    phone = await unlocked(gateway, page, look="1")
    assert "Your unit has the case" in phone.text
    assert "By order" in phone.text


async def test_after_two_climbs_the_unit_still_reads_that_the_team_is_its_own(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway)
    found = (await gateway.view(ref))["notifications"]
    told = [each for each in found if each["kind"] == MessageKind.ESCALATED]
    assert {(each["post"], each["rung"]) for each in told} == {("control-room", "district"), ("sp-office", "sp")}
    for each in told:
        body = compose(await read_briefing(gateway.database, each["id"]), gateway.runtime).body
        own = "It is still your unit that sends a team" in body
        assert own is (each["post"] == "control-room")
        assert ("see to it that the police unit sends a team" in body) is not own


async def test_the_dgps_page_says_whom_to_phone_until_the_unit_answers(gateway: Gateway) -> None:
    ref = await taken_by_the_dgp(gateway)
    (page,) = await gateway.pages(ref, "dgp")
    assert "The unit has not acknowledged yet" in (await unlocked(gateway, page)).text
    await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.UNIT, json={"by": "SI Synthetic"})
    assert "The unit has not acknowledged yet" not in (await unlocked(gateway, page)).text
