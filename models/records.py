"""Lasting records: timelines, the audit log, versions of policy and contacts, tokens, the clock's offset, epochs."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Index, text, true
from sqlmodel import Field, Relationship, SQLModel

from models.base import check, enum_column, json_column, one_of, sealed_column, text_column
from models.enums import Role, TimelineEvent
from models.timeline import Detail, read_detail


class TimelineEntry(SQLModel, table=True):
    """One event of a case, in database time; rows are only ever added."""

    __tablename__ = "timeline"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (one_of("event", TimelineEvent),)

    id: int | None = Field(default=None, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    at: datetime
    event: TimelineEvent = enum_column(TimelineEvent)
    rung: str | None = text_column(default=None)
    actor: str = text_column()
    detail: dict[str, Any] = json_column(default_factory=dict)

    @property
    def facts(self) -> Detail:
        """The detail, as the model of its event."""
        return read_detail(self.event, self.detail)


class AuditEntry(SQLModel, table=True):
    """An entry of the audit log: every change, and every look at personal data; rows never change.

    The typed reason is an `AuditText`. `reason_commitment` commits to it without revealing it: an HMAC-SHA256
    in hex under a random salt that is sealed with the text. Versions before the tenth revision stored the text
    in `sealed_reason`; it is moved to an `AuditText` when it is found.
    """

    __tablename__ = "audit"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (Index("ix_audit_to_move", "id", postgresql_where="sealed_reason IS NOT NULL"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor: str = text_column()
    role: str = text_column()
    action: str = text_column(index=True)
    alert_id: UUID | None = Field(default=None, foreign_key="alert.id", index=True)
    detail: dict[str, Any] = json_column(default_factory=dict)
    reason_commitment: str | None = text_column(default=None)
    sealed_reason: bytes | None = None


class AuditText(SQLModel, table=True):
    """The typed reason of an audit entry, in a row of its own, so that keys change without changing the entry.

    `sealed_salt` is the salt of the entry's commitment; it is absent until a moved text has a commitment.
    """

    __tablename__ = "audit_text"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (Index("ix_audit_text_to_commit", "audit_id", postgresql_where="sealed_salt IS NULL"),)

    audit_id: int | None = Field(default=None, primary_key=True, foreign_key="audit.id")
    sealed: bytes = sealed_column()
    sealed_salt: bytes | None = sealed_column(default=None)
    entry: AuditEntry = Relationship()


class PolicyVersion(SQLModel, table=True):
    """One saved policy; its body never changes, each alert keeps the version it arrived under.

    `sealed_note` is why it was saved, as it was typed.
    """

    __tablename__ = "policy_version"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    version: int | None = Field(default=None, primary_key=True)
    body: dict[str, Any] = json_column()
    created_at: datetime
    created_by: str = text_column()
    sealed_note: bytes | None = sealed_column(default=None)


class ContactVersion(SQLModel, table=True):
    """One change of the contact points of a unit (or of `state`).

    `changes` holds `{contact, what}`: a contact point's id, and `added`, `switched_on`, `switched_off`, or the name of
    the field that changed (`pin`, `name`, `phone`, `line`, `language`, `order`).
    """

    __tablename__ = "contact_version"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("versions_from_one", "version >= 1"),)

    unit: str = text_column(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    created_at: datetime
    created_by: str = text_column()
    changes: list[dict[str, str]] = json_column(default_factory=list)


class ApiToken(SQLModel, table=True):
    """A bearer token, stored as a hash, good until `expires_at`. `last_used_at` is written at most once a minute.

    `source`: the only source whose mails it may bring; None for a token without that bond. `mail`: whether it may
    bring mails at all. Both are asked for the role `integrator` alone.
    """

    __tablename__ = "api_token"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        one_of("role", Role),
        check("unit_role_has_unit", "(role = 'unit') = (unit_id IS NOT NULL)"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = text_column(unique=True)
    role: Role = enum_column(Role)
    name: str = text_column()
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id")
    source: str | None = text_column(default=None)
    mail: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    created_at: datetime
    expires_at: datetime = Field(sa_column_kwargs={"server_default": text("abhay_now() + interval '365 days'")})
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


class LiveProcess(SQLModel, table=True):
    """A running process: its part, the fingerprints of the keys that it holds, and `seen_at`, its newest sign of life.

    A fingerprint tells nothing about its key.
    """

    __tablename__ = "live_process"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    part: str = text_column()
    fingerprints: list[str] = json_column(default_factory=list)
    seen_at: datetime


class RefusedDelivery(SQLModel, table=True):
    """The refused deliveries of one source since `since`, by reason, and when the desk was told.

    `open`: the desk has had no all-clear since it was told.
    """

    __tablename__ = "refused_delivery"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    source: str = text_column(primary_key=True)
    reasons: dict[str, int] = json_column(default_factory=dict)
    since: datetime
    last_at: datetime
    told_at: datetime | None = None
    open: bool = False


class ClockOffset(SQLModel, table=True):
    """The time by which tests have moved the database's clock; `abhay_now()` applies it only in test databases."""

    __tablename__ = "clock_offset"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("one_row", "id = 1"),)

    id: int = Field(default=1, primary_key=True)
    ahead: timedelta


class Preparation(SQLModel, table=True):
    """The source of the districts, units, posts, policy and synthetic contacts last filled in; no row: none yet."""

    __tablename__ = "preparation"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("one_row", "id = 1"),)

    id: int = Field(default=1, primary_key=True)
    filled_from: str = text_column()
    at: datetime


class EpochReason(StrEnum):
    """Why an epoch of the database began."""

    FIRST = "first"
    RESTORED = "restored"
    COPIED = "copied"


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
