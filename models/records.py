"""What is kept for good: the timeline of each case, the audit log, policies, tokens and the clock's offset."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from models.base import check, json_column, one_of, text_column
from models.enums import Role, TimelineEvent


class TimelineEntry(SQLModel, table=True):
    """One thing that happened to a case, in database time; rows are only ever added."""

    __tablename__ = "timeline"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (one_of("event", TimelineEvent),)

    id: int | None = Field(default=None, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    at: datetime
    event: str = text_column()
    rung: str | None = text_column(default=None)
    actor: str = text_column()
    detail: dict[str, Any] = json_column(default_factory=dict)


class AuditEntry(SQLModel, table=True):
    """Who did what through which door: every change, and every look at personal data.

    `sealed_reason` is what they typed about why.
    """

    __tablename__ = "audit"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor: str = text_column()
    role: str = text_column()
    action: str = text_column(index=True)
    alert_id: UUID | None = Field(default=None, foreign_key="alert.id", index=True)
    detail: dict[str, Any] = json_column(default_factory=dict)
    sealed_reason: bytes | None = None


class PolicyVersion(SQLModel, table=True):
    """One saved policy; its body never changes, each alert keeps the version it arrived under."""

    __tablename__ = "policy_version"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    version: int | None = Field(default=None, primary_key=True)
    body: dict[str, Any] = json_column()
    created_at: datetime
    created_by: str = text_column()


class ApiToken(SQLModel, table=True):
    """A bearer token, kept as a hash."""

    __tablename__ = "api_token"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        one_of("role", Role),
        check("unit_role_has_unit", "(role = 'unit') = (unit_id IS NOT NULL)"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = text_column(unique=True)
    role: str = text_column()
    name: str = text_column()
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id")
    created_at: datetime
    revoked_at: datetime | None = None


class ClockOffset(SQLModel, table=True):
    """How far tests have moved the database's clock; `abhay_now()` heeds it in test databases alone."""

    __tablename__ = "clock_offset"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("one_row", "id = 1"),)

    id: int = Field(default=1, primary_key=True)
    ahead: timedelta
