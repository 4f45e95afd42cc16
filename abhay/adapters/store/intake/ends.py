"""The audit entry of a partner's word that nobody is needed any more, where there is no case to keep it in."""

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.log.timeline import audit
from models.actors import Act, Actor
from models.payloads import AlertPayload


async def note_end_without_case(database: Database, payload: AlertPayload, actor: Actor) -> None:
    """Writes down who said it, and which kind of end; the partner's case number is sealed with it."""
    async with database.transaction("intake") as session:
        typed = payload.external_id
        audit(
            session, await now(session), actor, Act.BRING_ALERT, typed=typed, source=payload.source, event=payload.event
        )
