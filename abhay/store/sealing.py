"""Sealed values under the newest key, and what older versions wrote in clear, sealed.

While the system runs: every value is changed by itself, and only if it is still the one that was read.
Whatever interrupts it, the next call goes on with what is left.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, cast, func, literal, tuple_, update
from sqlalchemy import select as rows_of
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel, col, select

from abhay.errors import SetupError
from abhay.store.database import Database
from models.tables import Acknowledgement, AuditEntry, Milestone

AT_ONCE = 200
"""Rows that are looked at together."""

BYTES_AT_ONCE = 8 * 1024 * 1024
"""Sealed bytes that are read together; a single larger value is read by itself."""

TYPED = ("alert.reveal", "alert.route")
"""What older versions wrote into the audit log with a reason in clear."""

Key = tuple[Any, ...]


@dataclass
class Resealed:
    """What became of a column's values.

    `already` were under the newest key, `changed` were written anew by others meanwhile, `unreadable` are
    sealed by a key that is not among ours: they stay as they are.
    """

    table: str
    column: str
    resealed: int = 0
    already: int = 0
    changed: int = 0
    unreadable: int = 0


def sealed_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that holds sealed values: all bytes that we keep are."""
    for table in SQLModel.metadata.sorted_tables:
        yield from ((table, column) for column in table.columns if isinstance(column.type, LargeBinary))


async def reseal(database: Database, table: Table, column: Column[Any]) -> Resealed:
    """Bring every value of a column under the newest key, in the order of the rows' keys."""
    done = Resealed(table.name, column.name)
    last: Key | None = None
    while keys := await _next_keys(database, table, column, last):
        await _reseal_these(database, table, column, keys, done)
        last = keys[-1]
    return done


async def _next_keys(database: Database, table: Table, column: Column[Any], after: Key | None) -> list[Key]:
    """The keys of the next rows that have a value: as many as may be read together, at least one."""
    place = list(table.primary_key.columns)
    query = rows_of(func.octet_length(column), *place).where(column.is_not(None)).order_by(*place).limit(AT_ONCE)
    if after is not None:
        reached = [literal(value, each.type) for value, each in zip(after, place, strict=True)]
        query = query.where(tuple_(*place) > tuple_(*reached))
    async with database.transaction() as session:
        rows = (await (await session.connection()).execute(query)).all()
    keys: list[Key] = []
    total = 0
    for size, *key in rows:
        total += size
        if keys and total > BYTES_AT_ONCE:
            break
        keys.append(tuple(key))
    return keys


async def _reseal_these(
    database: Database, table: Table, column: Column[Any], keys: Sequence[Key], done: Resealed
) -> None:
    place = list(table.primary_key.columns)
    async with database.transaction() as session:
        connection = await session.connection()
        query = rows_of(column, *place).where(tuple_(*place).in_(keys), column.is_not(None))
        for sealed, *key in (await connection.execute(query)).all():
            try:
                anew = database.vault.reseal(sealed)
            except SetupError:
                done.unreadable += 1
                continue
            if anew is None:
                done.already += 1
                continue
            same = func.sha256(column) == hashlib.sha256(sealed).digest()
            row = [each == value for each, value in zip(place, key, strict=True)]
            written = await connection.execute(update(table).where(*row, same).values({column.name: anew}))
            done.resealed += written.rowcount
            done.changed += 1 - written.rowcount


async def seal_what_is_clear(database: Database) -> int:
    """Seal notes and reasons that older versions wrote in clear; answers how many there were."""
    return sum([await _seal_notes(database, table) for table in (Acknowledgement, Milestone)]) + await _seal_reasons(
        database
    )


async def _seal_notes(database: Database, table: type[Acknowledgement] | type[Milestone]) -> int:
    async with database.transaction() as session:
        rows = (await session.exec(select(table).where(col(table.note).is_not(None)).with_for_update())).all()
        for row in rows:
            row.sealed_note, row.note = database.vault.seal_text(row.note), None
            session.add(row)
        return len(rows)


async def _seal_reasons(database: Database) -> int:
    typed = func.jsonb_exists(cast(col(AuditEntry.detail), JSONB), "reason")
    async with database.transaction() as session:
        query = select(AuditEntry).where(col(AuditEntry.action).in_(TYPED), typed).with_for_update()
        rows = (await session.exec(query)).all()
        for row in rows:
            reason = row.detail["reason"]
            row.sealed_reason = row.sealed_reason or database.vault.seal_text(reason)
            row.detail = {key: value for key, value in row.detail.items() if key != "reason"}
            session.add(row)
        return len(rows)
