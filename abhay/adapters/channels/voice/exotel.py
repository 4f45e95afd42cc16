"""Exotel's form of a call: it connects the post to a flow, which asks us for the words and brings the key back.

Exotel signs nothing: our addresses carry the secret, and `CustomField` a token of this very message.
"""

from typing import Any, cast

import httpx

from abhay.adapters.channels.voice.call import Callbacks, Result
from abhay.adapters.channels.voice.gateways import VoiceGateway
from abhay.adapters.channels.voice.reading import account_wide, json_object
from models.payloads import OutgoingMessage

_MOST_SECONDS = 120


class Exotel:
    """Asks for a call."""

    def request(self, gateway: VoiceGateway, message: OutgoingMessage, callbacks: Callbacks) -> httpx.Request:
        """Returns the request."""
        fields: dict[str, str] = {
            "From": message.to,
            "CallerId": gateway.sender or "",
            "Url": gateway.app or "",
            "CallType": "trans",
            "TimeLimit": str(_MOST_SECONDS),
            "TimeOut": str(callbacks.ring),
            "StatusCallback": callbacks.receipts(gateway, signed=False),
            "StatusCallbackEvents[0]": "terminal",
            "StatusCallbackContentType": "application/json",
            "CustomField": _token(message),
        }
        password = gateway.password.get_secret_value() if gateway.password else ""
        request = httpx.Request("POST", gateway.url, data=fields, headers={"User-Agent": "abhay"})
        return next(httpx.BasicAuth(gateway.username or "", password).auth_flow(request))

    def read(self, status: int, body: bytes) -> Result:
        """Returns the call's id; a call that has failed already is a refusal under 200."""
        call: Any = json_object(body).get("Call")
        if not httpx.codes.is_success(status) or not isinstance(call, dict):
            return Result(refused=f"it answered {status}", about_us=account_wide(status))
        found = cast("dict[str, Any]", call)
        if str(found.get("Status", "")).casefold() in {"failed", "canceled"}:
            return Result(refused="it reports the call as failed")
        sid = found.get("Sid")
        return Result(call_id=sid if isinstance(sid, str) else None)


def _token(message: OutgoingMessage) -> str:
    """Returns the token of the message's link, which nobody can guess; its id where it asks for no answer."""
    return message.ack_url.rpartition("/")[2] if message.ack_url else message.id
