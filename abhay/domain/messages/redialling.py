"""The pure rule of calls: a call that brought no answer is made again while its rung still waits."""

from datetime import datetime, timedelta
from typing import Protocol

from abhay.domain.cases.answers import UNANSWERED
from abhay.domain.messages.kinds import MEANINGS
from models.enums import MessageKind, Status


class Waiting(Protocol):
    """What the rule must know of a case: its status, the rung and round that it waits in, and until when."""

    status: Status
    rung: str | None
    round: int | None
    due_at: datetime | None


class Call(Protocol):
    """What it must know of the message that the call brought."""

    kind: MessageKind
    rung: str
    round: int


def redial_at(case: Waiting, call: Call, at: datetime, after: timedelta) -> datetime | None:
    """Returns when the call is made again, None if it is not: it asks nothing, or its rung waits no more by then."""
    waits = case.status in UNANSWERED and (call.rung, call.round) == (case.rung, case.round or 1)
    if not waits or (not MEANINGS[call.kind].desk_hears and call.kind is not MessageKind.REMINDER):
        return None
    again_at = at + after
    return again_at if case.due_at is None or again_at < case.due_at else None
