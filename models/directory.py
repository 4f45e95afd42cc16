"""The directory: districts, police units, duty posts, their contact points, and who is on duty at them.

A post is a desk that is staffed round the clock, never a named officer: officers are transferred by the
hundred, posts stay.

Rosters name contact points of a post by name, by address, or as `channel:address`, so that a new number of the same
name is on duty without a new roster.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, json_column, one_of, sealed_column, text_column
from models.enums import ChangeOutcome, Language, Line
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
    `push_until`: until when one browser at least takes pushes beside this contact point's own channel.
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
    push_until: datetime | None = None


class ContactChange(SQLModel, table=True):
    """A change of contact points of a unit (or of `state`) that waits for a second person, or waited for one.

    `sealed` is what is wanted of the `posts`, which has addresses; it is dropped once that is decided. `complete`: what
    it leaves out is switched off. `seen` is a digest of these contact points as they were when it was asked for.
    """

    __tablename__ = "contact_change"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        one_of("outcome", ChangeOutcome),
        check("decided_has_outcome", "(decided_at IS NULL) = (outcome IS NULL)"),
        check("decided_by_somebody", "(decided_at IS NULL) = (decided_by IS NULL)"),
        check("sealed_until_decided", "(decided_at IS NULL) = (sealed IS NOT NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit: str = text_column()
    posts: list[str] = json_column()
    sealed: bytes | None = sealed_column(default=None)
    complete: bool
    seen: str = text_column()
    requested_at: datetime
    requested_by: str = text_column()
    decided_at: datetime | None = None
    decided_by: str | None = text_column(default=None)
    outcome: ChangeOutcome | None = enum_column(ChangeOutcome, default=None)


class PushSubscription(SQLModel, table=True):
    """A browser that takes pushes of a contact point, until `expires_at` unless it calls home before.

    `sealed` is its address with its keys: whoever has it can push. `endpoint_digest` is the SHA-256 of the address,
    `pin_mark` that of the hash of the PIN with which it subscribed: a new PIN ends it. `seen_at`: its last call home.
    """

    __tablename__ = "push_subscription"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (UniqueConstraint("contact_id", "endpoint_digest", name="uq_push_subscription_once"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    contact_id: UUID = Field(foreign_key="contact_point.id")
    endpoint_digest: str = text_column()
    sealed: bytes = sealed_column()
    pin_mark: str = text_column()
    created_at: datetime
    expires_at: datetime
    seen_at: datetime | None = None


class DutyWindow(SQLModel, table=True):
    """A weekly time of duty: `starts` in minutes since Monday 00:00 IST, and how many `minutes` it lasts."""

    __tablename__ = "duty_window"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        UniqueConstraint(
            "unit_id", "post_id", "contact", "starts", "minutes",
            name="uq_duty_window_once", postgresql_nulls_not_distinct=True,
        ),
        check("starts_within_a_week", "starts BETWEEN 0 AND 10079"),
        check("lasts_at_most_a_week", "minutes BETWEEN 1 AND 10080"),
    )  # fmt: skip

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id")
    post_id: str = text_column(foreign_key="post.id")
    contact: str = text_column()
    starts: int
    minutes: int


class DutyShift(SQLModel, table=True):
    """A time of duty between two moments, from the calendar that was imported last for the post."""

    __tablename__ = "duty_shift"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        UniqueConstraint(
            "unit_id", "post_id", "contact", "starts_at", "ends_at",
            name="uq_duty_shift_once", postgresql_nulls_not_distinct=True,
        ),
        check("starts_before_it_ends", "starts_at < ends_at"),
    )  # fmt: skip

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id")
    post_id: str = text_column(foreign_key="post.id")
    contact: str = text_column()
    starts_at: datetime
    ends_at: datetime


class DutyOverride(SQLModel, table=True):
    """Who is on duty at a post from `starts_at` until before `ends_at`, whatever the roster says.

    One that was taken back has `removed_at`; none is deleted.
    """

    __tablename__ = "duty_override"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        check("starts_before_it_ends", "starts_at < ends_at"),
        check("removed_by_somebody", "(removed_at IS NULL) = (removed_by IS NULL)"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id", index=True)
    post_id: str = text_column(foreign_key="post.id")
    starts_at: datetime
    ends_at: datetime
    contacts: list[str] = json_column()
    reason: str = text_column()
    created_at: datetime
    created_by: str = text_column()
    removed_at: datetime | None = None
    removed_by: str | None = text_column(default=None)


class RosterVersion(SQLModel, table=True):
    """One change of the roster of a unit (or of `state`); `changes` names the posts that it concerns."""

    __tablename__ = "roster_version"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("versions_from_one", "version >= 1"),)

    unit: str = text_column(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    created_at: datetime
    created_by: str = text_column()
    changes: list[str] = json_column(default_factory=list)


class ContactTest(SQLModel, table=True):
    """A message to a contact point that is marked as a test; `answered_at` is when its link was tapped."""

    __tablename__ = "contact_test"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("answered_once_sent", "answered_at IS NULL OR sent_at IS NOT NULL"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    contact_id: UUID = Field(foreign_key="contact_point.id", index=True)
    channel: str = text_column()
    address: str = text_column()
    requested_at: datetime
    requested_by: str = text_column()
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    error: str | None = text_column(default=None)
