"""What voice gateways report of a call: its status, and the key that was pressed in it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from abhay.adapters.channels.receipts.request import Request, short

RINGING: Final = ("queued", "initiated", "ringing", "answered", "in-progress", "in_progress")
OVER: Final = ("completed", "busy", "no_answer", "rejected", "failed")
_SAME: Final = {"no-answer": "no_answer", "noanswer": "no_answer", "canceled": "failed", "cancelled": "failed"}


@dataclass(frozen=True)
class CallEvent:
    """One event of a call. `message_id` is ours, or `token` is that of the message's link; `key` was pressed."""

    status: str
    message_id: UUID | None = None
    token: str = ""
    call_id: str | None = None
    key: str | None = None


def read_call(preset: str, request: Request) -> CallEvent | None:
    """Returns the event of a call, None for a request that is about none."""
    if preset == "generic":
        return _generic(request)
    if not request.get("CallSid"):
        return None
    key = request.get("Digits", "digits", "DigitsPressed") or None
    status = "key" if key else request.get("CallStatus", "Status", "EventType").casefold()
    return CallEvent(
        _SAME.get(status, status),
        request.message_id,
        token=request.get("CustomField"),
        call_id=request.get("CallSid"),
        key=key,
    )


def _generic(request: Request) -> CallEvent | None:
    status = request.get("status").casefold()
    if not status or not request.get("id"):
        return None
    return CallEvent(
        _SAME.get(status, status),
        _uuid(request.get("id")),
        call_id=request.get("call_id") or None,
        key=short(request.get("key")) or None,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def missed_call_of(request: Request) -> str:
    """Returns who called our own number and was not answered; nothing for any other request."""
    if request.get("status").casefold() == "missed_call" or request.get("Direction").casefold().startswith("in"):
        return request.get("CallFrom", "From", "caller")
    return ""
