"""Recomputes the digests that find a case's person or a message, after the index key was changed.

A digest cannot be reversed, so it is computed from the original messages. While two index keys are in force,
both are written for a person, and both looked up, so no message misses its case; this writes the newest key's
digests for every case and removes the older ones. A message's hashes have one form each: that of the newest key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.merges.merge_split import IdentitiesOf
from abhay.adapters.store.db.database import Database, vault_of
from abhay.adapters.store.intake.originals import payloads_in
from abhay.adapters.store.keys.hashes import hash_anew, key_mails
from models.tables import Alert, Identity

AT_ONCE = 500
"""Number of case ids per read; each case is indexed in a transaction of its own."""


@dataclass
class Indexed:
    """The number of persons' digests `added` and `removed`, and of messages' `hashes` made anew.

    `unknown` ones belong to no key in force, and stay.
    """

    cases: int = 0
    added: int = 0
    removed: int = 0
    hashes: int = 0
    unknown: int = 0


async def index_anew(database: Database, identities_of: IdentitiesOf) -> Indexed:
    """Indexes every case under the newest key; repeating it changes nothing."""
    done = Indexed(hashes=await key_mails(database))
    last = UUID(int=0)
    while ids := await _next_cases(database, last):
        for alert_id in ids:
            async with database.transaction() as session:
                await _index(session, alert_id, identities_of, done)
        last = ids[-1]
    return done


async def _next_cases(database: Database, after: UUID) -> Sequence[UUID]:
    async with database.transaction() as session:
        query = select(Alert.id).where(col(Alert.id) > after).order_by(col(Alert.id)).limit(AT_ONCE)
        return (await session.exec(query)).all()


async def _index(session: AsyncSession, alert_id: UUID, identities_of: IdentitiesOf, done: Indexed) -> None:
    """Indexes one case under its lock, which a joining message takes too, so that neither misses the other's rows."""
    await session.exec(select(Alert.id).where(Alert.id == alert_id).with_for_update(key_share=True))
    wanted: set[tuple[str, str]] = set()
    older: set[str] = set()
    messages = await payloads_in(session, alert_id)
    for _, payload in messages:
        for kind, value in identities_of(payload):
            newest, *others = vault_of(session).digests(kind, value)
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
    rehashed = await hash_anew(session, messages)
    done.hashes += rehashed.anew
    done.unknown += len(found - wanted) - len(gone) + rehashed.unknown
