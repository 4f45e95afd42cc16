"""Whose case it is: everything that came in about the person, weighed together, once per case."""

import asyncio
from uuid import UUID

from abhay.gazetteer import load, route_payload
from abhay.services.runtime import Runtime
from abhay.store.evidence import payloads_of
from abhay.store.steps import record_route
from models.enums import Mover, RouteState
from models.routes import Route

_BEST_FIRST = (RouteState.RESOLVED, RouteState.AMBIGUOUS, RouteState.OUT_OF_STATE, RouteState.UNRESOLVED)


async def warm_up() -> None:
    """Load the gazetteer, so that the first alert does not wait for it."""
    await asyncio.to_thread(load)


async def route_case(runtime: Runtime, alert_id: UUID, mover: Mover) -> Route:
    """Decide and record a case's route; what cannot be decided is recorded as unresolved, never left out."""
    payloads = await payloads_of(runtime.database, alert_id)
    routes = [await asyncio.to_thread(route_payload, payload, at) for at, payload in payloads]
    route = min(routes, key=lambda each: (_BEST_FIRST.index(each.state), -each.confidence))
    await record_route(runtime.database, alert_id, route, mover)
    return route
