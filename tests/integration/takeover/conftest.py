"""What moves cases on without an engine, over a real database and a channel in memory."""

from collections.abc import AsyncIterator

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.db.database import Database
from abhay.security.secretfiles import load_secrets
from abhay.services.runtime import Runtime
from tests.support.databases import Server


@pytest.fixture
def channel() -> FakeChannel:
    """Stands in for the outbox."""
    return FakeChannel("outbox")


@pytest.fixture
async def runtime(postgres: Server, database: Database, channel: FakeChannel) -> AsyncIterator[Runtime]:
    runtime = Runtime(
        settings=postgres.settings,
        secrets=load_secrets(postgres.settings),
        database_url=database.url,
        vault=postgres.vault,
        channels={"outbox": channel},
        engine=FakeEngine(),
    )
    runtime.database.on_commit = None  # no run is looked at here, and cases must be there within the watcher's grace
    yield runtime
    await runtime.close()
