"""Every page that a browser opens by its address: one list for axe-core, for reflow and for the console.

A page of the application that is not here fails `tests/unit/gateway/test_listed_screens.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.enums import Role

if TYPE_CHECKING:
    from playwright.sync_api import Page

DISPLAY = "display"
"""Who looks at a board on a wall; everybody else is named by a role, or is a stranger (None)."""


def _as_it_comes(page: "Page") -> None:
    """Leaves a page as it is."""


def _dead(page: "Page") -> None:
    page.locator("[data-live=live]").wait_for()
    page.evaluate("document.getElementById('board').dataset.live = 'dead'")


def _districts(page: "Page") -> None:
    page.locator("#districts summary").click()


def _revealed(page: "Page") -> None:
    page.locator("[data-act=reveal] [name=reason]").fill("synthetic reason")
    page.locator("[data-act=reveal] button").click()
    page.locator("[data-private]").wait_for()


def _refused(page: "Page") -> None:
    page.locator("[name=name]").fill("nobody")
    page.locator("[name=password]").fill("no such password")
    page.locator("[data-act=sign-in] button").click()
    page.locator("#wrong").wait_for()


def _refused_drill(page: "Page") -> None:
    page.locator("#begin summary").click()
    page.locator("[data-act=drill] [value=kota-city]").check()
    page.locator("[data-act=drill] button").click()
    page.locator("#said").wait_for()


def _typed(page: "Page") -> None:
    page.locator("[name=location]").fill("Talwandi, Kota 324005")
    page.locator("#look [data-suggested]").first.wait_for()


def _what_if(page: "Page") -> None:
    page.locator('[name="severity.imminent.ladder[0].wait"]').fill("77")
    page.locator("[data-preview-button]").click()
    page.locator("[data-preview]").wait_for()


@dataclass(frozen=True)
class Screen:
    """A page in one state: its route, what is special, its address with places of the scene, and who looks.

    `then` brings the page into the state, as a person would.
    """

    route: str
    state: str = ""
    path: str = ""
    who: Role | str | None = Role.OPERATOR
    then: "Callable[[Page], Any]" = _as_it_comes

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is shown in, one at a time; a link's page has both beside each other."""
        return ("",) if self.route.startswith("/a/") or self.route == "/a" else ("hi", "en")

    def __str__(self) -> str:
        return f"{self.route} {self.state}".strip()


SCREENS = (
    Screen("/"),
    Screen("/", "when it is dead", then=_dead),
    Screen("/", "filtered", "/?severity=concern&status=awaiting"),
    Screen("/", "with the districts", then=_districts),
    Screen("/", "of a unit", who=Role.UNIT),
    Screen("/", "of a display", who=DISPLAY),
    Screen("/alerts/{ref}", "open", "/alerts/{open}"),
    Screen("/alerts/{ref}", "revealed", "/alerts/{open}", then=_revealed),
    Screen("/alerts/{ref}", "acknowledged", "/alerts/{taken}"),
    Screen("/alerts/{ref}", "closed", "/alerts/{closed}"),
    Screen("/alerts/{ref}", "of a unit", "/alerts/{taken}", who=Role.UNIT),
    Screen("/alerts/{ref}", "of an auditor", "/alerts/{taken}", who=Role.AUDITOR),
    Screen("/alerts/{ref}", "that there is not", "/alerts/RJ-2026-999999"),
    Screen("/new", "", "/new?draft=new"),
    Screen("/new", "with what is known", "/new?draft=new", then=_typed),
    Screen("/reports"),
    Screen("/reports", "of a unit", who=Role.UNIT),
    Screen("/drills"),
    Screen("/drills", "refused", then=_refused_drill),
    Screen("/drills/{drill}", "", "/drills/2"),
    Screen("/drills/{drill}", "that has ended", "/drills/1"),
    Screen("/policy", who=Role.ADMIN),
    Screen("/policy", "with what would have been", who=Role.ADMIN, then=_what_if),
    Screen("/policy", "of an auditor", who=Role.AUDITOR),
    Screen("/policy/versions/{version}", "", "/policy/versions/1", who=Role.ADMIN),
    Screen("/units", who=Role.ADMIN),
    Screen("/units/{unit}", "", "/units/kota-city", who=Role.ADMIN),
    Screen("/units/{unit}", "of an operator", "/units/kota-city"),
    Screen("/account"),
    Screen("/account/factor"),
    Screen("/confirm"),
    Screen("/accounts", who=Role.ADMIN),
    Screen("/login", who=None),
    Screen("/login", "refused", who=None, then=_refused),
    Screen("/login/provider", "without a provider", who=None),
    Screen("/login/provider/return", "without a provider", who=None),
    Screen("/set-up/{token}", "", "/set-up/{set_up}", who=None),
    Screen("/display/{token}", "", "/display/{display}", who=None),
    Screen("/docs/partners", who=None),
    Screen("/a/{token}", "asking for the PIN", "/a/{link}", who=None),
    Screen("/a/{token}", "that is no link", "/a/no-such-token", who=None),
    Screen("/a/{token}/{act:path}", "", "/a/{link}/milestone", who=None),
    Screen("/a", "", "/a?{link}", who=None),
    Screen("/a/test/{token}", "that is no link", "/a/test/no-such-token", who=None),
)

NO_SCREENS = frozenset(
    {
        *("/healthz", "/readyz", "/metrics", "/openapi.json", "/static/{name}", "/push/page.js", "/push/worker.js"),
        *("/reports.csv", "/reports.pdf"),
        *("/board/rows", "/board/alive", "/board/events"),
    }
)
"""What browsers and programs ask for that is no page."""
