"""Drills over the API and on their pages: begun, listed, scored; what cannot begin is said plainly."""

import re
from typing import Any
from uuid import uuid4

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.services.cases.takeover import move_on, send
from abhay.services.drills.keeping import keep_once
from abhay.wording.screens import drills as said
from abhay.wording.screens.board import VIA
from models.drills.words import LONGEST_WINDOW, SHORTEST_WINDOW, USUAL_WINDOW, DrillEnd, Mark
from models.enums import MessageKind, Role
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import PERSON_MARKS, Gateway
from tests.support import reading
from tests.support.cases import move_clock

ORDER: dict[str, Any] = {"units": ["kota-city"], "severity": "imminent", "reason": "routine"}


async def begin(gateway: Gateway, role: Role = Role.OPERATOR, **changes: Any) -> dict[str, Any]:
    answer = await gateway.ask("POST", "/v1/drills", role, json={**ORDER, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMIN])
async def test_a_drill_is_begun_listed_and_scored(gateway: Gateway, role: Role) -> None:
    begun = await begin(gateway, role)
    assert (begun["top_rung"], begun["announced"], begun["ended_at"]) == ("sp", True, None)
    ref = begun["cases"]["kota-city"]
    await gateway.settled()
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["drill"], view["route"]["units"], view["route"]["reason"]) == (
        True, ["kota-city"], "the unit was chosen for a drill",
    )  # fmt: skip
    (page,) = await gateway.pages(ref)
    await gateway.answer_link(page)
    listed = (await gateway.ask("GET", "/v1/drills", role)).json()["drills"]
    assert [each["id"] for each in listed] == [begun["id"]]
    found = (await gateway.ask("GET", f"/v1/drills/{begun['id']}", role)).json()
    (card,) = found["scorecard"]["units"]
    assert (card["mark"], card["answer"]["rung"], card["answer"]["via"]) == ("in_time", "district", "link")
    assert (found["scorecard"]["summary"]["n"], found["scorecard"]["summary"]["share"]) == (1, 1.0)


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"units": []}, 422, "units"),
        ({"units": ["kota-city", "kota-city"]}, 422, "once"),
        ({"units": ["no-such-unit"]}, 404, "no-such-unit"),
        ({"reason": "because I say so"}, 422, "reason"),
        ({"window_minutes": 4}, 422, "window_minutes"),
        ({"top_rung": "no-such-rung"}, 422, "use one of district, sp, dgp"),
    ],
)
async def test_a_wrong_order_is_refused(gateway: Gateway, changes: dict[str, Any], status: int, says: str) -> None:
    answer = await gateway.ask("POST", "/v1/drills", Role.OPERATOR, json={**ORDER, **changes})
    assert answer.status_code == status, answer.text
    assert says in answer.text


async def test_a_second_drill_of_a_unit_is_a_conflict(gateway: Gateway) -> None:
    await begin(gateway)
    answer = await gateway.ask("POST", "/v1/drills", Role.OPERATOR, json=ORDER)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:abhay:problem:drill-not-now")
    assert "one unit has one at a time" in answer.json()["detail"]
    gone = await gateway.ask("GET", "/v1/drills/99", Role.OPERATOR)
    assert (gone.status_code, gone.json()["type"]) == (404, "urn:abhay:problem:unknown-drill")


async def test_a_drill_is_counted_apart_in_reports(gateway: Gateway) -> None:
    await begin(gateway)
    report = (await gateway.ask("GET", "/v1/reports/daily", Role.OPERATOR)).json()
    assert (report["cases"]["total"]["cases"], report["drills_and_tests"]["total"]["cases"]) == (0, 1)


async def test_the_page_begins_a_drill_and_shows_its_scorecard(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        assert 'href="/drills"' in (await client.get("/")).text
        form = {**ORDER, "window_minutes": "30", "top_rung": "", "announced": "true"}
        answer = await client.post("/drills", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/drills/1")
        page = (await client.get("/drills/1?lang=en")).text
        assert 'data-mark="not_reached"' in page
        again = await client.post("/drills?lang=en", data=form)
        assert again.status_code == 409
        assert "one unit has one at a time" in again.text
        assert 'value="kota-city" checked' in again.text
        empty = await client.post("/drills?lang=en", data={**form, "units": []})
        assert empty.status_code == 422
        wrong = await client.post("/drills?lang=en", data={**form, "severity": ""})
        assert wrong.status_code == 422
        assert "severity: Input should be" in wrong.text, "what is wrong is named, as at every other door"
        assert not any(mark in page for mark in PERSON_MARKS)
        in_hindi = (await client.post("/drills?lang=hi", data=form)).text
        assert "यहाँ एक अभ्यास पहले से चल रहा है" in in_hindi
        assert "open there already" not in in_hindi
        assert (await client.get("/drills")).text.count("data-drill=") == 1


async def test_the_form_has_the_bounds_of_an_order(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said, "SHORTEST_WINDOW", 7)
    monkeypatch.setattr(said, "LONGEST_WINDOW", 777)
    async with signed_in(gateway, Role.OPERATOR) as client:
        page = (await client.get("/drills")).text
    assert f'min="7" max="777" required value="{USUAL_WINDOW}"' in page
    assert f"{SHORTEST_WINDOW} से {LONGEST_WINDOW}" in said.D["incomplete"].hi


async def test_a_drill_that_runs_calls_no_unit_missed_yet(gateway: Gateway) -> None:
    ref = (await begin(gateway, units=["kota-city", "bundi"]))["cases"]["kota-city"]
    await gateway.settled()
    await gateway.advance(ref)
    (sent,) = await gateway.pages(ref)
    await gateway.answer_link(sent)
    async with signed_in(gateway, Role.OPERATOR) as client:
        page = (await client.get("/drills/1?lang=en")).text
        assert "The drill is running and ends by itself at" in page
        assert page.count(said.D["no_answer_yet"].en) == 2, "as the result of the other unit, and as its answer"
        assert said.MARK[Mark.NOT_REACHED].en not in page
        assert VIA["link"].en in page, "in words, not as the contract spells it"
        assert said.D["p90_of"].en not in page
        assert said.D["few_units"].en in page, "what is not told takes no room, and it is said why"
        assert page.count("<b>Control room</b>") == 2, "what a post lacks stands together"
        await client.post("/drills/1/stop", data={"reason": "synthetic"})
        page = (await client.get("/drills/1?lang=en")).text
        assert "stopped by hand" in page
        assert said.MARK[Mark.CUT_SHORT].en in page
        assert said.D["no_answer_yet"].en not in page


async def test_units_are_ticked_and_stay_ticked(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        form = {"units": ["kota-city", "bundi"], "severity": "high", "reason": "night", "window_minutes": "4"}
        page = (await client.post("/drills?lang=en", data=form)).text
    ticked = re.findall(r'<input type="checkbox" name="units" value="([a-z-]+)" checked>', page)
    assert sorted(ticked) == ["bundi", "kota-city"]
    names = re.findall(r'name="units" value="([a-z-]+)"', page)
    assert names[:2] == ticked, "those are in sight, where the list is to be scrolled too"
    assert len(names) == len(set(names))
    assert '<details id="begin" open>' in page, "what was typed is in sight"
    assert 'value="night" selected' in page


async def test_messages_of_a_drill_say_so_and_its_end_is_told(gateway: Gateway) -> None:
    begun = await begin(gateway, window_minutes=5)
    case = await gateway.id_of(begun["cases"]["kota-city"])
    await move_on(gateway.runtime, [case])
    await move_clock(gateway.database, 301)
    await keep_once(gateway.runtime)
    for message in await reading.notifications(gateway.database, case):
        await send(gateway.runtime, message.id)
    sent = [each for one in gateway.runtime.channels.values() if isinstance(one, FakeChannel) for each in one.arrived]
    assert {each.kind for each in sent} >= {"page", "closed"}
    assert all(each.drill and each.subject.startswith("[अभ्यास / DRILL]") for each in sent)
    (closed, *_) = [each for each in sent if each.kind == "closed"]
    assert "The drill has ended" in closed.body
    assert "अभ्यास समाप्त" in closed.body


async def test_a_drill_is_stopped_by_hand(gateway: Gateway) -> None:
    begun = await begin(gateway)
    case = await gateway.id_of(begun["cases"]["kota-city"])
    await move_on(gateway.runtime, [case])
    asked = ("POST", f"/v1/drills/{begun['id']}/stop", Role.ADMIN)
    for reason in ("", "  ", "x" * 501):
        assert (await gateway.ask(*asked, json={"reason": reason})).status_code == 422
    answer = await gateway.ask(*asked, json={"reason": "a synthetic flood in the district"})
    stopped = answer.json()
    assert (answer.status_code, stopped["ending"], stopped["ended_at"] is not None) == (200, "stopped", True)
    (card,) = stopped["scorecard"]["units"]
    assert (card["status"], card["outcome"], card["mark"]) == ("closed", "false_alarm", "cut_short")
    told = await reading.notifications(gateway.database, case, kind=MessageKind.CLOSED)
    assert {row.contact_id for row in told} == {page.contact_id for page in await reading.pages(gateway.database, case)}
    assert (await gateway.ask("GET", f"/v1/drills/{begun['id']}", Role.OPERATOR)).json() == stopped, "it is frozen"
    again = await gateway.ask(*asked, json={"reason": "once more"})
    assert (again.status_code, again.json()["type"]) == (409, "urn:abhay:problem:drill-over")
    assert len(await gateway.audit("drill.stop")) == 1
    gone = await gateway.ask("POST", "/v1/drills/99/stop", Role.ADMIN, json={"reason": "x"})
    assert (gone.status_code, gone.json()["type"]) == (404, "urn:abhay:problem:unknown-drill")
    assert (await begin(gateway))["id"] == begun["id"] + 1, "the unit is free for another one"


async def test_the_page_stops_a_drill_for_a_reason(gateway: Gateway) -> None:
    await begin(gateway)
    async with signed_in(gateway, Role.OPERATOR) as client:
        assert 'action="/drills/1/stop"' in (await client.get("/drills/1")).text
        silent = await client.post("/drills/1/stop", data={"reason": " "})
        assert silent.status_code == 422
        assert said.D["no_reason"].hi in silent.text
        answer = await client.post("/drills/1/stop", data={"reason": "a synthetic flood"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/drills/1")
        page = (await client.get("/drills/1")).text
        assert said.ENDING[DrillEnd.STOPPED].hi in page
        assert "/drills/1/stop" not in page
        again = await client.post("/drills/1/stop", data={"reason": "a synthetic flood"})
        assert again.status_code == 409
        assert said.D["over"].hi in again.text


async def test_the_page_of_a_unit_tells_its_last_drills(gateway: Gateway) -> None:
    for answered in (True, False):
        begun = await begin(gateway, units=["kota-city", "bundi"])
        await gateway.settled()
        await gateway.advance(begun["cases"]["kota-city"])
        if answered:
            (page,) = await gateway.pages(begun["cases"]["kota-city"])
            await gateway.answer_link(page)
        await move_clock(gateway.database, 200)  # beyond the time to answer
        assert f'data-drill="{begun["id"]}"' not in await unit_page(gateway), "it has not ended"
        stop = await gateway.ask("POST", f"/v1/drills/{begun['id']}/stop", Role.ADMIN, json={"reason": "synthetic"})
        assert stop.status_code == 200
    page = await unit_page(gateway)
    assert re.findall(r'data-drill="(\d)" data-mark="(\w+)"', page) == [("2", "not_reached"), ("1", "in_time")]
    assert "Answered 1 of 2" in page
    assert "1 unanswered" in page
    assert "not told of fewer than 5 drills" in page, "of fewer than five no median is told"
    assert said.D["none_here"].en in await unit_page(gateway, "baran")
    assert 'id="drills"' not in await unit_page(gateway, "state")


async def unit_page(gateway: Gateway, unit: str = "kota-city") -> str:
    async with signed_in(gateway, Role.OPERATOR, name=f"synthetic {uuid4()}") as client:
        return (await client.get(f"/units/{unit}?lang=en")).text
