"""The page for partners in a real browser: everybody can use it, nothing scrolls sideways, nothing is blocked."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.test_accessibility import SCREENS, findings
from tests.support.databases import Server
from tests.support.served import Served, served_gateway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240), pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def served(postgres: Server) -> Iterator[Served]:
    with served_gateway(postgres) as running:
        yield running


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
def test_everybody_can_read_it_on_any_screen(browser: Browser, served: Served, screen: dict[str, Any]) -> None:
    context = browser.new_context(locale="en-IN", **screen)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{served.url}/docs/partners")
    assert page.locator("h1").inner_text() == "For partners: send an alert"
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]
    page.locator("a[href='#when-to-send-again']").first.click()
    assert page.locator("#when-to-send-again").is_visible()
    assert findings(page) == []
    assert wrong == []
    context.close()
