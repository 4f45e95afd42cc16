"""Brings rows of older versions to today's form: seals clear texts and moves reasons.

Versions before the tenth revision stored the typed reason in the audit entry itself. Such an entry changes
once, when its text is moved, and never again.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import cast
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import col, func, select

from abhay.adapters.store.db.database import Database, vault_of
from abhay.adapters.store.db.sealed_routes import write_route
from abhay.errors import SetupError
from abhay.security.vault import Vault
from models.cases import stored_route
from models.routes import without_details
from models.tables import Acknowledgement, Alert, AuditEntry, AuditText, Milestone

AT_ONCE = 200
"""Number of rows per transaction."""

TYPED = ("alert.reveal", "alert.route")
"""Acts whose entries held the reason in clear before the fourth revision."""


async def seal_clear_texts(database: Database) -> int:
    """Seals notes and reasons that older versions wrote in clear; returns their number."""
    notes = [await _seal_notes(database, table) for table in (Acknowledgement, Milestone)]
    return sum(notes) + await _seal_reasons(database)


async def _seal_notes(database: Database, table: type[Acknowledgement] | type[Milestone]) -> int:
    async with database.transaction() as session:
        rows = (await session.exec(select(table).where(col(table.note).is_not(None)).with_for_update())).all()
        for row in rows:
            row.sealed_note, row.note = vault_of(session).seal_text(row.note), None
        return len(rows)


async def _seal_reasons(database: Database) -> int:
    typed = func.jsonb_exists(cast(col(AuditEntry.detail), JSONB), "reason")
    async with database.transaction() as session:
        query = select(AuditEntry).where(col(AuditEntry.action).in_(TYPED), typed).with_for_update()
        rows = (await session.exec(query)).all()
        for row in rows:
            row.sealed_reason = row.sealed_reason or vault_of(session).seal_text(row.detail["reason"])
            row.detail = {key: value for key, value in row.detail.items() if key != "reason"}
        return len(rows)


async def seal_routes(database: Database) -> int:
    """Seals the places that routes of older versions name in clear; returns the number of these routes."""
    sealed, last = 0, UUID(int=0)
    while rows := await _seal_next_routes(database, last):
        sealed += sum(rows.values())
        last = max(rows)
    return sealed


async def _seal_next_routes(database: Database, after: UUID) -> dict[UUID, bool]:
    """Seals the next routes; returns which cases were read, and whether each one's route had to be sealed."""
    async with database.transaction() as session:
        query = select(Alert).where(col(Alert.route).is_not(None), col(Alert.id) > after).order_by(col(Alert.id))
        rows = (await session.exec(query.limit(AT_ONCE).with_for_update(key_share=True))).all()
        return {row.id: _seal_route(vault_of(session), row) for row in rows}


def _seal_route(vault: Vault, alert: Alert) -> bool:
    clear = stored_route(alert)
    if clear is None or clear.unreadable or clear == without_details(clear):
        return False
    write_route(vault, alert, clear)
    return True


async def move_reasons(database: Database) -> int:
    """Moves sealed reasons out of audit entries and adds missing commitments; returns the number moved.

    A text that no key opens is moved as well; its entry gets no commitment.
    """
    moved = 0
    while rows := await _move_some(database):
        moved += rows
    last = 0
    while ids := await _commit_next(database, last):
        last = ids[-1]
    return moved


async def _move_some(database: Database) -> int:
    async with database.transaction() as session:
        found = (col(AuditEntry.sealed_reason).is_not(None), col(AuditEntry.id).not_in(select(AuditText.audit_id)))
        query = select(AuditEntry).where(*found).order_by(col(AuditEntry.id)).limit(AT_ONCE)
        rows = (await session.exec(query.with_for_update())).all()
        for row in rows:
            session.add(AuditText(entry=row, sealed=row.sealed_reason or b""))
            row.sealed_reason = None
        return len(rows)


async def _commit_next(database: Database, after: int) -> Sequence[int]:
    """Adds commitments to the next texts; returns their entries' ids."""
    async with database.transaction() as session:
        query = select(AuditText, AuditEntry).join(AuditEntry).order_by(col(AuditText.audit_id)).limit(AT_ONCE)
        query = query.where(col(AuditText.sealed_salt).is_(None), col(AuditText.audit_id) > after).with_for_update()
        rows = (await session.exec(query)).all()
        for text, entry in rows:
            _commit(vault_of(session), text, entry)
        return [entry.id or 0 for _, entry in rows]


def _commit(vault: Vault, text: AuditText, entry: AuditEntry) -> None:
    try:
        reason = vault.commit(vault.open(text.sealed).decode())
    except SetupError:  # `abhay key rotate` counts it among those that no key opens
        return
    entry.reason_commitment, text.sealed_salt = reason.commitment, reason.sealed_salt
