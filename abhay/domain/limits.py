"""The pure rules of limits: wrong PINs behind one link, and new cases from one source.

Tries of a PIN are counted per case and contact point, before the PIN is checked. No alert of a flood is dropped: the
desk is told once per window, and only far beyond that a source is asked to send again later.
"""

from datetime import timedelta

MOST_WRONG_PINS = 5
"""Wrong PINs after which a link is locked (docs/contract.md, section 3)."""


def is_locked(wrong_pins: int) -> bool:
    """Returns whether no try is left after so many wrong PINs."""
    return wrong_pins >= MOST_WRONG_PINS


def tries_left(wrong_pins: int) -> int:
    """Returns the number of tries left after so many wrong PINs."""
    return max(0, MOST_WRONG_PINS - wrong_pins)


def after_right_pin(tries: int) -> int:
    """Returns the count that stays once the last of these tries was right."""
    return max(0, tries - 1)


def is_flood(new_cases: int, *, limit: int) -> bool:
    """Returns whether the next case of a source that opened so many within the window belongs to a flood."""
    return new_cases >= limit


def is_refused(new_cases: int, *, limit: int, hard_factor: int) -> bool:
    """Returns whether a source that opened so many cases within the window must send again later."""
    return new_cases >= limit * hard_factor


def is_told_again(since_told: timedelta | None, *, window: timedelta) -> bool:
    """Returns whether to tell the desk of a flood now; `since_told` is the time since it last heard, None for never."""
    return since_told is None or since_told >= window
