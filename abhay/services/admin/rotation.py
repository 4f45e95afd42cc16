"""Changing keys while the system runs: all sealed values and their search index move to the newest keys."""

from dataclasses import dataclass

from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.db.database import now
from abhay.adapters.store.keys import indexing, older_rows, sealing
from abhay.adapters.store.keys.indexing import Indexed
from abhay.adapters.store.keys.sealing import Resealed
from abhay.adapters.store.log.living import parts_without
from abhay.adapters.store.log.timeline import audit
from abhay.domain.permissions import require
from abhay.errors import KeysNotKnown
from abhay.services.runtime import Runtime
from models.actors import Act, Actor


@dataclass(frozen=True)
class Rotated:
    """The result of a rotation: per column, for the index, and how many notes and routes of before were sealed."""

    columns: tuple[Resealed, ...]
    index: Indexed
    sealed_notes: int

    @property
    def unreadable(self) -> int:
        """The number of values that none of our keys opens."""
        return sum(column.unreadable for column in self.columns)

    @property
    def left(self) -> int:
        """The number of values that others wrote meanwhile; the next call finds whether they use the newest key."""
        return sum(column.changed for column in self.columns)


async def rotate(runtime: Runtime, actor: Actor) -> Rotated:
    """Seals and indexes everything again under the newest keys; may be interrupted and repeated.

    Raises `WrongRole`, and `KeysNotKnown` while a running part lacks the newest keys: it could open nothing more.
    """
    require(actor, Act.ROTATE_KEYS)
    database = runtime.database
    if lacking := await parts_without(database, runtime.secrets.newest_fingerprints):
        raise KeysNotKnown(f"not known yet to a running {' and '.join(lacking)}: restart it, then rotate")
    notes = await older_rows.seal_clear_texts(database) + await older_rows.seal_routes(database)
    await older_rows.move_reasons(database)
    columns = tuple([await sealing.reseal(database, *column) for column in sealing.sealed_columns()])
    rotated = Rotated(columns, await indexing.index_anew(database, identities), notes)
    async with database.transaction() as session:
        counts = {"resealed": sum(column.resealed for column in columns), "unreadable": rotated.unreadable}
        audit(session, await now(session), actor, Act.ROTATE_KEYS, **counts, **vars(rotated.index))
    return rotated
