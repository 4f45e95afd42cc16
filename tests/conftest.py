"""Fixtures that every tier may ask for; nothing is started that no test asks for."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from abhay.services.seeding import seed_directory, seed_synthetic_contacts
from abhay.store.database import Database
from abhay.store.migrations import upgrade_to_head
from tests.support.databases import TEMPLATE, Server, running_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL with a template database that is migrated and seeded with synthetic contacts."""
    with running_server() as server:
        asyncio.run(server.run(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0"))
        upgrade_to_head(server.url(TEMPLATE))
        asyncio.run(_seed(server))
        yield server


async def _seed(server: Server) -> None:
    database = Database(server.url(TEMPLATE), server.vault)
    await seed_directory(database)
    await seed_synthetic_contacts(database)
    await database.close()


@pytest.fixture
async def database(postgres: Server) -> AsyncIterator[Database]:
    """A database of the test's own, whose clock it may move."""
    name = await postgres.create(TEMPLATE)
    database = Database(postgres.url(name), postgres.vault)
    yield database
    await database.close()
    await postgres.drop(name)
