"""A gateway over a real database, in the test's own event loop, with an engine in memory."""

from collections.abc import AsyncIterator
from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
import pytest
from fastapi import FastAPI

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.channels.registry import known_channels
from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.waits import GATEWAY
from abhay.entrypoints.gateway.main import create_app, serving
from abhay.security.secretfiles import load_secrets
from abhay.services.runtime import Runtime
from abhay.settings import LimitSettings, Settings
from tests.integration.gateway.support import Gateway, routes_of
from tests.support.databases import Server
from tests.support.openapi import Conformance

PATIENCE = 60.0
"""Seconds in which a busy machine ends a transaction, or goes on with it: only locks are given up as quickly as ever."""


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def limits() -> LimitSettings:
    """The limits of the gateway under test; a module with others has a fixture of the same name."""
    return LimitSettings()


@pytest.fixture
def runtime(postgres: Server, database: Database, limits: LimitSettings, engine: FakeEngine) -> Runtime:
    settings = postgres.settings.model_copy(update={"limits": limits, "public_url": "http://abhay.test"})
    assert isinstance(settings, Settings)
    return Runtime(
        settings=settings,
        secrets=load_secrets(settings),
        database_url=database.url,
        vault=postgres.vault,
        channels={name: FakeChannel(name) for name in known_channels()},
        engine=engine,
        waits=replace(GATEWAY, idle=PATIENCE, transaction=PATIENCE, pool=PATIENCE),
    )


@pytest.fixture(scope="session")
def application() -> FastAPI:
    """The application and its document, once for all tests of a process: making its routes takes half a second."""
    return create_app()


@pytest.fixture(scope="session")
def conformance(application: FastAPI) -> Conformance:
    """What its document promises."""
    return Conformance(application)


@pytest.fixture
async def gateway(application: FastAPI, conformance: Conformance, runtime: Runtime) -> AsyncIterator[Gateway]:
    app = application
    app.middleware_stack = None  # each test has a loop of its own, and middleware what belongs to one
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        serving(app, runtime),
        httpx.AsyncClient(
            transport=transport,
            base_url="http://abhay.test",
            event_hooks={"response": [conformance.check]},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # as programs do; a browser is a `Phone`
        ) as client,
    ):
        yield Gateway(app, client, runtime)


@pytest.fixture
def gateway_routes(application: FastAPI) -> set[tuple[str, str]]:
    """Method and path template of everything that the gateway answers."""
    return routes_of(application)
