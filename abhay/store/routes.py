"""Whose case it is, as a row: decided once, and again when more becomes known about the person."""

from uuid import UUID

from sqlmodel import col, delete

from abhay.store.cases import LockedCase, locked
from abhay.store.database import Database
from abhay.store.recipients import queue_desk
from abhay.store.rerouting import hand_over
from abhay.store.timeline import note
from abhay.words import Reason
from models.enums import Mover, RouteState, TimelineEvent, Trust
from models.routes import Route
from models.tables import AlertUnit


async def record_route(database: Database, alert_id: UUID, route: Route, mover: Mover) -> bool:
    """Write a case's route; False when it stands already (the other mover was first).

    A case that was routed before keeps its units and gets those that the new facts name beside them.
    """
    async with database.transaction("route") as session:
        case = await locked(session, alert_id)
        if case.alert.route is None:
            await _first(case, _held_back(case, route))
        elif (await case.snapshot()).route_is_stale:
            await _again(case, route)
        else:
            return False
        _note(case, mover)
        await case.settle()
        return True


async def _first(case: LockedCase, route: Route) -> None:
    _write(case, route)
    session = case.session
    await session.exec(delete(AlertUnit).where(col(AlertUnit.alert_id) == case.alert.id))
    session.add_all(AlertUnit(alert_id=case.alert.id, unit_id=unit, position=n) for n, unit in enumerate(route.units))
    case.units = route.units
    if case.alert.trust == Trust.FORWARDED.value:
        await queue_desk(session, case.alert, case.document.rung, case.at, reason=Reason.FORWARDED)


async def _again(case: LockedCase, route: Route) -> None:
    """What came in since may name a unit where none was known, or another one: nobody paged is let go by it."""
    units = (*case.units, *(unit for unit in route.units if unit not in case.units))
    if units == case.units:
        before = Route.model_validate(case.alert.route)
        if not units and route.state is RouteState.OUT_OF_STATE:
            _write(case, route)  # nobody of ours has it: the desk learns whom to hand it over to
            return
        _write(case, before.model_copy(update={"evidence": route.evidence, "candidates": route.candidates}))
        return
    state = RouteState.AMBIGUOUS if len(units) > 1 else RouteState.RESOLVED
    await hand_over(case, units, state=state)
    _write(case, route.model_copy(update={"state": state, "units": units}))


def _held_back(case: LockedCase, route: Route) -> Route:
    """An unauthenticated message is never routed by itself: its evidence waits for an operator."""
    if not case.held:
        return route
    return route.model_copy(update={"state": RouteState.UNRESOLVED, "district": None, "units": (), "copies": ()})


def _write(case: LockedCase, route: Route) -> None:
    case.alert.route, case.alert.route_state = route.model_dump(mode="json"), route.state.value


def _note(case: LockedCase, mover: Mover) -> None:
    route = Route.model_validate(case.alert.route)
    note(
        case.session,
        case.alert,
        TimelineEvent.ROUTED,
        case.at,
        mover.value,
        mover=mover.value,
        state=route.state.value,
        district=route.district,
        units=list(route.units),
        confidence=route.confidence,
    )
