"""What the sweep reads and writes: open cases with the run that carries each, and the note of a repair."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from abhay.adapters.store.cases.locked import locked
from abhay.adapters.store.db.database import Database, now, wake
from abhay.adapters.store.db.dedicated import dedicated_connection
from abhay.adapters.store.db.locks import SWEEP
from abhay.adapters.store.db.statements import execute
from abhay.adapters.store.log.timeline import note
from abhay.domain.repairs import CLOSED_LATELY, CarriedCase
from models import timeline
from models.actors import system
from models.enums import Status
from models.tables import Alert, Lease


@asynccontextmanager
async def only_one_sweep(database: Database) -> AsyncGenerator[bool]:
    """Holds the sweep's lock while the block runs. Yields whether it was free.

    On a connection of its own: Prefect is asked meanwhile, and no transaction may stand idle for so long.
    """
    async with dedicated_connection(database) as connection:
        yield await connection.try_lock(SWEEP)


async def cases_with_runs(database: Database) -> list[CarriedCase]:
    """Returns every open case, and those closed lately."""
    async with database.transaction() as session:
        at = await now(session)
        leased = select(col(Lease.alert_id)).where(col(Lease.until) > at)
        query = (
            select(Alert.id, Alert.ref, Alert.severity, Alert.flow_run_id)
            .add_columns(
                col(Alert.status) == Status.CLOSED,
                col(Alert.id).in_(leased),
                col(Alert.received_at),
                col(Alert.next_at),
            )
            .where(or_(col(Alert.status) != Status.CLOSED, col(Alert.closed_at) > at - CLOSED_LATELY))
            .order_by(col(Alert.received_at))
        )
        return [
            CarriedCase(*carried, age=at - received_at, late=at - next_at if next_at else None)
            for *carried, received_at, next_at in await execute(session, query)
        ]


async def note_repair(database: Database, alert_id: UUID, found: str) -> None:
    """Notes in the timeline what was found and put right, and wakes a worker."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        note(session, case.alert, timeline.Repaired(found=found), case.at, system("sweep"))
        if case.alert.status != Status.CLOSED:
            case.alert.next_at = case.at
        await wake(session, alert_id)
