"""A spoken alert, noted with the keyboard alone in a real browser, and seen on the board; its draft outlives the page."""

import logging
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.enums import Role
from models.tables import AlertEvent
from tests.browser.test_accessibility import findings
from tests.browser.test_prefect_ui import picture
from tests.integration.gateway.screens.browser import PASSWORD, account
from tests.support import reading
from tests.support.databases import Server
from tests.support.served import Served, served_gateway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

NAME = "Synthetic Operator"
_LOG = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def served(postgres: Server) -> Iterator[Served]:
    with served_gateway(postgres) as running:
        running.run(account(running.gateway, Role.OPERATOR, name=NAME))
        yield running


def signed_in(page: Page, served: Served, lang: str = "en") -> Page:
    page.goto(f"{served.url}/login?lang={lang}&next=/")
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[data-act=sign-in] button").click()
    return page


@pytest.fixture
def desk(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-IN")
    yield signed_in(context.new_page(), served)
    context.close()


async def ended(served: Served, ref: str) -> None:
    """Ends a case, so that no call joins it."""
    await served.gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})


def press_access_key(page: Page, key: str) -> None:
    """Presses Alt and a key as a keyboard does; Playwright's own press leaves out the letter that Chromium looks for."""
    keys = page.context.new_cdp_session(page)
    event = {"modifiers": 1, "key": key, "code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
    for what in ({"type": "keyDown", "text": key, "unmodifiedText": key}, {"type": "keyUp"}):
        keys.send("Input.dispatchKeyEvent", {**event, **what})  # pyright: ignore[reportUnknownMemberType]


def test_a_call_is_noted_by_keyboard_alone_and_stands_on_the_board(desk: Page, served: Served) -> None:
    wrong: list[str] = []
    desk.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    desk.on("pageerror", lambda error: wrong.append(str(error)))
    known = served.run(served.gateway.raise_alert(subject={"username": "x.y", "phones": ["+91 55555 70707"]}))
    served.run(ended(served, known))
    expect(desk.locator("[data-live=live]")).to_be_visible()
    began = time.monotonic()
    press_access_key(desk, "n")
    expect(desk.locator("[data-act=call]")).to_be_visible()
    expect(desk.locator("[name=text]")).to_be_focused()
    for typed in ("He said goodbye to his sister on the telephone", "Talwandi, Kota 324005", "55555 70707"):
        desk.keyboard.type(typed)
        desk.keyboard.press("Tab")
    desk.keyboard.press("h")  # in the list of severities: high risk
    desk.keyboard.press("Tab")
    desk.keyboard.type("his sister")
    expect(desk.locator("[data-suggested=kota-city]")).to_be_visible()
    expect(desk.locator(f"[data-similar={known}]")).to_contain_text("same telephone number as")
    expect(desk.locator("#kept")).to_contain_text("draft kept")
    picture(desk, "new-typed")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#said")).to_contain_text("The call is noted")
    _LOG.info("noted %.1f s after the key, by a machine that types", time.monotonic() - began)
    ref = desk.locator("main [data-ref]").get_attribute("data-ref")
    view = served.run(served.gateway.view(str(ref)))
    assert (view["severity"], view["channel"]) == ("high", "phone")
    desk.goto(f"{served.url}/")
    expect(desk.locator(f"tbody [data-ref={ref}]")).to_be_visible()
    assert wrong == []


def test_what_was_typed_outlives_the_page_and_the_browser(desk: Page, browser: Browser, served: Served) -> None:
    desk.goto(f"{served.url}/new?draft=new")
    desk.keyboard.type("she is alone at home")
    expect(desk.locator("#kept")).to_contain_text("draft kept")
    desk.locator("[name=heard_from]").fill("a neighbour")
    desk.goto(f"{served.url}/")  # at once: what came last is sent along as the page goes
    expect(desk.locator("[data-live=live]")).to_be_visible()
    context = browser.new_context()
    other = signed_in(context.new_page(), served)
    other.goto(f"{served.url}/new")
    expect(other.locator("[name=text]")).to_have_value("she is alone at home")
    expect(other.locator("[name=heard_from]")).to_have_value("a neighbour")
    context.close()


def test_a_session_that_ended_costs_nothing_that_was_typed(desk: Page, served: Served) -> None:
    desk.goto(f"{served.url}/new?draft=new")
    expect(desk.locator("[name=text]")).to_be_focused()
    desk.keyboard.type("the line is bad")
    expect(desk.locator("#kept")).to_contain_text("draft kept")
    kept = desk.context.cookies()
    desk.context.clear_cookies()
    desk.keyboard.type(" and he is crying")
    expect(desk.locator("#signed-out")).to_be_visible()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[name=text]")).to_have_value("the line is bad and he is crying")
    desk.context.add_cookies(kept)  # pyright: ignore[reportArgumentType]  as if signed in again in another tab
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#said")).to_contain_text("The call is noted")


def test_two_presses_open_one_case(desk: Page, served: Served) -> None:
    desk.goto(f"{served.url}/new?draft=new")
    desk.locator("[name=text]").fill("two presses in one breath")
    before = served.run(reading.count(served.runtime.database, AlertEvent))
    form = "document.querySelector('[data-act=call]')"
    desk.evaluate(f"{form}.requestSubmit(); {form}.requestSubmit();")
    expect(desk.locator("#said")).to_be_visible()
    assert served.run(reading.count(served.runtime.database, AlertEvent)) == before + 1


def test_without_scripts_the_buttons_do_it(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = signed_in(context.new_page(), served)
    page.goto(f"{served.url}/new?draft=new")
    page.locator("[name=text]").fill("a caller without a script")
    page.locator("[name=location]").fill("Bundi")
    page.locator("[name=look]").click()
    expect(page.locator("[data-suggested=bundi]")).to_be_visible()
    page.locator("[data-act=call] button[type=submit]").first.click()
    expect(page.locator("#said")).to_contain_text("The call is noted")
    context.close()


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_fits_and_can_be_used_by_everybody(
    desk: Page, served: Served, lang: str, width: int, scheme: str
) -> None:
    desk.set_viewport_size({"width": width, "height": 768})
    desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.goto(f"{served.url}/new?draft=new&lang={lang}")
    desk.locator("[name=location]").fill("Talwandi, Kota 324005")
    desk.locator("[name=text]").fill("वह कोटा में है और अकेला है")
    expect(desk.locator("[data-suggested=kota-city]")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert desk.locator("html").get_attribute("lang") == lang
    desk.locator(".more summary").click()
    assert findings(desk) == []
    picture(desk, f"new-{lang}-{width}-{scheme}")
