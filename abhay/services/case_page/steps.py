"""The steps after the acknowledgement, each with its deadline, as pages show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from abhay.wording import words
from abhay.wording.words import Bilingual
from models.enums import MilestoneKind, Status
from models.timeline import Closed, Detail, MilestoneNoted
from models.views import AlertView


@dataclass(frozen=True)
class StepLine:
    """One step after the acknowledgement: its deadline, when it was noted, and how late it is or was."""

    kind: MilestoneKind
    name: Bilingual
    due_at: datetime | None
    done_at: datetime | None
    done_by: str | None
    late: Bilingual | None
    left: Bilingual | None

    @property
    def overdue(self) -> bool:
        """Whether its deadline has passed without a note of it."""
        return self.done_at is None and self.late is not None


def steps_of(view: AlertView, at: datetime) -> tuple[StepLine, ...]:
    """Returns the steps whose clock runs or that are noted, in their order."""
    lines = (_step(view, kind, at) for kind in MilestoneKind)
    return tuple(line for line in lines if line.due_at or line.done_at)


def _step(view: AlertView, kind: MilestoneKind, at: datetime) -> StepLine:
    noted = next((each for each in reversed(view.timeline) if _is_of(kind, each.facts)), None)
    due_at = getattr(view.deadlines, kind.value)
    done_at = getattr(view.milestones, kind.value, None) or (
        noted.at if noted and kind is MilestoneKind.CLOSED and view.status is Status.CLOSED else None
    )
    margin = due_at - (done_at or at) if due_at else None
    return StepLine(
        kind=kind,
        name=words.MILESTONE[kind],
        due_at=due_at,
        done_at=done_at,
        done_by=noted.actor if noted and done_at else None,
        late=_minutes(-margin) if margin is not None and margin < timedelta(0) else None,
        left=_minutes(margin) if margin is not None and margin >= timedelta(0) and done_at is None else None,
    )


def _is_of(kind: MilestoneKind, facts: Detail) -> bool:
    """Returns whether a timeline entry notes this step."""
    match facts:
        case Closed(again=None):
            return kind is MilestoneKind.CLOSED
        case MilestoneNoted(milestone=noted):
            return kind is not MilestoneKind.CLOSED and noted is kind
        case _:
            return False


def _minutes(span: timedelta) -> Bilingual:
    return words.duration(int(span.total_seconds() // 60))
