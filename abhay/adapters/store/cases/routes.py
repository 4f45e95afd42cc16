"""Whose case it is, as a row: decided once, and again when more becomes known about the person."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, delete

from abhay.adapters.store.cases.locked import LockedCase, locked, locked_all, reschedule_all
from abhay.adapters.store.cases.rerouting import carry_out_reassignment
from abhay.adapters.store.db.database import Database, vault_of
from abhay.adapters.store.db.sealed_routes import read_route, write_route
from abhay.adapters.store.log.timeline import note
from abhay.domain.cases.reassignment import reassign, with_further_units
from abhay.domain.intake.trust import MEANINGS
from abhay.domain.messages.paging import Why
from models import timeline
from models.actors import system
from models.enums import Mover, Reason, RouteState
from models.routes import Route
from models.tables import AlertUnit


async def record_route(database: Database, alert_id: UUID, route: Route, mover: Mover) -> bool:
    """Writes a case's route. Returns False if it stands already: the other mover was first."""
    async with database.transaction("route") as session:
        return bool(await _record([await locked(session, alert_id)], {alert_id: route}, mover))


async def record_routes(database: Database, routes: Mapping[UUID, Route], mover: Mover) -> set[UUID]:
    """Does the same for several cases in one transaction. Returns those whose route stands now.

    A case that somebody is changing now is left out.
    """
    async with database.transaction("route") as session:
        cases = await locked_all(session, list(routes))
        await _record(cases, routes, mover)
        return {case.alert.id for case in cases}


async def _record(cases: Sequence[LockedCase], routes: Mapping[UUID, Route], mover: Mover) -> list[LockedCase]:
    """Writes the routes that are still asked for. Returns the cases that got one.

    A case that was routed before keeps its units and gets those that the new facts name beside them.
    """
    await _forget_units([case for case in cases if case.alert.route is None])
    changed: list[LockedCase] = []
    for case in cases:
        route = routes[case.alert.id]
        if case.alert.route is None:
            await _first(case, _held_back(case, route))
        elif (await case.snapshot()).route_is_stale:
            await _again(case, route)
        else:
            continue
        case.alert.route_stale = False
        _note(case, mover)
        changed.append(case)
    await reschedule_all(changed)
    return changed


async def _forget_units(cases: Sequence[LockedCase]) -> None:
    """Removes the units that cases without a route may have."""
    if cases:
        ids = [case.alert.id for case in cases]
        await cases[0].session.exec(delete(AlertUnit).where(col(AlertUnit.alert_id).in_(ids)))


async def _first(case: LockedCase, route: Route) -> None:
    session = case.session
    write_route(vault_of(session), case.alert, route)
    session.add_all(AlertUnit(alert_id=case.alert.id, unit_id=unit, position=n) for n, unit in enumerate(route.units))
    case.units = route.units
    if MEANINGS[case.alert.trust].desk_hears:
        await case.tell_desk(Why(Reason.FORWARDED))


async def _again(case: LockedCase, route: Route) -> None:
    """Decides again from what came in since, which may name a further unit; no unit that was paged loses the case.

    If it cannot be read, the route stays as it is and the desk hears of it.
    """
    if route.unreadable:
        await case.tell_desk(Why(Reason.READ_BY_HAND))
        return
    units, vault = with_further_units(case.units, route.units), vault_of(case.session)
    if units == case.units:
        before = read_route(vault, case.alert) or route
        if not units and route.state is RouteState.OUT_OF_STATE:
            write_route(vault, case.alert, route)  # nobody of ours has it: the desk learns whom to hand it over to
            return
        anew = {"evidence": route.evidence, "candidates": route.candidates}
        write_route(vault, case.alert, before.model_copy(update=anew))
        return
    change = reassign(case.units, units)
    await carry_out_reassignment(case, change, by_person=False)
    write_route(vault, case.alert, route.model_copy(update={"state": change.state, "units": units}))


def _held_back(case: LockedCase, route: Route) -> Route:
    """Holds a case back whose sender is unproven: its evidence waits for an operator."""
    if not case.held:
        return route
    return route.model_copy(update={"state": RouteState.UNRESOLVED, "district": None, "units": (), "copies": ()})


def _note(case: LockedCase, mover: Mover) -> None:
    route = Route.model_validate(case.alert.route)
    routed = timeline.Routed(
        mover=mover, state=route.state, district=route.district, units=route.units, confidence=route.confidence
    )
    note(case.session, case.alert, routed, case.at, system(mover))
