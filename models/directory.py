"""The directory: districts, police units, duty posts and their contact points.

A post is a desk that is staffed round the clock, never a named officer: officers are transferred by the
hundred, posts stay.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, one_of, text_column
from models.enums import Language, Line
from models.policy import Scope

ONE_CONTACT = ("unit_id", "post_id", "channel", "address")


class District(SQLModel, table=True):
    """A revenue district of the State, by its district_id."""

    id: str = text_column(primary_key=True)
    name_en: str = text_column()
    name_hi: str = text_column()


class PoliceUnit(SQLModel, table=True):
    """A police district, rural unit or commissionerate zone, headed by an SP or DCP; it owns cases."""

    __tablename__ = "police_unit"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    id: str = text_column(primary_key=True)
    district_id: str = text_column(foreign_key="district.id", index=True)
    name_en: str = text_column()
    name_hi: str = text_column()
    unit_type: str = text_column()


class Post(SQLModel, table=True):
    """A kind of duty post, such as `control-room` or `sp-office`; `scope` tells whether each unit has its own."""

    __table_args__ = (one_of("scope", Scope),)

    id: str = text_column(primary_key=True)
    scope: Scope = enum_column(Scope)
    name_en: str = text_column()
    name_hi: str = text_column()


class ContactPoint(SQLModel, table=True):
    """One way to reach one post: a channel and an address, with the PIN that acknowledges.

    `unit_id` is null for posts of the whole State. `dev_pin` is the PIN in clear for the embedded
    outbox alone (development): a check refuses it on any channel that leaves the machine. `name` and `phone` are
    who is reached and the telephone by which the desk calls the post. `preference`: those of a post with the lowest
    number are paged first, all together; the next ones where these are not reached. `line`: the kind of telephone
    behind a number, for channels that call or write to one. `language`: for channels with room for one alone.
    """

    __tablename__ = "contact_point"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        one_of("line", Line),
        one_of("language", Language),
        check("preference_from_one", "preference >= 1"),
        UniqueConstraint(*ONE_CONTACT, name="uq_contact_point_place", postgresql_nulls_not_distinct=True),
        check("dev_pin_stays_in_outbox", "dev_pin IS NULL OR channel = 'outbox'"),
        check("address_not_empty", "address <> ''"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id", index=True)
    post_id: str = text_column(foreign_key="post.id")
    channel: str = text_column()
    address: str = text_column()
    pin_hash: str = text_column()
    dev_pin: str | None = text_column(default=None)
    name: str | None = text_column(default=None)
    phone: str | None = text_column(default=None)
    line: Line | None = enum_column(Line, default=None)
    language: Language = enum_column(Language, default=Language.HINDI, sa_column_kwargs={"server_default": "hi"})
    preference: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    active: bool = Field(default=True)
    created_at: datetime
