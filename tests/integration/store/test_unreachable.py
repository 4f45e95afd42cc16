"""A database that goes away is told from one that refuses a statement: the first is waited for."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from abhay.adapters.store.db import database as connections
from abhay.adapters.store.db.database import UNREACHABLE, Database


async def test_a_connection_that_the_server_ends_is_unreachable(database: Database) -> None:
    with pytest.raises(UNREACHABLE):
        await run(database, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert await database.ping()


@pytest.mark.parametrize("ask_after", [0.0, 3600.0])
async def test_a_kept_connection_that_died_is_replaced_unseen(
    database: Database, monkeypatch: pytest.MonkeyPatch, ask_after: float
) -> None:
    monkeypatch.setattr(connections, "_ASK_AFTER", ask_after)
    await asyncio.gather(*(database.ping() for _ in range(5)))
    async with database.engine.connect() as one:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ended = await one.execute(text(f"SELECT pg_terminate_backend(pid, 5000) {others}"))  # in ms: until they are
        assert list(ended.scalars()) == [True] * 4
    for _ in range(6):
        assert await database.ping()


async def test_a_connection_in_steady_use_is_not_asked(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await database.ping()

    def asked(_: object) -> None:
        raise AssertionError("three round trips before each transaction")

    monkeypatch.setattr("sqlalchemy.dialects.postgresql.asyncpg.AsyncAdapt_asyncpg_connection.ping", asked)
    assert await database.ping()


@pytest.mark.parametrize(
    "refusal", [asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError, ConnectionRefusedError]
)
async def test_a_server_that_takes_no_connection_is_unreachable(
    database: Database, monkeypatch: pytest.MonkeyPatch, refusal: type[Exception]
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise refusal("the database system is starting up")

    with monkeypatch.context() as patched:
        patched.setattr(asyncpg, "connect", refuse)
        with pytest.raises(UNREACHABLE):
            await database.ping()
    assert await database.ping()


async def test_a_statement_that_is_wrong_is_not_unreachable(database: Database) -> None:
    with pytest.raises(DBAPIError) as raised:
        await run(database, "SELECT 1 / 0")
    assert not isinstance(raised.value, UNREACHABLE)


async def run(database: Database, statement: str) -> None:
    async with database.transaction() as session:
        await (await session.connection()).execute(text(statement))
