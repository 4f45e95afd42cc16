"""Gupshup: receipts by GET, or by POST as `response=` and a JSON list; replies to a keyword, and missed calls."""

from datetime import datetime
from typing import Final
from urllib.parse import unquote_plus

from abhay.adapters.channels.receipts.request import CallRead, ReportRead, Request, TextRead, read_json, rows_of, short
from abhay.adapters.channels.receipts.times import read_time
from models.enums import Reported

_MEANINGS: Final = {
    "delivered": Reported.DELIVERED,
    "success": Reported.DELIVERED,
    "failed": Reported.FAILED,
    "fail": Reported.FAILED,
    "sent": Reported.SENT,
    "submitted": Reported.SENT,
    "unknown": Reported.UNKNOWN,
}


def reports(request: Request) -> list[ReportRead]:
    """Returns the receipts: one of a GET, up to 20 of a POST. Ids are two long numbers and stay text."""
    if not request.text.startswith("response="):
        status = request.get("status", "eventType")
        if not status:
            return []
        at = read_time(request.get("deliveredTS", "eventTs"))
        return [_report(request, status, request.get("externalId"), at)]
    written = request.text.removeprefix("response=")
    listed = read_json(written)
    rows = rows_of(listed if listed is not None else read_json(unquote_plus(written)))
    return [
        _report(
            request,
            short(row.get("eventType") or ""),
            short(row.get("externalId") or ""),
            read_time(short(row.get("eventTs") or "")),
        )
        for row in rows
    ]


def _report(request: Request, status: str, provider_id: str, at: datetime | None) -> ReportRead:
    return ReportRead(
        _MEANINGS.get(status.casefold(), Reported.UNKNOWN),
        raw=status,
        message_id=request.message_id,
        provider_id=provider_id or None,
        provider_at=at,
    )


def replies(request: Request) -> list[TextRead | CallRead]:
    """Returns the text to a keyword, the keyword among it; a call without a text is a missed one."""
    sender = request.get("msisdn", "from")
    if not sender:
        return []
    content = request.fields.get("content", "")
    if not content and not request.get("keyword"):
        return [CallRead(sender)]
    return [TextRead(sender, content or request.get("keyword"), request.get("id"))]
