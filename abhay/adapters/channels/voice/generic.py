"""The generic voice gateway of docs/contract.md: JSON over HTTP, signed both ways by the Standard Webhooks scheme."""

import json
from datetime import UTC, datetime

import httpx
from standardwebhooks.webhooks import Webhook

from abhay.adapters.channels.base import plain_id
from abhay.adapters.channels.voice.call import Callbacks, Result
from abhay.adapters.channels.voice.gateways import VoiceGateway
from abhay.adapters.channels.voice.reading import account_wide, json_object
from abhay.wording.voice import KEYS, asks, sentences
from models.payloads import OutgoingMessage


class Generic:
    """Asks for a call in our own form."""

    def request(self, gateway: VoiceGateway, message: OutgoingMessage, callbacks: Callbacks) -> httpx.Request:
        """Returns the signed request; `webhook-id` identifies a repeat."""
        body = json.dumps(
            {
                "id": message.id,
                "to": message.to,
                "language": f"{message.language.value}-IN",
                "say": list(sentences(message)),
                "keys": dict(KEYS) if asks(message) else {},
                "callback": callbacks.replies(gateway, signed=True),
            },
            ensure_ascii=False,
        )
        return httpx.Request(
            "POST", gateway.url, headers=signed(gateway, plain_id(message), body), content=body.encode()
        )

    def read(self, status: int, body: bytes) -> Result:
        """Returns the gateway's id of the call."""
        if not httpx.codes.is_success(status):
            return Result(refused=f"it answered {status}", about_us=account_wide(status))
        return Result(call_id=json_object(body).get("call_id"))


def signed(gateway: VoiceGateway, id_: str, body: str) -> dict[str, str]:
    """Returns the headers of a signed body."""
    now = datetime.now(UTC)
    signer = Webhook(gateway.secret.get_secret_value() if gateway.secret else "")
    return {
        "Content-Type": "application/json",
        "User-Agent": "abhay",
        "webhook-id": id_,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signer.sign(id_, now, body),
    }
