"""WhatsApp: one call of Meta's webhook may bring statuses, pressed buttons and typed texts, in any order and number.

A button is known by the payload that we gave it, or by the message that it answers; the number of who pressed it may
be missing (a user name hides it), and proves nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from abhay.adapters.channels.receipts.request import ButtonRead, ReportRead, Request, TextRead, read_uuid, short
from abhay.adapters.channels.receipts.times import read_time
from abhay.adapters.channels.whatsapp.meanings import is_account_wide
from abhay.domain.messages.replies import LONGEST
from abhay.domain.messages.whatsapp import read_payload
from models.enums import Reported

_MEANINGS: Final = {
    "sent": Reported.SENT,
    "delivered": Reported.DELIVERED,
    "read": Reported.DELIVERED,  # takes the place of "delivered" where it is read at once
    "played": Reported.DELIVERED,
    "failed": Reported.FAILED,
}
_PRESSED: Final = "button"


def reports(request: Request) -> list[ReportRead]:
    """Returns the receipts; one of a pressed button says that its message arrived."""
    found = [_status(row) for value in _values(request) for row in _rows(value.get("statuses"))]
    pressed = (_button(row) for value in _values(request) for row in _rows(value.get("messages")))
    return found + [
        ReportRead(Reported.DELIVERED, _PRESSED, read_uuid(each.message), each.answers or None)
        for each in pressed
        if each is not None and (each.answers or read_uuid(each.message))
    ]


def replies(request: Request) -> list[ButtonRead | TextRead]:
    """Returns the buttons that were pressed and the texts that were typed."""
    rows = (row for value in _values(request) for row in _rows(value.get("messages")))
    return [read for row in rows if (read := _button(row) or _text(row)) is not None]


def _status(row: Mapping[str, Any]) -> ReportRead:
    word = short(row.get("status") or "")
    codes = [short(error.get("code") or "") for error in _rows(row.get("errors"))]
    return ReportRead(
        _MEANINGS.get(word, Reported.UNKNOWN),
        raw=" ".join([word, *codes[:1]]).strip(),
        message_id=read_uuid(short(row.get("biz_opaque_callback_data") or "")),
        provider_id=short(row.get("id") or "") or None,
        provider_at=read_time(short(row.get("timestamp") or "")),
        account_wide=any(is_account_wide(code) for code in codes),
    )


def _button(row: Mapping[str, Any]) -> ButtonRead | None:
    """Returns a pressed button of ours: below a template, or below a text of the 24 hours after an answer."""
    pressed, reply = _inner(row, "button"), _inner(_inner(row, "interactive"), "button_reply")
    found = read_payload(str(pressed.get("payload") or reply.get("id") or ""))
    if found is None:
        return None
    said, message = found
    return ButtonRead(said, message, answers=_answered(row), key=short(row.get("id") or ""))


def _text(row: Mapping[str, Any]) -> TextRead | None:
    """Returns what was typed, or the words of a button that is not ours; pictures and the like are words to nobody."""
    text = _inner(row, "text").get("body") or _inner(row, "button").get("text")
    if not isinstance(text, str):
        return None
    sender = short(row.get("from") or "")
    return TextRead(
        f"+{sender}" if sender.isdecimal() else "", text[:LONGEST], short(row.get("id") or ""), _answered(row)
    )


def _answered(row: Mapping[str, Any]) -> str:
    return short(_inner(row, "context").get("id") or "")


def _values(request: Request) -> Iterator[Mapping[str, Any]]:
    body: Any = request.json
    entries = _rows(cast("dict[str, Any]", body).get("entry")) if isinstance(body, dict) else []
    for entry in entries:
        for change in _rows(entry.get("changes")):
            yield _inner(change, "value")


def _rows(value: object) -> list[Mapping[str, Any]]:
    """Returns the objects of a list. The size of the body is the only bound: what is left out would be lost."""
    rows = cast("list[Any]", value) if isinstance(value, list) else []
    return [cast("dict[str, Any]", row) for row in rows if isinstance(row, dict)]


def _inner(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value: Any = row.get(name)
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
