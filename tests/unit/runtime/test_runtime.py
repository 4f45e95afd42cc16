"""What belongs to an event loop ends with it: no other loop ever gets its connections."""

import asyncio

import pytest
from cryptography.fernet import Fernet

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.db.database import Database
from abhay.security.secretfiles import Secrets
from abhay.services.runtime import Runtime, vault_of
from abhay.settings import Settings

NOWHERE = "postgresql+asyncpg://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def runtime() -> Runtime:
    secrets = Secrets((Fernet.generate_key().decode(),), "link", "index", "meta", {})
    return Runtime(Settings(), secrets, NOWHERE, vault_of(secrets), {}, FakeEngine())


def test_a_loop_at_the_address_of_one_that_has_ended_gets_a_pool_of_its_own(runtime: Runtime) -> None:
    async def look() -> tuple[int, Database]:
        return id(asyncio.get_running_loop()), runtime.database

    pools: dict[int, Database] = {}
    for _ in range(200):
        address, pool = asyncio.run(look())
        if address in pools:
            assert pool is not pools[address]
            return
        pools[address] = pool
    pytest.skip("no address of an event loop was used twice")


async def test_within_a_loop_there_is_one_pool_until_it_is_closed(runtime: Runtime) -> None:
    first, jobs = runtime.database, runtime.after_commit
    assert (runtime.database, runtime.after_commit) == (first, jobs)
    await runtime.close()
    assert runtime.database is not first
    await runtime.close()
    await runtime.close()


async def test_jobs_are_finished_before_the_pool_is_closed(runtime: Runtime) -> None:
    database, seen = runtime.database, []

    async def job() -> None:
        await asyncio.sleep(0)
        seen.append(runtime.database is database)

    runtime.after_commit.start(job(), "a job")
    await runtime.close()
    assert seen == [True]
