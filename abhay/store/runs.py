"""Which Prefect flow run carries a case, and which cases need one to look at them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, text, true, union
from sqlmodel import col, select

from abhay.store.database import Database, now
from models.enums import MessageStatus, Status
from models.tables import Alert, Lease, Notification


@dataclass(frozen=True)
class RunOf:
    """A case with the flow run that carries it, if it has one yet."""

    id: UUID
    ref: str
    severity: str
    flow_run_id: UUID | None
    closed: bool
    next_at: datetime | None


async def run_of(database: Database, alert_id: UUID) -> RunOf | None:
    """The case's run; None if there is no such case."""
    async with database.transaction() as session:
        alert = await session.get(Alert, alert_id)
        return _run(alert) if alert else None


def _run(alert: Alert) -> RunOf:
    closed = alert.status == Status.CLOSED.value
    return RunOf(alert.id, alert.ref, alert.severity, alert.flow_run_id, closed, alert.next_at)


async def register_run(
    database: Database, alert_id: UUID, run_id: UUID, *, instead_of: UUID | None = None
) -> UUID | None:
    """Make this run the case's own, unless it has another one; answers the run it has now.

    `instead_of` names a run that is gone and may be replaced. None: there is no such case.
    """
    async with database.transaction("register") as session:
        alert = (await session.exec(select(Alert).where(Alert.id == alert_id).with_for_update(key_share=True))).first()
        if alert is None:
            return None
        if alert.flow_run_id in (None, instead_of):
            alert.flow_run_id = run_id
        return alert.flow_run_id


async def due_cases(database: Database, *, overdue_by: timedelta, limit: int, leased_too: bool = False) -> list[RunOf]:
    """Open cases whose next look, or any whose messages, are late by this much; most urgent first.

    A case that nobody was paged for yet comes before reminders, imminent before high before concern.
    Cases that some worker is looking at are left out unless `leased_too`.
    """
    async with database.transaction() as session:
        at = await now(session)
        before = at - overdue_by
        leased = select(Lease.alert_id).where(Lease.until > at)
        looked_at = select(Alert.id).where(col(Alert.next_at) <= before, Alert.status != Status.CLOSED.value)
        unsent = select(Notification.alert_id).where(
            col(Notification.status).in_([MessageStatus.QUEUED.value, MessageStatus.SENDING.value]),
            or_(
                and_(
                    col(Notification.status) == MessageStatus.QUEUED.value,
                    col(Notification.queued_at) <= before,
                    or_(col(Notification.try_after).is_(None), col(Notification.try_after) <= at),
                ),
                and_(
                    col(Notification.status) == MessageStatus.SENDING.value,
                    col(Notification.sending_deadline) <= before,
                ),
            ),
        )
        query = (
            select(Alert)
            .where(
                col(Alert.id).in_(union(looked_at, unsent)),  # each by its own partial index
                true() if leased_too else col(Alert.id).not_in(leased),
            )
            .order_by(
                col(Alert.rung).is_not(None),
                func.array_position(text("ARRAY['imminent','high','concern']"), col(Alert.severity)),
                col(Alert.next_at),
            )
            .limit(limit)
        )
        return [_run(alert) for alert in (await session.exec(query)).all()]


async def next_moment(database: Database) -> timedelta | None:
    """How long until the next open case must be looked at; None while none is open."""
    async with database.transaction() as session:
        query = select(func.min(Alert.next_at)).where(Alert.status != Status.CLOSED.value)
        earliest = (await session.exec(query)).one()
        return None if earliest is None else earliest - await now(session)
