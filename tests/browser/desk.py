"""What people do before the gateway's pages, and what happens to cases meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from abhay.adapters.store.cases.answers import Answer, acknowledge, close
from models.enums import Outcome, Role
from tests.integration.gateway.screens.browser import PASSWORD, account
from tests.support.actors import OPERATOR
from tests.support.served import Served

PATIENT = 90_000
"""Milliseconds for what a browser waits for, beside other tests."""


def person(served: Served, role: Role) -> str:
    """Makes an account of this role. Returns its name."""
    return served.run(account(served.gateway, role, name=f"Synthetic {role.title()}"))


def sign_in(page: Page, served: Served, name: str) -> None:
    """Signs in, and waits until that is done."""
    page.goto(f"{served.url}/login?lang=en")
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[data-act=sign-in] button").click()
    page.locator("[data-person]").wait_for()


def new_page(browser: Browser, **more: Any) -> Page:
    """A page in a browser with nothing in it; closing its context closes all of it."""
    context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, "locale": "en-IN", **more})
    context.set_default_timeout(PATIENT)
    return context.new_page()


@contextmanager
def without_gateway(served: Served) -> Iterator[None]:
    """The gateway is stopped for a block, and started again at the same address whatever came of it."""
    served.stop()
    try:
        yield
    finally:
        served.start()


def raised(served: Served, **changes: Any) -> str:
    """A new case whose first rung is paged."""
    return served.run(served.gateway.paged(**changes))[0]


def answered(served: Served, ref: str) -> None:
    async def answer() -> None:
        who = OPERATOR.known_as("ASI Synthetic")
        await acknowledge(served.runtime.database, await served.gateway.id_of(ref), who, Answer("kota-city"))

    served.run(answer())


def ended(served: Served, ref: str) -> None:
    async def end() -> None:
        await close(served.runtime.database, await served.gateway.id_of(ref), Outcome.SAFE, OPERATOR, Answer())

    served.run(end())
