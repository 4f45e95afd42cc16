"""What people typed with their answers or beside them, and who of another State confirmed: opened for a reveal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import vault_of
from models.tables import Acknowledgement, CaseNote, HandOverReceipt, Milestone
from models.views import NoteView


@dataclass(frozen=True)
class Receipt:
    """A receipt of another State's police: time and author of the note, the receiver, and any remark."""

    at: datetime
    noted_by: str
    received_by: str
    remark: str | None


async def notes_of(session: AsyncSession, alert_id: UUID) -> tuple[NoteView, ...]:
    """Returns the notes of the answers and those beside them, newest first."""
    vault = vault_of(session)
    answers = (await session.exec(select(Acknowledgement).where(Acknowledgement.alert_id == alert_id))).all()
    steps = (await session.exec(select(Milestone).where(Milestone.alert_id == alert_id))).all()
    found = [(row.at, row.by, vault.open_text(row.sealed_note) or row.note) for row in answers]
    found += [(row.done_at, row.done_by, vault.open_text(row.sealed_note) or row.note) for row in steps]
    written = (await session.exec(select(CaseNote).where(CaseNote.alert_id == alert_id))).all()
    found += [(row.at, row.by, vault.open_text(row.sealed)) for row in written]
    notes = [NoteView(at=at, by=by, note=text) for at, by, text in found if at and by and text]
    return tuple(sorted(notes, key=lambda each: each.at, reverse=True))


async def receipts_of(session: AsyncSession, alert_id: UUID) -> tuple[Receipt, ...]:
    """Returns the receipts of other States' police, in the order of the rows."""
    rows = (await session.exec(select(HandOverReceipt).where(HandOverReceipt.alert_id == alert_id))).all()
    opened = [(row, vault_of(session).open_json(row.sealed)) for row in rows]
    return tuple(Receipt(row.at, row.noted_by, said["received_by"], said["note"]) for row, said in opened)
