"""The page behind the link, as a duty officer meets it on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_prefect_ui import picture
from tests.support.system import System, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240), pytest.mark.xdist_group("browser_system")]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small screen without JavaScript: the page must need none."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="hi-IN")
    yield context.new_page()
    context.close()


def test_wrong_and_right_pin(system: System, phone: Page) -> None:
    system.set_policy(wait=120)
    ref = system.raise_alert()
    message = until(lambda: system.outbox(ref, kind="page"), 15, "not paged")[0]
    phone.goto(message["ack_url"])
    expect(phone.get_by_text(ref).first).to_be_visible()
    assert "सिंथेटिक किशोर" not in phone.content()
    picture(phone, "acknowledge-page")
    assert phone.evaluate("document.documentElement.scrollWidth <= 360"), "the page is wider than the phone"
    assert system.alert(ref)["acknowledgement"] is None

    phone.locator("input[name=pin]").fill("000001")
    phone.locator("button[type=submit]").click()
    assert system.alert(ref)["acknowledgement"] is None
    expect(phone.locator("input[name=pin]")).to_be_visible()

    phone.locator("input[name=pin]").fill(message["ack_pin"])
    phone.locator("button[type=submit]").click()
    expect(phone.get_by_text("सिंथेटिक किशोर").first).to_be_visible()
    picture(phone, "acknowledged-page")
    assert system.alert(ref)["acknowledgement"]["rung"] == "district"
