"""A real browser (Debian's chromium, headless) before a system of its own."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from abhay.adapters.processes.ports import free_port
from models.enums import Role
from tests.browser.desk import new_page, person, sign_in
from tests.support.databases import Server
from tests.support.served import Served, served_gateway
from tests.support.system import System, running_system

expect.set_options(timeout=90_000)
"""Milliseconds; the five seconds that Playwright gives are few for a browser beside other tests."""

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="package")
def system() -> Iterator[System]:
    """A system whose mail server refuses every connection: a page by e-mail is tried and tried again."""
    mail = {"ABHAY_CHANNELS__EMAIL__HOST": "127.0.0.1", "ABHAY_CHANNELS__EMAIL__PORT": str(free_port())}
    with running_system(without=["watcher"], ABHAY_CHANNELS__EMAIL__TLS="none", **mail) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module at a time: while it lives, its event loop runs, and no other test can have one."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(postgres: Server) -> Iterator[Served]:
    """A gateway with a database of its own; a module that needs another has a fixture of the same name."""
    with served_gateway(postgres) as running:
        yield running


@pytest.fixture(scope="module")
def operator(served: Served) -> str:
    """The name of an operator's account."""
    return person(served, Role.OPERATOR)


@pytest.fixture
def desk(browser: Browser, served: Served, operator: str) -> Iterator[Page]:
    """A page of the operator, who is signed in."""
    page = new_page(browser)
    sign_in(page, served, operator)
    yield page
    page.context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-IN", timezone_id="Asia/Kolkata")
    yield context.new_page()
    context.close()
