"""From the board to the end of a case with the keyboard alone: the focus is always seen, and nothing covers it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.enums import Role, Severity
from tests.browser.desk import ended, new_page, person, raised, sign_in
from tests.browser.looking import assert_focus_seen, complaints
from tests.support.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

MOST_STOPS = 150


@pytest.fixture(scope="module")
def operator(browser: Browser, served: Served) -> Iterator[Page]:
    """An operator before a small window, so that pages are longer than it."""
    page = new_page(browser, viewport={"width": 1024, "height": 420})
    sign_in(page, served, person(served, Role.OPERATOR))
    yield page
    page.context.close()


def go_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Presses the key until what is wanted has the focus; every stop on the way can be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement === document.body || document.activeElement === null"):
            continue  # once round: the browser's own bars
        assert_focus_seen(page)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is never reached")


def unfold(page: Page, act: str) -> None:
    """Opens the act's form if it is folded, as one does: on its heading."""
    heading = f"details:has([data-act={act}]) > summary"
    if page.locator(f"details[open]:has([data-act={act}])").count() == 0:
        go_to(page, heading)
        page.keyboard.press("Enter")


def test_a_case_is_taken_and_closed_without_a_pointer(operator: Page, served: Served) -> None:
    page, wrong = operator, complaints(operator)
    others = [raised(served, severity=Severity.CONCERN) for _ in range(8)]
    ref = raised(served)
    page.goto(f"{served.url}/?lang=en")
    expect(page.locator("[data-live=live]")).to_be_visible()
    go_to(page, f"[data-ref={others[-1]}] a")
    go_to(page, f"[data-ref={ref}] a", "Shift+Tab")  # upwards, where a heading that stays could cover it
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(ref)
    unfold(page, "acknowledge")
    go_to(page, "[data-act=acknowledge] [name=by]")
    page.keyboard.type("ASI Synthetic")
    page.keyboard.press("Enter")
    expect(page.locator("#standing")).to_contain_text("ASI Synthetic has it since")
    unfold(page, "closure")
    go_to(page, "[data-act=closure] [name=outcome]")
    page.keyboard.press("ArrowDown")
    go_to(page, "[data-act=closure] button")
    page.keyboard.press("Space")
    expect(page.locator("#said")).to_have_text("The case is closed.")
    assert served.run(served.gateway.view(ref))["status"] == "closed"
    for other in others:
        ended(served, other)
    assert wrong == []


def test_the_first_stop_of_a_page_leads_past_its_heading(operator: Page, served: Served) -> None:
    operator.goto(f"{served.url}/account?lang=en")
    operator.keyboard.press("Tab")
    assert "skip" in assert_focus_seen(operator)
    operator.keyboard.press("Enter")
    assert operator.evaluate("document.activeElement.id") == "content"


def test_a_list_in_use_is_scrolled_to_the_end_and_back_with_every_stop_seen(operator: Page, served: Served) -> None:
    refs = [raised(served, severity=Severity.CONCERN) for _ in range(12)]
    operator.goto(f"{served.url}/?lang=en")
    expect(operator.locator("[data-live=live]")).to_be_visible()
    go_to(operator, f"[data-ref={refs[-1]}] a")
    go_to(operator, f"[data-ref={refs[0]}] a", "Shift+Tab")
    for ref in refs:
        ended(served, ref)
