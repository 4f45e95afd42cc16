"""Epochs: since when this database has been the one that is at work, and what it stood on then."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, one_of
from models.enums import EpochReason


class Epoch(SQLModel, table=True):
    """A time in which the database went on without a break; the one with the highest number is current.

    `stands_on`: the time of the newest that was known when the epoch began. What was waiting then may have been
    sent by the database that this one replaces, until `doubt_until`: the first beat sets it, from `lost_seconds`. A
    copy has neither, since the original may still be at work. Refs after `refs_after` are new. `told_at` is when the
    desk heard of it. `beats` counts up while the epoch lasts, `seen_at` is the time of the last beat: a home that saw
    more beats has an older database.
    """

    __table_args__ = (
        one_of("reason", EpochReason),
        check("numbers_from_one", "number >= 1"),
        check("replaced_stands_on", "reason = 'first' OR (stands_on IS NOT NULL AND refs_after IS NOT NULL)"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    id: UUID = Field(default_factory=uuid4, unique=True)
    reason: EpochReason = enum_column(EpochReason)
    began_at: datetime
    stands_on: datetime | None = None
    lost_seconds: int | None = Field(default=None, sa_type=BigInteger)
    doubt_until: datetime | None = None
    refs_after: int | None = Field(default=None, sa_type=BigInteger)
    told_at: datetime | None = None
    beats: int = Field(default=0, sa_type=BigInteger)
    seen_at: datetime
