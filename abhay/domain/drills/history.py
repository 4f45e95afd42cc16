"""How a unit did in its last drills, from their frozen scorecards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from abhay.domain.reports.waits import Summary, Wait, summary
from models.drills.views import Scorecard
from models.drills.words import Mark

MOST: Final = 6
"""Drills that are looked back on: with two a year those of three years."""

_ANSWERED: Final = frozenset({Mark.IN_TIME, Mark.LATE})


@dataclass(frozen=True)
class EndedDrill:
    """A drill that has ended, with its frozen scorecard."""

    id: int
    started_at: datetime
    ended_at: datetime
    scorecard: Scorecard


@dataclass(frozen=True)
class PastDrill:
    """How the unit did in one drill; `seconds` is how long its first level took, None if it did not answer."""

    id: int
    at: datetime
    mark: Mark
    seconds: float | None


@dataclass(frozen=True)
class History:
    """The unit's last drills, newest first, and how long it took over all of them."""

    drills: tuple[PastDrill, ...]
    times: Summary


def history_of(unit: str, ended: Iterable[EndedDrill]) -> History:
    """Returns how a unit did in these drills; what it did not answer was waited for until the drill's end.

    Of a drill that was cut short no time is counted.
    """
    drills: list[PastDrill] = []
    waits: list[Wait] = []
    for drill in sorted(ended, key=lambda each: each.id, reverse=True)[:MOST]:
        for card in (each for each in drill.scorecard.units if each.unit == unit):
            seconds = card.answer.seconds if card.answer and card.mark in _ANSWERED else None
            drills.append(PastDrill(drill.id, drill.started_at, card.mark, seconds))
            if card.mark is Mark.CUT_SHORT:
                continue
            watched = (drill.ended_at - drill.started_at).total_seconds()
            waits.append(Wait(watched if seconds is None else seconds, answered=seconds is not None))
    return History(tuple(drills), summary(waits))
