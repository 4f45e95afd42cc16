"""Web push in a real browser: the page subscribes, the service worker shows a push and calls home.

The scripts, the template and their policies are the gateway's; what is behind them is held by the gateway's own tests.
"""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from abhay.entrypoints.gateway import pages
from abhay.entrypoints.gateway.routers import browsers
from abhay.security.vapid import VapidKey, make_vapid_key
from abhay.services.push.subscribing import Offer
from abhay.settings import DeskSettings
from abhay.testing.http import HttpStandIn, Received, Reply, in_thread
from tests.support.system import until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240), pytest.mark.xdist_group("browser")]

KEY = VapidKey(make_vapid_key()).public
SCRIPTS = {"/push/worker.js": "push_worker.js", "/push/page.js": "push_page.js"}
SUBSCRIPTION = {"endpoint": "https://push.example/send/1", "keys": {"p256dh": "synthetic-key", "auth": "synthetic"}}
SUBSCRIBES = f"""
PushManager.prototype.subscribe = async function (options) {{
  window.asked = {{ visible: options.userVisibleOnly, bytes: options.applicationServerKey.length }};
  return {{ toJSON: () => ({json.dumps(SUBSCRIPTION)}) }};
}};
"""
"""Debian's Chromium has no account at a push service: what that gives is played, everything before and after is real."""


class PushPages(HttpStandIn):
    """The section of the case page that offers pushes, and the addresses that its scripts call."""

    def reply(self, request: Received) -> Reply:
        if request.method == "POST":
            return Reply(status=204)
        if request.path in SCRIPTS:
            answer = browsers.script(SCRIPTS[request.path])
        elif request.path == "/a/token":
            offer, p = Offer(KEY, "/push"), SimpleNamespace(form_token="synthetic-proof")
            answer = pages.page("case/push.html", DeskSettings(), scripts=True, push=offer, p=p, path="/a/token")
        else:
            return Reply(status=204)  # its icon
        headers = {name: value for name, value in answer.headers.items() if name.startswith(("content-sec", "cache"))}
        return Reply(bytes(answer.body).decode(), 200, answer.headers["content-type"].partition(";")[0], headers)

    def posted(self, path: str) -> list[dict[str, str]]:
        return [each.form for each in self.received if (each.method, each.path) == ("POST", path)]


@pytest.fixture
def served() -> Iterator[PushPages]:
    with in_thread(PushPages()) as standin:
        yield standin


@pytest.fixture
def context(browser: Browser, served: PushPages) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="hi-IN")
    context.grant_permissions(["notifications"], origin=served.url)
    yield context
    context.close()


def opened(context: BrowserContext, served: PushPages) -> tuple[Page, list[str]]:
    """The page with its scripts, and what the browser complains of."""
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{served.url}/a/token")
    expect(page.locator("[data-push]")).to_be_visible()
    return page, complaints


def test_the_page_subscribes_and_says_so(context: BrowserContext, served: PushPages) -> None:
    context.add_init_script(SUBSCRIBES)
    page, complaints = opened(context, served)
    expect(page.locator('[data-state="on"]')).to_be_hidden()
    page.get_by_role("button").click()
    expect(page.locator('[data-state="on"]')).to_be_visible()
    assert page.evaluate("window.asked") == {"visible": True, "bytes": 65}
    keys = SUBSCRIPTION["keys"]
    assert served.posted("/a/token/push") == [
        {"endpoint": SUBSCRIPTION["endpoint"], **keys, "proof": "synthetic-proof"}  # type: ignore[dict-item]
    ]
    assert complaints == []


def test_the_worker_shows_a_push_and_calls_home(context: BrowserContext, served: PushPages) -> None:
    page, _ = opened(context, served)
    deliver(context, page, served, json.dumps(push(f"{served.url}/a/token", title="RJ-2026-000042: सहायता प्रकरण")))
    (shown,) = until(lambda: notifications(page), 30, "nothing is shown")
    assert shown == {
        "title": "RJ-2026-000042: सहायता प्रकरण",
        "body": "जान का ख़तरा / life in danger",
        "tag": "RJ-2026-000042",
        "url": f"{served.url}/a/token",
    }
    until(lambda: served.posted("/push/shown"), 30, "it did not call home")
    assert served.posted("/push/shown") == [{"proof": "synthetic-showing"}]


def test_another_push_of_the_case_takes_the_place_of_the_first(context: BrowserContext, served: PushPages) -> None:
    page, _ = opened(context, served)
    for title in ("first", "second"):
        deliver(context, page, served, json.dumps(push("/a/token", title=title)))
        until(lambda title=title: [each["title"] for each in notifications(page)] == [title], 30, "not shown alone")


@pytest.mark.parametrize("data", ["", "no JSON", json.dumps({"url": "https://elsewhere.example/"}), "null"])
def test_whatever_comes_something_is_shown_and_nothing_leads_elsewhere(
    context: BrowserContext, served: PushPages, data: str
) -> None:
    page, _ = opened(context, served)
    deliver(context, page, served, data)
    (shown,) = until(lambda: notifications(page), 30, "nothing is shown")
    assert shown["title"] == "अभय · Abhay"
    assert shown["url"] == ""
    assert served.posted("/push/shown") == []


def push(url: str, *, title: str) -> dict[str, str]:
    return {
        "id": "1",
        "ref": "RJ-2026-000042",
        "title": title,
        "body": "जान का ख़तरा / life in danger",
        "url": url,
        "proof": "synthetic-showing",
    }


def deliver(context: BrowserContext, page: Page, served: PushPages, data: str) -> None:
    """Gives the page's service worker a push, as the browser does once it opened one."""
    cdp, known = context.new_cdp_session(page), list[str]()

    def note(event: dict[str, Any]) -> None:
        known.extend(each["registrationId"] for each in event["registrations"] if not each["isDeleted"])

    cdp.on("ServiceWorker.workerRegistrationUpdated", note)
    cdp.send("ServiceWorker.enable")
    page.evaluate("""async () => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      while (!registration.active) await new Promise((done) => setTimeout(done, 50));
    }""")
    until(lambda: known or page.wait_for_timeout(50), 30, "no registration is told")
    cdp.send("ServiceWorker.deliverPushMessage", {"origin": served.url, "registrationId": known[0], "data": data})


def notifications(page: Page) -> list[dict[str, str]]:
    """What the browser shows now."""
    return page.evaluate("""async () => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      const shown = await registration.getNotifications();
      return shown.map((each) => ({ title: each.title, body: each.body, tag: each.tag, url: each.data.url }));
    }""")
