"""Pure rules of undo: for five minutes the last act on a case is taken back by whoever did it, or by the desk.

Only the newest act can be undone, and only while nobody has acted on the case since: what somebody else did
after it may rest on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final

UNDO_WITHIN: Final = timedelta(minutes=5)
"""Time for which an act can be undone."""


class UndoRefusal(StrEnum):
    """Why an act cannot be undone."""

    NOTHING = "nothing"
    TOO_LATE = "too_late"
    NOT_YOURS = "not_yours"
    ACTED_SINCE = "acted_since"


@dataclass(frozen=True)
class By:
    """A duty post with its unit; `unit` is None for a post of the State, both for an operator."""

    post: str | None = None
    unit: str | None = None
    of_desk: bool = False


@dataclass(frozen=True)
class StandingAct:
    """An act of somebody on a case that was not undone: for whom, when, its name and that of whoever did it."""

    by: By
    at: datetime
    who: str
    what: str
    can_be_undone: bool = True


@dataclass(frozen=True)
class UndoAllowed:
    """The act can be undone until then."""

    until: datetime
    allowed: ClassVar[bool] = True


@dataclass(frozen=True)
class UndoRefused:
    """The act stays; `by` is who acted since, and how."""

    reason: UndoRefusal
    by: StandingAct | None = None
    allowed: ClassVar[bool] = False


def undoable_by(acts: Sequence[StandingAct], asker: By) -> StandingAct | None:
    """Returns the act that this asker may take back, if any: a post its own newest, the desk the newest of all."""
    newest = sorted(acts, key=lambda act: act.at, reverse=True)
    own = (act for act in newest if act.can_be_undone and (asker.of_desk or _is_own(act.by, asker)))
    return next(own, None)


def may_undo(acts: Sequence[StandingAct], asker: By, now: datetime) -> UndoAllowed | UndoRefused:
    """Decides whether the asker takes back an act; `acts` are all that stand on the case, in any order."""
    act = undoable_by(acts, asker)
    if act is None:
        return UndoRefused(UndoRefusal.NOT_YOURS if acts else UndoRefusal.NOTHING)
    since = max((each for each in acts if each.at > act.at), key=lambda each: each.at, default=None)
    if since is not None:
        return UndoRefused(UndoRefusal.ACTED_SINCE, since)
    if now - act.at >= UNDO_WITHIN:
        return UndoRefused(UndoRefusal.TOO_LATE)
    return UndoAllowed(act.at + UNDO_WITHIN)


def _is_own(by: By, asker: By) -> bool:
    """Returns whether the act is the asker's: a unit's token speaks for all of the unit's posts."""
    if by.unit != asker.unit or by.of_desk:
        return False
    return by.post == asker.post or (by.unit is not None and None in (by.post, asker.post))
