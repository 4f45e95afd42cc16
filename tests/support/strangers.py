"""A stranger in our database: somebody who looked with a tool, locked something, and forgot it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from abhay.adapters.store.db.plain import address_of

NAME = "forgotten tool"


@asynccontextmanager
async def stranger(url: str, *statements: str, idle: float = 60) -> AsyncIterator[asyncpg.Connection]:
    """Holds what the statements lock, idle in a transaction, until the block ends; `idle`: seconds it may be so."""
    limit = {"application_name": NAME, "idle_in_transaction_session_timeout": str(int(idle * 1000))}
    connection = await asyncpg.connect(address_of(url), server_settings=limit)
    try:
        await connection.execute("BEGIN")
        for statement in statements:
            await connection.execute(statement)
        yield connection
    finally:
        connection.terminate()


def locked(table: str, where: str = "true") -> str:
    """The statement that locks rows as a careful person does who means to change them."""
    return f"SELECT 1 FROM {table} WHERE {where} FOR UPDATE"  # noqa: S608  names from the tests


@asynccontextmanager
async def read_only(url: str) -> AsyncIterator[None]:
    """The database refuses to write for the length of the block, as a standby does that nobody promoted."""
    connection = await asyncpg.connect(address_of(url))
    name = await connection.fetchval("SELECT quote_ident(current_database())")
    await connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    await end_all(connection)
    try:
        yield
    finally:
        await connection.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        await connection.close()


async def end_all(connection: asyncpg.Connection) -> None:
    """Cuts every other connection to this database."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    await connection.execute(f"SELECT pg_terminate_backend(pid) {others}")


async def run(url: str, *statements: str) -> None:
    """Runs statements in a session of their own, which may write."""
    connection = await asyncpg.connect(address_of(url), server_settings={"default_transaction_read_only": "off"})
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
