"""When a drill may begin, when it ends, and that real cases go before it: a drill never delays a real case."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from abhay.domain.policy.cutting import own_top
from abhay.domain.policy.rules import effective
from abhay.errors import BadInput, DrillNotNow
from models.drills.words import DrillEnd
from models.enums import Severity
from models.policy import PolicyDocument


@dataclass(frozen=True)
class Load:
    """What is open: the units that have a drill case, and how many real cases wait for an answer."""

    drilled: frozenset[str]
    real: int


def require_room(load: Load, units: Collection[str], *, most_open: int, real_mark: int) -> None:
    """Asks whether a drill of these units may begin. Raises `DrillNotNow`, which says why."""
    if load.real >= real_mark:
        raise DrillNotNow(f"{load.real} real cases wait for an answer: a drill begins only below {real_mark}.")
    if busy := sorted(load.drilled.intersection(units)):
        raise DrillNotNow(f"{', '.join(busy)}: a drill is open there already, and one unit has one at a time.")
    if len(load.drilled) + len(units) > most_open:
        room = max(0, most_open - len(load.drilled))
        raise DrillNotNow(f"At most {most_open} drill cases are open at once in the State; there is room for {room}.")


def why_end(ends_at: datetime, now: datetime, *, open_cases: int, real: int, real_mark: int) -> DrillEnd | None:
    """Returns why a drill ends now, None while it goes on; `open_cases` are its own, `real` those that need people."""
    if not open_cases:
        return DrillEnd.DONE
    if real >= real_mark:
        return DrillEnd.REAL_LOAD
    return DrillEnd.WINDOW if now >= ends_at else None


def top_of(document: PolicyDocument, severity: Severity, units: Sequence[str], wanted: str | None) -> str:
    """Returns the highest rung that the drill may page: the one asked for, else the highest of the unit's own.

    So the State's rungs, the DGP among them, are paged only if somebody names them. Raises `BadInput` for a rung that
    is not on the ladder of each unit.
    """
    ladders = {unit: tuple(step.rung for step in effective(document, severity, unit).ladder) for unit in units}
    top = wanted or own_top(document, ladders[units[0]])
    if top is None:
        raise BadInput(f"top_rung: every rung of {units[0]} is the State's: name one of {_listed(ladders[units[0]])}.")
    for unit, ladder in ladders.items():
        if top not in ladder:
            raise BadInput(f"top_rung: {top!r} is not on the ladder of {unit}: use one of {_listed(ladder)}.")
    return top


def _listed(ladder: Sequence[str]) -> str:
    return ", ".join(ladder)


class DueCase(Protocol):
    """A due case, as far as its turn depends on it."""

    @property
    def drill(self) -> bool: ...  # noqa: D102  whether it is a drill's


Due = TypeVar("Due", bound=DueCase)


def in_turn(waiting: Sequence[Due], *, free: int, places: int, drills: int) -> list[Due]:
    """Returns the due cases that begin now, in the given order: a drill's only while no real one waits to begin.

    `free` of all `places` are free, `drills` are taken by drills. These never get more than half of them, so that a
    real case that comes next finds one.
    """
    if real := [case for case in waiting if not case.drill]:
        return real[:free]
    return list(waiting[: max(0, min(free, max(1, places // 2) - drills))])
