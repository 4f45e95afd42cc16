"""A gateway over a real database, in the test's own event loop, with a Prefect that only notes what it is asked."""

from collections.abc import AsyncIterator

import httpx
import pytest

from abhay import orchestration
from abhay.errors import OrchestrationUnavailable
from abhay.gateway.main import create_app
from abhay.secretfiles import load_secrets
from abhay.services.runtime import Runtime
from abhay.settings import LimitSettings, Settings
from abhay.store.database import Database
from tests.integration.gateway.support import FakePrefect, Gateway, routes_of
from tests.support.databases import Server


@pytest.fixture
def prefect(monkeypatch: pytest.MonkeyPatch) -> FakePrefect:
    fake = FakePrefect()
    for name in ("start_run", "wake_run", "run_state_name", "healthy", "worker_online"):
        monkeypatch.setattr(orchestration, name, getattr(fake, name))
    return fake


@pytest.fixture
def prefect_down(prefect: FakePrefect) -> FakePrefect:
    prefect.error = OrchestrationUnavailable()
    return prefect


@pytest.fixture
def limits() -> LimitSettings:
    """The limits of the gateway under test; a module with others has a fixture of the same name."""
    return LimitSettings()


@pytest.fixture
def runtime(postgres: Server, database: Database, limits: LimitSettings) -> Runtime:
    settings = postgres.settings.model_copy(update={"limits": limits, "public_url": "http://abhay.test"})
    assert isinstance(settings, Settings)
    return Runtime(
        settings=settings,
        secrets=load_secrets(settings),
        database_url=database.url,
        vault=postgres.vault,
        channels={},
    )


@pytest.fixture
async def gateway(runtime: Runtime, prefect: FakePrefect) -> AsyncIterator[Gateway]:
    app = create_app(runtime)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://abhay.test") as client,
    ):
        yield Gateway(app, client, runtime)


@pytest.fixture
def gateway_routes() -> set[tuple[str, str]]:
    """Method and path template of everything that the gateway answers."""
    return routes_of(create_app())
