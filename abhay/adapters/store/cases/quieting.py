"""Quietens a held case: the desk is paged again once the time is over."""

from datetime import datetime, timedelta
from uuid import UUID

from abhay.adapters.store.cases.locked import facts_under_lock, locked
from abhay.adapters.store.db.database import Database, wake
from abhay.adapters.store.log.timeline import audit, note
from abhay.domain.cases.quiet import require_quietable
from abhay.domain.permissions import require
from models import timeline
from models.actors import Act, Actor


async def quieten(database: Database, alert_id: UUID, time: timedelta, actor: Actor, reason: str) -> datetime:
    """Pages the desk for this case no more until the time is over; returns when that is.

    Raises `WrongRole`, `UnknownAlert`, and `NotPossibleNow` for a case that is not held at the desk.
    """
    require(actor, Act.QUIETEN)
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        require(actor, Act.QUIETEN, await facts_under_lock(case))
        require_quietable(held=case.held, status=case.alert.status, rung=case.alert.rung)
        until = case.at + time
        case.alert.due_at = until
        audit(session, case.at, actor, Act.QUIETEN, alert_id, typed=reason, minutes=int(time.total_seconds() // 60))
        note(session, case.alert, timeline.Quieted(until=until), case.at, actor)
        await case.reschedule()
        await wake(session, alert_id)
        return until
