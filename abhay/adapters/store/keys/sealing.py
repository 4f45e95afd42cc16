"""Seals every value under the newest key.

It may run beside the system: each value is changed by itself, and only if it is still the one that was read.
After an interruption, the next call goes on with the rest.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import Column, MetaData, Table, func, literal, tuple_
from sqlmodel import SQLModel, select, update

from abhay.adapters.store.db.database import Database, vault_of
from abhay.adapters.store.db.statements import execute
from abhay.errors import SetupError
from models.base import SEALED

AT_ONCE = 200
"""Number of rows per read."""

BYTES_AT_ONCE = 8 * 1024 * 1024
"""Most sealed bytes per read; a single larger value is read by itself."""

Key = tuple[Any, ...]


@dataclass
class Resealed:
    """The result for a column's values.

    `already` values were under the newest key, `changed` ones were written by others meanwhile, `unreadable`
    ones are sealed by an unknown key and stay as they are.
    """

    table: str
    column: str
    resealed: int = 0
    already: int = 0
    changed: int = 0
    unreadable: int = 0


def sealed_columns(metadata: MetaData = SQLModel.metadata) -> Iterator[tuple[Table, Column[Any]]]:
    """Returns every column that is marked as sealed; a rotation ignores other bytes, such as hashes."""
    for table in metadata.sorted_tables:
        yield from ((table, column) for column in table.columns if column.info.get(SEALED))


async def reseal(
    database: Database,
    table: Table,
    column: Column[Any],
    *,
    at_once: int = AT_ONCE,
    bytes_at_once: int = BYTES_AT_ONCE,
) -> Resealed:
    """Seals every value of a column under the newest key, in the order of the rows' keys."""
    done = Resealed(table.name, column.name)
    last: Key | None = None
    while keys := _within(await _next_keys(database, table, column, last, at_once), bytes_at_once):
        await _reseal_these(database, table, column, keys, done)
        last = keys[-1]
    return done


async def _next_keys(
    database: Database, table: Table, column: Column[Any], after: Key | None, at_once: int
) -> list[tuple[int, Key]]:
    """Returns the keys of the next rows that have a value, each with the bytes of the value."""
    place = list(table.primary_key.columns)
    query = select(func.octet_length(column), place[0]).add_columns(*place[1:])
    query = query.where(column.is_not(None)).order_by(*place).limit(at_once)
    if after is not None:
        reached = [literal(value, each.type) for value, each in zip(after, place, strict=True)]
        query = query.where(tuple_(*place) > tuple_(*reached))
    async with database.transaction() as session:
        return [(size, tuple(key)) for size, *key in await execute(session, query)]


def _within(sized: Sequence[tuple[int, Key]], limit: int) -> list[Key]:
    """Returns as many of the keys as one read may hold, at least one if there is any."""
    fitting = sum(total <= limit for total in accumulate(size for size, _ in sized))
    return [key for _, key in sized[: max(1, fitting)]]


async def _reseal_these(
    database: Database, table: Table, column: Column[Any], keys: Sequence[Key], done: Resealed
) -> None:
    place = list(table.primary_key.columns)
    async with database.transaction() as session:
        query = select(column, place[0]).add_columns(*place[1:]).where(tuple_(*place).in_(keys), column.is_not(None))
        for sealed, *key in await execute(session, query):
            try:
                anew = vault_of(session).reseal(sealed)
            except SetupError:
                done.unreadable += 1
                continue
            if anew is None:
                done.already += 1
                continue
            same = func.sha256(column) == hashlib.sha256(sealed).digest()
            row = [each == value for each, value in zip(place, key, strict=True)]
            written = await session.exec(update(table).where(*row, same).values({column.name: anew}))
            done.resealed += written.rowcount
            done.changed += 1 - written.rowcount
