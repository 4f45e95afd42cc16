"""What one message may say: the case as a message tells it, without the person and without the post."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.cases import first_answer
from abhay.store.database import Database, now
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
    units: dict[str, PoliceUnit] = field(default_factory=dict[str, PoliceUnit])
    districts: dict[str, District] = field(default_factory=dict[str, District])
    posts: dict[str, Post] = field(default_factory=dict[str, Post])


async def read_briefing(database: Database, message_id: UUID) -> Briefing:
    """Everything that this message's words are made from."""
    async with database.transaction() as session:
        message = await session.get_one(Notification, message_id)
        alert = await session.get_one(Alert, message.alert_id)
        contact = await session.get_one(ContactPoint, message.contact_id)
        route = Route.model_validate(alert.route) if alert.route else None
        answer = await first_answer(session, alert.id)
        units = await _units(session, route, message.unit_id, answer.unit_id if answer else None)
        posts = {post.id: post for post in (await session.exec(select(Post))).all()}
        return Briefing(
            message=message,
            alert=alert,
            contact=contact,
            post=posts[message.post_id],
            route=route,
            document=await read_document(session, alert.policy_version),
            answer=answer,
            tried=await _tried(session, message),
            original_unknown=await _original_unknown(session, message),
            at=await now(session),
            units=units,
            districts=await _districts(session, (unit.district_id for unit in units.values()), route),
            posts=posts,
        )


async def _units(session: AsyncSession, route: Route | None, *more: str | None) -> dict[str, PoliceUnit]:
    named = {*(route.units if route else ()), *(c.unit for c in (route.candidates if route else ())), *more}
    query = select(PoliceUnit).where(col(PoliceUnit.id).in_([unit for unit in named if unit]))
    return {unit.id: unit for unit in (await session.exec(query)).all()}


async def _districts(session: AsyncSession, ids: Iterable[str], route: Route | None) -> dict[str, District]:
    named = {*ids, *([route.district] if route and route.district else [])}
    rows = (await session.exec(select(District).where(col(District.id).in_(named)))).all()
    return {district.id: district for district in rows}


async def _tried(session: AsyncSession, message: Notification) -> tuple[str, ...]:
    query = (
        select(Notification.rung)
        .where(
            Notification.alert_id == message.alert_id,
            Notification.kind == MessageKind.PAGE.value,
            Notification.rung != message.rung,
            Notification.queued_at < message.queued_at,
        )
        .order_by(col(Notification.queued_at))
    )
    return tuple(dict.fromkeys((await session.exec(query)).all()))


async def _original_unknown(session: AsyncSession, message: Notification) -> bool:
    if message.resend_of is None:
        return False
    original = await session.get_one(Notification, message.resend_of)
    return original.status == MessageStatus.UNKNOWN.value
