"""Many new rows in one round trip: what an alert brings is a dozen rows in eight tables."""

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, Integer, Table, inspect
from sqlalchemy.dialects.postgresql import JSONB, dialect
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.database import WAKE_CHANNEL

_DIALECT = dialect()


async def insert_together(session: AsyncSession, wake: Sequence[UUID] = ()) -> None:
    """Write everything that was added to the session, as one statement: table by table, each in the order of adding.

    PostgreSQL checks foreign keys when the statement ends. The rows are no longer the session's then:
    a change of one would not be seen. `wake` are cases that listening workers are told of at commit, as
    `database.wake` does.
    """
    tables: dict[Table[Any], list[SQLModel]] = defaultdict(list)
    for row in [row for row in session.new if isinstance(row, SQLModel)]:
        tables[_table(row)].append(row)
        session.expunge(row)
    if not tables:
        return
    values = [_values(column, rows) for table, rows in tables.items() for column in _columns(table)]
    connection = await session.connection()
    # Straight to the driver, which knows the types: a text of SQLAlchemy's would look at every value once more.
    await connection.exec_driver_sql(_statement(*tables), (*values, WAKE_CHANNEL, [str(case) for case in wake]))


@lru_cache(maxsize=128)
def _statement(*tables: Table[Any]) -> str:
    """One INSERT per table, side by side, a parameter per column: the same text for any number of rows."""
    inserts: list[str] = []
    place = 0
    for table in tables:
        columns = _columns(table)
        names = ", ".join(f'"{column.name}"' for column in columns)
        arrays = ", ".join(f"${place + n}::{_type(column)}[]" for n, column in enumerate(columns, start=1))
        place += len(columns)
        insert = f'INSERT INTO "{table.name}" ({names}) SELECT * FROM unnest({arrays})'  # noqa: S608  our models' names
        inserts.append(f'"new_{table.name}" AS ({insert})')
    signal = f"SELECT count(pg_notify(${place + 1}, each)) FROM unnest(${place + 2}::text[]) AS each"  # noqa: S608  numbers of parameters
    return f"WITH {', '.join(inserts)} {signal}"


def _values(column: Column[Any], rows: Sequence[SQLModel]) -> list[Any]:
    values = [getattr(row, column.key) for row in rows]
    if isinstance(column.type, JSONB):
        return [None if value is None else json.dumps(value) for value in values]
    return values


def _type(column: Column[Any]) -> str:
    return column.type.compile(_DIALECT)


@lru_cache
def _columns(table: Table[Any]) -> tuple[Column[Any], ...]:
    """Every column but a number that PostgreSQL gives out."""
    return tuple(each for each in table.columns if not (each.primary_key and isinstance(each.type, Integer)))


def _table(row: SQLModel) -> Table[Any]:
    return cast("Table[Any]", inspect(type(row)).local_table)
