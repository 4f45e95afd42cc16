"""Which messages are about the same person, as an operator sees it: what merging and splitting cases share.

Whoever rearranges cases does so alone. Messages that come in wait for it: each finds the person's case
either as it was or as it is, never between. Merging and splitting stand in modules of their own.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.errors import UnknownAlert
from abhay.store.database import run_sql
from abhay.store.intake import ARRANGING_KEY
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Content, Subject

IdentitiesOf = Callable[[AlertPayload], Sequence[tuple[str, str]]]
"""What names the person in a message, as (kind, value) pairs: given by whoever knows the sources."""


@dataclass(frozen=True)
class Arrangement:
    """Who rearranges cases, and why; the reason is sealed in the audit log."""

    actor: str
    role: str
    reason: str


@dataclass(frozen=True)
class Named:
    """What of a case never changes while others answer it; `merged_into` changes under `arrange_alone` only."""

    id: UUID
    ref: str
    merged_into: str | None


@dataclass(frozen=True)
class Arranged:
    """The case that the messages are in now; `again`: it was done before, nothing was changed."""

    id: UUID
    ref: str
    again: bool = False


async def arrange_alone(session: AsyncSession) -> None:
    """Wait for messages that are coming in, and keep others waiting, until this transaction ends."""
    await run_sql(session, "SELECT pg_advisory_xact_lock(:key)", key=ARRANGING_KEY)


async def case_by_ref(session: AsyncSession, ref: str) -> Named:
    """Which case a ref names. Raises `UnknownAlert`.

    No row of a case: what is read before its lock would be taken for what stands there under it.
    """
    query = select(Alert.id, Alert.ref, Alert.merged_into).where(Alert.ref == ref)
    found = (await session.exec(query)).one_or_none()
    if found is None:
        raise UnknownAlert(f"There is no alert {ref}.")
    return Named(*found)


async def events_of(session: AsyncSession, alert_id: UUID) -> Sequence[AlertEvent]:
    """A case's messages, oldest first."""
    query = select(AlertEvent).where(AlertEvent.alert_id == alert_id)
    return (await session.exec(query.order_by(col(AlertEvent.received_at), col(AlertEvent.id)))).all()


async def move_events(session: AsyncSession, events: Collection[UUID], to: UUID) -> None:
    """Let these messages, with what they say of the person and the post, belong to another case.

    What came in, when, on which road and how far it was believed stays as it is written.
    """
    await session.exec(update(AlertEvent).where(col(AlertEvent.id).in_(events)).values(alert_id=to))
    for table in (Subject, Content):
        await session.exec(update(table).where(col(table.event_id).in_(events)).values(alert_id=to))
