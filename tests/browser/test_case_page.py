"""The whole job from a telephone: a real browser without JavaScript, nothing but the link, the PIN and plain forms."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_prefect_ui import picture
from tests.support.system import SAMPLES, System, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240), pytest.mark.xdist_group("browser_system")]

LONG = 600
"""Seconds that no rung of these cases gets to wait for."""


@pytest.fixture(params=[390, 1280], ids=["telephone", "desk screen"])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def phone(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=False, locale="hi-IN")
    yield context.new_page()
    context.close()


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def press(page: Page, **button: str) -> None:
    """Press a form's button by what it sends."""
    ((name, value),) = button.items()
    page.locator(f"button[name={name}][value='{value}']").click()


def unlock(page: Page, message: dict[str, Any], *, look: bool = False) -> None:
    """Open the link of a message and enter its PIN."""
    page.goto(message["ack_url"])
    page.locator("input[name=pin]").fill(message["ack_pin"])
    page.locator("input[name=by]").fill("SI Synthetic")
    if look:
        press(page, look="1")
    else:
        page.locator("button[type=submit]").first.click()


def held_mail(system: System) -> str:
    """A spoofed mail, unlike every other."""
    mail = (SAMPLES / "eml_07_spoofed_sender.eml").read_bytes()
    from uuid import uuid4

    mail = mail.replace(b"<x9@", f"<{uuid4().hex}@".encode())
    headers = {**system.auth("integrator"), "Content-Type": "message/rfc822"}
    answer = system.http.post("/v1/sources/meta/mail", content=mail, headers=headers)
    assert answer.status_code == 202, answer.text
    return answer.json()["ref"]


def test_the_desk_routes_a_held_mail_by_one_click_and_the_unit_is_paged(
    system: System, phone: Page, width: int
) -> None:
    system.set_policy(wait=LONG)
    ref = held_mail(system)
    message = until(lambda: system.outbox(ref, rung="desk"), 15, "the desk was not paged")[0]
    unlock(phone, message, look=True)
    expect(phone.get_by_text("Held: the sender is not proven")).to_be_visible()
    expect(phone.get_by_text("escalations@meta-partner.example").first).to_be_visible()
    assert fits(phone)
    picture(phone, f"case-held-{width}")
    assert system.alert(ref)["acknowledgement"] is None, "looking acknowledges nothing"
    press(phone, unit="udaipur")
    expect(phone.get_by_text("The case has been given to the unit")).to_be_visible()
    paged = until(lambda: system.outbox(ref, kind="page", unit="udaipur"), 15, "the unit was not paged")
    assert (paged[0]["rung"], paged[0]["post"]) == ("district", "control-room")
    system.post(f"/v1/alerts/{ref}/closure", {"outcome": "false_alarm"})


def test_a_unit_carries_a_case_from_the_acknowledgement_to_the_outcome(system: System, phone: Page, width: int) -> None:
    system.set_policy(wait=LONG)
    ref = system.raise_alert()
    message = until(lambda: system.outbox(ref, kind="page"), 15, "not paged")[0]
    unlock(phone, message)
    expect(phone.get_by_text("The case is yours")).to_be_visible()
    expect(phone.locator("a[href^='tel:']").first).to_be_visible()
    assert fits(phone)
    picture(phone, f"case-unit-{width}")
    for kind in ("dispatched", "reached", "family_informed"):
        press(phone, kind=kind)
        press(phone, confirm="1")
        until(lambda kind=kind: system.alert(ref)["milestones"][kind], 5, f"{kind} was not noted")
        expect(phone.locator(f"button[value={kind}]")).to_have_count(0)
    assert phone.locator("li.ok").count() == 3
    phone.get_by_text("Record the outcome and close").click()
    phone.locator("select[name=outcome]").select_option("safe")
    phone.get_by_role("button", name="Next: confirm").click()
    expect(phone.get_by_text("Close the case?")).to_be_visible()
    assert system.alert(ref)["status"] == "acknowledged"
    picture(phone, f"case-confirm-{width}")
    press(phone, confirm="1")
    expect(phone.get_by_text("This case has been closed")).to_be_visible()
    closed = system.alert(ref)
    assert (closed["status"], closed["outcome"]) == ("closed", "safe")


def test_a_unit_says_not_ours_and_the_desk_is_told(system: System, phone: Page, width: int) -> None:
    system.set_policy(wait=LONG)
    ref = system.raise_alert()
    message = until(lambda: system.outbox(ref, kind="page"), 15, "not paged")[0]
    unlock(phone, message)
    phone.get_by_text("Not our area").click()
    phone.locator("#not-ours-reason").fill("the hostel is across the river")
    picture(phone, f"case-not-ours-{width}")
    phone.get_by_role("button", name="Not ours").click()
    press(phone, confirm="1")
    expect(phone.get_by_text("Noted: not your area")).to_be_visible()
    expect(phone.get_by_text("This case is with the desk now")).to_be_visible()
    told = until(lambda: system.outbox(ref, rung="desk"), 15, "the desk was not told")
    assert told[0]["post"] == "abhay-desk"
    assert (system.alert(ref)["rung"], system.alert(ref)["status"]) == ("desk", "awaiting")
    system.post(f"/v1/alerts/{ref}/closure", {"outcome": "false_alarm"})
