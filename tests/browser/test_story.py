"""The work of a shift on a whole system in a real browser: a call, its climb, an answer, a photo, the end; and an officer's phone."""

import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import new_page
from tests.browser.looking import complaints, fits
from tests.browser.test_case_page import LONG, unlock
from tests.browser.test_prefect_ui import picture
from tests.integration.gateway.screens.browser import PASSWORD
from tests.support.speed import patience
from tests.support.system import SAMPLES, System, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(500), pytest.mark.xdist_group("browser_system")]

SHORT = 12
"""Seconds that each level of the first case has: long enough to be looked at."""

COUNTED = """(ref) => {
  window.counted = [];
  setInterval(() => {
    const row = document.querySelector(`[data-ref="${ref}"][data-rung="district"]`);
    if (row) window.counted.push(row.querySelector("[data-due]").textContent);
  }, 100);
}"""


@pytest.fixture
def desk(browser: Browser, system: System) -> Iterator[Page]:
    """An operator who signs in for the first time, by the link that the terminal printed."""
    name = f"Synthetic Operator {uuid4().hex[:6]}"
    page = new_page(browser)
    page.goto(system.cli("account", "create", name, "--role", "operator").split()[-1])
    for field in ("password", "again"):
        page.locator(f"[name={field}]").fill(PASSWORD)
    page.locator("[data-act=set-up] button").click()
    page.locator("[data-person]").wait_for()
    yield page
    page.context.close()


def call(desk: Page, system: System) -> float:
    """Notes a call about somebody in Kota, beside the board. Returns the time of the press (monotonic)."""
    page = desk.context.new_page()
    page.goto(f"{system.url}/new?lang=en")
    page.locator("[name=text]").fill("he is at home and does not open")
    page.locator("[name=location]").fill("Talwandi, Kota 324005")
    page.locator("[name=phones]").fill(f"+9155555{int(uuid4().hex[:8], 16) % 100000:05d}")
    page.locator("[name=heard_from]").fill("a neighbour")
    expect(page.locator("[data-suggested=kota-city]")).to_be_visible()
    pressed = time.monotonic()
    page.locator("[data-act=call] [type=submit]").first.click(no_wait_after=True)
    return pressed


def mail_with_photo(system: System) -> str:
    mail = (SAMPLES / "eml_05_phalodi_rajasthani_image.eml").read_bytes()
    mail = mail.replace(b"SYN-2026-000105", f"SYN-2026-{uuid4().int % 1_000_000:06d}".encode())
    headers = {**system.auth("integrator"), "Content-Type": "message/rfc822"}
    answer = system.http.post("/v1/sources/meta/mail", content=mail, headers=headers)
    assert answer.status_code == 202, answer.text
    return answer.json()["ref"]


def test_an_operator_sees_a_call_climb_takes_it_and_ends_it(desk: Page, system: System) -> None:
    wrong = complaints(desk)
    system.auth("operator")  # the terminal takes its time, which is not the board's
    system.set_policy(wait=SHORT)
    desk.goto(f"{system.url}/?lang=en")
    expect(desk.locator("[data-live=live]")).to_be_visible()
    known = {row.get_attribute("data-ref") for row in desk.locator("tbody [data-ref]").all()}
    pressed = call(desk, system)
    came = "known => [...document.querySelectorAll('tbody [data-ref]')].map((row) => row.dataset.ref).find((ref) => !known.includes(ref))"
    ref = desk.wait_for_function(came, arg=sorted(filter(None, known))).json_value()
    assert time.monotonic() - pressed < patience(1 + 1), "a second for the form, a second until it is seen"
    row = desk.locator(f"tbody [data-ref={ref}]")
    expect(row).to_have_attribute("data-rung", "district")
    desk.evaluate(COUNTED, ref)
    picture(desk, "story-counting-down")
    expect(row).to_have_attribute("data-rung", "sp")
    counted = desk.evaluate("window.counted")
    assert any(text in counted for text in ("0:01", "0:00", "-0:00")), counted
    row.locator("a").click()
    expect(desk.locator("h1")).to_contain_text(ref)
    form = desk.locator("[data-act=acknowledge]")
    form.locator("[name=by]").fill("ASI Synthetic")
    form.locator("button").click()
    expect(desk.locator("#standing")).to_contain_text("ASI Synthetic has it since")
    for kind in ("dispatched", "reached", "family_informed"):
        desk.locator("[data-act=milestone] [name=kind]").select_option(kind)
        desk.locator("[data-act=milestone] button").click()
        until(lambda kind=kind: system.alert(ref)["milestones"][kind], 15, f"{kind} was not noted")
        expect(desk.locator("#said")).to_have_text("Noted.")
    picture(desk, "story-milestones")
    desk.locator("details:has([data-act=closure]) > summary").click()
    desk.locator("[data-act=closure] [name=outcome]").select_option("safe")
    desk.locator("[data-act=closure] button").click()
    expect(desk.locator("#said")).to_have_text("The case is closed.")
    desk.goto(f"{system.url}/?lang=en")
    expect(desk.locator("[data-live=live]")).to_be_visible()
    expect(row).to_have_count(0)
    closed = system.alert(ref)
    assert (closed["status"], closed["outcome"]) == ("closed", "safe")
    assert wrong == []


def test_an_operator_opens_a_photo_that_came_by_mail(desk: Page, system: System) -> None:
    wrong = complaints(desk)
    system.set_policy(wait=LONG)
    ref = mail_with_photo(system)
    desk.goto(f"{system.url}/alerts/{ref}?lang=en")
    desk.locator("[data-act=reveal] [name=reason]").fill("to see where the picture was taken")
    desk.locator("[data-act=reveal] button").click()
    photo = desk.locator("[data-act=file]").first
    expect(photo.locator("img.blurred")).to_be_visible()
    photo.locator("[name=reason]").fill("to see whether it shows a place")
    photo.locator("[name=show]").click()
    expect(photo.locator("img.preview:not(.blurred)")).to_be_visible()
    photo.locator("[name=reason]").fill("to find the place")
    with desk.expect_download() as opened:
        photo.get_by_role("button", name="Save the file").click()
    assert opened.value.path().read_bytes().startswith(b"\x89PNG\r\n")
    assert "revealed" in {event["event"] for event in system.alert(ref)["timeline"]}
    system.post(f"/v1/alerts/{ref}/closure", {"outcome": "false_alarm"})
    assert wrong == []


def test_an_officer_acknowledges_on_a_telephone_in_hindi(browser: Browser, system: System) -> None:
    system.set_policy(wait=LONG)
    ref = system.raise_alert()
    message = until(lambda: system.outbox(ref, kind="page"), 15, "not paged")[0]
    page = new_page(browser, viewport={"width": 360, "height": 740}, locale="hi-IN", has_touch=True, is_mobile=True)
    wrong = complaints(page)
    unlock(page, message)
    expect(page.get_by_text("प्रकरण").first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "hi"
    assert fits(page)
    picture(page, "story-officer-hi-360")
    taken = system.alert(ref)
    assert (taken["status"], taken["acknowledgement"]["via"]) == ("acknowledged", "link")
    page.context.close()
    assert wrong == []
