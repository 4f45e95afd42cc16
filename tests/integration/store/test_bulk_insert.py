"""A bulk insert writes a value of any column's type as the ORM itself would."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import Column, Dialect, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel, select

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.statements import bulk_insert
from models.base import EnumText
from tests.support.cases import column


class Backwards(TypeDecorator[str]):
    """A type that stores something else than it is given, as any type may."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value[::-1]

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value[::-1]


SAMPLES: dict[type, Any] = {
    UUID: UUID(int=7),
    str: 'अभय, {"quoted"}, \\ and NULL',
    datetime: datetime(2026, 3, 1, 23, 59, 59, 999999, UTC),
    int: -5,
    timedelta: timedelta(days=-1, microseconds=3),
    dict: {"word": "अभय", "list": [1, None, {"a": "'"}], "none": None},
    bool: True,
    bytes: b"\0\xff{}",
}
"""One value for each Python type that a column's type stands for."""


def of_every_type() -> list[TypeEngine[Any]]:
    types = [each.type for table in SQLModel.metadata.sorted_tables for each in table.columns]
    enums: dict[type[StrEnum], TypeEngine[Any]] = {each.values: each for each in types if isinstance(each, EnumText)}
    others = {repr(each): each for each in types if not isinstance(each, EnumText)}
    return [*others.values(), *enums.values(), Backwards()]


def sample(kind: TypeEngine[Any]) -> Any:
    if isinstance(kind, EnumText):
        return list(kind.values)[-1]
    try:
        return SAMPLES[kind.python_type]
    except NotImplementedError:  # a decorator of another package: the type that it decorates knows
        return SAMPLES[cast("TypeDecorator[Any]", kind).impl_instance.python_type]


TYPES = of_every_type()


class Scratch(SQLModel):
    """Base of a table that is none of ours."""

    metadata = MetaData()


def made_of(types: list[TypeEngine[Any]]) -> type[SQLModel]:
    """A table with a column of each type."""
    columns = {f"c{n}": Field(default=None, sa_column=Column(kind)) for n, kind in enumerate(types)}
    key = Field(default=None, sa_column=Column(Integer, primary_key=True))
    names: dict[str, Any] = {"__annotations__": {"id": int | None, **dict.fromkeys(columns, Any)}, "id": key, **columns}
    return type(SQLModel)("Sample", (Scratch,), {"__module__": __name__, **names}, table=True)


SAMPLE = made_of(TYPES)


@pytest.fixture
async def table(database: Database) -> type[SQLModel]:
    async with database.engine.begin() as connection:
        await connection.run_sync(SAMPLE.metadata.create_all)
    return SAMPLE


async def test_every_type_comes_back_as_it_went_in(database: Database, table: type[SQLModel]) -> None:
    given = {f"c{n}": sample(kind) for n, kind in enumerate(TYPES)}
    async with database.transaction() as session:
        session.add_all([table(**given), table(), table(**given)])
        await bulk_insert(session)
    async with database.transaction() as session:
        rows = [row.model_dump(exclude={"id"}) for row in (await session.exec(select(table))).all()]
    assert rows == [given, dict.fromkeys(given), given]
    for name, value in given.items():
        assert isinstance(rows[0][name], type(value)), name


async def test_a_type_decides_what_is_stored(database: Database, table: type[SQLModel]) -> None:
    place = next(n for n, kind in enumerate(TYPES) if isinstance(kind, Backwards))
    async with database.transaction() as session:
        session.add(table(**{f"c{place}": "abc"}))
        await bulk_insert(session)
    assert await column(database, f'SELECT c{place} FROM "sample"') == ["cba"]  # noqa: S608  a number of ours
