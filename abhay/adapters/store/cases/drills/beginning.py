"""Begins a drill with its cases, each routed to its unit, in one transaction; from then on they are like any case."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, vault_of, wake
from abhay.adapters.store.db.locks import DRILLS, lock
from abhay.adapters.store.db.sealed_routes import write_route
from abhay.adapters.store.directory.policies import current_version, read_document
from abhay.adapters.store.intake.alerts import open_apart
from abhay.adapters.store.log.timeline import audit, note
from abhay.domain.cases.answers import UNANSWERED
from abhay.domain.drills.order import DrillOrder
from abhay.domain.drills.safety import Load, require_room, top_of
from abhay.domain.permissions import require
from abhay.errors import UnknownUnit
from models import timeline
from models.actors import Act, Actor
from models.drills.rows import Drill, DrillUnit
from models.enums import RouteState, Status
from models.payloads import AlertPayload
from models.routes import FOR_A_DRILL_EN, Route, RouteReason, RouteWhy
from models.tables import Alert, AlertUnit, PoliceUnit


async def begin(
    database: Database,
    order: DrillOrder,
    payload_of: Callable[[str], AlertPayload],
    actor: Actor,
    *,
    most_open: int,
    real_mark: int,
) -> int:
    """Begins a drill and returns its id; `payload_of` is the invented alert for a unit.

    Raises `WrongRole`, `UnknownUnit`, `BadInput` for a rung that a unit does not have, and `DrillNotNow`.
    """
    require(actor, Act.RUN_DRILL)
    async with database.transaction() as session:
        await lock(session, DRILLS)
        units = await _units(session, order.units)
        require_room(await load_now(session), order.units, most_open=most_open, real_mark=real_mark)
        document = await read_document(session, await current_version(session))
        drill = await _add(session, order, top_of(document, order.severity, order.units, order.top_rung), actor)
        for unit in units:
            await _raise(session, drill, unit, payload_of(unit.id), actor)
        about: dict[str, Any] = order.model_dump(mode="json") | {"top_rung": drill.top_rung}
        audit(session, drill.started_at, actor, Act.RUN_DRILL, drill=drill.id, order=about)
        return drill.id or 0


async def _units(session: AsyncSession, ids: tuple[str, ...]) -> list[PoliceUnit]:
    found = {each.id: each for each in await session.exec(select(PoliceUnit).where(col(PoliceUnit.id).in_(ids)))}
    if unknown := [each for each in ids if each not in found]:
        raise UnknownUnit(f"{unknown[0]}: there is no such police unit, see GET /v1/units.")
    return [found[each] for each in ids]


async def _add(session: AsyncSession, order: DrillOrder, top: str, actor: Actor) -> Drill:
    at = await now(session)
    drill = Drill(
        started_at=at,
        started_by=actor.id,
        severity=order.severity,
        reason=order.reason,
        announced=order.announced,
        top_rung=top,
        ends_at=at + timedelta(minutes=order.window_minutes),
    )
    session.add(drill)
    await session.flush()
    return drill


async def _raise(session: AsyncSession, drill: Drill, unit: PoliceUnit, payload: AlertPayload, actor: Actor) -> None:
    """Opens the case of one unit: somebody chose the unit, so that nothing has to be found out from its words."""
    case = await open_apart(session, payload, actor, drill.started_at)
    case.top_rung, case.routed_by_person = drill.top_rung, True
    route = Route(
        state=RouteState.RESOLVED,
        district=unit.district_id,
        units=(unit.id,),
        confidence=1,
        why=RouteWhy(code=RouteReason.DRILL),
        reason=FOR_A_DRILL_EN,
    )
    write_route(vault_of(session), case, route)
    await session.flush()
    session.add(AlertUnit(alert_id=case.id, unit_id=unit.id, position=0))
    session.add(DrillUnit(drill_id=drill.id or 0, unit_id=unit.id, alert_id=case.id))
    routed = timeline.Routed(state=route.state, district=route.district, units=route.units, confidence=1)
    note(session, case, routed, drill.started_at, actor)
    await wake(session, case.id)


async def load_now(session: AsyncSession) -> Load:
    """Returns what is open now: the units with a drill case, and the real cases that nobody has answered."""
    open_ = (col(Alert.top_rung).is_not(None), col(Alert.status) != Status.CLOSED)
    drilled = select(DrillUnit.unit_id).join(Alert, col(Alert.id) == DrillUnit.alert_id).where(*open_)
    return Load(frozenset((await session.exec(drilled)).all()), await real_unanswered(session))


async def real_unanswered(session: AsyncSession) -> int:
    """Returns how many real cases wait for an answer; what its sender marked as a test is none."""
    query = (
        select(func.count())
        .select_from(Alert)
        .where(col(Alert.status).in_(UNANSWERED), col(Alert.drill).is_(False), col(Alert.is_test).is_(False))
    )
    return (await session.exec(query)).one()
