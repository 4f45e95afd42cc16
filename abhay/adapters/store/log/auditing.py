"""Reads a case's audit log: who did what, by which way, and the typed reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.adapters.store.log.timeline import audit
from abhay.domain.permissions import require
from abhay.security.vault import Vault
from models.actors import Act, Actor
from models.tables import AuditEntry, AuditText


@dataclass(frozen=True)
class AuditLine:
    """One entry; `reason` is the typed reason, None if there was none.

    `altered`: the text is missing, or does not match the entry's commitment.
    """

    at: datetime
    actor: str
    role: str
    action: str
    detail: dict[str, Any]
    reason: str | None
    altered: bool = False


async def read_audit(database: Database, alert_id: UUID, actor: Actor) -> list[AuditLine]:
    """Returns a case's entries, oldest first; the reading itself is an entry, committed before the answer.

    Raises `WrongRole`.
    """
    require(actor, Act.READ_AUDIT)
    async with database.transaction() as session:
        query = select(AuditEntry, AuditText).join(AuditText, isouter=True).where(AuditEntry.alert_id == alert_id)
        rows = (await session.exec(query.order_by(col(AuditEntry.id)))).all()
        lines = [_line(vault_of(session), entry, text) for entry, text in rows]
        audit(session, await now(session), actor, Act.READ_AUDIT, alert_id)
    return lines


def _line(vault: Vault, entry: AuditEntry, text: AuditText | None) -> AuditLine:
    reason = vault.open_text(text.sealed if text else entry.sealed_reason)
    altered = entry.reason_commitment is not None and not _is_the_one(vault, entry.reason_commitment, reason, text)
    return AuditLine(entry.at, entry.actor, entry.role, entry.action, entry.detail, reason, altered)


def _is_the_one(vault: Vault, commitment: str, reason: str | None, text: AuditText | None) -> bool:
    salt = text.sealed_salt if text else None
    return reason is not None and salt is not None and vault.is_committed(commitment, reason, salt)
