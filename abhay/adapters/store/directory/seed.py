"""Seeds a database before the first alert: districts, police units, duty posts and a policy.

It may run at each start: names are updated, everything else stays as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.locks import SEEDING, lock
from abhay.adapters.store.directory.policies import current_version
from abhay.adapters.store.log.timeline import audit
from models.actors import Act, system
from models.policy import PolicyDocument
from models.records import PolicyVersion, Preparation
from models.tables import District, PoliceUnit, Post

CONTROL_ROOM, SP_OFFICE, DGP_CONTROL, DESK_POST = "control-room", "sp-office", "dgp-control", "abhay-desk"

POSTS: tuple[Mapping[str, Any], ...] = (
    {"id": CONTROL_ROOM, "scope": "unit", "name_en": "Control room", "name_hi": "नियंत्रण कक्ष"},
    {"id": SP_OFFICE, "scope": "unit", "name_en": "SP / DCP office", "name_hi": "पुलिस अधीक्षक / उपायुक्त कार्यालय"},
    {"id": DGP_CONTROL, "scope": "state", "name_en": "DGP control room", "name_hi": "पुलिस महानिदेशक नियंत्रण कक्ष"},
    {"id": DESK_POST, "scope": "state", "name_en": "Abhay desk", "name_hi": "अभय कमांड सेंटर डेस्क"},
)
"""The duty posts of the default policy; a policy that names other posts brings them."""

_SEEDER = "seed"


async def seed(
    database: Database, districts: Sequence[District], units: Sequence[PoliceUnit], policy: PolicyDocument
) -> None:
    """Writes districts, units and posts, and `policy` as version 1 if there is none."""
    async with database.transaction() as session:
        await lock(session, SEEDING)
        await _upsert(session, District, [row.model_dump() for row in districts])
        await _upsert(session, PoliceUnit, [row.model_dump() for row in units])
        await _upsert(session, Post, POSTS)
        if await current_version(session) == 0:
            at = await now(session)
            session.add(PolicyVersion(body=policy.model_dump(mode="json"), created_at=at, created_by=_SEEDER))
            audit(session, at, system(_SEEDER), Act.SET_POLICY, version=1)


async def _upsert(session: AsyncSession, table: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        others = {key: value for key, value in row.items() if key != "id"}
        statement = insert(table).values(**row)
        await session.exec(statement.on_conflict_do_update(index_elements=["id"], set_=others))


async def note_source(database: Database, source: str) -> None:
    """Notes the source that the database was filled from, so that the next start can compare."""
    async with database.transaction() as session:
        row = {"filled_from": source, "at": await now(session)}
        noted = insert(Preparation).values(id=1, **row).on_conflict_do_update(index_elements=["id"], set_=row)
        await session.exec(noted)
