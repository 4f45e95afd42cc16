"""What the sweep reads and writes: open cases with the run that carries each, and the note of a repair."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import defer
from sqlmodel import col, or_, select

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
        query = (
            select(Alert)
            .where(or_(Alert.status != Status.CLOSED.value, col(Alert.closed_at) > at - CLOSED_LATELY))
            .order_by(col(Alert.received_at))
            # By far the largest part of a row, and not needed here.
            .options(defer(col(Alert.route)))  # pyright: ignore[reportArgumentType]  a column is one to SQLAlchemy
        )
        leased = set((await session.exec(select(Lease.alert_id).where(Lease.until > at))).all())
        return [
            CaseWithRun(
                id=alert.id,
                ref=alert.ref,
                severity=alert.severity,
                flow_run_id=alert.flow_run_id,
                closed=alert.status == Status.CLOSED.value,
                leased=alert.id in leased,
                young=alert.received_at > at - YOUNG,
                overdue=alert.next_at is not None and alert.next_at < at - LATE,
            )
            for alert in (await session.exec(query)).all()
        ]


async def note_repair(database: Database, alert_id: UUID, found: str) -> None:
    """Say in the timeline what was found and put right, and have a worker look at once."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        note(session, case.alert, TimelineEvent.REPAIRED, case.at, "sweep", found=found)
        if case.alert.status != Status.CLOSED.value:
            case.alert.next_at = case.at
        await wake(session, alert_id)
