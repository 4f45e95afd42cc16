"""What the sweep reads and writes: open cases with the run that carries each, and the note of a repair."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import false, func, or_, select, text
from sqlmodel import col

from abhay.store.cases import locked
from abhay.store.database import Database, now, wake
from abhay.store.timeline import note
from models.enums import Status, TimelineEvent
from models.tables import Alert, Lease

SWEEP_KEY = 0x4142_5357_4550  # advisory lock: one sweep at a time, whoever makes it

YOUNG = timedelta(seconds=3)
"""A case without a run is normal for this long: a worker is about to create it."""

CLOSED_LATELY = timedelta(minutes=15)
"""Closed cases are looked at for this long: a worker may have died just before their run completed."""

LATE = timedelta(seconds=5)
"""An open case whose next look is this late should have had a pass by now."""


@dataclass(frozen=True)
class CaseWithRun:
    """A case as the sweep sees it."""

    id: UUID
    ref: str
    severity: str
    flow_run_id: UUID | None
    closed: bool
    leased: bool
    young: bool
    overdue: bool


@asynccontextmanager
async def only_one_sweep(database: Database) -> AsyncGenerator[bool]:
    """Hold the sweep's lock while the block runs; answers whether it was free."""
    async with database.transaction() as session:
        connection = await session.connection()
        free = await connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": SWEEP_KEY})
        yield bool(free.scalar_one())


async def cases_with_runs(database: Database) -> list[CaseWithRun]:
    """Every open case, and those closed lately."""
    async with database.transaction() as session:
        at = await now(session)
        leased = select(col(Lease.alert_id)).where(col(Lease.until) > at)
        query = (
            select(
                col(Alert.id),
                col(Alert.ref),
                col(Alert.severity),
                col(Alert.flow_run_id),
                col(Alert.status) == Status.CLOSED.value,
                col(Alert.id).in_(leased),
                col(Alert.received_at) > at - YOUNG,
                func.coalesce(col(Alert.next_at) < at - LATE, false()),
            )
            .where(or_(col(Alert.status) != Status.CLOSED.value, col(Alert.closed_at) > at - CLOSED_LATELY))
            .order_by(col(Alert.received_at))
        )
        rows = await (await session.connection()).execute(query)
        return [CaseWithRun(*row) for row in rows]


async def note_repair(database: Database, alert_id: UUID, found: str) -> None:
    """Say in the timeline what was found and put right, and have a worker look at once."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        note(session, case.alert, TimelineEvent.REPAIRED, case.at, "sweep", found=found)
        if case.alert.status != Status.CLOSED.value:
            case.alert.next_at = case.at
        await wake(session, alert_id)
