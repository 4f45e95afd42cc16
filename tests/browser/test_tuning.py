"""Two admins tune the policy in a real browser: what-if, a saved timeout that the next alert obeys, a stale save."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.enums import Role
from tests.browser.looking import fits, small_targets
from tests.browser.test_accessibility import findings
from tests.browser.test_keyboard import go_to
from tests.browser.test_prefect_ui import picture
from tests.integration.gateway.screens.browser import PASSWORD, account
from tests.support.cases import move_clock
from tests.support.databases import Server
from tests.support.served import Served, served_gateway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

WAIT = '[name="severity.imminent.ladder[0].wait"]'
REMIND = '[name="severity.imminent.ladder[0].remind"]'
SP_WAIT = '[name="severity.imminent.ladder[1].wait"]'
FIRST, SECOND = "Synthetic Admin", "Another Admin"


@pytest.fixture(scope="module")
def served(postgres: Server) -> Iterator[Served]:
    with served_gateway(postgres) as running:
        for name in (FIRST, SECOND):
            running.run(account(running.gateway, Role.ADMIN, name=name))
        yield running


@pytest.fixture
def wrong() -> list[str]:
    """What the browser's console complained of; a refused form is answered with its status, which is no complaint."""
    return []


def signed_in(browser: Browser, served: Served, name: str, wrong: list[str]) -> Page:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-IN")
    page = context.new_page()
    page.goto(f"{served.url}/login?lang=en&next=/policy")
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[data-act=sign-in] button").click()
    expect(page.locator("[data-act=policy]")).to_be_visible()
    page.on("console", lambda said: _note(said.type, said.text, wrong))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return page


def _note(kind: str, text: str, wrong: list[str]) -> None:
    if kind == "error" and "status of 4" not in text:
        wrong.append(text)


@pytest.fixture
def one(browser: Browser, served: Served, wrong: list[str]) -> Iterator[Page]:
    page = signed_in(browser, served, FIRST, wrong)
    yield page
    page.context.close()


@pytest.fixture
def two(browser: Browser, served: Served, wrong: list[str]) -> Iterator[Page]:
    page = signed_in(browser, served, SECOND, wrong)
    yield page
    page.context.close()


def test_an_admin_changes_a_timeout_with_what_if_and_the_next_alert_obeys(
    one: Page, served: Served, wrong: list[str]
) -> None:
    past, _ = served.run(served.gateway.paged())
    served.run(move_clock(served.runtime.database, 190))
    served.run(served.gateway.advance(past))
    form = one.locator("[data-act=policy]")
    form.locator(WAIT).fill("3")
    expect(form.locator(f"{WAIT} ~ .field-wrong")).to_contain_text("from 5 to 86400")
    form.locator(WAIT).fill("40")
    expect(form.locator(f"{WAIT} ~ .hint [data-span]")).to_have_text("40 s")
    expect(form.locator(f"{REMIND} ~ .field-wrong")).to_have_text("The reminder cannot be longer than the wait.")
    form.locator(REMIND).fill("30")
    expect(form.locator(f"{REMIND} ~ .field-wrong")).to_be_empty()
    form.locator("[data-preview-button]").click()
    row = one.locator(f"[data-case='{past}']")
    expect(row).to_contain_text("SP / DCP 3 min")
    expect(row).to_contain_text("SP / DCP 40 s")
    expect(one.locator("svg[data-chart] title").first).to_be_attached()
    expect(form.locator(WAIT)).to_have_value("40")
    assert findings(one) == [], "the page with a preview"
    picture(one, "policy-what-if")
    one.locator("#preview").scroll_into_view_if_needed()
    picture(one, "policy-chart")
    form.locator("[name=note]").fill("faster at night")
    form.locator("[data-save]").click()
    expect(one.locator("#said")).to_have_text("Saved: this version is in force now.")
    ref, _ = served.run(served.gateway.paged())
    view = served.run(served.gateway.view(ref))
    (entered,) = [each for each in view["timeline"] if each["event"] == "rung_entered"]
    assert entered["detail"]["due_at"] == view["due_at"]
    served.run(move_clock(served.runtime.database, 41))
    served.run(served.gateway.advance(ref))
    assert served.run(served.gateway.view(ref))["rung"] == "sp", "after 40 s instead of 180"
    assert wrong == []


def test_a_second_admins_stale_save_is_refused_with_both_changes_and_loses_nothing(
    one: Page, two: Page, served: Served, wrong: list[str]
) -> None:
    one.locator(SP_WAIT).fill("222")
    two.locator(SP_WAIT).fill("211")
    two.locator(REMIND).fill("29")
    two.locator("[name=note]").fill("the second one's")
    one.locator("[data-save]").click()
    expect(one.locator("#said")).to_have_text("Saved: this version is in force now.")
    two.locator("[data-save]").click()
    expect(two.locator("#said")).to_contain_text("somebody else has changed the policy meanwhile")
    expect(two.locator("#stale")).to_contain_text(f"account:{FIRST}")
    expect(two.locator("[data-theirs]")).to_contain_text("3 min 42 s")
    expect(two.locator("[data-mine]")).to_contain_text("3 min 31 s")
    expect(two.locator("[data-mine]")).to_contain_text("29 s")
    expect(two.locator(SP_WAIT)).to_have_value("211")
    expect(two.locator(REMIND)).to_have_value("29")
    expect(two.locator("[name=note]")).to_have_value("the second one's")
    expect(two.locator(f"{SP_WAIT} ~ .hint .theirs")).to_contain_text("3 min 42 s")
    assert findings(two) == [], "the page of a stale save"
    picture(two, "policy-stale")
    two.locator("[data-save]").click()
    expect(two.locator("#said")).to_have_text("Saved: this version is in force now.")
    two.locator("[data-history] a").first.click()
    expect(two.locator(".changes")).to_contain_text("3 min 42 s")
    assert findings(two) == [], "the page of a version"
    assert wrong == []


def test_a_change_of_the_sps_contact_waits_until_another_admin_confirms_it(
    one: Page, two: Page, served: Served, wrong: list[str]
) -> None:
    one.goto(f"{served.url}/units")
    one.locator("[data-unit=kota-city] a").click()
    new = one.locator("fieldset.contact").last
    new.locator("[name$=post]").select_option("sp-office")
    new.locator("[name$=channel]").fill("email")
    new.locator("[name$=address]").fill("sp@kota.example")
    new.locator("[name$=pin]").fill("507318")
    assert findings(one) == [], "the page of a unit"
    picture(one, "unit-form")
    one.locator("[data-act=contacts] [data-save]").click()
    expect(one.locator("#said")).to_contain_text("waits for another admin")
    expect(one.locator("[data-change]")).to_contain_text("sp@kota.example")
    expect(one.locator("[data-confirm]")).to_have_count(0)
    picture(one, "unit-waits")
    two.goto(f"{served.url}/units")
    expect(two.locator("[data-change]")).to_contain_text(f"account:{FIRST}")
    assert findings(two) == [], "the list of units"
    picture(two, "units-waiting")
    two.locator("[data-confirm]").click()
    expect(two.locator("#said")).to_have_text("Confirmed: the change is in force.")
    two.locator("[data-unit=kota-city] a").click()
    expect(two.locator("[data-act=contacts]")).to_contain_text("sp@kota.example")
    assert wrong == []


async def _named(served: Served, name: str) -> None:
    """Somebody with a name at Kota's control room, beside whoever is there."""
    path, room = "/v1/units/kota-city/contacts", "control-room"
    contacts = (await served.gateway.ask("GET", path, Role.ADMIN)).json()["contacts"]
    contacts.append({"post": room, "channel": "outbox", "address": f"outbox:{name}", "pin": "507318", "name": name})
    await served.gateway.ask("PUT", path, Role.ADMIN, json={"contacts": contacts})


def test_a_roster_is_written_with_the_keyboard_alone_and_its_gap_is_named(
    one: Page, served: Served, wrong: list[str]
) -> None:
    served.run(_named(served, "Asha"))
    one.set_viewport_size({"width": 360, "height": 700})
    one.goto(f"{served.url}/units/kota-city?lang=en")
    go_to(one, '[data-window] [name="window.0.contact.0"]')
    one.keyboard.press("Space")
    go_to(one, '[name="window.0.from"]')
    one.keyboard.type("6")
    go_to(one, '[name="window.0.to"]')
    one.keyboard.type("25")
    one.keyboard.press("Enter")
    expect(one.locator(".mistakes")).to_contain_text("Control room · To: '25' is no time of day")
    assert findings(one) == [], "with a mistake"
    assert small_targets(one, 44) == []
    assert fits(one)
    picture(one, "roster-wrong-360")
    go_to(one, ".mistakes a")
    one.keyboard.press("Enter")
    expect(one.locator('[name="window.0.to"]')).to_be_in_viewport()
    expect(one.locator('[name="window.0.to"]')).to_be_focused()
    one.keyboard.press("Control+A")
    one.keyboard.type("22")
    one.keyboard.press("Enter")
    expect(one.locator("#said")).to_contain_text("The roster is saved.")
    expect(one.locator("[data-gap]").first).to_contain_text(re.compile(r"\((8 h, |.*the rest of )shift 3\)"))
    picture(one, "roster-saved-360")
    one.locator("details.override summary").first.click()
    override = one.locator("[data-act=override]").first
    override.locator("[name=from]").fill("2130-01-01T08:00")
    override.locator("[name=to]").fill("2130-01-01T20:00")
    override.locator("[name='contact.0']").check()
    override.locator("[name=reason]").fill("leave")
    assert findings(one) == [], "with the form of an override"
    override.locator("[data-save]").click()
    expect(one.locator("[data-override]")).to_contain_text("leave")
    for width in (360, 1366):
        one.set_viewport_size({"width": width, "height": 768})
        for lang in ("hi", "en"):
            one.goto(f"{served.url}/units/kota-city?lang={lang}#roster")
            assert fits(one), width
            assert findings(one) == [], width
            picture(one, f"roster-{lang}-{width}")
    one.locator("[data-override] button").click()
    expect(one.locator("#said")).to_contain_text("the roster holds again")
    assert wrong == []


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1366, "dark")])
def test_the_page_fits(one: Page, served: Served, lang: str, width: int, scheme: str) -> None:
    one.set_viewport_size({"width": width, "height": 768})
    one.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    one.goto(f"{served.url}/policy?lang={lang}")
    one.locator(WAIT).fill("77")
    one.locator("[data-preview-button]").click()
    expect(one.locator("[data-preview]")).to_be_visible()
    assert one.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert findings(one) == []
    picture(one, f"policy-{lang}-{width}")
    for path in ("units", "units/kota-city"):
        one.goto(f"{served.url}/{path}?lang={lang}")
        assert one.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        assert findings(one) == [], path
        picture(one, f"{path.replace('/', '-')}-{lang}-{width}")
    one.goto(f"{served.url}/policy?lang={lang}")
    assert re.search(r"[\u0900-\u097f]", one.locator("h1").inner_text()) is not None if lang == "hi" else True
