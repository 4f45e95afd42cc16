"""What every table shares: constraint names that migrations can rely on, and small column helpers.

Times are plain `datetime` fields: SQLModel maps them to `timestamptz`, and values read back are
aware, in UTC.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Dialect, LargeBinary, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, values: type[StrEnum], *, name: str | None = None) -> CheckConstraint:
    """Returns a CHECK that `column` holds one of the enum's values (NULL passes, as in any CHECK)."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or f"{column}_known")


def check(name: str, condition: str) -> CheckConstraint:
    """Returns a CHECK named after the fact that it ensures."""
    return CheckConstraint(condition, name=name)


def text_column(**kwargs: Any) -> Any:
    """Returns a text field without a length: PostgreSQL needs none."""
    return Field(sa_type=Text, **kwargs)


class EnumText(TypeDecorator[StrEnum]):
    """A column type: an enum's member in the program, its value as text in the database.

    SQLAlchemy's own `Enum` is a VARCHAR with a length, which no column of ours has. A value that the enum does
    not have raises `ValueError`, on writing and on reading.
    """

    impl = Text
    cache_ok = True

    def __init__(self, values: type[StrEnum]) -> None:
        super().__init__()
        self.values = values

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002, D102  of SQLAlchemy
        return None if value is None else self.values(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002, D102
        return None if value is None else self.values(value)


def enum_column(values: type[StrEnum], **kwargs: Any) -> Any:
    """Returns a text field for one of the enum's values; the table's CHECK `one_of` enforces it in the database."""
    return Field(sa_type=EnumText(values), **kwargs)


SEALED = "sealed"
"""Marks a column, in its `info`, whose values are sealed: `abhay key rotate` brings them under the newest key."""


def sealed_column(**kwargs: Any) -> Any:
    """Returns a field for sealed bytes; any other bytes field is plain and stays unchanged when keys change."""
    return Field(sa_type=LargeBinary, sa_column_kwargs={"info": {SEALED: True}}, **kwargs)


def json_column(*, nullable: bool = False, **kwargs: Any) -> Any:
    """Returns a JSONB field; None is stored as SQL NULL, never as JSON null."""
    return Field(sa_column=Column(JSONB(none_as_null=True), nullable=nullable), **kwargs)
