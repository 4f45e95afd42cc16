"""Fixtures that every tier may ask for; nothing is started that no test asks for."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from abhay.adapters.postgres.account import add_account
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.migrations import upgrade_to_head
from abhay.security import pins
from abhay.services.admin.seeding import seed_directory, seed_synthetic_contacts
from tests.support.databases import TEMPLATE, Server, running_server

# Hypothesis fails an example that takes 0.2 s, and a strategy that draws slowly: a verdict on the machine, not on us.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_configure() -> None:
    """Make the database's account where tests run as root on a machine without one, as `abhay up` does."""
    add_account()


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
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pins, "_LOG2_N", 8)  # a hundred PINs: what they cost to guess is not tested with them
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
