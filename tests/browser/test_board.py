"""The board in a real browser: live, counting down, sounding, and looking dead when it is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.enums import Role, Severity
from tests.browser.desk import answered, ended, raised
from tests.browser.test_prefect_ui import picture
from tests.integration.gateway.screens.browser import PASSWORD, account
from tests.support.cases import move_clock
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
def wrong() -> list[str]:
    """What the browser's console complained of."""
    return []


@pytest.fixture
def desk(browser: Browser, served: Served, wrong: list[str]) -> Iterator[Page]:
    """A board of an operator, on a computer whose clock is an hour off."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-IN")
    page = context.new_page()
    page.goto(f"{served.url}/login?lang=en&next=/")
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[data-act=sign-in] button").click()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script("{ const real = Date.now; Date.now = () => real() + 3600_000; }")
    yield page
    context.close()


def opened(desk: Page, served: Served, query: str = "") -> None:
    desk.goto(f"{served.url}/?lang=en{query}")
    expect(desk.locator("[data-live=live]")).to_be_visible()


def countdown(desk: Page, ref: str) -> float:
    text = desk.locator(f"[data-ref={ref}] [data-due]").inner_text()
    minutes, seconds = text.lstrip("-").split(":")
    return (-1 if text.startswith("-") else 1) * (int(minutes) * 60 + int(seconds))


def test_a_new_case_is_seen_counts_down_by_the_databases_clock_and_shows_who_has_it(
    desk: Page, served: Served, wrong: list[str]
) -> None:
    opened(desk, served)
    ref = raised(served)
    row = desk.locator(f"[data-ref={ref}]")
    expect(row).to_have_attribute("data-rung", "district")
    first = countdown(desk, ref)
    assert 0 < first <= 180, "the computer's own clock, an hour off, counts for nothing"
    desk.wait_for_function(f"document.querySelector('[data-ref={ref}] [data-due]').textContent !== '{first}'")
    answered(served, ref)
    expect(row).to_contain_text("ASI Synthetic")
    expect(row).to_contain_text("team dispatched")
    ended(served, ref)
    expect(row).to_have_count(0)
    assert wrong == []


def test_what_is_overdue_stands_first_says_so_and_no_filter_hides_it(
    desk: Page, served: Served, wrong: list[str]
) -> None:
    late, other = raised(served), raised(served, severity=Severity.CONCERN)
    opened(desk, served, "&severity=concern")
    expect(desk.locator(f"[data-ref={late}]")).to_be_hidden()
    served.run(move_clock(served.runtime.database, 200))
    expect(desk.locator(f"[data-ref={late}].overdue")).to_be_visible()
    assert countdown(desk, late) < 0
    expect(desk.locator("#outside")).to_have_text("1 overdue outside this filter")
    assert desk.locator("tbody [data-ref]").first.get_attribute("data-ref") == late
    assert desk.title().startswith("(2!)")
    expect(desk.locator(f"[data-ref={late}] .late")).to_have_text("overdue")
    for ref in (late, other):
        ended(served, ref)
    assert wrong == []


def test_a_dead_gateway_is_seen_as_such_and_a_new_one_makes_the_board_live_without_a_click(
    desk: Page, served: Served
) -> None:
    ref = raised(served)
    opened(desk, served)
    served.stop()
    expect(desk.locator("[data-live=stale]")).to_be_visible()
    expect(desk.locator("#live")).to_contain_text("Not live since")
    picture(desk, "board-stale")
    missed = None
    served.start()
    expect(desk.locator("[data-live=live]")).to_be_visible()
    missed = raised(served)
    expect(desk.locator(f"[data-ref={missed}]")).to_be_visible()
    for each in (ref, missed):
        ended(served, each)


def test_sound_is_switched_on_by_a_person_and_rings_once_for_a_case_and_level(desk: Page, served: Served) -> None:
    opened(desk, served)
    expect(desk.locator("#sound")).to_have_attribute("data-sound", "off")
    desk.locator("#arm").click()
    expect(desk.locator("#sound")).to_have_attribute("data-sound", "armed")
    ref = raised(served)
    expect(desk.locator("#rang")).to_contain_text(ref)
    assert desk.locator("#rang").get_attribute("data-kind") == "new"
    said = desk.locator("#rang").inner_text()
    answered(served, ref)
    expect(desk.locator(f"[data-ref={ref}]")).to_contain_text("ASI Synthetic")
    assert desk.locator("#rang").inner_text() == said
    desk.locator("#mute").click()
    expect(desk.locator("#sound")).to_have_attribute("data-sound", "muted")
    ended(served, ref)


def test_a_row_in_use_keeps_its_place_and_its_focus(desk: Page, served: Served) -> None:
    first = raised(served, severity=Severity.CONCERN)
    opened(desk, served)
    link = desk.locator(f"[data-ref={first}] a")
    link.focus()
    urgent = raised(served)
    expect(desk.locator(f"[data-ref={urgent}]")).to_be_visible()
    refs = [row.get_attribute("data-ref") for row in desk.locator("tbody [data-ref]").all()]
    assert refs == [first, urgent], "the new one waits below while somebody works in the table"
    expect(desk.locator("#above")).to_be_visible()
    answered(served, first)
    expect(desk.locator(f"[data-ref={first}]")).to_contain_text("ASI Synthetic")
    expect(link).to_be_focused()
    desk.locator("#above").click()
    assert desk.locator("tbody [data-ref]").first.get_attribute("data-ref") == urgent
    for ref in (first, urgent):
        ended(served, ref)


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("width", [360, 1366])
def test_the_board_fits_the_screen(desk: Page, served: Served, lang: str, width: int) -> None:
    refs = [raised(served, severity=each) for each in Severity]
    refs.append(raised(served, drill=True))
    answered(served, refs[1])
    desk.set_viewport_size({"width": width, "height": 768})
    desk.goto(f"{served.url}/?lang={lang}")
    expect(desk.locator("[data-live=live]")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert desk.locator("html").get_attribute("lang") == lang
    picture(desk, f"board-{lang}-{width}")
    for ref in refs:
        ended(served, ref)
