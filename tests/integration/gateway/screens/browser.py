"""A person's browser before the gateway: it keeps cookies and says where its forms come from, as browsers do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from abhay.services.accounts.signing_in import make_account
from models.enums import Role
from tests.integration.gateway.support import Gateway
from tests.support.actors import HOST

PASSWORD = "synthetic horse battery"
OWN = {"Origin": "http://abhay.test", "Sec-Fetch-Site": "same-origin"}


@asynccontextmanager
async def browser(gateway: Gateway, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A new browser, with nothing in it."""
    transport = httpx.ASGITransport(gateway.app, raise_app_exceptions=False)
    sent = {"Accept": "text/html,application/xhtml+xml", **OWN, **headers}
    async with httpx.AsyncClient(transport=transport, base_url="http://abhay.test", headers=sent) as client:
        yield client


async def account(gateway: Gateway, role: Role, unit: str | None = None, name: str | None = None) -> str:
    """A new account with the password; answers its name."""
    name = name or f"synthetic {role}"
    unit = "kota-city" if role is Role.UNIT and unit is None else unit
    await make_account(gateway.runtime, name=name, role=role, unit=unit, actor=HOST, password=PASSWORD)
    return name


async def log_in(client: httpx.AsyncClient, name: str, password: str = PASSWORD, **more: str) -> httpx.Response:
    return await client.post("/login", data={"name": name, "password": password, **more})


@asynccontextmanager
async def signed_in(
    gateway: Gateway, role: Role, unit: str | None = None, name: str | None = None, **headers: str
) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which somebody of this role is signed in."""
    name = await account(gateway, role, unit, name)
    async with browser(gateway, **headers) as client:
        answer = await log_in(client, name)
        assert answer.status_code == 303, answer.text
        yield client
