"""Reads the messages of a case that came with files, for whoever may see the person, and writes down who opened which.

The bytes are not stored a second time: they are in the sealed original, and are read from it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.locked import facts_of
from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.adapters.store.log.timeline import audit, note
from abhay.domain.permissions import require
from abhay.errors import UnknownAlert, UnknownFile
from models import timeline
from models.actors import Act, Actor
from models.tables import Alert, AlertEvent, Content, OriginalMessage

LISTED = "alert.list_files"
"""The audit log's name for looking at the list: names of files can be as telling as a post."""


@dataclass(frozen=True)
class WithFiles:
    """A message that came with files: its source, media type and exact bytes, and the number of files kept of it."""

    event_id: UUID
    source: str
    media_type: str
    raw: bytes
    files: int


async def messages_with_files(database: Database, alert_id: UUID, actor: Actor) -> Sequence[WithFiles]:
    """Returns a case's messages with files, oldest first; that they were listed is in the audit log.

    Raises `WrongRole`, `UnknownAlert`, and `NotPossibleNow` for a unit that the case was taken from.
    """
    async with database.transaction() as session:
        require(actor, Act.OPEN_FILE, await facts_of(session, alert_id))
        found = await _messages(session, alert_id)
        audit(session, await now(session), actor, LISTED, alert_id, files=sum(each.files for each in found))
        return found


async def message_with_file(database: Database, alert_id: UUID, event_id: UUID, actor: Actor) -> WithFiles:
    """Returns one of them, before it is opened. Raises the same, and `UnknownFile`."""
    async with database.transaction() as session:
        require(actor, Act.OPEN_FILE, await facts_of(session, alert_id))
        found = await _messages(session, alert_id, event_id)
        if not found:
            raise UnknownFile
        return found[0]


async def note_opened(database: Database, alert_id: UUID, file: str, actor: Actor, reason: str) -> None:
    """Writes down that a file is given out, in the timeline and, with the reason, in the audit log.

    It is committed before the first byte leaves, under the rights that hold then. Raises the same as the list.
    """
    async with database.transaction() as session:
        require(actor, Act.OPEN_FILE, await facts_of(session, alert_id))
        alert = await session.get(Alert, alert_id)
        if alert is None:
            raise UnknownAlert
        at = await now(session)
        audit(session, at, actor, Act.OPEN_FILE, alert_id, typed=reason, file=file)
        note(session, alert, timeline.Revealed(role=actor.role, file=file), at, actor)


async def _messages(session: AsyncSession, alert_id: UUID, event_id: UUID | None = None) -> list[WithFiles]:
    query = (
        select(AlertEvent, Content, OriginalMessage)
        .join(Content, col(Content.event_id) == AlertEvent.id)
        .join(OriginalMessage, col(OriginalMessage.event_id) == AlertEvent.id)
        .where(AlertEvent.alert_id == alert_id)
        .order_by(col(AlertEvent.received_at), col(AlertEvent.id))
    )
    if event_id is not None:
        query = query.where(AlertEvent.id == event_id)
    vault, found = vault_of(session), list[WithFiles]()
    for event, content, original in (await session.exec(query)).all():
        if files := len(vault.open_json(content.sealed).get("attachments", ())):
            raw = vault.open(original.raw)
            found.append(WithFiles(event.id, event.source, original.media_type, raw, files))
    return found
