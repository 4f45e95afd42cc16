"""One connection without SQLAlchemy, for processes that query little and must start fast.

Importing SQLAlchemy takes a third of the time of `import prefect`, asyncpg a tenth.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from asyncpg import (  # pyright: ignore[reportMissingTypeStubs]  it brings none
    InterfaceError,
    InvalidAuthorizationSpecificationError,
    PostgresError,
    connect,  # pyright: ignore[reportUnknownVariableType]
)

CONNECT_TIMEOUT = 2.0
"""Seconds."""

FAILED = (OSError, TimeoutError, PostgresError, InterfaceError)
"""The errors of connecting and querying."""

NOT_LET_IN = (InvalidAuthorizationSpecificationError,)
"""The errors of a database that refuses the account or the password; they come unchanged through SQLAlchemy too."""


_DRIVERS_WORDS = {"ssl": "sslmode"}
_NOT_ITS = ("async_fallback", "prepared_statement_cache_size", "prepared_statement_name_func")


class Connection(Protocol):
    """The used part of asyncpg's connection; `$1` stands for the first value."""

    async def fetch(self, query: str, *values: object) -> Sequence[Sequence[Any]]:
        """Returns the rows."""
        ...

    async def execute(self, query: str, *values: object) -> str:
        """Runs a statement outside any transaction."""
        ...

    async def close(self) -> None:
        """Closes the connection."""
        ...


@asynccontextmanager
async def plain_connection(url: str) -> AsyncGenerator[Connection]:
    """Opens a connection to a `postgresql+asyncpg://` address. Raises one of `FAILED`."""
    opened = await connect(address_of(url), timeout=CONNECT_TIMEOUT)  # pyright: ignore[reportArgumentType, reportUnknownVariableType]
    connection = cast("Connection", opened)
    try:
        yield connection
    finally:
        await connection.close()


def address_of(url: str) -> str:
    """Returns the address in the driver's own form: its options for TLS, and none of SQLAlchemy's."""
    parts = urlsplit(url.replace("+asyncpg", "", 1))
    query = [(_DRIVERS_WORDS.get(name, name), value) for name, value in parse_qsl(parts.query) if name not in _NOT_ITS]
    return urlunsplit(parts._replace(query=urlencode(query)))
