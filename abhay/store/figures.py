"""Figures of the whole database, for monitoring and for readiness."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from abhay.store.database import Database
from models.enums import Status
from models.tables import Alert, Notification


@dataclass(frozen=True)
class Figures:
    """Cases by (status, severity), messages by (kind, status), and seconds by which the latest step is late."""

    cases: dict[tuple[str, str], int]
    messages: dict[tuple[str, str], int]
    oldest_overdue: float


async def read_figures(database: Database) -> Figures:
    """Count everything there is."""
    async with database.transaction() as session:
        cases = select(Alert.status, Alert.severity, func.count()).group_by(Alert.status, Alert.severity)
        messages = select(Notification.kind, Notification.status, func.count()).group_by(
            Notification.kind, Notification.status
        )
        late = select(func.extract("epoch", func.abhay_now() - func.min(Alert.next_at))).where(
            Alert.status != Status.CLOSED.value
        )
        return Figures(
            cases={(status, severity): count for status, severity, count in (await session.exec(cases)).all()},
            messages={(kind, status): count for kind, status, count in (await session.exec(messages)).all()},
            oldest_overdue=max(0.0, float((await session.exec(late)).one() or 0)),
        )


async def has_worked(database: Database) -> bool:
    """Whether a case that came in since the database server started was taken up by a flow run and paged."""
    query = select(Alert.id).where(
        col(Alert.received_at) > func.pg_postmaster_start_time(),
        col(Alert.flow_run_id).is_not(None),
        col(Alert.rung).is_not(None),
    )
    async with database.transaction() as session:
        return (await session.exec(query.limit(1))).first() is not None
