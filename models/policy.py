"""The escalation policy: the posts of each rung, and the time that each rung has.

The models have the shape of the TOML file and of the JSON of `/v1/policy`. All durations are whole
seconds. Every case keeps the version it arrived under, so a bound below may be widened, never narrowed:
the policy of an open case must stay valid. Rules about several values are in `abhay.domain.policy.document`.
"""

from enum import StrEnum
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from models.enums import Severity
from models.payloads import Payload

DESK = "desk"
SHORTEST_WAIT = 5
LONGEST_WAIT = 24 * 3600
LONGEST_MILESTONE = 30 * 24 * 3600
MOST_REPEATS = 20
HANDED_OVER_DEFAULTS = {Severity.IMMINENT: 900, Severity.HIGH: 1800, Severity.CONCERN: 7200}
"""Seconds from the desk's acknowledgement to the other State's receipt; our own estimate."""

WORD_PATTERN = r"^[a-z][a-z0-9-]*$"
LABEL_PATTERN = r"^[A-Za-z][A-Za-z0-9]*$"


def _whole(value: object) -> object:
    """Returns a float without a fraction as an int: JSON and spreadsheets have one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WholeNumber = Annotated[int, Field(strict=True), BeforeValidator(_whole)]
Wait = Annotated[WholeNumber, Field(ge=SHORTEST_WAIT, le=LONGEST_WAIT)]
Remind = Annotated[WholeNumber, Field(ge=1, le=LONGEST_WAIT)]
Repeat = Annotated[WholeNumber, Field(ge=1, le=MOST_REPEATS)]
Deadline = Annotated[WholeNumber, Field(ge=1, le=LONGEST_MILESTONE)]
Word = Annotated[str, Field(pattern=WORD_PATTERN, max_length=40)]
Label = Annotated[str, Field(pattern=LABEL_PATTERN, max_length=40)]


class Scope(StrEnum):
    """Where a rung's posts exist: in every police unit, or once in the State."""

    UNIT = "unit"
    STATE = "state"


class LadderStep(Payload):
    """One rung of a ladder: it runs out `wait` seconds after it is entered, with a reminder every `remind`."""

    rung: Word
    wait: Wait
    remind: Remind


class DeskStep(Payload):
    """The desk's clock for a case without a place, and the state-wide rung that is paged after it."""

    wait: Wait
    remind: Remind
    then: Word


class Milestones(Payload):
    """The deadlines of the milestones, counted from the acknowledgement.

    `handed_over` is for cases of another State: the deadline of the receipt of its police. Policies that
    were saved before this field existed have the severity's default.
    """

    dispatched: Deadline
    reached: Deadline
    family_informed: Deadline
    handed_over: Deadline = HANDED_OVER_DEFAULTS[Severity.IMMINENT]
    closed: Deadline


class SeverityPolicy(Payload):
    """The policy of one severity; the top rung is paged `repeat` times in all."""

    repeat: Repeat
    desk: DeskStep
    ladder: Annotated[tuple[LadderStep, ...], Field(min_length=1)]
    milestones: Milestones


def _with_receipt_deadline(severity: str, policy: object) -> object:
    if severity not in set(Severity) or not isinstance(policy, dict):
        return policy
    given = cast("dict[str, object]", policy)
    if not isinstance(given.get("milestones"), dict):
        return given
    milestones = cast("dict[str, object]", given["milestones"])
    return {**given, "milestones": {"handed_over": HANDED_OVER_DEFAULTS[Severity(severity)], **milestones}}


class SeverityPolicies(Payload):
    """One policy for each severity; all are required."""

    imminent: SeverityPolicy
    high: SeverityPolicy
    concern: SeverityPolicy

    @model_validator(mode="before")
    @classmethod
    def _with_receipt_deadlines(cls, data: object) -> object:
        """Fills in the default receipt deadline of each severity that has none; leaves invalid values as they are."""
        if not isinstance(data, dict):
            return data
        given = cast("dict[str, object]", data)
        return {**given, **{name: _with_receipt_deadline(name, value) for name, value in given.items()}}

    def of(self, severity: Severity) -> SeverityPolicy:
        """Returns the policy of one severity."""
        return {
            Severity.IMMINENT: self.imminent,
            Severity.HIGH: self.high,
            Severity.CONCERN: self.concern,
        }[severity]


class RungPolicy(Payload):
    """A rung: its duty posts; `Awaiting` + `label` is the name of the state while it waits."""

    label: Label
    posts: Annotated[tuple[Word, ...], Field(min_length=1)]
    scope: Scope


class Override(Payload):
    """Base of the partial policies: an absent (or null) value stays as it is for every unit."""

    @model_serializer(mode="wrap")
    def _without_absent(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in serialize(self).items() if value is not None}


class DeskOverride(Override):
    """The part of the desk's clock that differs for a unit."""

    wait: Wait | None = None
    remind: Remind | None = None
    then: Word | None = None


class MilestonesOverride(Override):
    """The deadlines that differ for a unit."""

    dispatched: Deadline | None = None
    reached: Deadline | None = None
    family_informed: Deadline | None = None
    handed_over: Deadline | None = None
    closed: Deadline | None = None


class SeverityOverride(Override):
    """A unit's differences at one severity; desk and milestones by value, a ladder as a whole."""

    repeat: Repeat | None = None
    desk: DeskOverride | None = None
    ladder: Annotated[tuple[LadderStep, ...], Field(min_length=1)] | None = None
    milestones: MilestonesOverride | None = None


class UnitOverride(Payload):
    """The differences of one police unit."""

    severity: dict[Severity, SeverityOverride] = Field(default_factory=dict[Severity, SeverityOverride])


class PolicyDocument(Payload):
    """The whole policy: severities, rungs by name, and the differences by police unit."""

    severity: SeverityPolicies
    rung: dict[Word, RungPolicy]
    unit: dict[str, UnitOverride] = Field(default_factory=dict[str, UnitOverride])
