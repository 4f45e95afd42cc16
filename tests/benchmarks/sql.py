"""A plain connection to one database, for what a measurement reads or sets behind the system's back."""

import asyncio
from typing import Any

import asyncpg


class Sql:
    """One connection with an event loop of its own, for code that is not async; not for several threads."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._connection = self._runner.run(asyncpg.connect(url.replace("+asyncpg", "", 1)))

    def rows(self, query: str, *values: Any) -> list[Any]:
        return self._runner.run(self._connection.fetch(query, *values))

    def value(self, query: str, *values: Any) -> Any:
        return self._runner.run(self._connection.fetchval(query, *values))

    def together(self, *statements: tuple[Any, ...]) -> None:
        """Statements with their values, in one transaction."""

        async def run() -> None:
            async with self._connection.transaction():
                for query, *values in statements:
                    await self._connection.execute(query, *values)

        self._runner.run(run())

    def close(self) -> None:
        self._runner.run(self._connection.close())
        self._runner.close()
