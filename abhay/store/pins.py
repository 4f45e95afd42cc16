"""Tries at a PIN, counted per case and contact point before the PIN is looked at.

Counting first is what makes the limit hold: a hundred guesses at the same moment get no more tries
than five one after the other. A right PIN gives its try back.
"""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from abhay.store.cases import locked
from abhay.store.database import Database, now, wake
from abhay.store.recipients import About, queue_desk
from abhay.store.timeline import audit
from abhay.words import Reason
from models.tables import ContactPoint, PinFailure

MOST_WRONG = 5
"""Wrong PINs after which a link is locked (contract, section 3)."""


async def take_a_try(database: Database, alert_id: UUID, contact_id: UUID) -> int | None:
    """Count one try; answers how many there are with it, or None when none is left."""
    async with database.transaction() as session:
        at = await now(session)
        counted = insert(PinFailure).values(alert_id=alert_id, contact_id=contact_id, failures=1, last_at=at)
        result = await session.exec(
            counted.on_conflict_do_update(
                index_elements=[col(PinFailure.alert_id), col(PinFailure.contact_id)],
                set_={"failures": PinFailure.failures + 1, "last_at": at},
                where=col(PinFailure.failures) < MOST_WRONG,
            ).returning(col(PinFailure.failures))
        )
        return result.scalar_one_or_none()


async def give_back(database: Database, alert_id: UUID, contact_id: UUID) -> None:
    """The PIN was right: its try does not count."""
    async with database.transaction() as session:
        row = await session.get(PinFailure, (alert_id, contact_id), with_for_update=True)
        if row is not None and row.failures > 1:
            row.failures -= 1
        elif row is not None:
            await session.delete(row)


async def note_wrong_pin(database: Database, alert_id: UUID, contact_id: UUID, tries: int) -> None:
    """The PIN was wrong: for the audit log, and, if no try is left after it, for the desk."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        audit(session, case.at, str(contact_id), "post", "alert.wrong_pin", alert_id, tries=tries)
        if tries >= MOST_WRONG:
            contact = await session.get_one(ContactPoint, contact_id)
            about = About(contact.unit_id, contact.post_id)
            await queue_desk(session, case.alert, case.document.rung, case.at, reason=Reason.PIN_LOCKED, about=about)
            await wake(session, alert_id)


async def is_locked(database: Database, alert_id: UUID, contact_id: UUID) -> bool:
    """Whether this contact point has no try left in this case."""
    query = select(PinFailure.failures).where(PinFailure.alert_id == alert_id, PinFailure.contact_id == contact_id)
    async with database.transaction() as session:
        return ((await session.exec(query)).first() or 0) >= MOST_WRONG
