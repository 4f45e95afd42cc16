"""Sends webhooks, signed by the Standard Webhooks scheme, to the systems of control rooms."""

import asyncio
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Self

import httpx
from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from abhay.adapters.channels.base import plain_id
from abhay.adapters.channels.targets import IPAddress, Resolver, check_addresses, resolve
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown, SetupError
from abhay.settings import Settings, WebhookSettings
from models.payloads import OutgoingMessage, Receipt

_RETRYABLE: Final = frozenset({408, 425, 429})
_PORTS: Final = {"https": 443, "http": 80}
_LAST_PORT: Final = 65535


class WebhookChannel:
    """Sends each message as JSON to the contact's address, without the PIN; `webhook-id` identifies a repeat."""

    name = "webhook"

    def __init__(self, settings: WebhookSettings, resolver: Resolver = resolve) -> None:
        self._settings = settings
        self._signer = _signer(settings)
        self._tls = _tls(settings)
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
        progress = _Progress()
        try:
            async with asyncio.timeout(self._settings.timeout):
                url, addresses = await self._target(message.to)
                status = await self._post(url, addresses, message, progress)
        except (httpx.TransportError, TimeoutError) as broken:
            raise progress.meaning(broken) from broken
        if not httpx.codes.is_success(status):
            final = httpx.codes.is_client_error(status) and status not in _RETRYABLE
            raise (ChannelRefused if final else ChannelUnavailable)(f"The webhook's receiver answered {status}.")
        return Receipt()

    async def _target(self, to: str) -> tuple[httpx.URL, list[IPAddress]]:
        try:
            url = httpx.URL(to)
        except httpx.InvalidURL:
            raise ChannelRefused("The contact's address is not a URL.") from None
        port = url.port or _PORTS.get(url.scheme, 0)
        if not url.raw_host or not 0 < port <= _LAST_PORT or url.scheme not in _PORTS or url.userinfo:
            raise ChannelRefused("The contact's address must be a URL of https, without a user name.")
        addresses = await self._resolve(_host(url), port)
        check_addresses(addresses, encrypted=url.scheme == "https", allow_private=self._settings.allow_private)
        return url, addresses

    async def _post(
        self, url: httpx.URL, addresses: list[IPAddress], message: OutgoingMessage, progress: "_Progress"
    ) -> int:
        """Returns the status of the answer from the first reachable address.

        It uses the bare transport, because httpx's client would log the address.
        """
        request = self._request(url, message, len(addresses), progress)
        async with httpx.AsyncHTTPTransport(verify=self._tls) as transport:
            for address in addresses[:-1]:
                try:
                    return await _status(transport, request, address)
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    continue
            return await _status(transport, request, addresses[-1])

    def _request(
        self, url: httpx.URL, message: OutgoingMessage, addresses: int, progress: "_Progress"
    ) -> httpx.Request:
        now, message_id = datetime.now(UTC), plain_id(message)
        body = message.model_dump_json(exclude={"ack_pin"})
        headers = {
            "Host": url.netloc.decode("ascii"),
            "Content-Type": "application/json",
            "User-Agent": "abhay",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(message_id, now, body),
        }
        seconds = self._settings.timeout
        # Each address gets its share of the time: a dead one must not use up that of the next.
        timeout = httpx.Timeout(seconds, connect=seconds / addresses)
        # The connection goes to an address that was checked; the certificate must still be the name's.
        extensions = {"timeout": timeout.as_dict(), "sni_hostname": _host(url), "trace": progress}
        return httpx.Request("POST", url, headers=headers, content=body.encode(), extensions=extensions)


class _Progress:
    """Follows httpx's trace events, to know whether sending the body has begun."""

    def __init__(self) -> None:
        self._handed_over = False

    async def __call__(self, event: str, _info: Mapping[str, Any]) -> None:
        if event.endswith("send_request_body.started"):
            self._handed_over = True

    def meaning(self, broken: Exception) -> ChannelUnavailable | DeliveryUnknown:
        """Returns the error that a failure means at this point."""
        what = type(broken).__name__
        if self._handed_over:
            return DeliveryUnknown(f"The webhook's receiver did not answer: {what}.")
        return ChannelUnavailable(f"The webhook's receiver cannot be reached: {what}.")


async def _status(transport: httpx.AsyncHTTPTransport, request: httpx.Request, address: IPAddress) -> int:
    request.url = request.url.copy_with(host=str(address))
    answer = await transport.handle_async_request(request)
    await answer.aclose()
    return answer.status_code


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")


def _signer(settings: WebhookSettings) -> Webhook:
    try:
        return Webhook(settings.secret.get_secret_value() if settings.secret else "")
    except (ValueError, EmptyWebhookSecretError) as wrong:
        raise SetupError("ABHAY_CHANNELS__WEBHOOK__SECRET must be base64, with or without whsec_ before it.") from wrong


def _tls(settings: WebhookSettings) -> ssl.SSLContext:
    if settings.ca_file is None:
        return httpx.create_ssl_context(trust_env=False)
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as unreadable:
        raise SetupError("ABHAY_CHANNELS__WEBHOOK__CA_FILE cannot be used.") from unreadable
