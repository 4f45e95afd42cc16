"""Signing in by an identity provider in a real browser: by a link out, past the strict policy, and back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pydantic import SecretStr

from abhay.adapters.identity.openid import provider_of
from abhay.settings import OidcSettings
from models.enums import Role
from tests.browser.looking import findings
from tests.browser.test_prefect_ui import picture
from tests.support.databases import Server
from tests.support.oidc_mock import MockProvider, mock_provider
from tests.support.served import Served, served_gateway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def provider() -> Iterator[MockProvider]:
    with mock_provider() as running:
        running.plant("asha", name="Asha Devi", groups=["abhay-desk"])
        running.plant("guest", name="Synthetic Guest")
        yield running


@pytest.fixture(scope="module")
def served(postgres: Server, provider: MockProvider) -> Iterator[Served]:
    with served_gateway(postgres) as running:
        own = OidcSettings(
            issuer=provider.issuer,
            client_id="abhay",
            client_secret=SecretStr("synthetic"),
            role_claim="groups",
            roles={"abhay-desk": Role.OPERATOR},
        )
        running.runtime.settings.oidc = own
        running.gateway.app.state.context.provider = provider_of(own)
        yield running


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-IN")
    yield context.new_page()
    context.close()


def prove(page: Page, subject: str) -> None:
    """What a person does at the provider."""
    page.locator("input[name=sub]").fill(subject)
    page.locator("input[name=sub]").press("Enter")


def test_a_person_goes_to_the_provider_and_comes_back_to_the_page(desk: Page, served: Served) -> None:
    wrong: list[str] = []

    def ours(said: ConsoleMessage) -> bool:
        return said.location["url"].startswith(served.url)  # the provider's page loads a style sheet from elsewhere

    desk.on("console", lambda said: wrong.append(said.text) if said.type == "error" and ours(said) else None)
    desk.goto(f"{served.url}/login?lang=en")
    desk.goto(f"{served.url}/account")
    expect(desk.locator("[data-provider=up]")).to_have_text("Sign in by the police identity service")
    assert findings(desk) == []
    desk.locator("[data-provider=up]").click()
    prove(desk, "asha")
    expect(desk.locator("[data-person]")).to_have_text("Asha Devi")
    assert desk.url == f"{served.url}/account"
    assert wrong == []


def test_who_has_no_role_reads_why(desk: Page, served: Served) -> None:
    desk.goto(f"{served.url}/login?lang=en")
    desk.locator("[data-provider=up]").click()
    prove(desk, "guest")
    expect(desk.locator("[role=alert]")).to_contain_text("gives you no role in Abhay")
    assert findings(desk) == []
    picture(desk, "provider-refused-en-1366")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("width", [360, 1366])
def test_the_sign_in_page_fits(browser: Browser, served: Served, width: int, lang: str, scheme: str) -> None:
    dark = "dark" if scheme == "dark" else "light"
    context = browser.new_context(viewport={"width": width, "height": 768}, color_scheme=dark)
    page = context.new_page()
    page.goto(f"{served.url}/login?lang={lang}")
    expect(page.locator("[data-provider=up]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(page, f"login-provider-{lang}-{width}-{scheme}")
    context.close()
