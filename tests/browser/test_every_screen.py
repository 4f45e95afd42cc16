"""Every page in every state, in both languages, narrow and wide, light, dark and in forced colours."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from abhay.adapters.store.directory.displays import make_display
from abhay.domain.drills.order import DrillOrder
from abhay.services.accounts.signing_in import make_account
from abhay.services.drills.running import run_drill
from abhay.services.drills.stopping import stop_drill
from abhay.services.runtime import Runtime
from models.drills.words import DrillReason
from models.enums import Role, Severity
from tests.browser.desk import answered, ended, new_page, person, raised, sign_in
from tests.browser.looking import NARROWEST, complaints, findings, fits, small_targets, unfolded
from tests.browser.screens import DISPLAY, SCREENS, Screen
from tests.support.actors import HOST
from tests.support.cases import move_clock
from tests.support.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

TELEPHONE, DESK_SCREEN = {"width": 360, "height": 740}, {"width": 1366, "height": 768}
LIGHT: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
DARK: dict[str, Any] = {"color_scheme": "dark", "forced_colors": "none"}
FORCED: dict[str, Any] = {"color_scheme": "light", "forced_colors": "active"}
FINGER, POINTER = 44, 24
"""CSS pixels that what is pressed has at least: with a finger (ours), with a pointer (WCAG 2.5.8)."""


@pytest.fixture(scope="module")
def scene(served: Served) -> dict[str, str]:
    """One case of each kind that looks different, and the links that are keys."""
    late = raised(served, severity=Severity.HIGH)
    served.run(move_clock(served.runtime.database, 700))
    taken, closed = raised(served, severity=Severity.CONCERN), raised(served)
    raised(served, drill=True)
    for ref in (taken, closed):
        answered(served, ref)
    ended(served, closed)
    opened, pages = served.run(served.gateway.paged())
    runtime = served.runtime
    served.run(drilled(served.runtime))
    set_up = served.run(make_account(runtime, name="Synthetic New", role=Role.OPERATOR, unit=None, actor=HOST))
    display = served.run(make_display(runtime.database, name="Synthetic Wall", unit=None, actor=HOST))
    return {
        "open": opened,
        "late": late,
        "taken": taken,
        "closed": closed,
        "link": pages[0].token,
        "set_up": str(set_up).rpartition("/")[2],
        "display": display,
    }


async def drilled(runtime: Runtime) -> None:
    """Two drills: the first has ended, the second runs."""
    order = DrillOrder(units=("kota-city", "bundi"), severity=Severity.HIGH, reason=DrillReason.ROUTINE)
    await stop_drill(runtime, (await run_drill(runtime, order, HOST)).id, HOST, "synthetic reason")
    await run_drill(runtime, order, HOST)


@pytest.fixture(scope="module")
def people(browser: Browser, served: Served, scene: dict[str, str]) -> Iterator[dict[Role | str | None, Page]]:
    """A page of each who looks, signed in once."""
    pages: dict[Role | str | None, Page] = {}
    for who in dict.fromkeys(screen.who for screen in SCREENS):
        pages[who] = page = new_page(browser)
        if isinstance(who, Role):
            sign_in(page, served, person(served, who))
        elif who == DISPLAY:
            wall = served.run(make_display(served.runtime.database, name="Synthetic Hall", unit=None, actor=HOST))
            page.goto(f"{served.url}/display/{wall}")
            page.locator("[data-act=display] button").click()
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize(
    ("screen", "lang"),
    [(screen, lang) for screen in SCREENS for lang in screen.languages],
    ids=str,
)
def test_everybody_can_use_the_screen(
    people: dict[Role | str | None, Page], served: Served, scene: dict[str, str], screen: Screen, lang: str
) -> None:
    page = people[screen.who].context.new_page()
    wrong = complaints(page)
    address = (screen.path or screen.route).format(**scene)
    page.goto(served.url + address + (f"{'&' if '?' in address else '?'}lang={lang}" if lang else ""))
    screen.then(page)
    unfolded(page)
    found: dict[str, list[str]] = {}
    for width, size in (("narrow", TELEPHONE), ("wide", DESK_SCREEN)):
        page.set_viewport_size(size)  # pyright: ignore[reportArgumentType]
        found[f"{width}, targets"] = small_targets(page, FINGER if size is TELEPHONE else POINTER)
        for colours, media in (("light", LIGHT), ("dark", DARK), ("forced", FORCED)):
            page.emulate_media(**media)
            found[f"{width}, {colours}"] = findings(page, colours_alone=media is not LIGHT)
    page.set_viewport_size({"width": NARROWEST, "height": 740})
    sideways = not fits(page)
    page.close()
    assert {where: what for where, what in found.items() if what} == {}
    assert not sideways, "the page has to be scrolled sideways"
    assert wrong == []
