"""The fields of the forms in Prefect's UI, each with the word that people read above it.

What may be empty is an empty text or 0 and not null: for null Prefect's UI shows a choice of types before the field.
"""

from typing import Annotated

from pydantic import Field

from models.drills.words import LONGEST_WINDOW, MOST_UNITS, SHORTEST_WINDOW, DrillReason
from models.enums import Outcome, Severity
from models.policy import LONGEST_WAIT, WORD_PATTERN

Ref = Annotated[str, Field(pattern=r"^RJ-?[0-9]{4}-?[0-9]{6,}$", json_schema_extra={"title": "Case"})]
Post = Annotated[str, Field(pattern=WORD_PATTERN, max_length=40, json_schema_extra={"title": "Duty post"})]
Unit = Annotated[str, Field(pattern=r"^([a-z][a-z-]*)?$", json_schema_extra={"title": "Police unit"})]
Units = Annotated[
    list[Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]],
    Field(min_length=1, max_length=MOST_UNITS, json_schema_extra={"title": "Police units"}),
]
Why = Annotated[DrillReason, Field(json_schema_extra={"title": "Reason"})]
Announced = Annotated[bool, Field(json_schema_extra={"title": "Announced beforehand"})]
Window = Annotated[int, Field(ge=SHORTEST_WINDOW, le=LONGEST_WINDOW, json_schema_extra={"title": "Window, minutes"})]
TopRung = Annotated[
    str, Field(pattern=r"^([a-z][a-z0-9-]*)?$", max_length=40, json_schema_extra={"title": "Highest rung"})
]
Ended = Annotated[Outcome, Field(json_schema_extra={"title": "Outcome"})]
Danger = Annotated[Severity, Field(json_schema_extra={"title": "Severity"})]
Rung = Annotated[str, Field(pattern=WORD_PATTERN, max_length=40, json_schema_extra={"title": "Rung"})]
Wait = Annotated[int, Field(ge=0, le=LONGEST_WAIT, json_schema_extra={"title": "Waiting time, seconds"})]
Remind = Annotated[int, Field(ge=0, le=LONGEST_WAIT, json_schema_extra={"title": "Reminder, seconds"})]
ApplyToOpen = Annotated[bool, Field(json_schema_extra={"title": "Apply to open alerts"})]
Version = Annotated[int, Field(ge=0, json_schema_extra={"title": "Version"})]
