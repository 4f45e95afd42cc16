"""A drill as it is sent and frozen: ids, words of the contract, counts and times; no name, no number, no address."""

from datetime import datetime

from pydantic import BaseModel

from models.drills.words import DrillEnd, DrillReason, Mark, PointState, StepState
from models.enums import MilestoneKind, Outcome, Severity, Status


class PointView(BaseModel):
    """Fact 1, reach: one contact point of the unit, and how far the drill's pages came there."""

    rung: str
    post: str
    channel: str
    state: PointState


class AnswerView(BaseModel):
    """Fact 2, answer: who answered, by which way, and how many seconds after the first page.

    `in_time`: a post of the unit's first level answered before that level's own deadline. `rung` is None for an
    answer by telephone.
    """

    at: datetime
    seconds: float
    rung: str | None
    unit: str | None
    post: str | None
    via: str
    in_time: bool


class StepView(BaseModel):
    """Fact 3, completeness: one step after the answer."""

    kind: MilestoneKind
    state: StepState
    due_at: datetime
    done_at: datetime | None


class GapView(BaseModel):
    """Fact 4, data: what a post of the unit lacks, to be put right; the words are those of `/v1/readiness`."""

    post: str
    lack: str
    count: int


class UnitCard(BaseModel):
    """One unit in a drill: four facts, and one word for them."""

    unit: str
    ref: str
    status: Status
    outcome: Outcome | None
    mark: Mark
    points: tuple[PointView, ...]
    answer: AnswerView | None
    steps: tuple[StepView, ...]
    gaps: tuple[GapView, ...]


class LengthView(BaseModel):
    """Seconds; `beyond` means longer than that, since too many never answered."""

    seconds: float
    beyond: bool


class SummaryView(BaseModel):
    """All units of a drill: how many, how many answered in time, and how long it took.

    `share` is the part that answered in time, 0 to 1. Median and p90 are null of fewer than five units; units that
    did not answer count as longer than they were waited for.
    """

    n: int
    in_time: int
    share: float
    unanswered: int
    median: LengthView | None
    p90: LengthView | None


class Scorecard(BaseModel):
    """What a drill showed, as it stood at `at`."""

    at: datetime
    summary: SummaryView
    units: tuple[UnitCard, ...]


class DrillView(BaseModel):
    """A drill without its scorecard; `cases` are the refs of its cases by unit."""

    id: int
    started_at: datetime
    started_by: str
    severity: Severity
    reason: DrillReason
    announced: bool
    top_rung: str
    ends_at: datetime
    ended_at: datetime | None
    ending: DrillEnd | None
    cases: dict[str, str]


class ScoredDrill(DrillView):
    """A drill with its scorecard: frozen once it has ended, as it stands now before."""

    scorecard: Scorecard


class DrillList(BaseModel):
    """The drills, newest first."""

    drills: tuple[DrillView, ...]
