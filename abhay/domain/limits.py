"""The pure rules of limits: wrong PINs behind one link and over a day, and new cases from one source.

Tries of a PIN are counted before the PIN is checked: per case and contact point, and per contact point over all its
cases within a day. No alert of a flood is dropped: the desk is told once per window, and only far beyond that a source
is asked to send again later.
"""

from datetime import datetime, timedelta
from enum import StrEnum

MOST_WRONG_PINS = 5
"""Wrong PINs after which a link is locked (docs/contract.md, section 3)."""

TOLD_WRONG_PINS_A_DAY = 10
"""Wrong PINs of one contact point within a day of which the desk is told: two links' worth.

Our own estimate: a control room with ten cases a day mistypes a few times, and a needless call costs a minute.
"""

MOST_WRONG_PINS_A_DAY = 30
"""Wrong PINs of one contact point within a day after which none of its links takes one.

Our own estimate: three times what the desk is told of, so that typing errors lock nobody out before somebody has
asked; and whoever guesses without being stopped by the desk needs 45 years for half of a million PINs.
"""

PIN_DAY = timedelta(hours=24)
"""The day over which they are counted; it begins with its first wrong PIN, by the database's clock."""


class PinLock(StrEnum):
    """Why a link takes no PIN: too many wrong ones in its case, or at all links of its contact point within a day."""

    CASE = "case"
    DAY = "day"


def lock_of(in_case: int, in_day: int) -> PinLock | None:
    """Returns why no try is left after so many wrong PINs in the case and in the day; None if one is left."""
    if in_day >= MOST_WRONG_PINS_A_DAY:
        return PinLock.DAY
    return PinLock.CASE if in_case >= MOST_WRONG_PINS else None


def tries_left(in_case: int, in_day: int) -> int:
    """Returns the number of tries left after so many wrong PINs in the case and in the day."""
    return max(0, min(MOST_WRONG_PINS - in_case, MOST_WRONG_PINS_A_DAY - in_day))


def is_guessing(in_day: int, *, told: bool) -> bool:
    """Returns whether to tell the desk of so many wrong PINs in the day; `told` is whether it was told in this day."""
    return in_day >= TOLD_WRONG_PINS_A_DAY and not told


def is_another_day(began_at: datetime, at: datetime) -> bool:
    """Returns whether the day that began then has passed."""
    return at - began_at >= PIN_DAY


def asks_pin(*, ended: bool, desk_may_undo: bool) -> bool:
    """Returns whether a link checks PINs: not once its case has ended, or a right PIN could be found there in peace.

    The desk's links still do while the desk may take the closing back; their wrong PINs count as in an open case.
    """
    return not ended or desk_may_undo


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
