"""Tells the desk that a message went out in a short form, because its own words could not be made."""

from uuid import UUID

from sqlmodel import col, select

from abhay.adapters.store.db.database import Database, now, wake
from abhay.adapters.store.directory.policies import read_document
from abhay.adapters.store.messages.recipients import RecipientIndex, tell_desk
from abhay.domain.messages.paging import About, Why
from models.enums import Reason
from models.tables import Alert, Notification


async def tell_of_short_form(database: Database, message_id: UUID) -> None:
    """Tells the desk, once per case and post: a fault of a template touches every message of a case."""
    async with database.transaction() as session:
        row = await session.get_one(Notification, message_id)
        alert = await session.get_one(Alert, row.alert_id, with_for_update={"key_share": True})
        told = select(Notification.id).where(
            Notification.alert_id == row.alert_id,
            Notification.reason == Reason.WORDS_FAILED,
            Notification.about_post_id == row.post_id,
            col(Notification.about_unit_id).is_not_distinct_from(row.unit_id),
        )
        if row.reason == Reason.WORDS_FAILED or (await session.exec(told.limit(1))).first() is not None:
            return
        rungs = (await read_document(session, alert.policy_version)).rung
        why = Why(Reason.WORDS_FAILED, about=About(row.unit_id, row.post_id))
        await tell_desk(RecipientIndex(session, {alert.id: ()}), alert, rungs, await now(session), why)
        await wake(session, alert.id)
