"""Which Prefect flow run carries a case, and which cases need one to look at them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, func, select

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.locks import LISTENING
from abhay.adapters.store.db.statements import execute, named
from abhay.domain.intake.severity import SEVEREST_FIRST
from abhay.domain.messages.kinds import NOTICES
from models.enums import Status
from models.tables import Alert


@dataclass(frozen=True)
class RunOf:
    """A case with the flow run that carries it, if it has one yet.

    Of a due case also how long it has been due, whether some worker is looking at it, whether all that is
    due are notices of what happened, whether any worker listens, and whether it is a drill's; of a case that is
    looked up by its id also its status and its rung.
    """

    id: UUID
    ref: str
    severity: str
    flow_run_id: UUID | None
    closed: bool
    next_at: datetime | None
    late: timedelta = timedelta(0)
    leased: bool = False
    only_notices: bool = False
    worker_listens: bool = False
    drill: bool = False
    status: str = ""
    rung: str | None = None


async def run_of(database: Database, alert_id: UUID) -> RunOf | None:
    """Returns the case's run; None if there is no such case."""
    async with database.transaction() as session:
        alert = await session.get(Alert, alert_id)
        return _run(alert) if alert else None


async def own_runs(database: Database, run_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Returns the cases that these runs carry, by the run's id; a run that carries none is left out."""
    if not run_ids:
        return {}
    async with database.transaction() as session:
        query = select(Alert.flow_run_id, Alert.id).where(col(Alert.flow_run_id).in_(run_ids))
        return {run: case for run, case in (await session.exec(query)).all() if run is not None}


def _run(alert: Alert) -> RunOf:
    closed = alert.status == Status.CLOSED
    return RunOf(
        alert.id,
        alert.ref,
        alert.severity,
        alert.flow_run_id,
        closed,
        alert.next_at,
        drill=alert.drill,
        status=alert.status,
        rung=alert.rung,
    )


async def register_run(
    database: Database, alert_id: UUID, run_id: UUID, *, instead_of: UUID | None = None
) -> UUID | None:
    """Makes this run the case's own, unless it has another one. Returns the run it has now.

    `instead_of` names a run that is gone and may be replaced. None: there is no such case.
    """
    async with database.transaction("register") as session:
        alert = (await session.exec(select(Alert).where(Alert.id == alert_id).with_for_update(key_share=True))).first()
        if alert is None:
            return None
        if alert.flow_run_id in (None, instead_of):
            alert.flow_run_id = run_id
        return alert.flow_run_id


_DUE = named("due")


async def due_cases(database: Database, *, overdue_by: timedelta, limit: int, leased_too: bool = False) -> list[RunOf]:
    """Returns open cases whose next look, and any cases whose messages, are late by this much; most urgent first.

    A case that nobody was paged for yet comes before reminders, imminent before high before concern, and
    after all of them those that only have notices left to send; then, in the same order, those of drills. A claim
    that ran out, or whose sender died, counts from when its message was written. Cases that some worker is
    looking at are left out unless `leased_too`.
    """
    async with database.transaction() as session:
        at = await now(session)
        rows = await execute(
            session,
            _DUE,
            at=at,
            before=at - overdue_by,
            limit=limit,
            leased_too=leased_too,
            notices=NOTICES,
            severities=SEVEREST_FIRST,
            listening=LISTENING,
        )
    return [RunOf(*row) for row in rows]


async def next_moment(database: Database) -> timedelta | None:
    """Returns how long until the next open case must be looked at; None while none is open."""
    async with database.transaction() as session:
        query = select(func.min(Alert.next_at)).where(Alert.status != Status.CLOSED)
        earliest = (await session.exec(query)).one()
        return None if earliest is None else earliest - await now(session)


async def next_to_fall_due(database: Database) -> timedelta | None:
    """Returns how long until the next case falls due that is not due already; None if there is none."""
    async with database.transaction() as session:
        at = await now(session)
        ahead = (col(Alert.next_at) > at, col(Alert.status) != Status.CLOSED)
        earliest = (await session.exec(select(func.min(Alert.next_at)).where(*ahead))).one()
        return None if earliest is None else earliest - at
