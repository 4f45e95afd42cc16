"""MSG91: webhooks of version 2 (a form whose `data` is JSON), 3 (flat JSON) and 4 (events with data), and replies."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from abhay.adapters.channels.receipts.request import (
    MOST_EVENTS,
    ReportRead,
    Request,
    TextRead,
    read_json,
    read_uuid,
    rows_of,
    short,
)
from abhay.adapters.channels.receipts.times import read_time
from models.enums import Reported

_MEANINGS: Final = {
    "1": Reported.DELIVERED,
    "delivered": Reported.DELIVERED,
    "2": Reported.FAILED,
    "failed": Reported.FAILED,
    "9": Reported.FAILED,  # the number is on the list of those who want no advertising
    "ndnc": Reported.FAILED,
    "16": Reported.FAILED,
    "25": Reported.FAILED,
    "rejected": Reported.FAILED,
    "17": Reported.FAILED,
    "blocked": Reported.FAILED,
    "sent": Reported.SENT,
    "submitted": Reported.SENT,
}


def reports(request: Request) -> list[ReportRead]:
    """Returns the receipts of any version; one request id may cover several numbers, and then several receipts."""
    return [_report(row) for row in list(_rows(request))[:MOST_EVENTS]]


def _rows(request: Request) -> Iterator[Mapping[str, Any]]:
    """Returns the receipts as flat objects."""
    if "data" in request.form:
        body = read_json(request.form["data"])
    else:
        body = request.json if request.json is not None else dict(request.fields)
    for row in rows_of(body):
        inner = row.get("report", row.get("data"))
        if isinstance(inner, str):  # some versions write a list as text
            inner = read_json(inner)
        if inner is None:
            yield row
        for each in rows_of(inner):
            yield {"status": row.get("event"), **{k: v for k, v in row.items() if k != "event"}, **each}


def _report(row: Mapping[str, Any]) -> ReportRead:
    raw = short(row.get("status") or row.get("event") or "")
    ours = (read_uuid(short(row.get(name) or "")) for name in ("clientid", "clientId", "CRQID", "message"))
    return ReportRead(
        _MEANINGS.get(raw.casefold(), Reported.UNKNOWN),
        raw=raw,
        message_id=next((each for each in ours if each), None),
        provider_id=short(row.get("requestId") or row.get("request_id") or "") or None,
        provider_at=read_time(short(row.get("date") or row.get("ts") or row.get("deliveryTime") or "")),
    )


def replies(request: Request) -> list[TextRead]:
    """Returns the text that came to a virtual number."""
    sender = request.get("sender", "mobile", "from", "number", "msisdn")
    text = request.fields.get("message", request.fields.get("content", request.fields.get("text", "")))
    return [TextRead(sender, text, request.get("requestId", "id", "UUID"))] if sender else []
