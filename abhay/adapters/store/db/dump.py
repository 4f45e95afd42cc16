"""Takes every row of ours out of a database, as of one moment, and puts them into an empty one: by COPY, as text.

The tables themselves are not in it: a release makes them at the dump's revision and upgrades them afterwards. So it
needs no program of the server's version, and runs wherever the driver connects.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from graphlib import TopologicalSorter
from typing import IO, Any, cast

from abhay.adapters.store.db.plain import plain_connection
from models.payloads import DumpContents, DumpedTable

Member = Callable[[str], AbstractContextManager[IO[bytes]]]
"""Opens the bytes of one table by its name."""

_COLUMNS = """
SELECT c.relname::text, array_agg(a.attname::text ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'alembic_version'
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname
"""
_NEEDS = """
SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid
"""
_SEQUENCES = "SELECT sequencename::text, last_value FROM pg_sequences WHERE schemaname = 'public'"
_TABLES = (
    "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
    " AND relname <> 'alembic_version' ORDER BY relname"
)
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)


async def write_dump(url: str, member: Member) -> DumpContents:
    """Writes every row of every table as of one moment. Raises one of `plain.FAILED`."""
    async with plain_connection(url) as connection:
        driver = cast("Any", connection)
        async with driver.transaction(isolation="repeatable_read", readonly=True):
            ((revision,),) = await connection.fetch("SELECT version_num FROM alembic_version")
            tables = await _tables(connection.fetch)
            for table in tables:
                with member(table.name) as file:
                    said = await driver.copy_from_table(table.name, output=file, columns=table.columns)
                table.rows = int(said.split()[-1])
            sequences = {name: value for name, value in await connection.fetch(_SEQUENCES)}  # noqa: C416  rows are no pairs
    return DumpContents(revision=revision, tables=tables, sequences=sequences)


async def load_dump(url: str, contents: DumpContents, member: Member) -> None:
    """Fills empty tables of the dump's revision, all or nothing. Raises one of `plain.FAILED`."""
    async with plain_connection(url) as connection:
        driver = cast("Any", connection)
        async with driver.transaction():
            for table in contents.tables:
                with member(table.name) as file:
                    await driver.copy_to_table(table.name, source=file, columns=table.columns)
            for name, value in contents.sequences.items():
                if value is not None:
                    await connection.fetch("SELECT setval($1::text::regclass, $2)", name, value)


async def tables_in(url: str) -> list[str]:
    """Returns the names of the tables and views of a database. Raises one of `plain.FAILED`."""
    async with plain_connection(url) as connection:
        return [name for (name,) in await connection.fetch(_TABLES)]


async def others_in(url: str) -> int:
    """Returns how many other connections the database has. Raises one of `plain.FAILED`."""
    async with plain_connection(url) as connection:
        ((count,),) = await connection.fetch(_OTHERS)
    return count


async def _tables(fetch: Callable[[str], Any]) -> list[DumpedTable]:
    """Returns the tables, each after those that it refers to."""
    columns = {name: list(names) for name, names in await fetch(_COLUMNS)}
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(sorted(columns), ()))
    for name, needed in _pairs(await fetch(_NEEDS)):
        order.add(name, needed)
    return [DumpedTable(name=name, columns=columns[name]) for name in order.static_order()]


def _pairs(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(name, needed) for name, needed in rows]
