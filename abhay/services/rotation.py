"""Changing keys while the system runs: everything sealed, and everything it is found by, under the newest ones."""

from dataclasses import dataclass

from abhay.services.runtime import Runtime
from abhay.sources.identity import identities
from abhay.store import indexing, sealing
from abhay.store.database import now
from abhay.store.indexing import Indexed
from abhay.store.sealing import Resealed
from abhay.store.timeline import audit


@dataclass(frozen=True)
class Rotated:
    """What was done: by column, for the index, and how many notes of older versions were sealed."""

    columns: tuple[Resealed, ...]
    index: Indexed
    sealed_notes: int

    @property
    def unreadable(self) -> int:
        """Values that none of our keys opens."""
        return sum(column.unreadable for column in self.columns)

    @property
    def left(self) -> int:
        """Values that others wrote meanwhile: whether under the newest key, the next call says."""
        return sum(column.changed for column in self.columns)


async def rotate(runtime: Runtime, *, by: str, role: str) -> Rotated:
    """Seal and index everything anew under the newest keys; may be broken off, and called again."""
    database = runtime.database
    notes = await sealing.seal_what_is_clear(database)
    columns = tuple([await sealing.reseal(database, *column) for column in sealing.sealed_columns()])
    rotated = Rotated(columns, await indexing.index_anew(database, identities), notes)
    async with database.transaction() as session:
        counts = {"resealed": sum(column.resealed for column in columns), "unreadable": rotated.unreadable}
        audit(session, await now(session), by, role, "key.rotate", **counts, **vars(rotated.index))
    return rotated
