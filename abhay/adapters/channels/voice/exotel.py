"""Exotel's form of a call: it connects the post to a flow, which asks us for the words and brings the key back.

Exotel signs nothing: our addresses carry the secret, and `CustomField` a token of this very message.
"""

from collections.abc import Callable
from uuid import UUID

import httpx

from abhay.adapters.channels.voice.call import Callbacks, Result
from abhay.adapters.channels.voice.reading import account_wide, json_object
from abhay.settings import VoiceGateway
from models.payloads import OutgoingMessage

_MOST_SECONDS = 120


class Exotel:
    """Asks for a call; `token_of` makes the token by which the flow names the message."""

    def __init__(self, token_of: Callable[[UUID], str]) -> None:
        self._token_of = token_of

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
            "CustomField": self._token(message.id),
        }
        password = gateway.password.get_secret_value() if gateway.password else ""
        request = httpx.Request("POST", gateway.url, data=fields, headers={"User-Agent": "abhay"})
        return next(httpx.BasicAuth(gateway.username or "", password).auth_flow(request))

    def _token(self, id_: str) -> str:
        try:
            return self._token_of(UUID(id_))
        except ValueError:  # a notice outside any case, or a test: nobody answers it
            return id_

    def read(self, status: int, body: bytes) -> Result:
        """Returns the call's id; a call that has failed already is a refusal under 200."""
        answer = json_object(body)
        call = answer.get("Call")
        if not httpx.codes.is_success(status) or not isinstance(call, dict):
            return Result(refused=f"it answered {status}", about_us=account_wide(status))
        if str(call.get("Status", "")).casefold() in {"failed", "canceled"}:
            return Result(refused="it reports the call as failed")
        sid = call.get("Sid")
        return Result(call_id=sid if isinstance(sid, str) else None)
