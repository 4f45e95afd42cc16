"""What a database holds before the first alert: districts, police units, duty posts and a policy.

All of it may run at each start: names are brought up to date, everything else stays as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.database import Database, now
from abhay.store.policies import current_version
from abhay.store.timeline import audit
from models.policy import PolicyDocument, Scope
from models.records import PolicyVersion
from models.tables import District, PoliceUnit, Post

CONTROL_ROOM, SP_OFFICE, DGP_CONTROL, DESK_POST = "control-room", "sp-office", "dgp-control", "abhay-desk"

POSTS: tuple[Mapping[str, Any], ...] = (
    {"id": CONTROL_ROOM, "scope": "unit", "name_en": "Control room", "name_hi": "नियंत्रण कक्ष"},
    {"id": SP_OFFICE, "scope": "unit", "name_en": "SP / DCP office", "name_hi": "पुलिस अधीक्षक / उपायुक्त कार्यालय"},
    {"id": DGP_CONTROL, "scope": "state", "name_en": "DGP control room", "name_hi": "पुलिस महानिदेशक नियंत्रण कक्ष"},
    {"id": DESK_POST, "scope": "state", "name_en": "Abhay desk", "name_hi": "अभय कमांड सेंटर डेस्क"},
)
"""The duty posts of the default policy; those of other rungs come with the policy that names them."""

_SEEDING = 0x4142_5345_4544  # advisory lock: one process seeds at a time
_SEEDER = "seed"


async def seed(
    database: Database, districts: Sequence[District], units: Sequence[PoliceUnit], policy: PolicyDocument
) -> None:
    """Write districts, units and posts, and `policy` as version 1 if there is none."""
    async with database.transaction() as session:
        await session.exec(select(func.pg_advisory_xact_lock(_SEEDING)))
        await _upsert(session, District, [row.model_dump() for row in districts])
        await _upsert(session, PoliceUnit, [row.model_dump() for row in units])
        await _upsert(session, Post, POSTS)
        if await current_version(session) == 0:
            at = await now(session)
            session.add(PolicyVersion(body=policy.model_dump(mode="json"), created_at=at, created_by=_SEEDER))
            audit(session, at, _SEEDER, "system", "policy.set", version=1)


async def _upsert(session: AsyncSession, table: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        others = {key: value for key, value in row.items() if key != "id"}
        statement = insert(table).values(**row)
        await session.exec(statement.on_conflict_do_update(index_elements=["id"], set_=others))


async def add_posts(database: Database, policy: PolicyDocument) -> list[str]:
    """Make a duty post of every word that a rung names and that is none yet; answers the new ones.

    So a rung of one's own, such as an IG's range between SP and DGP, needs nothing but the policy.
    """
    scopes: dict[str, Scope] = {}
    for rung in policy.rung.values():
        for post in rung.posts:
            scopes.setdefault(post, rung.scope)
    async with database.transaction() as session:
        missing = sorted(scopes.keys() - set((await session.exec(select(Post.id))).all()))
        for post in missing:
            name = post.replace("-", " ").capitalize()
            row = {"id": post, "scope": scopes[post].value, "name_en": name, "name_hi": name}
            await session.exec(insert(Post).values(**row).on_conflict_do_nothing())
    return missing
