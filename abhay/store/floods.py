"""Unusually many new cases from one source: counted, and said to the desk once in a while."""

import hashlib
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from abhay.store.cases import locked
from abhay.store.database import Database, now, wake
from abhay.store.recipients import queue_desk
from abhay.store.timeline import audit
from abhay.words import Reason
from models.tables import Alert, Notification


async def new_cases(database: Database, source: str, window: timedelta) -> int:
    """How many cases this source opened within the window that ends now."""
    async with database.transaction() as session:
        since = await now(session) - window
        query = select(func.count()).where(Alert.source == source, col(Alert.received_at) > since)
        return (await session.exec(query)).one()


async def page_flood(database: Database, alert_id: UUID, window: timedelta) -> bool:
    """Tell the desk of a flood, in the case that made it one; False if it was told within the window."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        await session.exec(select(func.pg_advisory_xact_lock(_key(case.alert.source))))
        told = select(Notification.id).join(Alert, col(Alert.id) == Notification.alert_id)
        lately = told.where(
            Notification.reason == Reason.FLOOD.value,
            Alert.source == case.alert.source,
            Notification.queued_at > case.at - window,
        )
        if (await session.exec(lately)).first() is not None:
            return False
        await queue_desk(session, case.alert, case.document.rung, case.at, reason=Reason.FLOOD)
        audit(session, case.at, "gateway", "system", "source.flood", alert_id, source=case.alert.source)
        await wake(session, alert_id)
        return True


def _key(source: str) -> int:
    return int.from_bytes(hashlib.sha256(f"flood:{source}".encode()).digest()[:8], signed=True)
