"""What every table shares: constraint names that migrations can rely on, and small column helpers.

Times are plain `datetime` fields: SQLModel maps them to `timestamptz`, and values read back are
aware, in UTC.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Text
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
    """A CHECK that `column` holds one of the enum's values (NULL passes, as CHECKs do)."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or f"{column}_known")


def check(name: str, condition: str) -> CheckConstraint:
    """A CHECK named for the fact it keeps true."""
    return CheckConstraint(condition, name=name)


def text_column(**kwargs: Any) -> Any:
    """A text field without a length: PostgreSQL needs none."""
    return Field(sa_type=Text, **kwargs)


def json_column(*, nullable: bool = False, **kwargs: Any) -> Any:
    """A JSONB field; None is stored as SQL NULL, never as JSON null."""
    return Field(sa_column=Column(JSONB(none_as_null=True), nullable=nullable), **kwargs)
