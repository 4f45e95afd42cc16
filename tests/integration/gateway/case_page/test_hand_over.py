"""The desk hands a case over to another State's police from its page, and notes who received it."""

import json
import re

import pytest

from models.enums import Role
from tests.integration.gateway.case_page.phone import (
    FORM_SECONDS,
    GUJARAT,
    PERSON,
    Phone,
    desk_page,
    facts,
    unlocked,
)
from tests.integration.gateway.support import PERSON_MARKS, Gateway
from tests.support.cases import UNKNOWN, move_clock

WORDS = "nobody would miss me"
RECEIVER = "Inspector Synthetic, Palanpur"


async def at_the_desk(gateway: Gateway) -> tuple[str, Phone]:
    """A case in Gujarat, open on the desk's page; nobody has taken it."""
    ref, _ = await gateway.paged(GUJARAT)
    return ref, await unlocked(gateway, await desk_page(gateway, ref), look="1", by="SI Synthetic")


def chosen(phone: Phone) -> list[str]:
    return re.findall(r'<option value="([^"]*)" selected>', phone.shown.text)


async def test_the_desk_hands_over_after_one_question_and_reads_the_packet(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    assert "Gujarat" in chosen(phone), "the State of the route is chosen already"
    text = await phone.send("hand-over", state="Gujarat", why="asked", reason="by telephone")
    assert "Hand the case over to the police of Gujarat?" in text
    assert "गुजरात" in text
    assert await gateway.audit("alert.hand_over") == [], "asked once, and nothing done yet"
    assert PERSON not in text
    text = await phone.send("hand-over", state="Gujarat", why="asked", reason="by telephone", confirm="1")
    assert phone.shown.status_code == 200
    packet = re.search(r'<p class="post packet">(.*?)</p>', text, flags=re.DOTALL)
    assert packet is not None
    for part in (f"{ref}", PERSON, WORDS, "गुजरात", "Gujarat", "+9155555"):
        assert part in packet[1]
    assert [entry["event"] for entry in (await gateway.view(ref))["timeline"]].count("handed_over") == 1


async def test_who_handed_over_and_why_is_in_the_log_as_for_an_operator(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    await phone.send("hand-over", state="Gujarat", why="asked", reason="by telephone", confirm="1")
    (given,) = await gateway.audit("alert.hand_over")
    assert (given["actor"], given["role"]) == ("abhay-desk state", "post")
    assert given["detail"] == {"number": 1, "format": "text", "state": "Gujarat"}
    reasons = await gateway.typed("alert.reveal")
    assert "hand-over to Gujarat (text): the police of that State asked for it: by telephone (SI Synthetic)" in reasons
    view = await gateway.view(ref)
    assert not any(mark in json.dumps(view) for mark in PERSON_MARKS)
    assert view["acknowledgement"] is None, "a packet takes no case: the clock runs on"


async def test_a_reload_shows_the_same_packet_and_makes_no_second_one(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    await phone.send("hand-over", state="Gujarat", confirm="1")
    text = await phone.open()
    assert f"{ref}.1" in text
    assert 'class="post packet"' in text
    assert len(await gateway.audit("alert.hand_over")) == 1
    await move_clock(gateway.database, FORM_SECONDS + 1)
    assert PERSON not in await phone.open(), "the packet is gone with the page"


async def test_the_packet_shown_again_holds_nothing_that_came_after_it(gateway: Gateway) -> None:
    subject = {"user_id": "7", "username": "synthetic.seven", "display_name": PERSON}
    ref, _ = await gateway.paged(GUJARAT, subject=subject)
    phone = await unlocked(gateway, await desk_page(gateway, ref), look="1")
    await phone.send("hand-over", state="Gujarat", confirm="1")
    await move_clock(gateway.database, 1)
    later = {"content_id": "c2", "text": "I stand on the bridge.", "media": []}
    assert await gateway.raise_alert(subject=subject, content=later) == ref
    text = await phone.open()
    packet = re.search(r'<p class="post packet">(.*?)</p>', text, flags=re.DOTALL)
    assert packet is not None
    assert "I stand on the bridge." in text
    assert "I stand on the bridge." not in packet[1]


@pytest.mark.parametrize("state", ["", "Rajasthan", "Narnia", "\x00"])
async def test_without_another_state_nothing_is_handed_over(gateway: Gateway, state: str) -> None:
    ref, phone = await at_the_desk(gateway)
    before = await facts(gateway, ref)
    for confirm in ({}, {"confirm": "1"}):
        text = await phone.send("hand-over", state=state, reason="typed with one thumb", **confirm)
        assert (phone.shown.status_code, "choose the State" in text) == (422, True)
        assert "typed with one thumb" in text
    after = await facts(gateway, ref)
    before.pop("timeline"), after.pop("timeline")
    assert after == before
    assert await gateway.audit("alert.hand_over") == []


async def test_where_the_route_names_no_state_the_desk_chooses_one_of_those_known(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    states = re.search(r'<select id="hand-over-state".*?</select>', phone.shown.text, flags=re.DOTALL)
    assert states is not None
    options = re.findall(r'<option value="([^"]+)"', states[0])
    assert len(options) == 35
    assert "Rajasthan" not in options
    assert '<option value="" selected>' not in phone.shown.text
    await phone.send("hand-over", state="Haryana", confirm="1")
    (given,) = await gateway.audit("alert.hand_over")
    assert given["detail"]["state"] == "Haryana"


async def test_the_receipt_is_asked_once_noted_sealed_and_stops_its_clock(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    await phone.send("hand-over", state="Gujarat", confirm="1")
    typed = {"received_by": RECEIVER, "number": "GD 117/2026", "note": "team sent"}
    text = await phone.send("receipt", **typed)
    assert "Have the police of the other State confirmed?" in text
    assert RECEIVER in text
    assert (await gateway.view(ref))["milestones"]["handed_over"] is None
    text = await phone.send("receipt", **typed, confirm="1")
    assert "The receipt is noted" in text
    view = await gateway.view(ref)
    assert view["milestones"]["handed_over"] is not None
    assert (view["acknowledgement"]["post"], view["status"]) == ("abhay-desk", "acknowledged")
    assert "The case is yours" in text
    for secret in (RECEIVER, "GD 117", "team sent"):
        assert secret not in json.dumps(view)
        assert secret in text, "the notes of the page"
    revealed = (await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "x"})).json()
    assert f"{RECEIVER}: no. GD 117/2026. team sent" in revealed["notes"][0]["note"]
    assert (await gateway.audit("alert.milestone"))[-1]["actor"] == "abhay-desk state"


async def test_a_second_receipt_is_kept_and_the_first_time_stays(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    await phone.send("receipt", received_by=RECEIVER, confirm="1")
    first = (await gateway.view(ref))["milestones"]["handed_over"]
    await move_clock(gateway.database, 5)
    text = await phone.send("receipt", received_by="Another", confirm="1")
    assert "the first time stays" in text
    assert (await gateway.view(ref))["milestones"]["handed_over"] == first


@pytest.mark.parametrize("nobody", ["", "   ", "\u202e"])
async def test_a_receipt_names_somebody(gateway: Gateway, nobody: str) -> None:
    ref, phone = await at_the_desk(gateway)
    for confirm in ({}, {"confirm": "1"}):
        text = await phone.send("receipt", received_by=nobody, number="GD 117/2026", **confirm)
        assert (phone.shown.status_code, "GD 117/2026" in text) == (422, True)
    assert (await gateway.view(ref))["milestones"]["handed_over"] is None


async def test_after_the_case_has_ended_neither_is_done(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "out_of_state"})
    for act, form in (("hand-over", {"state": "Gujarat"}), ("receipt", {"received_by": RECEIVER})):
        text = await phone.send(act, **form, confirm="1")
        assert (phone.shown.status_code, "had been closed before" in text) == (200, True)
    assert phone.acts() == set()
    assert await gateway.audit("alert.hand_over") == []


async def test_with_the_pin_asked_again_what_was_chosen_is_kept_and_asked_once_more(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    await move_clock(gateway.database, FORM_SECONDS + 1)
    typed = {"received_by": RECEIVER, "number": "GD 117/2026", "note": "team sent", "confirm": "1"}
    text = await phone.send("receipt", **typed)
    assert phone.shown.status_code == 403
    assert "note the receipt" in text
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', phone.shown.text))
    assert (kept["received_by"], kept["number"]) == (RECEIVER, "GD 117/2026")
    assert (await gateway.view(ref))["milestones"]["handed_over"] is None
    await move_clock(gateway.database, FORM_SECONDS + 2)
    text = await phone.send("hand-over", state="Gujarat", why="phone", confirm="1")
    assert "hand the case over" in text
    assert "Gujarat" in text


async def test_the_page_says_where_to_hand_over_and_names_no_command(gateway: Gateway) -> None:
    _, phone = await at_the_desk(gateway)
    assert "Hand over to the police of Gujarat" in phone.text
    assert "abhay alert" not in phone.text
    assert {"hand-over", "receipt"} <= phone.acts()
