"""Notes: what somebody writes about a case without answering. It moves no clock; the text is sealed."""

from uuid import UUID

from sqlmodel import select

from abhay.adapters.store.cases.locked import facts_of
from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.adapters.store.log.timeline import audit, note
from abhay.domain.permissions import require
from abhay.errors import UnknownAlert
from models import timeline
from models.actors import Act, Actor
from models.tables import Alert, CaseNote


async def add_note(database: Database, alert_id: UUID, text: str, actor: Actor) -> str:
    """Adds a note to a case, also to one that has ended; of a merged case to the one that goes on. Returns its ref.

    That a note was added is in the timeline and the audit log, its text in neither. Raises `WrongRole`,
    `UnknownAlert`, and `NotPossibleNow` for a unit that the case was taken from.
    """
    async with database.transaction() as session:
        alert = await session.get(Alert, alert_id)
        while alert is not None and alert.merged_into is not None:
            alert = (await session.exec(select(Alert).where(Alert.ref == alert.merged_into))).one()
        if alert is None:
            raise UnknownAlert
        require(actor, Act.NOTE, await facts_of(session, alert.id))
        at, sealed = await now(session), vault_of(session).seal(text.encode())
        session.add(CaseNote(alert_id=alert.id, at=at, by=actor.name, sealed=sealed))
        note(session, alert, timeline.Noted(via=actor.via, unit=actor.unit), at, actor)
        audit(session, at, actor, Act.NOTE, alert.id)
        return alert.ref
