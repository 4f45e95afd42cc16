"""Fixtures that every tier may ask for; nothing is started that no test asks for."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from abhay.services.seeding import seed_directory, seed_synthetic_contacts
from abhay.store.database import Database
from abhay.store.migrations import upgrade_to_head
from tests.support.databases import TEMPLATE, Server, running_server


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of an `xdist_group` in one process, as `--dist loadgroup` means to.

    pytest-xdist 3.8 writes the group into an attribute that pytest 9.2 no longer reads (its issue 1386):
    without this each process would start every group's system.
    """
    for item in items:
        if hasattr(item, "_id") and (grouped := getattr(item, "_nodeid", None)):
            item._id = type(item._id).parse(grouped)


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
