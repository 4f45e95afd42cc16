"""Gateways that report by plain fields: Exotel, Route Mobile, Textlocal, Twilio, and `custom` ones.

Each preset is a table: which fields hold the id, the status and the time, and what each status means. Numbers of
statuses are not trusted where a provider's own pages contradict each other: the word decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from abhay.adapters.channels.receipts.request import CallRead, ReportRead, Request, TextRead
from abhay.adapters.channels.receipts.times import read_time
from models.enums import Reported

_D, _F, _S, _U = Reported.DELIVERED, Reported.FAILED, Reported.SENT, Reported.UNKNOWN


@dataclass(frozen=True)
class Fields:
    """The fields of one preset; of each kind the first that is there counts.

    A word of `detail` that has a meaning counts for more than the status.
    """

    meanings: Mapping[str, Reported]
    status: tuple[str, ...]
    provider_id: tuple[str, ...]
    detail: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    sender: tuple[str, ...] = ("From", "from", "sender", "source", "msisdn", "mobile")
    text: tuple[str, ...] = ("Body", "text", "content", "message")
    key: tuple[str, ...] = ("MessageSid", "SmsSid", "id", "msgid")

    def reports(self, request: Request) -> list[ReportRead]:
        """Returns the receipt, if the request holds one."""
        raw = request.get(*self.status)
        if not raw:
            return []
        detail = request.get(*self.detail)
        if detail.casefold() in self.meanings:
            raw = detail
        return [
            ReportRead(
                self.meanings.get(raw.casefold(), _U),
                raw=raw,
                message_id=request.message_id,
                provider_id=request.get(*self.provider_id) or None,
                provider_at=read_time(request.get(*self.at)) if self.at else None,
            )
        ]

    def replies(self, request: Request) -> list[TextRead | CallRead]:
        """Returns the text, or the missed call where a caller is named and no text."""
        sender = request.get(*self.sender)
        if not sender:
            return [CallRead(caller)] if (caller := request.get("CallFrom", "caller")) else []
        text = next((request.fields[name.casefold()] for name in self.text if name.casefold() in request.fields), "")
        return [TextRead(sender, text, request.get(*self.key))]


EXOTEL: Final = Fields(
    meanings={
        "queued": _S, "sending": _S, "submitted": _S, "sent": _S, "delivered_to_operator": _S,
        "delivered": _D, "delivered_to_handset": _D,
        "failed": _F, "undelivered": _F, "expired": _F, "failed-dnd": _F, "failed_dnd": _F,
    },
    status=("Status", "SmsStatus"),
    detail=("DetailedStatus",),
    provider_id=("SmsSid", "Sid"),
    at=("DateUpdated", "DateSent"),
)  # fmt: skip

SMPP_WORDS: Final = {
    "delivrd": _D, "delivered": _D,
    "undeliv": _F, "rejectd": _F, "expired": _F, "deleted": _F, "failed": _F, "undelivered": _F,
    "enroute": _S, "acceptd": _S, "sent": _S, "submitted": _S,
    "unknown": _U, "acked": _U,
}  # fmt: skip
"""The words of SMPP 3.4, which resellers pass on."""

ROUTEMOBILE: Final = Fields(
    meanings=SMPP_WORDS,
    status=("sStatus", "status", "dlrstatus"),
    provider_id=("sMessageId", "messageid", "msgid"),
    at=("dtDone", "donedate", "done"),
    sender=("sMobileNo", "source", "from", "mobile"),
)

TEXTLOCAL: Final = Fields(
    meanings={"d": _D, "u": _F, "i": _F, "e": _F, "?": _U, **SMPP_WORDS},
    status=("status",),
    provider_id=("msgId", "messageid", "id"),
    at=("datetime",),
    sender=("sender", "from", "number"),
    text=("content", "message", "text"),
)

TWILIO: Final = Fields(
    meanings={
        "accepted": _S, "scheduled": _S, "queued": _S, "sending": _S, "sent": _S,
        "delivered": _D, "read": _D,
        "failed": _F, "undelivered": _F, "canceled": _F,
    },
    status=("MessageStatus", "SmsStatus"),
    provider_id=("MessageSid", "SmsSid"),
    at=("RawDlrDoneDate",),
)  # fmt: skip

CUSTOM: Final = Fields(
    meanings=SMPP_WORDS,
    status=("status",),
    provider_id=("id", "message_id", "msgid"),
    at=("at", "time", "ts"),
)
