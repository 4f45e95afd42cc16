"""Nothing that is typed is lost: to somebody who was quicker, to a session that ended, to a gateway that does not answer."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import answered, ended, raised, without_gateway
from tests.browser.looking import assert_focus_seen, findings
from tests.integration.gateway.screens.browser import PASSWORD
from tests.support.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

WORDS = "synthetic words, as they were typed"


def typed(desk: Page, served: Served, ref: str) -> None:
    """Fills in an acknowledgement."""
    desk.goto(f"{served.url}/alerts/{ref}?lang=en")
    form = desk.locator("[data-act=acknowledge]")
    form.locator("[name=by]").fill("SI Synthetic")
    form.locator("[name=note]").fill(WORDS)


def press(desk: Page) -> None:
    desk.locator("[data-act=acknowledge] button").press("Enter")


def test_what_was_typed_comes_back_where_somebody_was_quicker(desk: Page, served: Served) -> None:
    ref = raised(served)
    typed(desk, served, ref)
    answered(served, ref)
    press(desk)
    expect(desk.locator("#said")).to_contain_text("ASI Synthetic")
    expect(desk.locator("[data-act=acknowledge] [name=note]")).to_have_value(WORDS)
    ended(served, ref)


def test_what_was_typed_waits_until_its_person_has_signed_in_again(desk: Page, served: Served, operator: str) -> None:
    ref = raised(served)
    typed(desk, served, ref)
    desk.context.clear_cookies()
    press(desk)
    dialog = desk.locator("#unsent")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Your session has ended")
    assert findings(desk) == []
    assert_focus_seen(desk)
    with desk.context.expect_page() as opened:
        dialog.get_by_role("link").click()
    again = opened.value
    again.locator("[name=name]").fill(operator)
    again.locator("[name=password]").fill(PASSWORD)
    again.locator("[data-act=sign-in] button").click()
    again.locator("[data-person]").wait_for()
    again.close()
    desk.locator("#send-again").click()
    expect(desk.locator("#standing")).to_contain_text("SI Synthetic")
    ended(served, ref)


def test_what_was_typed_waits_until_the_gateway_answers(desk: Page, served: Served) -> None:
    ref = raised(served)
    typed(desk, served, ref)
    with without_gateway(served):
        press(desk)
        expect(desk.locator("#unsent")).to_contain_text("The server does not answer")
        desk.locator("#not-now").click()
        expect(desk.locator("[data-act=acknowledge] [name=note]")).to_have_value(WORDS)
    press(desk)
    expect(desk.locator("#standing")).to_contain_text("SI Synthetic")
    ended(served, ref)
