"""What came in, sealed: stored as the event with its original message, person and content, and opened again."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, vault_of
from abhay.adapters.store.db.statements import execute, named
from abhay.domain.messages.audience import is_minor
from abhay.security.vault import Hashed, Vault
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Content, OriginalMessage, Subject

_MESSAGES = named("messages")


def store_event(session: AsyncSession, alert: Alert, payload: AlertPayload, at: datetime) -> None:
    """Stores the event with its original message, person and content, sealed."""
    vault = vault_of(session)
    event = _event(alert, payload, at, vault)
    session.add(event)
    session.add(_original(event.id, payload, vault))
    session.add(Subject(event_id=event.id, alert_id=alert.id, sealed=vault.seal_json(_person(payload))))
    session.add(Content(event_id=event.id, alert_id=alert.id, sealed=vault.seal_json(_content(payload))))


def _event(alert: Alert, payload: AlertPayload, at: datetime, vault: Vault) -> AlertEvent:
    delivery = payload.delivery_key
    return AlertEvent(
        id=uuid4(),
        alert_id=alert.id,
        event_key=vault.keyed(Hashed.EVENT, payload.event_key)[0],
        delivery_key=None if delivery is None else vault.keyed(Hashed.DELIVERY, delivery)[0],
        source=payload.source,
        channel=payload.channel,
        kind=payload.event,
        trust=payload.trust,
        received_at=at,
        posted_at=payload.posted_at,
        is_test=payload.test,
        minor=is_minor(payload.subject.age_band),
        problems=list(payload.problems),
    )


def _original(event_id: UUID, payload: AlertPayload, vault: Vault) -> OriginalMessage:
    return OriginalMessage(
        event_id=event_id,
        media_type=payload.media_type,
        sha256=vault.keyed(Hashed.BYTES, hashlib.sha256(payload.raw).hexdigest())[0],
        raw=vault.seal(payload.raw),
        payload=vault.seal(payload.model_dump_json(exclude={"raw", "attachments", "test"}).encode()),
    )


def _person(payload: AlertPayload) -> dict[str, object]:
    return {
        "subject": payload.subject.model_dump(mode="json"),
        "technical": payload.technical.model_dump(mode="json"),
        "heard_from": payload.heard_from,
        "note": payload.note,
    }


def _content(payload: AlertPayload) -> dict[str, object]:
    attachments = [
        {"filename": each.filename, "media_type": each.media_type, "bytes": len(each.data)}
        for each in payload.attachments
    ]
    return {**payload.content.model_dump(mode="json"), "attachments": attachments}


@dataclass(frozen=True)
class SealedMessage:
    """One message of a case as it is kept; `open_message` opens it."""

    received_at: datetime
    sealed: bytes


def open_message(vault: Vault, message: SealedMessage) -> tuple[datetime, AlertPayload]:
    """Returns a message with the time of its receipt, without raw bytes. Raises `KeyMissing`."""
    return message.received_at, _opened(vault, message.sealed)


async def messages_of_all(database: Database, alert_ids: Collection[UUID]) -> dict[UUID, list[SealedMessage]]:
    """Returns the messages of each of these cases, oldest first."""
    messages: dict[UUID, list[SealedMessage]] = {alert_id: [] for alert_id in alert_ids}
    async with database.transaction() as session:
        for alert_id, received_at, sealed in await execute(session, _MESSAGES, ids=list(alert_ids)):
            messages[alert_id].append(SealedMessage(received_at, sealed))
    return messages


async def payloads_of(database: Database, alert_id: UUID) -> list[tuple[datetime, AlertPayload]]:
    """Returns a case's messages with the times of receipt, oldest first, without raw bytes."""
    messages = await messages_of_all(database, [alert_id])
    return [open_message(database.vault, message) for message in messages[alert_id]]


async def payloads_in(session: AsyncSession, alert_id: UUID) -> list[tuple[AlertEvent, AlertPayload]]:
    """Returns the same within a transaction, each message with its own row."""
    query = (
        select(AlertEvent, OriginalMessage.payload)
        .join(OriginalMessage, col(OriginalMessage.event_id) == AlertEvent.id)
        .where(AlertEvent.alert_id == alert_id)
        .order_by(col(AlertEvent.received_at), col(AlertEvent.id))
    )
    rows, vault = (await session.exec(query)).all(), vault_of(session)
    return [(event, _opened(vault, sealed)) for event, sealed in rows]


def _opened(vault: Vault, sealed: bytes) -> AlertPayload:
    return AlertPayload.model_validate({**vault.open_json(sealed), "raw": b""})
