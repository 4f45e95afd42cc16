"""How a drill is scored: four facts for each unit, one word for them, and how long the answers took.

There is no single grade: a unit whose contact points are dead is to be helped otherwise than one that was late.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from abhay.domain.reports.waits import Quantile, Wait, summary
from models.drills.views import (
    AnswerView,
    GapView,
    LengthView,
    PointView,
    Scorecard,
    StepView,
    SummaryView,
    UnitCard,
)
from models.drills.words import Mark, PointState, StepState
from models.enums import MessageStatus, MilestoneKind, Outcome, Status

_FARTHEST: Final = tuple(PointState)
_MEANS: Final[Mapping[MessageStatus, PointState]] = {
    MessageStatus.QUEUED: PointState.NOT_TRIED,
    MessageStatus.STOOD_DOWN: PointState.NOT_TRIED,
    MessageStatus.FAILED: PointState.FAILED,
    MessageStatus.SENDING: PointState.ATTEMPTED,
    MessageStatus.UNKNOWN: PointState.ATTEMPTED,
    MessageStatus.SENT: PointState.ACCEPTED,
    MessageStatus.DELIVERED: PointState.DELIVERED,
}

SCORED: Final = (MilestoneKind.DISPATCHED, MilestoneKind.REACHED, MilestoneKind.FAMILY_INFORMED)
"""The steps that people note; the outcome of a drill is set by itself."""


@dataclass(frozen=True)
class PointFacts:
    """A contact point of the unit, with the states of the drill's pages to it."""

    rung: str
    post: str
    channel: str
    pages: tuple[MessageStatus, ...] = ()


@dataclass(frozen=True)
class Given:
    """An answer: when, as which post of which unit, from a page of which rung, and by which way."""

    at: datetime
    rung: str | None
    unit: str | None
    post: str | None
    via: str


@dataclass(frozen=True)
class Step:
    """One step after the answer: its deadline, and when it was noted."""

    kind: MilestoneKind
    due_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True)
class UnitFacts:
    """What is known of a unit's case: `paged_at` is its first page, `first_rung` had to answer by `deadline`.

    `ended_at` is when the case ended, None while it is open.
    """

    unit: str
    ref: str
    status: Status
    outcome: Outcome | None
    paged_at: datetime
    first_rung: str
    deadline: datetime
    ended_at: datetime | None
    points: tuple[PointFacts, ...] = ()
    answers: tuple[Given, ...] = ()
    steps: tuple[Step, ...] = ()


def own_answer(facts: UnitFacts) -> Given | None:
    """Returns the first answer of the level that has to answer: of the unit, by a page of it or by telephone."""
    own = (each for each in facts.answers if each.unit == facts.unit and each.rung in (None, facts.first_rung))
    return min(own, key=lambda each: each.at, default=None)


def mark_of(facts: UnitFacts) -> Mark:
    """Returns the one word for a unit; none counts against one whose case ended while it could still answer in time."""
    if (own := own_answer(facts)) is not None:
        return Mark.IN_TIME if own.at <= facts.deadline else Mark.LATE
    if facts.answers:
        return Mark.ONLY_ABOVE
    return Mark.CUT_SHORT if facts.ended_at is not None and facts.ended_at < facts.deadline else Mark.NOT_REACHED


def wait_of(facts: UnitFacts, at: datetime) -> Wait:
    """Returns how long the unit took, or for how long it was waited for in vain until `at` or the case's end."""
    own = own_answer(facts)
    until = own.at if own else facts.ended_at or at
    return Wait(max(0.0, (until - facts.paged_at).total_seconds()), answered=own is not None)


def point_state(pages: Iterable[MessageStatus]) -> PointState:
    """Returns how far the pages to a contact point came: the farthest of them counts."""
    return max((_MEANS[page] for page in pages), key=_FARTHEST.index, default=PointState.NOT_TRIED)


def step_state(step: Step, ended_at: datetime) -> StepState:
    """Returns what became of a step by the time that its case ended, or now."""
    if step.done_at is not None:
        return StepState.IN_TIME if step.done_at <= step.due_at else StepState.LATE
    return StepState.MISSING if step.due_at <= ended_at else StepState.NOT_DUE


def card_of(facts: UnitFacts, gaps: Sequence[GapView], at: datetime) -> UnitCard:
    """Returns the card of a unit as it stands at `at`."""
    return UnitCard(
        unit=facts.unit,
        ref=facts.ref,
        status=facts.status,
        outcome=facts.outcome,
        mark=mark_of(facts),
        points=tuple(
            PointView(rung=each.rung, post=each.post, channel=each.channel, state=point_state(each.pages))
            for each in facts.points
        ),
        answer=_answer(facts),
        steps=tuple(
            StepView(
                kind=each.kind,
                state=step_state(each, facts.ended_at or at),
                due_at=each.due_at,
                done_at=each.done_at,
            )
            for each in facts.steps
            if each.kind in SCORED
        ),
        gaps=tuple(gaps),
    )


def _answer(facts: UnitFacts) -> AnswerView | None:
    given = own_answer(facts) or min(facts.answers, key=lambda each: each.at, default=None)
    if given is None:
        return None
    return AnswerView(
        at=given.at,
        seconds=max(0.0, (given.at - facts.paged_at).total_seconds()),
        rung=given.rung,
        unit=given.unit,
        post=given.post,
        via=given.via,
        in_time=mark_of(facts) is Mark.IN_TIME,
    )


def score(units: Sequence[UnitFacts], gaps: Mapping[str, Sequence[GapView]], at: datetime) -> Scorecard:
    """Returns the scorecard of a drill as it stands at `at`; the units in the order of their ids.

    Its summary leaves out units that were cut short.
    """
    ordered = sorted(units, key=lambda each: each.unit)
    cards = tuple(card_of(each, gaps.get(each.unit, ()), at) for each in ordered)
    counted = [each for each in ordered if mark_of(each) is not Mark.CUT_SHORT]
    times = summary(wait_of(each, at) for each in counted)
    in_time = sum(card.mark is Mark.IN_TIME for card in cards)
    return Scorecard(
        at=at,
        summary=SummaryView(
            n=len(counted),
            in_time=in_time,
            share=in_time / len(counted) if counted else 0.0,
            unanswered=times.unanswered,
            median=_length(times.median),
            p90=_length(times.p90),
        ),
        units=cards,
    )


def _length(quantile: Quantile | None) -> LengthView | None:
    return None if quantile is None else LengthView(seconds=quantile.seconds, beyond=quantile.beyond)
