"""What one message may say: the case as a message tells it, without the person and without the post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

from sqlalchemy import DateTime, and_, any_, bindparam, func
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.batches import Batches
from abhay.store.database import TEXTS, UUIDS, Database
from abhay.store.names import Names, read_names
from abhay.store.outbox import claim_all
from abhay.store.policies import read_document
from models.enums import MessageKind, MessageStatus
from models.policy import PolicyDocument
from models.routes import Route
from models.tables import Acknowledgement, Alert, ContactPoint, District, Notification, PoliceUnit, Post


@dataclass(frozen=True)
class Briefing:
    """One message with everything that its words are made from, read in one transaction.

    `answer` is the acknowledgement that stopped the climb. `tried` are the rungs that were paged
    before this one, lowest first. `original_unknown` is whether the message that this one repeats
    may have arrived after all. `at` is the database's time of reading.
    """

    message: Notification
    alert: Alert
    contact: ContactPoint
    post: Post
    route: Route | None
    document: PolicyDocument
    answer: Acknowledgement | None
    tried: tuple[str, ...]
    original_unknown: bool
    at: datetime
    units: Mapping[str, PoliceUnit] = field(default_factory=dict[str, PoliceUnit])
    districts: Mapping[str, District] = field(default_factory=dict[str, District])
    posts: Mapping[str, Post] = field(default_factory=dict[str, Post])


async def read_briefing(database: Database, message_id: UUID) -> Briefing:
    """Everything that this message's words are made from."""
    async with database.transaction() as session:
        (found,) = (await _look_up(database, session, [message_id])).values()
        return _briefing(found)


async def claim_briefed(database: Database, message_id: UUID) -> Briefing | None:
    """Take a queued message for one try, with everything that its words are made from.

    None when another mover has it or it is no longer wanted. Several that are asked for at the same
    time are taken in one transaction.
    """
    claims = database.kept("claims", lambda: Batches(partial(_claim_all, database)))
    found = await claims.do(message_id)
    return None if found is None else _briefing(found)


async def _claim_all(database: Database, message_ids: Sequence[UUID]) -> dict[UUID, "_Found"]:
    async with database.transaction("claim") as session:
        taken = await claim_all(session, message_ids, database.sender)
        return await _look_up(database, session, taken) if taken else {}


@dataclass(frozen=True)
class _Found:
    """One message's rows, as they were read with those of others: what is wrong with one must not keep the rest."""

    document: PolicyDocument
    names: Names
    message: Notification
    alert: Alert
    contact: ContactPoint
    answer: Acknowledgement | None
    tried: Sequence[str]
    original_status: str | None
    at: datetime


async def _look_up(database: Database, session: AsyncSession, message_ids: Sequence[UUID]) -> dict[UUID, _Found]:
    rows = (await cast("Any", session).exec(_everything(message_ids))).all()
    needed = {name for message, _, _, answer, *_ in rows for name in _names_in(message, answer)}
    names = await read_names(database, session, needed)
    documents = {alert.policy_version: await read_document(session, alert.policy_version) for _, alert, *_ in rows}
    return {row[0].id: _Found(documents[row[1].policy_version], names, *row) for row in rows}


def _names_in(message: Notification, answer: Acknowledgement | None) -> set[str]:
    """The units and posts without whose names nothing can be said; those of a route were known when it was made."""
    told = {message.post_id, message.unit_id, message.about_post_id, message.about_unit_id}
    answered = {answer.post_id, answer.unit_id} if answer else set[str | None]()
    return {name for name in told | answered if name is not None}


def _everything(message_ids: Sequence[UUID]) -> Any:
    """Message, case, contact point, the answer that stopped the climb, rungs tried before, the original's status, now.

    Contact points are never remembered: whoever was switched off or moved a moment ago is told so.
    """
    earlier, original = aliased(Notification), aliased(Notification)
    tried = (
        select(earlier.rung)
        .where(
            earlier.alert_id == Notification.alert_id,
            earlier.kind == MessageKind.PAGE.value,
            earlier.rung != Notification.rung,
            earlier.queued_at < Notification.queued_at,
        )
        .group_by(col(earlier.rung))
        .order_by(func.min(earlier.queued_at))
    )
    first = and_(col(Acknowledgement.alert_id) == Alert.id, col(Acknowledgement.first))
    columns: list[Any] = [
        Notification,
        Alert,
        ContactPoint,
        Acknowledgement,
        func.array(tried.scalar_subquery(), type_=TEXTS),
        original.status,
        func.abhay_now(type_=DateTime(timezone=True)),
    ]
    return (
        sql_select(*columns)
        .join(Alert, col(Alert.id) == Notification.alert_id)
        .join(ContactPoint, col(ContactPoint.id) == Notification.contact_id)
        .outerjoin(Acknowledgement, first)
        .outerjoin(original, col(original.id) == Notification.resend_of)
        .where(col(Notification.id) == any_(bindparam("ids", list(message_ids), type_=UUIDS)))
    )


def _briefing(found: _Found) -> Briefing:
    return Briefing(
        message=found.message,
        alert=found.alert,
        contact=found.contact,
        post=found.names.posts[found.message.post_id],
        route=Route.model_validate(found.alert.route) if found.alert.route else None,
        document=found.document,
        answer=found.answer,
        tried=tuple(found.tried),
        original_unknown=found.original_status == MessageStatus.UNKNOWN.value,
        at=found.at,
        units=found.names.units,
        districts=found.names.districts,
        posts=found.names.posts,
    )
