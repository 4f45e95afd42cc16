"""The audit log of a case, opened: who did what, through which door, and what they typed about why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from abhay.store.database import Database, now
from abhay.store.timeline import audit
from models.tables import AuditEntry


@dataclass(frozen=True)
class AuditLine:
    """One entry; `reason` is what was typed, None where nothing was."""

    at: datetime
    actor: str
    role: str
    action: str
    detail: dict[str, Any]
    reason: str | None


async def read_audit(database: Database, alert_id: UUID, *, actor: str, role: str) -> list[AuditLine]:
    """A case's entries, oldest first; that they were read is an entry too, committed before they are answered."""
    async with database.transaction() as session:
        query = select(AuditEntry).where(AuditEntry.alert_id == alert_id).order_by(col(AuditEntry.id))
        rows = (await session.exec(query)).all()
        open_text = database.vault.open_text
        lines = [AuditLine(r.at, r.actor, r.role, r.action, r.detail, open_text(r.sealed_reason)) for r in rows]
        audit(session, await now(session), actor, role, "alert.audit", alert_id)
    return lines
