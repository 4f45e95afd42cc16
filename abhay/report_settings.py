"""The settings of reports, of readiness and of drills, read like the others (`abhay/settings.py`)."""

from datetime import time
from typing import Annotated

from pydantic import BaseModel, Field, field_validator

Hour = Annotated[int, Field(ge=0, le=23)]


class ReportSettings(BaseModel):
    """How reports count."""

    shifts: tuple[Hour, ...] = Field(
        default=(6, 14, 22), min_length=1, description="Hours in IST at which shifts begin, the earliest first."
    )

    @field_validator("shifts")
    @classmethod
    def _in_order(cls, shifts: tuple[int, ...]) -> tuple[int, ...]:
        if list(shifts) != sorted(set(shifts)):
            raise ValueError("give each hour once, the earliest first")
        return shifts


class ReadinessSettings(BaseModel):
    """When a post counts as one that can be reached, and when its unit is told that it cannot."""

    test_days: int = Field(default=30, ge=1, le=366, description="Days for which an answered test of a contact counts.")
    office_from: time = Field(default=time(10), description="IST from which units hear of gaps, Monday to Saturday.")
    office_to: time = Field(default=time(18), description="IST from which they are not told any more.")


class DrillSettings(BaseModel):
    """What keeps drills out of the way of real cases."""

    most_open: int = Field(default=10, ge=1, le=60, description="Drill cases that may be open at once in the State.")
    real_load: int = Field(
        default=10,
        ge=1,
        description="Real unanswered cases from which no drill begins, and a running one is stood down.",
    )
