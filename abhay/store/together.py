"""Many new rows in one round trip: what an alert brings is a dozen rows in eight tables."""

from collections import defaultdict
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Column, Integer, Table, TextClause, bindparam, inspect, text
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


async def insert_together(session: AsyncSession) -> None:
    """Write everything that was added to the session, as one statement: table by table, each in the order of adding.

    PostgreSQL checks foreign keys when the statement ends. The rows are no longer the session's then:
    a change of one would not be seen.
    """
    tables: dict[Table[Any], list[SQLModel]] = defaultdict(list)
    for row in [row for row in session.new if isinstance(row, SQLModel)]:
        tables[_table(row)].append(row)
        session.expunge(row)
    if not tables:
        return
    values = {
        _place(table, column, number): getattr(row, column.key)
        for table, rows in tables.items()
        for number, row in enumerate(rows)
        for column in _columns(table)
    }
    connection = await session.connection()
    await connection.execute(_statement(*((table, len(rows)) for table, rows in tables.items())), values)


@lru_cache(maxsize=128)
def _statement(*tables: tuple[Table[Any], int]) -> TextClause:
    """One INSERT per table, side by side, for so many rows each; made once for each mixture."""
    inserts: list[str] = []
    binds: list[Any] = []
    for table, count in tables:
        columns = _columns(table)
        names = ", ".join(f'"{column.name}"' for column in columns)
        rows = [[_place(table, column, number) for column in columns] for number in range(count)]
        values = ", ".join(f"({', '.join(f':{place}' for place in row)})" for row in rows)
        inserts.append(f'"new_{table.name}" AS (INSERT INTO "{table.name}" ({names}) VALUES {values})')  # noqa: S608
        binds += [bindparam(_place(table, column, n), type_=column.type) for n in range(count) for column in columns]
    return text(f"WITH {', '.join(inserts)} SELECT").bindparams(*binds)


def _place(table: Table[Any], column: Column[Any], number: int) -> str:
    return f"{table.name}_{number}_{column.name}"


@lru_cache
def _columns(table: Table[Any]) -> tuple[Column[Any], ...]:
    """Every column but a number that PostgreSQL gives out."""
    return tuple(each for each in table.columns if not (each.primary_key and isinstance(each.type, Integer)))


def _table(row: SQLModel) -> Table[Any]:
    return cast("Table[Any]", inspect(type(row)).local_table)
