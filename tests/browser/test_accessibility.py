"""axe-core finds nothing on the way of a case by link and PIN; `test_every_screen.py` looks at each page by its address."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import findings
from tests.browser.test_case_page import LONG, held_mail, press, unlock
from tests.support.system import System, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240), pytest.mark.xdist_group("browser_system")]

SCREENS: dict[str, dict[str, Any]] = {
    "telephone, light": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
    "telephone, dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "desk screen, light": {"viewport": {"width": 1366, "height": 768}, "color_scheme": "light"},
    "desk screen, dark": {"viewport": {"width": 1366, "height": 768}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 360, "height": 740}, "forced_colors": "active"},
}


@pytest.fixture(params=SCREENS.values(), ids=SCREENS.keys())
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(locale="hi-IN", **request.param)
    yield context.new_page()
    context.close()


def test_every_page_of_a_unit_can_be_used_by_everybody(system: System, page: Page) -> None:
    system.set_policy(wait=LONG)
    ref = system.raise_alert()
    message = until(lambda: system.outbox(ref, kind="page"), 15, "not paged")[0]
    page.goto(message["ack_url"])
    assert findings(page) == [], "the page that asks for the PIN"
    page.locator("input[name=pin]").fill("000001")
    page.locator("button[type=submit]").first.click()
    assert findings(page) == [], "the page after a wrong PIN"
    unlock(page, message)
    for hidden in page.locator("details").all():
        hidden.evaluate("each => { each.open = true; }")
    assert findings(page) == [], "the case"
    page.locator("select[name=outcome]").select_option("safe")
    page.get_by_role("button", name="Next: confirm").click()
    assert findings(page) == [], "the confirmation"
    press(page, confirm="1")
    assert findings(page) == [], "the closed case"


def test_the_desks_page_and_the_pages_of_errors_can_be_used_by_everybody(system: System, page: Page) -> None:
    system.set_policy(wait=LONG)
    ref = held_mail(system)
    message = until(lambda: system.outbox(ref, rung="desk"), 15, "the desk was not paged")[0]
    unlock(page, message, look=True)
    for hidden in page.locator("details").all():
        hidden.evaluate("each => { each.open = true; }")
    assert findings(page) == [], "the desk's page"
    page.goto(message["ack_url"].rpartition("/")[0] + "/no-such-token")
    assert findings(page) == [], "the page of an error"
    system.post(f"/v1/alerts/{ref}/closure", {"outcome": "false_alarm"})
