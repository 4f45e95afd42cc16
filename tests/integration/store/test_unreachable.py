"""A database that goes away is told from one that refuses a statement: the first is waited for."""

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from abhay.store.database import UNREACHABLE, Database


async def test_a_connection_that_the_server_ends_is_unreachable(database: Database) -> None:
    with pytest.raises(UNREACHABLE):
        await run(database, "SELECT pg_terminate_backend(pg_backend_pid())")
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
