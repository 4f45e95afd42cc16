"""Statements that go straight to the driver: named SQL, and inserts of many rows in one round trip.

Named SQL are the few statements that a benchmark requires, each in a file of its own. An insert serves an alert,
which makes a dozen rows in eight tables. Everything else is an expression over the models and goes through
`session.exec` (CONTRIBUTING.md, "SQL").
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, Dialect, Integer, Row, Select, Table, inspect
from sqlalchemy.dialects.postgresql import dialect
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from abhay.adapters.store.db.database import WAKE_CHANNEL, wake_after_commit

FOLDER = Path(__file__).parent.parent / "sql"
_COMMENT = re.compile(r"--.*")
_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")
_DIALECT = dialect()


@dataclass(frozen=True)
class Statement:
    """A statement with the driver's numbered parameters; `names` are the parameters in that order."""

    text: str
    names: tuple[str, ...]

    def values(self, given: Mapping[str, object]) -> tuple[object, ...]:
        """Returns the parameters in the driver's order. Raises `TypeError` unless they are exactly the statement's."""
        if set(given) != set(self.names):
            raise TypeError(f"the statement takes {sorted(self.names)}, not {sorted(given)}")
        return tuple(given[name] for name in self.names)


def named(name: str) -> Statement:
    """Reads `sql/NAME.sql`: parameters are written `:name`; PostgreSQL infers their types unless a cast gives them."""
    written = _COMMENT.sub("", (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    names = tuple(dict.fromkeys(_PARAMETER.findall(written)))
    numbered = _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", written)
    return Statement(numbered.strip(), names)


async def execute(
    session: AsyncSession, statement: Statement | Select[Any], **parameters: object
) -> Sequence[Row[Any]]:
    """Runs a named statement and returns its rows, with enums as text.

    It also runs an expression that has more columns than SQLModel's `select` can type.
    """
    if isinstance(statement, Statement):
        connection = await session.connection()
        # Straight to the driver, which knows the types: SQLAlchemy's `text` would look at every value once more.
        return (await connection.exec_driver_sql(statement.text, statement.values(parameters))).all()
    if isinstance(statement, SelectOfScalar):
        raise TypeError("SQLModel hands out the first column alone of a select that began with one: begin with two")
    return (await cast("Any", session).exec(statement, params=parameters)).all()


async def bulk_insert(session: AsyncSession, wake: Sequence[UUID] = ()) -> None:
    """Writes all rows added to the session as one statement: table by table, each in the order of adding.

    PostgreSQL checks foreign keys when the statement ends. The session no longer tracks the rows afterwards: a
    later change of one would be lost. `wake` holds cases that the commit wakes, as `database.wake` does.
    """
    wake_after_commit(session, wake)
    tables: dict[Table[Any], list[SQLModel]] = defaultdict(list)
    for row in [row for row in session.new if isinstance(row, SQLModel)]:
        tables[_table(row)].append(row)
        session.expunge(row)
    if not tables:
        return
    connection = await session.connection()
    values = [each for table, rows in tables.items() for each in _values(table, rows, connection.dialect)]
    # Straight to the driver, which knows the types: a text of SQLAlchemy's would look at every value once more.
    await connection.exec_driver_sql(_statement(*tables), (*values, WAKE_CHANNEL, [str(case) for case in wake]))


@lru_cache(maxsize=128)
def _statement(*tables: Table[Any]) -> str:
    """Returns one INSERT per table with one parameter per column: the same text for any number of rows."""
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


def _values(table: Table[Any], rows: Sequence[SQLModel], driver: Dialect) -> list[list[Any]]:
    """Returns the rows by column, each value in the driver's form."""
    return [
        [getattr(row, key) for row in rows] if process is None else [process(getattr(row, key)) for row in rows]
        for key, process in _processors(table, driver)
    ]


@lru_cache(maxsize=128)
def _processors(table: Table[Any], driver: Dialect) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Returns each column's attribute, and the function that turns a value into the driver's form."""
    return tuple((each.key, each.type.dialect_impl(driver).bind_processor(driver)) for each in _columns(table))


def _type(column: Column[Any]) -> str:
    return column.type.compile(_DIALECT)


@lru_cache
def _columns(table: Table[Any]) -> tuple[Column[Any], ...]:
    """Returns every column except numbers that PostgreSQL generates."""
    return tuple(each for each in table.columns if not (each.primary_key and isinstance(each.type, Integer)))


def _table(row: SQLModel) -> Table[Any]:
    return cast("Table[Any]", inspect(type(row)).local_table)
