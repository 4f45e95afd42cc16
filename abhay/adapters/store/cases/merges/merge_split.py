"""The common parts of merging and splitting cases, by which an operator decides which messages concern one person.

Only one merge or split runs at a time, and incoming messages wait for it: each finds the person's case as it was
before or as it is after, never in between. `merging.py` and `splitting.py` carry them out.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.locks import MERGE_SPLIT, lock
from abhay.errors import UnknownAlert
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Content, Subject

IdentitiesOf = Callable[[AlertPayload], Sequence[tuple[str, str]]]
"""Returns the identities of the person in a message, as (kind, value) pairs; code that knows the sources gives it."""


@dataclass(frozen=True)
class Named:
    """The facts of a case that no answer changes; `merged_into` changes only under `lock_merge_split`."""

    id: UUID
    ref: str
    merged_into: str | None


@dataclass(frozen=True)
class ResultingCase:
    """The case that has the messages now; `again` if it was done before and nothing changed."""

    id: UUID
    ref: str
    again: bool = False


async def lock_merge_split(session: AsyncSession) -> None:
    """Waits for incoming messages, then makes further ones wait until this transaction ends."""
    await lock(session, MERGE_SPLIT)


async def case_by_ref(session: AsyncSession, ref: str) -> Named:
    """Returns the case that a ref names. Raises `UnknownAlert`.

    It returns no row, since a row read before its lock could be mistaken for one read under it.
    """
    query = select(Alert.id, Alert.ref, Alert.merged_into).where(Alert.ref == ref)
    found = (await session.exec(query)).one_or_none()
    if found is None:
        raise UnknownAlert(f"There is no alert {ref}.")
    return Named(*found)


async def events_of(session: AsyncSession, alert_id: UUID) -> Sequence[AlertEvent]:
    """Returns a case's messages, oldest first."""
    query = select(AlertEvent).where(AlertEvent.alert_id == alert_id)
    return (await session.exec(query.order_by(col(AlertEvent.received_at), col(AlertEvent.id)))).all()


async def move_events(session: AsyncSession, events: Collection[UUID], to: UUID) -> None:
    """Moves these messages, with what they say of the person, to another case.

    What came in, when, on which road and how far it was believed stays as it is written.
    """
    await session.exec(update(AlertEvent).where(col(AlertEvent.id).in_(events)).values(alert_id=to))
    for table in (Subject, Content):
        await session.exec(update(table).where(col(table.event_id).in_(events)).values(alert_id=to))
