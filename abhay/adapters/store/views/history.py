"""Reads a case's timeline and its messages, oldest first, without any name."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from abhay.adapters.store.db.database import Database
from models.tables import Alert, Notification, TimelineEntry


@dataclass(frozen=True)
class CaseHistory:
    """A case's row, its timeline and its messages, each in the order of time."""

    alert: Alert
    entries: tuple[TimelineEntry, ...]
    messages: tuple[Notification, ...]


async def read_history(database: Database, alert_id: UUID) -> CaseHistory:
    """Returns a case's history, read in one transaction, so that timeline and messages agree."""
    async with database.transaction() as session:
        alert = await session.get_one(Alert, alert_id)
        entries = await session.exec(
            select(TimelineEntry).where(TimelineEntry.alert_id == alert_id).order_by(col(TimelineEntry.id))
        )
        messages = await session.exec(
            select(Notification).where(Notification.alert_id == alert_id).order_by(col(Notification.queued_at))
        )
        return CaseHistory(alert, tuple(entries.all()), tuple(messages.all()))
