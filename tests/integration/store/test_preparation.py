"""A start looks at the schema no longer than its revision needs: what it compares, and when it must look again."""

from collections.abc import AsyncIterator
from dataclasses import replace
from importlib.resources import files

import pytest

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.db import migrations
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.preparation import filled_from, newest_revision
from abhay.security.secretfiles import load_secrets
from abhay.services.admin.seeding import prepare
from abhay.services.admin.source import FILES, source
from abhay.services.runtime import Runtime
from models.tables import Preparation
from tests.support import reading
from tests.support.cases import column
from tests.support.databases import Server


@pytest.fixture
async def runtime(postgres: Server, database: Database) -> AsyncIterator[Runtime]:
    runtime = Runtime(
        settings=postgres.settings,
        secrets=load_secrets(postgres.settings),
        database_url=database.url,
        vault=postgres.vault,
        channels={},
        engine=FakeEngine(),
    )
    yield runtime
    await runtime.close()


async def test_what_was_filled_in_is_known_afterwards(runtime: Runtime) -> None:
    assert await filled_from(runtime.database_url) is None
    await prepare(runtime)
    assert await filled_from(runtime.database_url) == source(synthetic_contacts=True)
    wanted = runtime.settings.model_copy(update={"synthetic_contacts": False})
    await prepare(replace(runtime, settings=wanted))
    assert await filled_from(runtime.database_url) == source(synthetic_contacts=False)
    assert await reading.count(runtime.database, Preparation) == 1


async def test_another_revision_is_looked_at(runtime: Runtime) -> None:
    await prepare(runtime)
    await column(runtime.database, "UPDATE alembic_version SET version_num = '0006' RETURNING 1")
    assert await filled_from(runtime.database_url) is None


async def test_an_empty_database_and_one_that_does_not_answer_are_looked_at(postgres: Server) -> None:
    name = await postgres.create()
    assert await filled_from(postgres.url(name)) is None
    await postgres.drop(name)
    assert await filled_from(postgres.url(name)) is None
    assert await filled_from("postgresql+asyncpg://nobody@127.0.0.1:1/none") is None


def test_the_newest_revision_is_alembics() -> None:
    assert newest_revision() == migrations.head_revision()


@pytest.mark.parametrize("name", FILES)
def test_each_file_that_is_filled_from_is_there(name: str) -> None:
    assert files("abhay").joinpath(name).is_file()


def test_the_source_says_whether_contacts_are_synthetic() -> None:
    assert source(synthetic_contacts=True) != source(synthetic_contacts=False)
