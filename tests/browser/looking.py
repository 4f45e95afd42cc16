"""What a page is held to in a browser: axe-core, the console, no scrolling sideways, targets large enough, focus seen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""The rules whose verdict hangs on colours; the others say the same of a page in light, dark and forced ones."""
NARROWEST = 320
"""CSS pixels at which a page needs no scrolling sideways (WCAG 1.4.10)."""

_AXE = Axe()

_SMALL = """least => {
  const box = (each) => (["checkbox", "radio"].includes(each.type) && each.closest("label") || each).getBoundingClientRect();
  const inSentence = (each) => each.matches("a") && getComputedStyle(each).display === "inline"
    && [...each.parentElement.childNodes].some((other) => other !== each && other.textContent.trim());
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".skip, .unseen") && !inSentence(each))
    .map((each) => [each, box(each)])
    .filter(([, { width, height }]) => width < least - 0.5 || height < least - 0.5)
    .map(([each, { width, height }]) => `${Math.round(width)}×${Math.round(height)} ${each.outerHTML.slice(0, 120)}`);
}"""

_FOCUS = """() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const style = getComputedStyle(each);
  const [box] = each.getClientRects();
  const on = document.elementFromPoint(box.left + Math.min(box.width, 60) / 2, box.top + Math.min(box.height, 24) / 2);
  return {
    what: each.outerHTML.slice(0, 160),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.top >= -0.5 && Math.min(box.bottom, box.top + 24) <= innerHeight + 0.5 && box.left >= -0.5,
    uncovered: Boolean(on) && each.contains(on),
  };
}"""


def findings(page: Page, *, colours_alone: bool = False) -> list[str]:
    """What axe-core holds against the page as it stands, each with the elements that it means."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_AXE.axe_script)
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", COLOURS if colours_alone else OPTIONS)
    assert found["passes"], "axe-core looked at nothing"
    return [
        f"{each['id']} ({each['impact']}): {[node['html'][:160] for node in each['nodes']]}"
        for each in found["violations"]
    ]


def complaints(page: Page) -> list[str]:
    """Returns the list in which the page's errors are noted from now on.

    That the page itself is an error's, which its status says, is none.
    """
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if _is_wrong(page, said) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return wrong


def _is_wrong(page: Page, said: ConsoleMessage) -> bool:
    own_status = said.text.startswith("Failed to load resource") and said.location["url"] == page.url
    return said.type == "error" and not own_status


def unfolded(page: Page) -> None:
    """Opens everything that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def fits(page: Page) -> bool:
    """Whether the page needs no scrolling sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def small_targets(page: Page, least: int) -> list[str]:
    """What is pressed and is smaller than so many CSS pixels; links inside a sentence are exempt (WCAG 2.5.8)."""
    return page.evaluate(_SMALL, least)


def assert_focus_seen(page: Page) -> str:
    """Holds that what has the focus shows it and is covered by nothing. Returns how its HTML begins."""
    seen = page.evaluate(_FOCUS)
    assert seen, "nothing has the focus"
    assert seen["outlined"], f"no outline: {seen}"
    assert seen["inside"], f"outside of the window: {seen}"
    assert seen["uncovered"], f"covered: {seen}"
    return seen["what"]
