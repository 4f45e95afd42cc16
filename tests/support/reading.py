"""What tests ask of the database: rows of the tables as they are declared, each question in a transaction of its own.

Used as `reading.pages(database, case.id)`. A case is named by its id or by its ref. SQL in a test itself is for what
only SQL can say: constraints, locks, schemas of other releases, and the bytes as they are stored.
"""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import text
from sqlmodel import SQLModel, col, func, select

from abhay.adapters.store.db.database import Database
from models.enums import MessageKind, MilestoneKind, Reason, TimelineEvent
from models.tables import (
    Acknowledgement,
    Alert,
    AlertEvent,
    AlertUnit,
    AuditEntry,
    AuditText,
    ContactPoint,
    Milestone,
    Notification,
    OriginalMessage,
    TimelineEntry,
)

Row = TypeVar("Row", bound=SQLModel)
Case = UUID | str


async def rows(database: Database, table: type[Row], *where: Any, order: Sequence[Any] = ()) -> list[Row]:
    """The rows of a table that fulfil every condition."""
    async with database.transaction() as session:
        return list(await session.exec(select(table).where(*where).order_by(*order)))


async def count(database: Database, table: type[SQLModel], *where: Any) -> int:
    """How many rows fulfil every condition."""
    async with database.transaction() as session:
        return (await session.exec(select(func.count()).select_from(table).where(*where))).one()


async def stored(database: Database, table: str) -> list[str]:
    """Each row of a table as text, with every value that is in it."""
    async with database.transaction() as session:
        connection = await session.connection()
        return list((await connection.execute(text(f'SELECT row_to_json(t)::text FROM "{table}" t'))).scalars())  # noqa: S608  names from the tests


async def cases(database: Database, *where: Any) -> list[Alert]:
    """Cases in the order in which they came."""
    return await rows(database, Alert, *where, order=(Alert.received_at, Alert.ref))


async def case(database: Database, which: Case) -> Alert:
    """The case as it is now."""
    (found,) = await rows(database, Alert, Alert.id == which if isinstance(which, UUID) else Alert.ref == which)
    return found


async def dump(database: Database) -> dict[str, str]:
    """Every row of every table as text, as a copy of the database has them."""
    async with database.transaction() as session:
        connection = await session.connection()
        names = await connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        return {
            table: "\n".join((await connection.execute(text(f'SELECT t::text FROM "{table}" t'))).scalars())  # noqa: S608
            for table in names.scalars().all()
        }


async def messages_in(database: Database, of: Case | None = None) -> list[AlertEvent]:
    """What came in about a case, oldest first."""
    return await rows(
        database, AlertEvent, *_of(AlertEvent.alert_id, of), order=(AlertEvent.received_at, AlertEvent.id)
    )


async def originals(database: Database) -> list[OriginalMessage]:
    """The bytes that came in, sealed."""
    return await rows(database, OriginalMessage)


async def notifications(
    database: Database, of: Case | None = None, kind: MessageKind | None = None, reason: Reason | None = None
) -> list[Notification]:
    """Messages of ours in the order in which they were queued; those of one moment by unit and post."""
    where = [
        *_of(Notification.alert_id, of),
        *_is(Notification.kind, kind),
        *_is(Notification.reason, reason),
    ]
    order = (Notification.queued_at, Notification.unit_id, Notification.post_id, Notification.attempt)
    return await rows(database, Notification, *where, order=order)


async def pages(database: Database, of: Case | None = None) -> list[Notification]:
    """The pages of a case, newest rung last."""
    return await notifications(database, of, MessageKind.PAGE)


async def rungs_paged(database: Database, of: Case) -> list[str]:
    """The rungs that were paged, each once, in order."""
    return list(dict.fromkeys(page.rung for page in await pages(database, of)))


async def desk_reasons(database: Database, of: Case | None = None) -> list[Reason]:
    """Why the desk was told, in order."""
    return [each.reason for each in await notifications(database, of, MessageKind.DESK)]


async def acknowledgements(database: Database, of: Case | None = None) -> list[Acknowledgement]:
    """Answers that somebody takes the case, oldest first."""
    return await rows(database, Acknowledgement, *_of(Acknowledgement.alert_id, of), order=(Acknowledgement.at,))


async def milestones(database: Database, of: Case) -> dict[MilestoneKind, Milestone]:
    """The clocks of a case after its acknowledgement."""
    found = await rows(database, Milestone, *_of(Milestone.alert_id, of), order=(Milestone.kind,))
    return {each.kind: each for each in found}


async def units(database: Database, of: Case) -> list[str]:
    """The units that have the case now, the first one first."""
    having = col(AlertUnit.stood_down_at).is_(None)
    found = await rows(database, AlertUnit, *_of(AlertUnit.alert_id, of), having, order=(AlertUnit.position,))
    return [each.unit_id for each in found]


async def timeline(
    database: Database, of: Case | None = None, event: TimelineEvent | None = None
) -> list[TimelineEntry]:
    """What happened to a case, oldest first."""
    where = [*_of(TimelineEntry.alert_id, of), *_is(TimelineEntry.event, event)]
    return await rows(database, TimelineEntry, *where, order=(TimelineEntry.id,))


async def audit(database: Database, action: str | None = None, of: Case | None = None) -> list[AuditEntry]:
    """The audit log, oldest first."""
    where = [*_of(AuditEntry.alert_id, of), *_is(AuditEntry.action, action)]
    return await rows(database, AuditEntry, *where, order=(AuditEntry.id,))


async def typed_reasons(database: Database, action: str) -> list[str | None]:
    """What was typed about why, of each such entry of the audit log, oldest first; sealed in the database."""
    query = select(AuditText.sealed).select_from(AuditEntry).join(AuditText, isouter=True)
    async with database.transaction() as session:
        sealed = await session.exec(query.where(AuditEntry.action == action).order_by(col(AuditEntry.id)))
        return [database.vault.open_text(each) for each in sealed]


async def contacts(database: Database, *where: Any) -> list[ContactPoint]:
    """Contact points, in a fixed order."""
    order = (ContactPoint.unit_id, ContactPoint.post_id, ContactPoint.channel, ContactPoint.created_at)
    return await rows(database, ContactPoint, *where, order=order)


def _of(column: Any, of: Case | None) -> list[Any]:
    """The condition that a row belongs to this case; none without a case."""
    if of is None:
        return []
    return [column == of if isinstance(of, UUID) else column.in_(select(Alert.id).where(Alert.ref == of))]


def _is(column: Any, value: object) -> list[Any]:
    return [] if value is None else [column == value]
