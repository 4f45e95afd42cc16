"""Lists police units and the contact points of their posts, and checks them for gaps.

Messages refer to contact points for good, so none is deleted: one that is missing from a new list is
switched off. PINs come in as hashes and never go out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.policies import current_version, read_document
from abhay.errors import BadInput, UnknownUnit
from models.enums import MessageKind
from models.policy import DESK, Scope
from models.tables import AlertUnit, ContactPoint, Notification, PoliceUnit, Post
from models.views import ContactView, UnitView

STATE = "state"
"""The name of the whole State where a unit is expected."""

NEVER_BY_DISTRICT = "railway"
"""The type of units that get no alert by district, so that they may have no contacts."""


async def list_units(database: Database) -> list[UnitView]:
    """Returns every police unit, by district."""
    query = select(PoliceUnit).order_by(col(PoliceUnit.district_id), col(PoliceUnit.id))
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    return [
        UnitView(unit=r.id, name_en=r.name_en, name_hi=r.name_hi, district=r.district_id, unit_type=r.unit_type)
        for r in rows
    ]


async def unit_ids(database: Database) -> frozenset[str]:
    """Returns the ids of all police units."""
    async with database.transaction() as session:
        return frozenset((await session.exec(select(PoliceUnit.id))).all())


async def post_scopes(database: Database) -> dict[str, Scope]:
    """Returns every post with its scope: one in each unit, or one for the State."""
    async with database.transaction() as session:
        return {post.id: post.scope for post in (await session.exec(select(Post))).all()}


async def list_contacts(database: Database, unit: str) -> list[ContactView]:
    """Returns the contact points of a unit, or of `state`. Raises `UnknownUnit`."""
    async with database.transaction() as session:
        await require_unit(session, unit)
        return [view_of(row) for row in await contacts_of(session, unit)]


async def every_contact(database: Database) -> list[ContactView]:
    """Returns every contact point, by unit; those of the State's own posts last."""
    order = (ContactPoint.unit_id, ContactPoint.post_id, ContactPoint.preference, ContactPoint.created_at)
    query = select(ContactPoint).order_by(*map(col, (*order, ContactPoint.id)))
    async with database.transaction() as session:
        return [view_of(row) for row in (await session.exec(query)).all()]


def view_of(row: ContactPoint) -> ContactView:
    """Returns a contact point as admins see it, without its PIN."""
    return ContactView(
        post=row.post_id,
        channel=row.channel,
        address=row.address,
        active=row.active,
        unit=row.unit_id,
        name=row.name,
        phone=row.phone,
        line=row.line,
        language=row.language,
        order=row.preference,
    )


async def require_unit(session: AsyncSession, unit: str) -> None:
    """Checks that this unit exists, or is `state`. Raises `UnknownUnit`."""
    if unit != STATE and await session.get(PoliceUnit, unit) is None:
        raise UnknownUnit


async def contacts_of(session: AsyncSession, unit: str) -> Sequence[ContactPoint]:
    """Returns the contact points of a unit, or of `state`, in a fixed order."""
    own = col(ContactPoint.unit_id).is_(None) if unit == STATE else col(ContactPoint.unit_id) == unit
    query = select(ContactPoint).where(own)
    order = tuple(map(col, (ContactPoint.post_id, ContactPoint.preference, ContactPoint.created_at, ContactPoint.id)))
    return (await session.exec(query.order_by(*order))).all()


async def known_places(database: Database, unit: str) -> set[tuple[str, str, str]]:
    """Returns post, channel and address of each contact point of a unit, or of `state`. Raises `UnknownUnit`."""
    async with database.transaction() as session:
        await require_unit(session, unit)
        return {(row.post_id, row.channel, row.address) for row in await contacts_of(session, unit)}


@dataclass(frozen=True)
class Callee:
    """A contact point that the desk may phone about a case; the names are those of its post and unit."""

    post_hi: str
    post_en: str
    name: str | None
    phone: str


async def callees_of(database: Database, alert_id: UUID) -> list[Callee]:
    """Returns who can be phoned about a case: the active contacts of its units' posts and of the posts paged for it."""
    paged = select(Notification.contact_id).where(
        Notification.alert_id == alert_id, Notification.kind == MessageKind.PAGE, Notification.rung != DESK
    )
    owners = select(AlertUnit.unit_id).where(AlertUnit.alert_id == alert_id, col(AlertUnit.stood_down_at).is_(None))
    query = (
        select(ContactPoint, Post, PoliceUnit)
        .join(Post, col(Post.id) == ContactPoint.post_id)
        .outerjoin(PoliceUnit, col(PoliceUnit.id) == ContactPoint.unit_id)
        .where(col(ContactPoint.active), col(ContactPoint.phone).is_not(None))
        .where(or_(col(ContactPoint.id).in_(paged), col(ContactPoint.unit_id).in_(owners)))
        .order_by(col(PoliceUnit.id), col(Post.id), col(ContactPoint.created_at))
    )
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    found = [_callee(*row) for row in rows]
    return list(dict.fromkeys(found))


def _callee(contact: ContactPoint, post: Post, unit: PoliceUnit | None) -> Callee:
    hi, en = (f", {unit.name_hi}", f", {unit.name_en}") if unit else ("", "")
    return Callee(post.name_hi + hi, post.name_en + en, contact.name, contact.phone or "")


async def require_place(database: Database, unit: str | None, post: str | None) -> None:
    """Checks that the unit and the post exist, if given. Raises `UnknownUnit`, `BadInput`."""
    async with database.transaction() as session:
        if unit is not None and await session.get(PoliceUnit, unit) is None:
            raise UnknownUnit
        if post is not None and await session.get(Post, post) is None:
            known = (await session.exec(select(Post.id).order_by(col(Post.id)))).all()
            raise BadInput(f"There is no post {post!r}: use one of {', '.join(known)}.")


async def posts_with_contacts(database: Database) -> set[tuple[str, str]]:
    """Returns unit (or `state`) and post of every contact point, active or not."""
    async with database.transaction() as session:
        rows = (await session.exec(select(ContactPoint.unit_id, ContactPoint.post_id).distinct())).all()
    return {(unit or STATE, post) for unit, post in rows}


async def channels_by_post(database: Database) -> dict[str, set[str]]:
    """Returns the channels on which each post has an active contact, by `unit/post` (or `state/post`)."""
    query = select(ContactPoint.unit_id, ContactPoint.post_id, ContactPoint.channel).where(col(ContactPoint.active))
    found: dict[str, set[str]] = {}
    async with database.transaction() as session:
        for unit, post, channel in (await session.exec(query.distinct())).all():
            found.setdefault(f"{unit or STATE}/{post}", set()).add(channel)
    return found


async def contacts_by_channel(database: Database) -> dict[str, int]:
    """Returns the number of active contact points of each channel."""
    query = select(ContactPoint.channel, func.count()).where(col(ContactPoint.active))
    async with database.transaction() as session:
        return dict((await session.exec(query.group_by(ContactPoint.channel))).all())


async def contact_gaps(database: Database) -> list[str]:
    """Returns the posts of the current policy's rungs without an active contact, one line each."""
    async with database.transaction() as session:
        document = await read_document(session, await current_version(session))
        units = (await session.exec(select(PoliceUnit).order_by(col(PoliceUnit.id)))).all()
        query = select(ContactPoint.unit_id, ContactPoint.post_id).where(col(ContactPoint.active)).distinct()
        reached = set((await session.exec(query)).all())
    own = [unit.id for unit in units if unit.unit_type != NEVER_BY_DISTRICT]
    wanted = [
        (unit, post)
        for rung in document.rung.values()
        for post in rung.posts
        for unit in (own if rung.scope is Scope.UNIT else [None])
    ]
    return [f"{unit or STATE}: no active contact for {post}" for unit, post in wanted if (unit, post) not in reached]
