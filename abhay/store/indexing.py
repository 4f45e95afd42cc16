"""By what a case's person is found, computed anew from what came in: after the index key was changed.

A digest cannot be turned back. While two index keys are in force both are looked up and written, so no
message misses its case; this writes the newest one's for every case and takes the older one's away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.arranging import IdentitiesOf
from abhay.store.database import Database
from abhay.store.evidence import payloads_in
from models.tables import Alert, Identity

AT_ONCE = 500
"""Cases whose ids are read together; each is indexed in a transaction of its own."""


@dataclass
class Indexed:
    """How many digests were `added` and `removed`; `unknown` are of no key in force, and stay."""

    cases: int = 0
    added: int = 0
    removed: int = 0
    unknown: int = 0


async def index_anew(database: Database, identities_of: IdentitiesOf) -> Indexed:
    """Index every case under the newest key; what was done before is left as it is."""
    done = Indexed()
    last = UUID(int=0)
    while ids := await _next_cases(database, last):
        for alert_id in ids:
            async with database.transaction() as session:
                await _index(session, database, alert_id, identities_of, done)
        last = ids[-1]
    return done


async def _next_cases(database: Database, after: UUID) -> Sequence[UUID]:
    async with database.transaction() as session:
        query = select(Alert.id).where(col(Alert.id) > after).order_by(col(Alert.id)).limit(AT_ONCE)
        return (await session.exec(query)).all()


async def _index(
    session: AsyncSession, database: Database, alert_id: UUID, identities_of: IdentitiesOf, done: Indexed
) -> None:
    """Under the case's lock, as a message that joins it: neither misses what the other one writes."""
    await session.exec(select(Alert.id).where(Alert.id == alert_id).with_for_update(key_share=True))
    wanted: set[tuple[str, str]] = set()
    older: set[str] = set()
    for _, payload in await payloads_in(session, database.vault, alert_id):
        for kind, value in identities_of(payload):
            newest, *others = database.vault.digests(kind, value)
            wanted.add((kind, newest))
            older.update(others)
    query = select(Identity.kind, Identity.digest).where(Identity.alert_id == alert_id)
    found = set((await session.exec(query)).all())
    missing = wanted - found
    gone = {digest for _, digest in found} & older
    session.add_all(Identity(alert_id=alert_id, kind=kind, digest=digest) for kind, digest in missing)
    await session.exec(delete(Identity).where(col(Identity.alert_id) == alert_id, col(Identity.digest).in_(gone)))
    done.cases += 1
    done.added += len(missing)
    done.removed += len(gone)
    done.unknown += len(found - wanted) - len(gone)
