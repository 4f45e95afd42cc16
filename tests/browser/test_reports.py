"""Reports, the districts' map and the line of health in a real browser: what they say, and that they can be read."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from abhay.adapters.store.cases.answers import Answer, acknowledge
from models.enums import Role, RouteState, Severity
from models.routes import Route
from tests.browser.test_prefect_ui import picture
from tests.integration.gateway.screens.browser import PASSWORD, account
from tests.support.actors import OPERATOR
from tests.support.cases import KOTA, move_clock
from tests.support.databases import Server
from tests.support.served import Served, served_gateway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

NAME = "Synthetic Operator"
BUNDI = Route(state=RouteState.RESOLVED, district="bundi", units=("bundi",), confidence=1)


@pytest.fixture(scope="module")
def served(postgres: Server) -> Iterator[Served]:
    with served_gateway(postgres) as running:
        running.run(account(running.gateway, Role.OPERATOR, name=NAME))
        yield running


@pytest.fixture
def wrong() -> list[str]:
    """What the browser's console complained of."""
    return []


def signed_in(browser: Browser, served: Served, wrong: list[str], **how: Any) -> Page:
    page = browser.new_context(locale="en-IN", **how).new_page()
    page.goto(f"{served.url}/login?lang=en&next=/reports")
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[data-act=sign-in] button").click()
    expect(page.locator("h1")).to_have_text("Reports")
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return page


@pytest.fixture
def desk(browser: Browser, served: Served, wrong: list[str]) -> Iterator[Page]:
    page = signed_in(browser, served, wrong, viewport={"width": 1366, "height": 768})
    yield page
    page.context.close()


def answered(served: Served, after: int, route: Route = KOTA, **changes: Any) -> str:
    async def case() -> str:
        gateway = served.gateway
        ref, _ = await gateway.paged(route, **changes)
        await move_clock(gateway.database, after)
        await acknowledge(gateway.database, await gateway.id_of(ref), OPERATOR.known_as("ASI Synthetic"), Answer())
        return ref

    return served.run(case())


def climbed(served: Served, route: Route = KOTA) -> str:
    async def case() -> str:
        gateway = served.gateway
        ref, _ = await gateway.paged(route)
        await move_clock(gateway.database, 200)
        await gateway.advance(ref)
        return ref

    return served.run(case())


def test_the_map_and_the_list_follow_the_board_and_say_the_same(desk: Page, served: Served, wrong: list[str]) -> None:
    desk.goto(f"{served.url}/?lang=en")
    expect(desk.locator("[data-live=live]")).to_be_visible()
    desk.locator("#districts summary").click()
    expect(desk.locator("#map a")).to_have_count(41)
    kota, listed = desk.locator("#d-kota"), desk.locator("#district-list [data-district=kota] [data-of=open]")
    expect(listed).to_have_text("0")
    refs = [answered(served, seconds) for seconds in (70, 80, 90, 100, 110)]
    expect(listed).to_have_text(str(len(refs)))
    expect(kota.locator(".by-open")).to_have_text(str(len(refs)))
    expect(kota).to_have_attribute("data-open", "3")
    expect(kota).to_have_attribute("aria-label", "कोटा / Kota: 5 open cases; acknowledged in –")
    assert kota.get_attribute("href") == "/?district=kota"
    served.run(counted(served))
    expect(desk.locator("#district-list [data-district=kota] [data-of=wait]")).not_to_have_text("–")
    desk.get_by_label("time to acknowledge, median of 7 days").check()
    expect(kota.locator(".by-wait")).to_be_visible()
    expect(kota.locator(".by-open")).to_be_hidden()
    expect(kota).to_have_attribute("data-wait", "2")
    picture(desk, "board-map")
    kota.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/?district=kota")
    bundi = served.run(served.gateway.paged(BUNDI))[0]
    expect(desk.locator(f"[data-ref={bundi}]")).to_be_hidden()
    expect(desk.locator(f"[data-ref={refs[0]}]")).to_be_visible()
    assert wrong == []


async def counted(served: Served) -> None:
    """Lets the next sign of life bring a new count, as it would a minute later."""
    waits = served.gateway.app.state.context.waits
    waits._counted = await waits.count()


def test_the_line_of_health_says_in_words_what_fails(desk: Page, served: Served, wrong: list[str]) -> None:
    desk.goto(f"{served.url}/?lang=en")
    part = desk.locator
    expect(part("[data-part=database]")).to_have_text("✓ database: works")
    expect(part("[data-part=watcher]")).to_have_text("✕ watcher: FAILS")
    expect(part("[data-part=mailbox]")).to_have_text("– mailbox: not set up")
    assert wrong == []


def test_a_report_shows_its_figures_and_its_files_can_be_saved(desk: Page, served: Served, wrong: list[str]) -> None:
    for seconds in (70, 80, 90, 100, 110):
        answered(served, seconds)
    for severity in (Severity.HIGH, Severity.CONCERN):
        answered(served, 30, BUNDI, severity=severity)
    climbed(served, BUNDI)
    desk.goto(f"{served.url}/reports?lang=en")
    assert desk.locator("[data-section=units] tr[data-key=kota-city] svg.wait").count() == 1
    bundi = desk.locator("[data-section=units] tr[data-key=bundi]")
    assert bundi.locator("svg").count() == 0, "nothing is drawn of fewer than five"
    assert "fewer than 5" in bundi.inner_text()
    assert desk.locator("[data-section=climbs] svg.parts").count() >= 1
    for name in ("Save as a table (CSV)", "Save as a PDF"):
        with desk.expect_download() as download:
            desk.get_by_role("link", name=name).click()
        assert download.value.path().stat().st_size > 500
    picture(desk, "reports")
    assert wrong == []


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone_shows_everything_without_sideways_scrolling(
    browser: Browser, served: Served, wrong: list[str], lang: str, scheme: str
) -> None:
    page = signed_in(browser, served, wrong, viewport={"width": 360, "height": 740}, color_scheme=scheme)
    for path, name in (("/reports", "reports"), ("/", "board-map")):
        page.goto(f"{served.url}{path}?lang={lang}")
        if path == "/":
            expect(page.locator("[data-live=live]")).to_be_visible()
            page.locator("#districts summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        picture(page, f"{name}-360-{lang}-{scheme}")
    assert wrong == []
    page.context.close()
