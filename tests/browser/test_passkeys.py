"""A passkey stands in for the code, in a real browser with its virtual authenticator: at sign-in and at /confirm."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from abhay.settings import AccountSettings
from models.enums import Role
from tests.browser.looking import findings
from tests.browser.test_prefect_ui import picture
from tests.integration.gateway.screens.browser import PASSWORD, account
from tests.support.cases import move_clock
from tests.support.databases import Server
from tests.support.served import Served, served_gateway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

NAME = "Synthetic Admin"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def served(postgres: Server) -> Iterator[Served]:
    with served_gateway(postgres) as running:
        running.url = running.runtime.settings.public_url = f"http://localhost:{running.port}"
        running.run(account(running.gateway, Role.OPERATOR, name=NAME))
        running.runtime.settings.accounts = AccountSettings(totp="admins")
        yield running


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-IN")
    yield context.new_page()
    context.close()


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """Gives the page's browser a security key."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    return devtools, devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]


def type_password(page: Page, served: Served, path: str = "/account") -> None:
    page.goto(f"{served.url}/login?lang=en&next={path}")
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=password]").fill(PASSWORD)


def sign_out(page: Page) -> None:
    page.locator("form[action='/logout'] button").click()
    expect(page.locator("[data-act=sign-in]")).to_be_visible()


def sign_in_by_code(page: Page, served: Served) -> None:
    type_password(page, served)
    page.locator("[data-act=sign-in] button[type=submit]").click()
    expect(page.locator("#passkeys")).to_be_visible()


def add_key(page: Page, served: Served) -> None:
    """Signs in with the password alone, and makes a passkey."""
    sign_in_by_code(page, served)
    page.locator("[data-act=passkey] [name=name]").fill("Desk key")
    page.locator("[data-act=passkey] button").click()
    expect(page.locator("[role=status]")).to_have_text("The passkey is added.")
    expect(page.locator("[data-key='Desk key']")).to_be_visible()


def test_a_passkey_is_made_and_used_once_for_each_question(desk: Page, served: Served) -> None:
    wrong: list[str] = []
    desk.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    authenticator(desk)
    add_key(desk, served)
    picture(desk, "passkeys-en-1366")
    assert findings(desk) == []
    sign_out(desk)
    type_password(desk, served)
    assert findings(desk) == []
    picture(desk, "login-passkey-en-1366")
    with desk.expect_request(lambda sent: sent.url.endswith("/login") and sent.method == "POST") as sent:
        desk.locator("[data-passkey]").click()
        expect(desk.locator("[data-act=passkey]")).to_be_visible()
    used: dict[str, Any] = dict(parse_qsl(sent.value.post_data or "", keep_blank_values=True))
    assert "signature" in used["passkey"]
    again = httpx.post(f"{served.url}/login", data=used, headers={"Origin": served.url}, trust_env=False)
    assert again.status_code == 403, "the same answer a second time"
    assert wrong == []


def test_a_passkey_confirms_a_person_who_then_removes_it(desk: Page, served: Served) -> None:
    authenticator(desk)
    add_key(desk, served)
    served.run(move_clock(served.gateway.database, 301))
    desk.locator("[data-act=remove-passkey] button").click()
    expect(desk.locator("[data-act=confirm]")).to_be_visible()
    desk.locator("[name=password]").fill(PASSWORD)
    desk.locator("[data-passkey]").click()
    expect(desk.locator("[data-key='Desk key']")).to_be_visible()
    desk.locator("[data-act=remove-passkey] button").click()
    expect(desk.locator("[role=status]")).to_have_text("The passkey is removed.")
    sign_out(desk)
    sign_in_by_code(desk, served)
    actions = [entry["action"] for entry in served.run(served.gateway.audit())]
    assert actions.count("account.passkey") == actions.count("account.remove_passkey") == 1


@pytest.mark.parametrize(("count", "comes_in"), [(0, False), (90, True)])
def test_a_copy_that_has_signed_less_often_is_refused(desk: Page, served: Served, count: int, comes_in: bool) -> None:
    devtools, key = authenticator(desk)
    add_key(desk, served)
    sign_out(desk)
    type_password(desk, served)
    desk.locator("[data-passkey]").click()
    expect(desk.locator("[data-act=passkey]")).to_be_visible()
    (credential,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert credential["signCount"] >= 2
    devtools.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    devtools.send("WebAuthn.addCredential", {"authenticatorId": key, "credential": {**credential, "signCount": count}})
    sign_out(desk)
    type_password(desk, served)
    desk.locator("[data-passkey]").click()
    expect(desk.locator("#passkeys" if comes_in else "#wrong")).to_be_visible()


def test_without_the_key_a_password_is_not_enough(desk: Page, served: Served) -> None:
    authenticator(desk)
    add_key(desk, served)
    sign_out(desk)
    type_password(desk, served)
    desk.locator("[data-act=sign-in] button[type=submit]").click()
    expect(desk.locator("#wrong")).to_be_visible()


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("width", [360, 1366])
def test_the_page_fits_and_says_where_passkeys_do_not_work(desk: Page, served: Served, lang: str, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 768})
    served.runtime.settings.public_url = f"http://127.0.0.1:{served.port}"
    served.url = served.runtime.settings.public_url
    type_password(desk, served)
    desk.locator("[data-act=sign-in] button[type=submit]").click()
    desk.goto(f"{served.url}/account?lang={lang}")
    expect(desk.locator("#passkeys")).to_be_visible()
    assert desk.locator("[data-act=passkey]").count() == 0
    assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(desk, f"account-{lang}-{width}")
