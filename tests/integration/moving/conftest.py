"""What moves cases on without an engine, over a real database and a channel in memory."""

from collections.abc import AsyncIterator

import pytest

from abhay.channels.fake import FakeChannel
from abhay.secretfiles import load_secrets
from abhay.services.runtime import Runtime
from abhay.store.database import Database
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
    )
    yield runtime
    await runtime.database.close()
