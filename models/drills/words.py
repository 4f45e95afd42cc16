"""The vocabularies of drills; each value is stored and sent as written here. And the bounds of an order."""

from enum import StrEnum
from typing import Final

SHORTEST_WINDOW: Final = 5
LONGEST_WINDOW: Final = 240
USUAL_WINDOW: Final = 60
"""Minutes after which a drill ends by itself: at least, at most, and where nobody says."""

MOST_UNITS: Final = 60
"""Units that an order names at most; how many drill cases may be open is a setting."""


class DrillReason(StrEnum):
    """Why a drill is run: a word of this list and no free text, which would stay in Prefect."""

    ROUTINE = "routine"
    ROSTER_CHANGED = "roster_changed"
    CONTACTS_CHANGED = "contacts_changed"
    CHANNEL_CHANGED = "channel_changed"
    POLICY_CHANGED = "policy_changed"
    TRAINING = "training"
    NIGHT = "night"


class DrillEnd(StrEnum):
    """Why a drill ended: its window ran out, its cases all ended, real cases need the people, or by hand."""

    WINDOW = "window"
    DONE = "done"
    REAL_LOAD = "real_load"
    STOPPED = "stopped"


class Mark(StrEnum):
    """How a unit did in a drill, in one word: best first; `cut_short` says nothing of it."""

    IN_TIME = "in_time"
    LATE = "late"
    ONLY_ABOVE = "only_above"
    NOT_REACHED = "not_reached"
    CUT_SHORT = "cut_short"


class PointState(StrEnum):
    """How far a drill's pages came at one contact point, farthest last; `failed` counts only where none arrived."""

    NOT_TRIED = "not_tried"
    FAILED = "failed"
    ATTEMPTED = "attempted"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"


class StepState(StrEnum):
    """What became of one step after the answer; `not_due`: the drill ended before its deadline."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"
