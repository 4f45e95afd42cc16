"""From the board to the end of a case in a real browser, with plain forms; and what the screen looks like."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.enums import Role
from tests.browser.test_prefect_ui import picture
from tests.integration.gateway.screens.browser import PASSWORD, account
from tests.support.databases import Server
from tests.support.served import Served, served_gateway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

NAME = "Synthetic Operator"


@pytest.fixture(scope="module")
def served(postgres: Server) -> Iterator[Served]:
    with served_gateway(postgres) as running:
        running.run(account(running.gateway, Role.OPERATOR, name=NAME))
        yield running


@pytest.fixture
def desk(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-IN")
    page = context.new_page()
    page.goto(f"{served.url}/login?lang=en&next=/")
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[data-act=sign-in] button").click()
    yield page
    context.close()


def test_an_operator_carries_a_case_from_the_board_to_its_outcome(desk: Page, served: Served) -> None:
    wrong: list[str] = []
    desk.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    ref, _ = served.run(served.gateway.paged())
    desk.locator(f"[data-ref={ref}] a").click()
    expect(desk.locator("h1")).to_contain_text(ref)
    assert "Synthetic Person" not in desk.content()
    desk.locator("[data-act=reveal] [name=reason]").fill("to phone the family")
    desk.locator("[data-act=reveal] button").click()
    expect(desk.locator("[data-private]")).to_contain_text("Synthetic Person")
    picture(desk, "case-revealed")
    form = desk.locator("[data-act=acknowledge]")
    form.locator("[name=by]").fill("ASI Synthetic")
    form.locator("button").click()
    expect(desk.locator("#standing")).to_contain_text("ASI Synthetic has it since")
    desk.locator("[data-act=milestone] [name=kind]").select_option("reached")
    desk.locator("[data-act=milestone] button").click()
    expect(desk.locator("#said")).to_have_text("Noted.")
    desk.locator("[data-act=closure]").locator("xpath=..").locator("summary").click()
    desk.locator("[data-act=closure] [name=outcome]").select_option("safe")
    desk.locator("[data-act=closure] button").click()
    expect(desk.locator("#said")).to_have_text("The case is closed.")
    assert served.run(served.gateway.view(ref))["outcome"] == "safe"
    assert wrong == []


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("width", [360, 1366])
def test_the_screen_fits(desk: Page, served: Served, lang: str, width: int) -> None:
    ref, _ = served.run(served.gateway.paged())
    desk.set_viewport_size({"width": width, "height": 768})
    desk.goto(f"{served.url}/alerts/{ref}?lang={lang}")
    assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert desk.locator("html").get_attribute("lang") == lang
    picture(desk, f"case-{lang}-{width}")
