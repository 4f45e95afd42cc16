"""The pure rules of delivery: how often a message is tried, and what follows a failure.

A message has up to `QUICK_TRIES` tries within seconds, all by the task that claimed it. After them it is sent again
as a new message that names the one it repeats; after the last resend the desk is told.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from abhay.domain.messages.kinds import MEANINGS
from models.enums import MessageKind

TRY_LIMIT = timedelta(seconds=10)
"""Limit of one try. Channels have 5 s, at most 8 s (settings), so only a dead process exceeds it."""

QUICK_TRIES = 3
QUICK_PAUSES = (timedelta(seconds=1), timedelta(seconds=3))
"""Pauses before the second and third try: all three fit into ten seconds, the channel's own five included."""

QUICK_TRY_TAKES = timedelta(seconds=9)
"""Most time that one more quick try takes: the longest pause and the channel's own limit."""

BETWEEN_QUICK_TRIES = timedelta(seconds=8)
"""Time for which a message between two quick tries belongs to the task that makes them."""

RESEND_AFTER = timedelta(seconds=15)
"""Time after which a failed message is sent again (GoAlert uses the same)."""

MOST_RESENDS = 2
"""Most resends of one failed message; each has its own quick tries."""


@dataclass(frozen=True)
class SendAgain:
    """The case's clock sends the message again at this time."""

    at: datetime


@dataclass(frozen=True)
class RepeatNow:
    """The case's clock has stopped: the resend is queued now, and tried from `not_before` on."""

    not_before: datetime


@dataclass(frozen=True)
class TellDesk:
    """No try is left, and a post was not paged: the desk is told, and phones it."""


@dataclass(frozen=True)
class GiveUp:
    """No try is left, and nobody needs to know."""


AfterFailure = SendAgain | RepeatNow | TellDesk | GiveUp


def has_time_for_quick_try(at: datetime, due_at: datetime | None) -> bool:
    """Returns whether one more quick try ends before the case's deadline: it must not delay the next rung."""
    return due_at is None or at + QUICK_TRY_TAKES < due_at


def after_failure(
    kind: MessageKind, at: datetime, *, permanent: bool, resends: int, case_closed: bool, beside: bool = False
) -> AfterFailure:
    """Returns what follows once a message's quick tries are used up, or the channel refuses it (`permanent`).

    `resends` is the number of resends so far. `beside`: another message carries the same to the same contact point.
    """
    if not permanent and resends < MOST_RESENDS:
        later = at + RESEND_AFTER
        return RepeatNow(later) if case_closed else SendAgain(later)
    return TellDesk() if MEANINGS[kind].desk_hears and not beside else GiveUp()


def after_unknown(kind: MessageKind, at: datetime, *, is_repeat: bool, beside: bool = False) -> AfterFailure:
    """Returns what follows a message in doubt: it is sent again now; a resend in doubt too is told to the desk."""
    if not is_repeat:
        return SendAgain(at)
    return TellDesk() if MEANINGS[kind].desk_hears and not beside else GiveUp()
