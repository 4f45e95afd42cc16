"""What came in, opened again: for routing, and for those who may see it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.database import Database
from abhay.store.vault import Vault
from models.payloads import AlertPayload
from models.tables import AlertEvent, Evidence


async def payloads_of(database: Database, alert_id: UUID) -> list[tuple[datetime, AlertPayload]]:
    """Every message of a case with the time it was received, oldest first; without raw bytes."""
    async with database.transaction() as session:
        messages = await payloads_in(session, database.vault, alert_id)
    return [(event.received_at, payload) for event, payload in messages]


async def payloads_in(session: AsyncSession, vault: Vault, alert_id: UUID) -> list[tuple[AlertEvent, AlertPayload]]:
    """The same within a transaction, with the message's own row."""
    query = (
        select(AlertEvent, Evidence.payload)
        .join(Evidence, col(Evidence.event_id) == AlertEvent.id)
        .where(AlertEvent.alert_id == alert_id)
        .order_by(col(AlertEvent.received_at), col(AlertEvent.id))
    )
    rows = (await session.exec(query)).all()
    return [(event, AlertPayload.model_validate({**vault.open_json(sealed), "raw": b""})) for event, sealed in rows]
