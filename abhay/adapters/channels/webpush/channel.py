"""Sends pushes to browsers: an extra way beside a contact's own, with no word of the person or the content.

The push service takes an encrypted push and says nothing of its arrival: the browser's service worker calls home.
"""

import asyncio
import hmac
import json
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, Self

import httpx

from abhay.adapters.channels.base import plain_id
from abhay.adapters.channels.guarded import Posting, Progress, find_target, trusting
from abhay.adapters.channels.targets import Resolver, resolve
from abhay.adapters.channels.webpush.subscription import Subscription
from abhay.channel_settings import WebPushSettings
from abhay.domain.messages.channel_kinds import PUSH
from abhay.errors import AddressGone, ChannelRefused, ChannelUnavailable, DeliveryError
from abhay.security.push_sealing import MOST_BYTES, encrypt
from abhay.security.secretfiles import vapid_key
from abhay.security.vapid import VapidKey, base64url
from abhay.settings import Settings
from abhay.wording.words import WELFARE_CHECK, marked
from models.enums import Severity, TryResult
from models.payloads import GatewayTry, OutgoingMessage, Receipt

_GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_ABOUT_US: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_RETRYABLE: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_TOPIC_BYTES: Final = 24
"""32 characters in base64url, the most that a push service takes (RFC 8030, 5.4)."""


class WebPushChannel:
    """Sends each message to one browser; its address is a `Subscription` in JSON."""

    name = PUSH

    def __init__(self, settings: WebPushSettings, key: VapidKey, resolver: Resolver = resolve) -> None:
        self._settings = settings
        self._key = key
        self._tls = trusting(settings.ca_file, "ABHAY_CHANNELS__WEBPUSH__CA_FILE")
        self._resolve = resolver

    @classmethod
    def from_settings(cls, settings: Settings) -> Self | None:
        """Returns the channel, or None without somebody whom push services may write to."""
        own = settings.channels.webpush
        return cls(own, VapidKey(vapid_key(settings))) if own.contact else None

    @property
    def public_key(self) -> str:
        """The key with which a browser subscribes, in base64url."""
        return self._key.public

    def address_of(self, endpoint: str, p256dh: str, auth: str) -> str:
        """Returns the address of a browser that subscribed with our key. Raises `ChannelRefused` for any other."""
        given = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "key": self.public_key}
        subscription = Subscription.read(json.dumps(given))
        subscription.check(self._settings.services)
        return subscription.model_dump_json()

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Gives the push to the browser's service within `timeout` seconds.

        404 and 410, and a subscription made with another key of ours, are `AddressGone`; 401 and 403 are a refusal of
        all our pushes; 408, 425, 429 and 5xx are `ChannelUnavailable`, other answers `ChannelRefused`.
        """
        subscription = Subscription.read(message.to)
        subscription.check(self._settings.services)
        if subscription.key != self.public_key:
            raise AddressGone("The browser subscribed with another key of ours.")
        posting = self._posting(message, subscription)
        progress = Progress("The push service")
        try:
            async with asyncio.timeout(self._settings.timeout):
                allow_private = self._settings.allow_private
                target = await find_target(subscription.endpoint, self._resolve, allow_private=allow_private)
                status = await posting.post(target, progress)
        except (httpx.TransportError, TimeoutError) as broken:
            raise progress.meaning(broken) from None
        if not httpx.codes.is_success(status):
            raise _meaning(status, subscription.service)
        return Receipt(tries=(GatewayTry(gateway=subscription.service, result=TryResult.SENT),))

    def _posting(self, message: OutgoingMessage, subscription: Subscription) -> Posting:
        plain = json.dumps(_shown(message), ensure_ascii=False).encode()
        if len(plain) > MOST_BYTES:
            raise ChannelRefused(f"The push is longer than {MOST_BYTES} bytes.")
        recipient = subscription.recipient()
        headers = {
            "Authorization": self._key.authorization(
                subscription.origin, self._settings.contact or "", datetime.now(UTC)
            ),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(self._settings.ttl),
            "Urgency": "high" if message.severity is Severity.IMMINENT else "normal",
            # A push that still waits for its browser is replaced by the next one of the case.
            "Topic": base64url(hmac.digest(recipient.secret, message.alert.encode(), "sha256")[:_TOPIC_BYTES]),
        }
        return Posting(headers, encrypt(plain, recipient), self._settings.timeout, self._tls)


def title(message: OutgoingMessage) -> str:
    """Returns the first line of the notification; a message's own subject names a place, which is not for a screen."""
    return marked(f"{message.alert}: {WELFARE_CHECK.both}", drill=message.drill)


def _shown(message: OutgoingMessage) -> dict[str, str | None]:
    """Returns what the service worker shows, opens, and proves when it calls home."""
    return {
        "id": plain_id(message),
        "ref": message.alert,
        "title": title(message),
        "body": message.body,
        "url": message.ack_url,
        "proof": message.showing_proof,
    }


def _meaning(status: int, service: str) -> DeliveryError:
    said = f"The push service answered {status}."
    if status in _GONE:
        return AddressGone(said)
    if status in _ABOUT_US:
        wide = GatewayTry(gateway=service, result=TryResult.REFUSED, account_wide=True, detail=said)
        return ChannelRefused(said, [wide])
    if status in _RETRYABLE or httpx.codes.is_server_error(status):
        return ChannelUnavailable(said, [GatewayTry(gateway=service, result=TryResult.UNAVAILABLE, detail=said)])
    return ChannelRefused(said)
