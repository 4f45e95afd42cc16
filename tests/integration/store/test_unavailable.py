"""A database that cannot take something now is told from one that refuses a statement: the first is waited for."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from abhay.adapters.store.db import database as connections
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.unavailable import UNREACHABLE, is_locked
from abhay.adapters.store.db.waits import GATEWAY
from tests.support.strangers import locked, stranger

PATIENCE = 60.0
"""Seconds in which even a busy machine comes to an end that takes tenths of a second."""


@pytest.fixture
async def impatient(database: Database) -> AsyncIterator[Database]:
    """The same database, asked by a process that waits for nothing for long."""
    waits = replace(GATEWAY, lock=0.2, statement=0.4, idle=0.2, transaction=2)
    other = Database(database.url, database.vault, waits=waits)
    yield other
    await other.close()


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

    async def asked(_: object, query: str, *__: object, **___: object) -> None:
        raise AssertionError(f"a round trip more before each transaction: {query}")

    monkeypatch.setattr("asyncpg.Connection.fetchrow", asked)
    assert await database.ping()


async def test_kept_connections_whose_far_side_is_silently_gone_are_replaced_soon(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a fail-over or behind a firewall: what is written goes nowhere, and nothing comes back."""
    asked: list[str] = []

    async def silent(_: object, query: str, *, timeout: float | None = None) -> None:  # noqa: ASYNC109  asyncpg's name
        asked.append(query)
        await asyncio.wait_for(asyncio.Event().wait(), timeout)

    monkeypatch.setattr(connections, "_ASK_AFTER", 0.0)
    monkeypatch.setattr(connections, "_PING_LIMIT", 0.1)
    await asyncio.gather(*(database.ping() for _ in range(5)))
    monkeypatch.setattr("asyncpg.Connection.fetchrow", silent)
    async with asyncio.timeout(PATIENCE):
        assert await database.ping()
    assert asked == [";"], "one that is gone empties the pool"


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


@pytest.mark.parametrize(
    "state", ["08006", "25006", "40P01", "53100", "53200", "55P03", "57014", "57P01", "57P03", "58030", "58P01"]
)
async def test_what_cannot_be_taken_now_is_on_one_list(database: Database, state: str) -> None:
    with pytest.raises(UNREACHABLE) as raised:
        await run(database, f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}', MESSAGE = 'a value'; END $$")
    assert "a value" not in str(raised.value), "the driver's words may repeat what was to be written"
    assert await database.ping()


async def test_any_error_of_a_connection_that_has_ended_is_on_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that is cut while it prepares a statement says that the driver is at fault."""

    async def cut(self: asyncpg.Connection, *_: object, **__: object) -> None:
        self.terminate()
        raise ValueError("the driver lost its way")

    await database.ping()
    with monkeypatch.context() as patched:
        patched.setattr(asyncpg.Connection, "prepare", cut)
        with pytest.raises(UNREACHABLE):
            await run(database, "SELECT 'it was never prepared before'")
    assert await database.ping()


async def test_a_session_that_was_read_only_is_not_kept(database: Database) -> None:
    name = database.url.partition("?")[0].rpartition("/")[2]
    await run(database, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    await database.engine.dispose()
    with pytest.raises(UNREACHABLE):
        await run(database, "DELETE FROM live_process")
    assert time.monotonic() - database.unwritable_at < PATIENCE
    await run(database, "SET TRANSACTION READ WRITE", f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
    with pytest.raises(UNREACHABLE):
        await run(database, "DELETE FROM live_process")
    await run(database, "DELETE FROM live_process")


async def test_a_lock_of_a_stranger_is_not_waited_for_without_an_end(impatient: Database) -> None:
    async with stranger(impatient.url, locked("policy_version")):
        with pytest.raises(UNREACHABLE) as raised:
            await run(impatient, "SELECT 1 FROM policy_version FOR KEY SHARE")
        assert is_locked(raised.value)
    await run(impatient, "SELECT 1 FROM policy_version FOR KEY SHARE")


async def test_a_statement_that_takes_too_long_is_ended(impatient: Database) -> None:
    with pytest.raises(UNREACHABLE) as raised:
        await run(impatient, f"SELECT pg_sleep({PATIENCE})")
    assert not is_locked(raised.value)


async def test_our_own_forgotten_transaction_is_ended_by_the_database(impatient: Database) -> None:
    async def forget() -> None:
        async with impatient.transaction() as session:
            connection = await session.connection()
            await connection.execute(text(locked("policy_version")))
            async with asyncio.timeout(PATIENCE):
                await run(impatient, "SELECT 1 FROM policy_version FOR KEY SHARE", tries=1000)
            await connection.execute(text("SELECT 1"))

    with pytest.raises(UNREACHABLE):
        await forget()


async def test_a_server_that_stands_still_is_given_up(impatient: Database) -> None:
    async with impatient.transaction() as session:
        pid = (await (await session.connection()).execute(text("SELECT pg_backend_pid()"))).scalar_one()
    os.kill(pid, signal.SIGSTOP)
    try:
        begun = time.monotonic()
        with pytest.raises(UNREACHABLE):
            async with asyncio.timeout(PATIENCE):
                await run(impatient, "SELECT 1")
        assert time.monotonic() - begun < PATIENCE / 2
    finally:
        os.kill(pid, signal.SIGCONT)
    assert await impatient.ping()


async def test_a_statement_that_is_wrong_is_not_unreachable(database: Database) -> None:
    with pytest.raises(DBAPIError) as raised:
        await run(database, "SELECT 1 / 0")
    assert not isinstance(raised.value, UNREACHABLE)


async def run(database: Database, *statements: str, tries: int = 1) -> None:
    """Runs the statements in one transaction; one that is refused for a lock is tried so often."""
    for left in reversed(range(tries)):
        try:
            async with database.transaction() as session:
                for statement in statements:
                    await (await session.connection()).execute(text(statement))
        except UNREACHABLE as error:
            if not (left and is_locked(error)):
                raise
        else:
            return
