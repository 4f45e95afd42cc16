"""Reads the facts that a message is rendered from, without the person and the content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, and_, any_, bindparam, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.batches import Batches
from abhay.adapters.store.db.database import UUIDS, Database, PerDatabase
from abhay.adapters.store.db.statements import execute
from abhay.adapters.store.directory.names import Names, read_names
from abhay.adapters.store.directory.policies import document_of
from abhay.adapters.store.log.epochs import in_doubt
from abhay.adapters.store.messages.attempts import Tried, about_a_minor, read_tried, tried_before
from abhay.adapters.store.messages.queue import claim_all
from abhay.adapters.store.messages.similar import named_in_notice
from models.cases import stored_route
from models.enums import MessageKind, MessageStatus, Reason
from models.policy import DESK, PolicyDocument
from models.routes import Route
from models.tables import Acknowledgement, Alert, ContactPoint, District, Notification, PoliceUnit, Post


@dataclass(frozen=True)
class Briefing:
    """One message with all facts for rendering it, read in one transaction.

    `answer` is the acknowledgement that stopped the climb. `tried` holds what was tried at the rungs that were paged
    before this one, lowest first. `minor`: a message of the case says that the person is under 18.
    `split_into` is the ref of the case that was split from this one, for a message that says so. `maybe_same`
    holds the refs of open cases that may be about the same person, for a notice that says so.
    `original_unknown` is whether the repeated message may have arrived,
    `in_doubt` whether the database that this one replaces may have sent it.
    `callees` are whom the desk may phone about a notice: unit, post, name and telephone of each. `at` is the
    database's time of reading.
    """

    message: Notification
    alert: Alert
    contact: ContactPoint
    post: Post
    route: Route | None
    document: PolicyDocument
    answer: Acknowledgement | None
    tried: tuple[Tried, ...]
    original_unknown: bool
    at: datetime
    minor: bool = False
    in_doubt: bool = False
    callees: Sequence[tuple[str | None, str, str | None, str]] = ()
    split_into: str | None = None
    maybe_same: Sequence[str] = ()
    units: Mapping[str, PoliceUnit] = field(default_factory=dict[str, PoliceUnit])
    districts: Mapping[str, District] = field(default_factory=dict[str, District])
    posts: Mapping[str, Post] = field(default_factory=dict[str, Post])

    @property
    def possible_duplicate(self) -> bool:
        """Whether the recipient may have this message already."""
        return self.original_unknown or self.in_doubt


async def read_briefing(database: Database, message_id: UUID) -> Briefing:
    """Returns all facts for rendering this message."""
    async with database.transaction() as session:
        (found,) = (await _look_up(database, session, [message_id])).values()
        return _briefing(found)


async def find_briefing(database: Database, message_id: UUID) -> Briefing | None:
    """Returns the same, None if the message is not in this database."""
    async with database.transaction() as session:
        found = await _look_up(database, session, [message_id])
    return _briefing(found[message_id]) if found else None


async def claim_briefed(database: Database, message_id: UUID) -> Briefing | None:
    """Claims a queued message for one try and returns all facts for rendering it.

    Returns None if another mover has it or it is no longer wanted. Messages that are requested at the same
    time are claimed in one transaction.
    """
    found = await database.own(_CLAIMS).do(message_id)
    return None if found is None else _briefing(found)


async def _claim_all(database: Database, message_ids: Sequence[UUID]) -> dict[UUID, "_Found"]:
    async with database.transaction("claim") as session:
        claimed = await claim_all(session, message_ids, database.sender)
        return await _look_up(database, session, claimed) if claimed else {}


_CLAIMS = PerDatabase[Batches[UUID, "_Found"]](lambda database: Batches(partial(_claim_all, database)))


@dataclass(frozen=True)
class _Found:
    """One message's rows, read with those of others: a fault of one must not stop the others."""

    document: PolicyDocument
    names: Names
    message: Notification
    alert: Alert
    contact: ContactPoint
    answer: Acknowledgement | None
    tried: Sequence[tuple[str, str, int, int]]
    minor: bool
    original_status: str | None
    in_doubt: bool
    callees: Sequence[tuple[str | None, str, str | None, str]]
    split_into: str | None
    maybe_same: Sequence[str]
    at: datetime


async def _look_up(database: Database, session: AsyncSession, message_ids: Sequence[UUID]) -> dict[UUID, _Found]:
    rows = await execute(session, _everything(), ids=list(message_ids))
    needed = {name for message, _, _, answer, *_ in rows for name in _names_in(message, answer)}
    names = await read_names(database, session, needed)
    documents = {alert.id: await document_of(session, alert) for _, alert, *_ in rows}
    return {row[0].id: _Found(documents[row[1].id], names, *row) for row in rows}


def _names_in(message: Notification, answer: Acknowledgement | None) -> set[str]:
    """Returns the units and posts whose names are needed; those of a route were known when it was made."""
    told = {message.post_id, message.unit_id, message.about_post_id, message.about_unit_id}
    answered = {answer.post_id, answer.unit_id} if answer else set[str | None]()
    return {name for name in told | answered if name is not None}


@cache
def _everything() -> Select[Any]:
    """Returns message, case, contact point, first answer, what was tried, the original's status, doubt and time.

    They are those of the messages `ids`. To build the statement costs more than to run it: it is built once.
    Contact points are never cached, so a change of a moment ago counts.
    """
    original = aliased(Notification)
    first = and_(col(Acknowledgement.alert_id) == Alert.id, col(Acknowledgement.first))
    return (
        select(Notification, Alert, ContactPoint, Acknowledgement)
        .add_columns(
            tried_before(),
            about_a_minor(),
            col(original.status),
            in_doubt(),
            _callees(),
            _split_into(),
            named_in_notice(),
            func.abhay_now(type_=DateTime(timezone=True)),
        )
        .join(Alert, col(Alert.id) == Notification.alert_id)
        .join(ContactPoint, col(ContactPoint.id) == Notification.contact_id)
        .outerjoin(Acknowledgement, first)
        .outerjoin(original, col(original.id) == Notification.resend_of)
        .where(col(Notification.id) == any_(bindparam("ids", type_=UUIDS)))
    )


def _callees() -> ColumnElement[Any]:
    """Returns the contacts that a notice to the desk is about; where it names nobody, those paged for the case."""
    callee, paged = aliased(ContactPoint), aliased(Notification)
    of_post = and_(
        col(callee.post_id) == Notification.about_post_id,
        col(callee.unit_id).is_not_distinct_from(col(Notification.about_unit_id)),
    )
    no_post = col(Notification.about_post_id).is_(None)
    of_unit = and_(no_post, col(callee.unit_id) == Notification.about_unit_id)
    was_paged = exists().where(
        col(paged.alert_id) == Notification.alert_id,
        col(paged.contact_id) == callee.id,
        col(paged.kind) == MessageKind.PAGE,
        col(paged.rung) != DESK,
    )
    of_nobody = and_(no_post, col(Notification.about_unit_id).is_(None), was_paged)
    line = func.jsonb_build_array(callee.unit_id, callee.post_id, callee.name, callee.phone)
    return (
        select(func.coalesce(func.jsonb_agg(line), func.jsonb_build_array()))
        .where(
            col(Notification.rung) == DESK,
            col(callee.active),
            col(callee.phone).is_not(None),
            or_(of_post, of_unit, of_nobody),
        )
        .correlate(Notification)
        .scalar_subquery()
    )


def _split_into() -> ColumnElement[Any]:
    """Returns the case that was split from the message's case last before it, if that is what the message is about."""
    split = aliased(Alert)
    return (
        select(split.ref)
        .where(
            col(Notification.reason) == Reason.SPLIT,
            col(split.split_from) == Alert.ref,
            col(split.received_at) <= Notification.queued_at,
        )
        .order_by(col(split.received_at).desc())
        .limit(1)
        .correlate(Notification, Alert)
        .scalar_subquery()
    )


def _briefing(found: _Found) -> Briefing:
    return Briefing(
        message=found.message,
        alert=found.alert,
        contact=found.contact,
        post=found.names.posts[found.message.post_id],
        route=stored_route(found.alert),
        document=found.document,
        answer=found.answer,
        tried=read_tried(found.tried),
        minor=found.minor,
        original_unknown=found.original_status == MessageStatus.UNKNOWN,
        in_doubt=found.in_doubt,
        at=found.at,
        callees=[(unit, post, name, phone) for unit, post, name, phone in found.callees],
        split_into=found.split_into,
        maybe_same=found.maybe_same,
        units=found.names.units,
        districts=found.names.districts,
        posts=found.names.posts,
    )
