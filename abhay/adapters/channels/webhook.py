"""Sends webhooks, signed by the Standard Webhooks scheme, to the systems of control rooms."""

import asyncio
from datetime import UTC, datetime
from typing import Final, Self

import httpx
from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from abhay.adapters.channels.base import plain_id
from abhay.adapters.channels.guarded import Posting, Progress, find_target, trusting
from abhay.adapters.channels.targets import Resolver, resolve
from abhay.errors import ChannelRefused, ChannelUnavailable, SetupError
from abhay.settings import Settings, WebhookSettings
from models.payloads import OutgoingMessage, Receipt

_RETRYABLE: Final = frozenset({408, 425, 429})


class WebhookChannel:
    """Sends each message as JSON to the contact's address, without the PIN; `webhook-id` identifies a repeat."""

    name = "webhook"

    def __init__(self, settings: WebhookSettings, resolver: Resolver = resolve) -> None:
        self._settings = settings
        self._signer = _signer(settings)
        self._tls = trusting(settings.ca_file, "ABHAY_CHANNELS__WEBHOOK__CA_FILE")
        self._resolve = resolver

    @classmethod
    def from_settings(cls, settings: Settings) -> Self | None:
        """Returns the channel, or None without a secret."""
        return cls(settings.channels.webhook) if settings.channels.webhook.secret else None

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Sends the JSON within `timeout` seconds; redirects are not followed.

        4xx answers other than 408, 425 and 429 are `ChannelRefused`, all others but 2xx
        `ChannelUnavailable`; a break after the body began to leave is `DeliveryUnknown`.
        """
        progress = Progress("The webhook's receiver")
        try:
            async with asyncio.timeout(self._settings.timeout):
                target = await find_target(message.to, self._resolve, allow_private=self._settings.allow_private)
                status = await self._posting(message).post(target, progress)
        except (httpx.TransportError, TimeoutError) as broken:
            raise progress.meaning(broken) from broken
        if not httpx.codes.is_success(status):
            final = httpx.codes.is_client_error(status) and status not in _RETRYABLE
            raise (ChannelRefused if final else ChannelUnavailable)(f"The webhook's receiver answered {status}.")
        return Receipt()

    def _posting(self, message: OutgoingMessage) -> Posting:
        now, message_id = datetime.now(UTC), plain_id(message)
        body = message.model_dump_json(exclude={"ack_pin"})
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(message_id, now, body),
        }
        return Posting(headers, body.encode(), self._settings.timeout, self._tls)


def _signer(settings: WebhookSettings) -> Webhook:
    try:
        return Webhook(settings.secret.get_secret_value() if settings.secret else "")
    except (ValueError, EmptyWebhookSecretError) as wrong:
        raise SetupError("ABHAY_CHANNELS__WEBHOOK__SECRET must be base64, with or without whsec_ before it.") from wrong
