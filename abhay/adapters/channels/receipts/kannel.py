"""Kannel: receipts by `dlr-url` (`%d` is a set of bits), replies by `get-url` of an sms-service."""

from typing import Final
from urllib.parse import unquote_to_bytes

from abhay.adapters.channels.receipts.request import ReportRead, Request, TextRead
from abhay.adapters.channels.receipts.times import read_time
from models.enums import Reported

_DELIVERED: Final = 1
_NOT_DELIVERED: Final = 2
_REFUSED: Final = 16
_ON_ITS_WAY: Final = 4 | 8


def reports(request: Request) -> list[ReportRead]:
    """Returns the receipt; `status` or `d` holds the bits: 34 is expired, so bits are tested, not values."""
    bits = request.get("status", "d", "dlr", "type")
    if not bits.isdecimal() or len(bits) > _MOST_DIGITS:
        return []
    return [
        ReportRead(
            _meaning(int(bits)),
            raw=bits,
            message_id=request.message_id,
            provider_id=request.get("id", "foreign", "F", "I") or None,
            provider_at=read_time(request.get("ts", "T", "time", "t")),
        )
    ]


_MOST_DIGITS: Final = 6


def _meaning(bits: int) -> Reported:
    if bits & _DELIVERED:
        return Reported.DELIVERED
    if bits & (_NOT_DELIVERED | _REFUSED):
        return Reported.FAILED
    return Reported.SENT if bits & _ON_ITS_WAY else Reported.UNKNOWN


def replies(request: Request) -> list[TextRead]:
    """Returns the text; without `mo-recode` a Hindi one comes as UTF-16BE in the query, which `charset` says."""
    sender, key = request.get("from", "p", "sender"), request.get("id", "I")
    return [TextRead(sender, _text(request), key)] if sender else []


def _text(request: Request) -> str:
    if "utf-16" not in request.get("charset", "C").lower():
        return request.fields.get("text", request.fields.get("a", ""))
    return _bytes_of(request.query, "text").decode("utf-16-be", "replace")


def _bytes_of(query: str, name: str) -> bytes:
    """Returns the bytes of one value of a query, which are not UTF-8."""
    pairs = (pair.partition("=") for pair in query.split("&"))
    written = next((value for found, _, value in pairs if found == name), "")
    return unquote_to_bytes(written.replace("+", " "))
