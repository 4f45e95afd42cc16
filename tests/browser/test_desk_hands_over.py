"""The desk hands a case over to another State's police and notes the receipt, by nothing but its page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import findings
from tests.browser.test_case_page import LONG, fits, press, unlock
from tests.browser.test_prefect_ui import picture
from tests.support.system import SAMPLES, System, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240), pytest.mark.xdist_group("browser_system")]

RECEIVER = "Inspector Synthetic, Neemuch"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small screen without JavaScript: the page must need none."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="hi-IN")
    yield context.new_page()
    context.close()


def test_the_desk_hands_over_and_notes_the_receipt(system: System, phone: Page) -> None:
    system.set_policy(wait=LONG)
    answer = system.webhook((SAMPLES / "json_08_neemuch_just_outside.json").read_bytes())
    ref = answer.json()["ref"]
    message = until(lambda: system.outbox(ref, rung="desk"), 15, "the desk was not paged")[0]
    unlock(phone, message, look=True)
    expect(phone.get_by_text("Hand over to the police of Madhya Pradesh").first).to_be_visible()
    assert fits(phone)
    picture(phone, "case-hand-over")

    phone.get_by_role("button", name="Next: make the packet").click()
    expect(phone.get_by_text("Hand the case over to the police of Madhya Pradesh?")).to_be_visible()
    assert not [each for each in system.alert(ref)["timeline"] if each["event"] == "handed_over"]
    press(phone, confirm="1")
    packet = phone.locator(".packet")
    expect(packet).to_contain_text(f"{ref}")
    expect(packet).to_contain_text("मध्य प्रदेश")
    assert fits(phone)
    phone.reload()
    expect(packet).to_be_visible()
    given = [each["detail"]["number"] for each in system.alert(ref)["timeline"] if each["event"] == "handed_over"]
    assert given == [1], "a reload hands over again"

    phone.locator("input[name=received_by]").fill(RECEIVER)
    phone.locator("input[name=number]").fill("GD 117/2026")
    phone.get_by_role("button", name="Next: note the receipt").click()
    expect(phone.get_by_text(f"{RECEIVER} · GD 117/2026")).to_be_visible()
    assert system.alert(ref)["milestones"]["handed_over"] is None
    press(phone, confirm="1")
    expect(phone.get_by_text("the other State's police have the case").first).to_be_visible()
    case = system.alert(ref)
    assert case["milestones"]["handed_over"] is not None
    assert (case["status"], case["acknowledgement"]["post"]) == ("acknowledged", "abhay-desk")
    assert fits(phone)
    system.post(f"/v1/alerts/{ref}/closure", {"outcome": "out_of_state"})


def test_each_page_of_the_hand_over_can_be_used_by_everybody(system: System, browser: Browser) -> None:
    system.set_policy(wait=LONG)
    answer = system.webhook((SAMPLES / "json_08_neemuch_just_outside.json").read_bytes().replace(b"0008", b"0808"))
    ref = answer.json()["ref"]
    message = until(lambda: system.outbox(ref, rung="desk"), 15, "the desk was not paged")[0]
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="hi-IN")
    page = context.new_page()
    unlock(page, message, look=True)
    page.get_by_role("button", name="Next: make the packet").click()
    assert findings(page) == [], "the question"
    press(page, confirm="1")
    for hidden in page.locator("details").all():
        hidden.evaluate("each => { each.open = true; }")
    assert findings(page) == [], "the packet"
    page.locator("input[name=received_by]").fill(RECEIVER)
    page.get_by_role("button", name="Next: note the receipt").click()
    assert findings(page) == [], "the receipt"
    context.close()
    system.post(f"/v1/alerts/{ref}/closure", {"outcome": "out_of_state"})
