"""A drill as rows: what was ordered, its case in each unit, and its scorecard, frozen as it ended."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, json_column, one_of, text_column
from models.drills.words import DrillEnd, DrillReason
from models.enums import Severity


class Drill(SQLModel, table=True):
    """A drill. `announced`: the units knew of it before. `top_rung` is the highest rung that its cases may page.

    `ends_at` is the end of its window. `ending` is why it ends, set before its cases are stood down; `ended_at` and
    `scorecard` are set together once all of them have ended, and never change.
    """

    __table_args__ = (
        one_of("severity", Severity),
        one_of("reason", DrillReason),
        one_of("ending", DrillEnd),
        check("window_ahead", "ends_at > started_at"),
        check("ended_for_a_cause", "ended_at IS NULL OR ending IS NOT NULL"),
        check("scored_at_its_end", "(ended_at IS NULL) = (scorecard IS NULL)"),
        Index("ix_drill_open", "id", postgresql_where="ended_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    started_at: datetime
    started_by: str = text_column()
    severity: Severity = enum_column(Severity)
    reason: DrillReason = enum_column(DrillReason)
    announced: bool
    top_rung: str = text_column()
    ends_at: datetime
    ending: DrillEnd | None = enum_column(DrillEnd, default=None)
    ended_at: datetime | None = None
    scorecard: dict[str, Any] | None = json_column(default=None, nullable=True)


class DrillUnit(SQLModel, table=True):
    """A unit of a drill, and the case that was raised for it."""

    __tablename__ = "drill_unit"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    drill_id: int = Field(foreign_key="drill.id", primary_key=True)
    unit_id: str = text_column(foreign_key="police_unit.id", primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", unique=True)
