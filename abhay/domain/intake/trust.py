"""The meaning of each trust level, in one table for intake, routing, the clock and the case page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from models.enums import Trust


@dataclass(frozen=True)
class Meaning:
    """The consequences of a trust level.

    `believed`: the message routes its case, and joins an open case of the same person; otherwise the case is held
    at the desk until an operator routes it, and links in the message must not be opened. `desk_hears`: the desk
    gets a notice when the case is routed.
    """

    believed: bool
    desk_hears: bool = False


MEANINGS: Final[Mapping[Trust, Meaning]] = {
    Trust.VERIFIED: Meaning(believed=True),
    Trust.FORWARDED: Meaning(believed=True, desk_hears=True),
    Trust.FAILED: Meaning(believed=False),
    Trust.NONE: Meaning(believed=False),
}
"""Every level, the most trusted first (docs/contract.md, section 4)."""


def is_believed(trust: Trust) -> bool:
    """Returns whether a sender is believed, so that its messages route a case by themselves."""
    return MEANINGS[trust].believed


def most_believed(levels: Iterable[Trust]) -> Trust:
    """Returns the highest of one or more levels."""
    return min(levels, key=list(MEANINGS).index)


def is_held(trust: Trust, *, has_units: bool) -> bool:
    """Returns whether a case waits at the desk: its sender is unproven, and no operator has routed it."""
    return not is_believed(trust) and not has_units
