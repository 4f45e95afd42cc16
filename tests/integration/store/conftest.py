"""A test's database as processes with other keys see it."""

from collections.abc import AsyncIterator, Sequence

import pytest

from abhay.adapters.store.db.database import Database
from abhay.security.vault import Vault
from tests.support.databases import Open


@pytest.fixture
async def opened(database: Database) -> AsyncIterator[Open]:
    """The same database under other keys: (Fernet keys, index key, old index key)."""
    others: list[Database] = []

    def under(keys: Sequence[str], index: str, old_index: str | None = None) -> Database:
        vault = Vault(keys, index.encode(), old_index.encode() if old_index else None)
        others.append(Database(database.url, vault))
        return others[-1]

    yield under
    for other in others:
        await other.close()
