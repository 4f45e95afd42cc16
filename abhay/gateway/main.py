"""The application: `uvicorn abhay.gateway.main:app`."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from abhay.gateway.context import Context
from abhay.gateway.middleware import BoundedBodies, Measured
from abhay.gateway.problems import add_problem_handlers
from abhay.gateway.routers import alerts, answers, handover, health, links, policy, sources, units
from abhay.services.afterwards import Afterwards
from abhay.services.readiness import Readiness
from abhay.services.runtime import Runtime, get_runtime

_ROUTERS = (sources, alerts, answers, handover, policy, units, links, health)


def create_app(runtime: Runtime | None = None) -> FastAPI:
    """A gateway; without a runtime it takes this process's own when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        own = runtime or get_runtime()
        async with Afterwards() as later:
            app.state.context = Context(own, later, Readiness(own))
            yield
        await own.database.close()

    app = FastAPI(
        title="Abhay",
        version=version("abhay"),
        summary="Alerts in, police units told, acknowledged, followed to the outcome.",
        lifespan=lifespan,
        docs_url=None,  # its page would load scripts from elsewhere
        redoc_url=None,
    )
    for module in _ROUTERS:
        app.include_router(module.router)
    add_problem_handlers(app)
    app.add_middleware(BoundedBodies)
    app.add_middleware(Measured)
    return app


app = create_app()
