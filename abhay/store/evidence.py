"""What came in, opened again: for routing, and for those who may see it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from abhay.store.database import Database
from models.payloads import AlertPayload
from models.tables import AlertEvent, Evidence


async def payloads_of(database: Database, alert_id: UUID) -> list[tuple[datetime, AlertPayload]]:
    """Every message of a case with the time it was received, oldest first; without raw bytes."""
    async with database.transaction() as session:
        query = (
            select(AlertEvent.received_at, Evidence.payload)
            .join(Evidence, col(Evidence.event_id) == AlertEvent.id)
            .where(AlertEvent.alert_id == alert_id)
            .order_by(col(AlertEvent.received_at))
        )
        rows = (await session.exec(query)).all()
    opened = [(at, database.vault.open_json(sealed)) for at, sealed in rows]
    return [(at, AlertPayload.model_validate({**fields, "raw": b""})) for at, fields in opened]
