"""Somebody who holds a mailbox with many links: guesses are counted over all cases, and closed cases tell nothing."""

import re

import httpx
import pytest

from abhay.domain.limits import MOST_WRONG_PINS_A_DAY, PIN_DAY, TOLD_WRONG_PINS_A_DAY
from models.enums import Role
from models.tables import PinDay, PinFailure
from tests.integration.gateway.case_page.phone import PERSON, Phone, desk_page, unlocked
from tests.integration.gateway.support import Gateway, Page, wrong_pin
from tests.support import reading
from tests.support.cases import TWO, column, move_clock

A_CASE = 4
"""Wrong PINs that each case takes without locking its link."""


async def mailbox(gateway: Gateway, links: int) -> list[tuple[str, Page]]:
    """So many open cases of one control room."""
    found: list[tuple[str, Page]] = []
    for _ in range(links):
        ref, (page,) = await gateway.paged()
        found.append((ref, page))
    return found


async def guess(gateway: Gateway, page: Page, times: int = 1) -> httpx.Response:
    answers = [await gateway.answer_link(page, wrong_pin(page)) for _ in range(times)]
    return answers[-1]


async def after(gateway: Gateway, page: Page, wrong: int) -> None:
    """As if so many wrong PINs had been given at this contact's links within the day, and the desk been told."""
    query = (
        "INSERT INTO pin_day (contact_id, wrong, began_at, told_at)"
        " SELECT contact_id, :wrong, abhay_now(), CASE WHEN :told THEN abhay_now() END FROM notification"
        " WHERE id = :id ON CONFLICT (contact_id) DO UPDATE SET wrong = excluded.wrong, told_at = excluded.told_at"
        " RETURNING contact_id"
    )
    await column(gateway.database, query, wrong=wrong, told=wrong >= TOLD_WRONG_PINS_A_DAY, id=page.id)


def timeless(answer: httpx.Response) -> str:
    """The page without the minutes since the alert came."""
    return re.sub(r" · [^<]*</dd>", "</dd>", answer.text)


async def reasons(gateway: Gateway) -> list[str]:
    return sorted(each.reason for each in await reading.notifications(gateway.database) if each.rung == "desk")


async def new_pin(gateway: Gateway, pin: str = "482916") -> None:
    path = "/v1/units/kota-city/contacts"
    contacts = (await gateway.ask("GET", path, Role.ADMIN)).json()["contacts"]
    kept = [{name: each[name] for name in ("post", "channel", "address")} for each in contacts]
    body = {"contacts": [{**each, **({"pin": pin} if each["post"] == "control-room" else {})} for each in kept]}
    assert (await gateway.ask("PUT", path, Role.ADMIN, json=body)).status_code == 200


async def test_the_desk_hears_once_of_wrong_pins_that_no_single_case_would_tell(gateway: Gateway) -> None:
    cases = await mailbox(gateway, 4)
    for _, page in cases[:2]:
        await guess(gateway, page, A_CASE)
    await guess(gateway, cases[2][1])
    assert await reasons(gateway) == [], "nine in a day may be typing errors"
    await guess(gateway, cases[2][1])
    assert await gateway.desk_reasons(cases[2][0]) == ["pin_guessed"]
    await guess(gateway, cases[2][1], 2)
    await guess(gateway, cases[3][1], A_CASE)
    assert await reasons(gateway) == ["pin_guessed"]
    (notice,) = [each for each in await reading.notifications(gateway.database) if each.reason == "pin_guessed"]
    assert (notice.about_unit_id, notice.about_post_id) == ("kota-city", "control-room")


async def test_the_audit_log_has_each_wrong_pin_and_what_the_desk_was_told(gateway: Gateway) -> None:
    (ref, page), (_, other) = await mailbox(gateway, 2)
    await after(gateway, page, TOLD_WRONG_PINS_A_DAY - 2)
    await guess(gateway, page)
    await guess(gateway, other)
    wrong = [(each["detail"]["tries"], each["detail"]["today"]) for each in await gateway.audit("alert.wrong_pin")]
    assert wrong == [(1, TOLD_WRONG_PINS_A_DAY - 1), (1, TOLD_WRONG_PINS_A_DAY)]
    (entry,) = await gateway.audit("contact.pin_guessed")
    assert entry["detail"] == {"unit": "kota-city", "post": "control-room", "today": TOLD_WRONG_PINS_A_DAY}
    assert entry["alert_id"] != str(await gateway.id_of(ref)), "the case in which it was noticed"


async def test_far_beyond_it_no_link_of_the_contact_takes_a_pin_and_the_page_says_whom_to_phone(
    gateway: Gateway,
) -> None:
    (ref, first), (other_ref, second) = await mailbox(gateway, 2)
    await after(gateway, first, MOST_WRONG_PINS_A_DAY - 1)
    last = await guess(gateway, first)
    assert await gateway.desk_reasons(ref) == ["pin_locked"]
    opened = await gateway.client.get(f"/a/{second.token}")
    right = await gateway.answer_link(second)
    assert (last.status_code, opened.status_code, right.status_code) == (403, 200, 403)
    for answer in (last, opened, right):
        assert "at links of this post within a day" in answer.text
        assert 'class="call" href="tel:' in answer.text
        assert 'name="pin"' not in answer.text
    assert PERSON not in right.text
    assert (await gateway.view(other_ref))["acknowledgement"] is None
    assert len(await gateway.audit("alert.wrong_pin")) == 1, "what is not checked is no wrong PIN"


async def test_other_contacts_and_whoever_works_on_a_page_are_not_locked_out(gateway: Gateway) -> None:
    ref, (page, other) = await gateway.paged(TWO)
    phone = await unlocked(gateway, page)
    await after(gateway, page, MOST_WRONG_PINS_A_DAY)
    await phone.send("milestone", kind="dispatched", confirm="1")
    assert (await gateway.view(ref))["milestones"]["dispatched"]
    assert (await gateway.answer_link(other)).status_code == 200


async def test_a_new_pin_lifts_both_locks_and_the_audit_log_says_so(gateway: Gateway) -> None:
    (_, locked), (_, other) = await mailbox(gateway, 2)
    await guess(gateway, locked, 5)
    await after(gateway, locked, MOST_WRONG_PINS_A_DAY)
    assert (await gateway.answer_link(other)).status_code == 403
    await new_pin(gateway)
    assert [await reading.count(gateway.database, each) for each in (PinDay, PinFailure)] == [0, 0]
    for page in (locked, other):
        assert (await gateway.answer_link(page, "482916")).status_code == 200
    assert (await gateway.audit("contacts.set"))[-1]["detail"]["locks_lifted"] == 1


async def test_when_the_day_has_passed_the_pin_counts_again_and_the_desk_hears_anew(gateway: Gateway) -> None:
    ((ref, page),) = await mailbox(gateway, 1)
    await after(gateway, page, MOST_WRONG_PINS_A_DAY)
    await move_clock(gateway.database, PIN_DAY.total_seconds() - 600)
    assert (await gateway.answer_link(page)).status_code == 403
    await move_clock(gateway.database, 601)
    assert 'name="pin"' in (await gateway.client.get(f"/a/{page.token}")).text
    assert "Tries left: 4" in (await guess(gateway, page)).text
    (day,) = await reading.rows(gateway.database, PinDay)
    assert (day.wrong, day.told_at) == (1, None)
    assert (await gateway.answer_link(page)).status_code == 200
    assert (await gateway.view(ref))["acknowledgement"] is not None


async def test_a_right_pin_gives_its_try_back_in_both_counts(gateway: Gateway) -> None:
    ((_, page),) = await mailbox(gateway, 1)
    await guess(gateway, page, 2)
    await gateway.answer_link(page)
    (day,), (case,) = [await reading.rows(gateway.database, each) for each in (PinDay, PinFailure)]
    assert (day.wrong, case.failures) == (2, 2)


async def test_the_page_never_promises_more_tries_than_the_day_has_left(gateway: Gateway) -> None:
    ((_, page),) = await mailbox(gateway, 1)
    await after(gateway, page, MOST_WRONG_PINS_A_DAY - 2)
    assert "Tries left: 1" in (await guess(gateway, page)).text


@pytest.mark.parametrize("act", ["", "closure", "undo"])
async def test_a_closed_case_answers_the_right_pin_as_any_other(gateway: Gateway, act: str) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.answer_link(page)
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    audit, counted = await gateway.audit(), await reading.count(gateway.database, PinDay, PinDay.wrong > 0)
    path = f"/a/{page.token}" + (f"/{act}" if act else "")
    forms = ({"pin": pin, "look": "1", "outcome": "died"} for pin in (page.pin, wrong_pin(page), "12", ""))
    answers = [await gateway.client.post(path, data=form) for form in forms]
    answers.append(await gateway.client.get(f"/a/{page.token}"))
    assert {answer.status_code for answer in answers} == {200}
    assert len({timeless(answer) for answer in answers}) == 1
    text = answers[0].text
    assert "This case has been closed" in text
    assert 'class="call" href="tel:' in text
    for hidden in (PERSON, 'name="pin"', 'name="proof"', "safe"):
        assert hidden not in text
    assert "Welfare check: closed" in text
    for urging in ("needs help", "सहायता चाहिए", "imminent risk"):
        assert urging not in text, "nobody is asked to act any more"
    assert await gateway.audit() == audit
    assert await reading.count(gateway.database, PinDay, PinDay.wrong > 0) == counted
    assert await gateway.desk_reasons(ref) == []


async def test_a_browser_with_cookies_is_led_to_the_same_page_by_any_pin(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    shown: list[tuple[int, str]] = []
    for pin in (page.pin, wrong_pin(page)):
        phone = Phone(gateway, page, httpx.Response(0))
        await phone.open()
        await phone.send(pin=pin)
        shown.append((phone.shown.status_code, timeless(phone.shown)))
    assert shown[0] == shown[1]
    assert shown[0][0] == 200


async def test_guesses_at_closed_cases_lock_nobody_out_of_a_live_one(gateway: Gateway) -> None:
    (ref, closed), (_, live) = await mailbox(gateway, 2)
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    await guess(gateway, closed, 12)
    assert (await gateway.answer_link(live)).status_code == 200
    assert await reasons(gateway) == []


async def test_who_has_just_closed_the_case_takes_it_back_without_the_pin(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "Undo: case closed" in await phone.send("closure", outcome="safe", confirm="1")
    await phone.open()
    await phone.send("undo")
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_the_desk_takes_a_closing_back_by_its_link_and_pin_for_five_minutes(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await guess(gateway, page, 5)
    desk = await desk_page(gateway, ref)
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    wrong = await guess(gateway, desk)
    assert (wrong.status_code, "Tries left: 4" in wrong.text) == (403, True), "counted as that of an open case"
    phone = await unlocked(gateway, desk, look="1")
    await phone.send("undo")
    assert (await gateway.view(ref))["status"] == "awaiting"
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    await move_clock(gateway.database, 300)
    answers = [await gateway.answer_link(desk, pin) for pin in (desk.pin, wrong_pin(desk))]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert timeless(answers[0]) == timeless(answers[1])


async def test_a_merged_case_takes_the_pin_until_the_one_that_goes_on_has_ended(gateway: Gateway) -> None:
    (ref, page), (into, other) = await mailbox(gateway, 2)
    body = {"into": into, "reason": "one person"}
    assert (await gateway.ask("POST", f"/v1/alerts/{ref}/merge", Role.OPERATOR, json=body)).status_code == 200
    assert (await guess(gateway, page)).status_code == 403
    assert (await gateway.answer_link(page)).status_code == 200
    assert (await gateway.view(into))["acknowledgement"]["unit"] == other.unit
    await gateway.ask("POST", f"/v1/alerts/{into}/closure", Role.OPERATOR, json={"outcome": "safe"})
    answers = [await gateway.answer_link(page, pin) for pin in (page.pin, wrong_pin(page))]
    assert {answer.status_code for answer in answers} == {200}
    assert timeless(answers[0]) == timeless(answers[1])
    assert "This case has been closed" in answers[0].text
