"""The application: `uvicorn abhay.entrypoints.gateway.main:app`."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from abhay.adapters.identity.openid import provider_of
from abhay.adapters.store.db.waits import GATEWAY
from abhay.entrypoints.gateway.context import Context
from abhay.entrypoints.gateway.drills import api as drills_api
from abhay.entrypoints.gateway.drills import pages as drills_pages
from abhay.entrypoints.gateway.middleware import BoundedBodies, Measured
from abhay.entrypoints.gateway.partners import checks, page
from abhay.entrypoints.gateway.problems import add_problem_handlers
from abhay.entrypoints.gateway.reports import api as reports_api
from abhay.entrypoints.gateway.reports import pages as reports_pages
from abhay.entrypoints.gateway.routers import (
    alerts,
    answers,
    browsers,
    callbacks,
    files,
    handover,
    health,
    links,
    policy,
    providers,
    readiness,
    rosters,
    sources,
    units,
)
from abhay.entrypoints.gateway.screens import (
    accounts,
    new_case,
    own_account,
    provider,
    proving,
    sign_in,
    static,
)
from abhay.entrypoints.gateway.screens import board as board_screen
from abhay.entrypoints.gateway.screens import case as case_screen
from abhay.entrypoints.gateway.screens.same_origin import SameOrigin
from abhay.entrypoints.gateway.screens.second_steps import passkeys
from abhay.entrypoints.gateway.screens.tuning import policy as policy_screen
from abhay.entrypoints.gateway.screens.tuning import rosters as roster_forms
from abhay.entrypoints.gateway.screens.tuning import units as units_screen
from abhay.entrypoints.gateway.screens.tuning import versions as policy_versions
from abhay.entrypoints.gateway.turns import Turns
from abhay.services.beginning import begin
from abhay.services.board.districts import DistrictWaits
from abhay.services.board.live import Board
from abhay.services.intake.refusals import RefusedDeliveries
from abhay.services.monitoring.living import telling
from abhay.services.monitoring.part_states import PartStates
from abhay.services.monitoring.readiness import Readiness
from abhay.services.runtime import Runtime, get_runtime

_ROUTERS = (
    sources,
    checks,
    page,
    callbacks,
    alerts,
    files,
    answers,
    handover,
    policy,
    units,
    rosters,
    readiness,
    providers,
    links,
    browsers,
    health,
    board_screen,
    case_screen,
    policy_screen,
    policy_versions,
    units_screen,
    roster_forms,
    new_case,
    sign_in,
    provider,
    own_account,
    passkeys,
    proving,
    accounts,
    reports_api,
    reports_pages,
    drills_api,
    drills_pages,
    static,
)


def _context(runtime: Runtime) -> Context:
    readiness, database = Readiness(runtime), runtime.database
    return Context(
        runtime=runtime,
        readiness=readiness,
        refusals=RefusedDeliveries(runtime),
        board=Board(database),
        parts=PartStates(runtime, readiness),
        waits=DistrictWaits(database),
        provider=provider_of(runtime.settings.oidc),
    )


@asynccontextmanager
async def serving(app: FastAPI, own: Runtime) -> AsyncGenerator[None, None]:
    """Gives the application its runtime while it serves, and closes it."""
    await begin(own)
    app.state.context = context = _context(own)
    async with telling(own, "gateway"):
        yield
    for each in (context.board, context.parts, context.waits):
        await each.close()
    await own.close()


def create_app(runtime: Runtime | None = None) -> FastAPI:
    """Returns a gateway; without a runtime it uses this process's own when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        async with serving(app, runtime or get_runtime(GATEWAY)):
            yield

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
    app.add_middleware(Turns)
    app.add_middleware(BoundedBodies)
    app.add_middleware(SameOrigin)
    app.add_middleware(Measured)
    return app


app = create_app()
