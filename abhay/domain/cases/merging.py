"""Pure rules of merging two cases about one person: which case goes on, and what it takes over from the other.

The case that is further along goes on, so that no clock and no answer is lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from abhay.domain.intake.trust import is_believed
from abhay.errors import NotPossibleNow
from models.enums import Status, Trust
from models.policy import DESK


class Stage(IntEnum):
    """How far along a case is, the least first."""

    HELD = 0
    AT_DESK = 1
    ON_LADDER = 2
    EXHAUSTED = 3
    ACKNOWLEDGED = 4


@dataclass(frozen=True)
class Standing:
    """The facts of a case that merging needs.

    `ladder` holds its rungs, lowest first; `milestones_done` counts the milestones that were reached.
    """

    ref: str
    status: Status
    merged_into: str | None = None
    drill: bool = False
    held: bool = False
    exhausted: bool = False
    rung: str | None = None
    round: int = 1
    rung_entered_at: datetime | None = None
    due_at: datetime | None = None
    ladder: Sequence[str] = ()
    milestones_done: int = 0

    @property
    def progress(self) -> tuple[int, ...]:
        """Returns how far along the case is, for comparison: its stage, then its position within the stage."""
        if self.status is Status.ACKNOWLEDGED:
            return (Stage.ACKNOWLEDGED, self.milestones_done)
        if self.held:
            return (Stage.HELD,)
        if self.exhausted:
            return (Stage.EXHAUSTED,)
        if self.rung in (None, DESK):
            return (Stage.AT_DESK,)
        place = self.ladder.index(self.rung) if self.rung in self.ladder else len(self.ladder)
        return (Stage.ON_LADDER, place, self.round)


def require_mergeable(source: Standing, target: Standing) -> None:
    """Raises `NotPossibleNow` with the cause if `source` must not be merged into `target`."""
    for case in (source, target):
        if case.merged_into is not None:
            raise NotPossibleNow(f"{case.ref} was merged into {case.merged_into} already: name that one.")
        if case.status is Status.CLOSED:
            raise NotPossibleNow(f"{case.ref} is closed.")
    if source.drill != target.drill:
        raise NotPossibleNow("A drill and a real case are never merged.")
    if source.progress > target.progress:
        raise NotPossibleNow(
            f"{source.ref} is further than {target.ref}: merge {target.ref} into {source.ref} instead."
        )


def merged_trust(source: Trust, target: Trust) -> Trust:
    """Returns the trust of the case that goes on: one proven message lets later messages join it."""
    return source if is_believed(source) and not is_believed(target) else target


def merged_deadline(source: Standing, target: Standing) -> datetime | None:
    """Returns the deadline of the rung of the case that goes on: the sooner one of two cases equally far along.

    An acknowledged case keeps its own, since milestones have deadlines of their own. The deadline is never before
    the rung was entered.
    """
    if source.progress != target.progress or target.status is Status.ACKNOWLEDGED:
        return target.due_at
    if source.due_at is None or target.due_at is None or target.rung_entered_at is None:
        return target.due_at
    return max(target.rung_entered_at, min(target.due_at, source.due_at))


def brings_evidence(messages: Iterable[Trust]) -> bool:
    """Returns whether messages moved into a case may route it: unproven messages route nothing by themselves."""
    return any(is_believed(trust) for trust in messages)
