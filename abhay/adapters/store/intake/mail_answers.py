"""Mails about our own messages: which message or case they name, and answers by mail, stored in their case."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, wake
from abhay.adapters.store.directory.policies import read_document
from abhay.adapters.store.intake.originals import store_event
from abhay.adapters.store.log.timeline import audit, note
from abhay.adapters.store.messages.recipients import RecipientIndex, tell_desk
from abhay.domain.messages.paging import About, Why
from abhay.security.vault import Hashed
from models import timeline
from models.actors import Act, Actor
from models.enums import Reason, Status
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Notification


@dataclass(frozen=True)
class Named:
    """A case that a mail names, and the messages of it that it is about; none where only its ref is named."""

    alert_id: UUID
    ref: str
    status: Status
    messages: tuple[UUID, ...] = ()


async def named_by_message(database: Database, ids: Sequence[UUID]) -> Named | None:
    """Returns the case of the messages with these ids; None where none of them is a message's of ours."""
    if not ids:
        return None
    query = (
        select(Notification.id, Alert.id, Alert.ref, Alert.status)
        .join(Alert, col(Alert.id) == Notification.alert_id)
        .where(col(Notification.id).in_(ids))
    )
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    if not rows:
        return None
    _, alert_id, ref, status = rows[0]
    return Named(alert_id, ref, Status(status), tuple(message for message, alert, _, _ in rows if alert == alert_id))


async def named_by_ref(database: Database, refs: Sequence[str]) -> Named | None:
    """Returns the first case with one of these refs."""
    if not refs:
        return None
    query = select(Alert.id, Alert.ref, Alert.status).where(col(Alert.ref).in_(refs)).order_by(col(Alert.ref))
    async with database.transaction() as session:
        row = (await session.exec(query.limit(1))).first()
    return None if row is None else Named(row[0], row[1], Status(row[2]))


async def note_answer(database: Database, named: Named, payload: AlertPayload, actor: Actor) -> bool:
    """Stores an answer by mail with its case and tells the desk; it pages no unit and moves no clock.

    Returns False for one that is stored already.
    """
    events = database.vault.keyed(Hashed.EVENT, payload.event_key)
    async with database.transaction() as session:
        alert = await session.get_one(Alert, named.alert_id, with_for_update={"key_share": True})
        known = select(AlertEvent.id).where(col(AlertEvent.event_key).in_(events)).limit(1)
        if (await session.exec(known)).first() is not None:
            return False
        at = await now(session)
        store_event(session, alert, payload, at)
        attached = timeline.Attached(
            source=payload.source, channel=payload.channel, event_kind=payload.event, paged_again=0
        )
        note(session, alert, attached, at, actor)
        audit(session, at, actor, Act.BRING_ALERT, alert.id, source=payload.source, attached=True)
        rungs = (await read_document(session, alert.policy_version)).rung
        about = await _about(session, named)
        await tell_desk(RecipientIndex(session, {alert.id: ()}), alert, rungs, at, Why(Reason.MAIL_ANSWER, about=about))
        await wake(session, alert.id)
    return True


async def _about(session: AsyncSession, named: Named) -> About:
    """Returns the post whose message is answered, as far as that is known."""
    if not named.messages:
        return About()
    message = await session.get_one(Notification, named.messages[0])
    return About(message.unit_id, message.post_id)
