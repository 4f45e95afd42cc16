"""Which Prefect flow run carries a case, and which cases need one to look at them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import DateTime, bindparam, func, text
from sqlmodel import col, select

from abhay.store.database import HELD_KEYS, TEXTS, Database, now
from abhay.store.outbox import NOTICES
from models.enums import Status
from models.tables import Alert


@dataclass(frozen=True)
class RunOf:
    """A case with the flow run that carries it, if it has one yet.

    Of a due case also how long it has been due, whether some worker is looking at it, and whether all
    that is due are notices of what happened.
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


_DUE = text(
    f"""
    WITH due (alert_id, since, notice) AS (
        SELECT id, next_at, false FROM alert WHERE next_at <= :before AND status <> 'closed'
        UNION ALL
        SELECT alert_id, greatest(queued_at, try_after), kind = ANY(:notices) FROM notification
        WHERE status IN ('queued', 'sending') AND CASE status
            WHEN 'queued' THEN queued_at <= :before AND (try_after IS NULL OR try_after <= :at)
            ELSE sending_deadline <= :at OR (sender IS NOT NULL AND sender NOT IN {HELD_KEYS.text})
        END
    ), found AS (
        SELECT alert_id, min(since) AS since, bool_and(notice) AS only_notices,
            EXISTS (SELECT FROM lease WHERE lease.alert_id = due.alert_id AND until > :at) AS leased
        FROM due GROUP BY alert_id
    )
    SELECT id, ref, severity, flow_run_id, status = 'closed', next_at, :at - since, leased, only_notices
    FROM found JOIN alert ON alert.id = alert_id
    WHERE :leased_too OR NOT leased
    ORDER BY only_notices, rung IS NOT NULL, array_position(ARRAY['imminent', 'high', 'concern'], severity), next_at
    LIMIT :limit
    """  # noqa: S608  no word of it comes from outside
).bindparams(
    bindparam("at", type_=DateTime(timezone=True)),
    bindparam("before", type_=DateTime(timezone=True)),
    bindparam("notices", [kind.value for kind in NOTICES], type_=TEXTS),
)


async def due_cases(database: Database, *, overdue_by: timedelta, limit: int, leased_too: bool = False) -> list[RunOf]:
    """Open cases whose next look, or any whose messages, are late by this much; most urgent first.

    A case that nobody was paged for yet comes before reminders, imminent before high before concern, and
    after all of them those that only have notices left to send. A claim that ran out, or whose sender
    died, counts from when its message was written. Cases that some worker is looking at are left out
    unless `leased_too`.
    """
    async with database.transaction() as session:
        at = await now(session)
        asked = {"at": at, "before": at - overdue_by, "limit": limit, "leased_too": leased_too}
        rows = (await (await session.connection()).execute(_DUE, asked)).all()
    return [RunOf(*row) for row in rows]


async def next_moment(database: Database) -> timedelta | None:
    """How long until the next open case must be looked at; None while none is open."""
    async with database.transaction() as session:
        query = select(func.min(Alert.next_at)).where(Alert.status != Status.CLOSED.value)
        earliest = (await session.exec(query)).one()
        return None if earliest is None else earliest - await now(session)


async def next_to_fall_due(database: Database) -> timedelta | None:
    """How long until the next case falls due that is not due already; None while none will."""
    async with database.transaction() as session:
        at = await now(session)
        ahead = (col(Alert.next_at) > at, col(Alert.status) != Status.CLOSED.value)
        earliest = (await session.exec(select(func.min(Alert.next_at)).where(*ahead))).one()
        return None if earliest is None else earliest - at
