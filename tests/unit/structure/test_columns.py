"""Enum columns: each is a text column whose CHECK lists the enum's values, and takes nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, LargeBinary, Table
from sqlalchemy.dialects.postgresql import dialect
from sqlmodel import SQLModel

from models.base import SEALED, EnumText, one_of
from models.enums import MailFate, Status

LISTED = re.compile(r"(\w+) IN \(")


def enum_columns() -> Iterator[tuple[Table, Column[Any], EnumText]]:
    for table in SQLModel.metadata.sorted_tables:
        yield from ((table, column, column.type) for column in table.columns if isinstance(column.type, EnumText))


@pytest.mark.parametrize(("table", "column", "kind"), list(enum_columns()), ids=str)
def test_an_enum_column_is_text_and_its_check_lists_the_values(
    table: Table, column: Column[Any], kind: EnumText
) -> None:
    assert kind.compile(dialect()) == "TEXT"
    checks = {str(each.sqltext) for each in table.constraints if isinstance(each, CheckConstraint)}
    assert str(one_of(column.name, kind.values).sqltext) in checks


def test_every_column_whose_check_lists_values_is_an_enum_column() -> None:
    found = set(enum_columns())
    for table in SQLModel.metadata.sorted_tables:
        checks = [str(each.sqltext) for each in table.constraints if isinstance(each, CheckConstraint)]
        named = {match[1] for match in map(LISTED.match, checks) if match}
        assert named == {column.name for its, column, _ in found if its is table}, table.name


def test_a_value_of_no_member_is_refused_both_ways() -> None:
    column = EnumText(Status)
    with pytest.raises(ValueError, match="asleep"):
        column.process_bind_param("asleep", dialect())  # pyright: ignore[reportArgumentType]  what the test is about
    with pytest.raises(ValueError, match="asleep"):
        column.process_result_value("asleep", dialect())


def test_a_member_goes_in_as_its_value_and_comes_out_as_itself() -> None:
    column = EnumText(MailFate)
    assert type(column.process_bind_param(MailFate.OWN, dialect())) is str
    assert column.process_result_value("own", dialect()) is MailFate.OWN
    assert column.process_bind_param(None, dialect()) is column.process_result_value(None, dialect()) is None


PLAIN_BYTES: set[str] = set()
"""Columns of bytes that no key sealed, such as a hash; `abhay key rotate` passes them by."""


def test_bytes_are_sealed_unless_they_are_named_here() -> None:
    unmarked = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary) and not column.info.get(SEALED)
    }
    assert unmarked == PLAIN_BYTES | {"audit.sealed_reason"}, "of the release before; moved, never sealed anew"
