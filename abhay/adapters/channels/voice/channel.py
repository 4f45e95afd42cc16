"""Calls duty telephones by the gateways that are set up, in their order; only a key that is pressed acknowledges."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Self

import httpx

from abhay.adapters.channels.voice.call import Callbacks, Form, Result
from abhay.adapters.channels.voice.exotel import Exotel
from abhay.adapters.channels.voice.gateways import VoiceGateway, read_gateways
from abhay.adapters.channels.voice.generic import Generic
from abhay.adapters.channels.voice.twilio import Twilio
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown, SetupError
from abhay.settings import Settings, VoiceSettings
from models.enums import TryResult
from models.payloads import GatewayTry, OutgoingMessage, Receipt

_RETRYABLE: Final = frozenset({408, 425, 429})
_MOST_BYTES: Final = 64 * 1024
_FORMS: Final[Mapping[str, Form]] = {"generic": Generic(), "exotel": Exotel(), "twilio": Twilio()}


class VoiceChannel:
    """Asks one gateway after the other for a call, until one takes it or the number itself is refused."""

    name = "voice"
    takes_replies = True
    reports_delivery = True

    def __init__(self, settings: VoiceSettings, base_url: str) -> None:
        secret = settings.callback_secret.get_secret_value() if settings.callback_secret else None
        self._gateways = read_gateways(settings.gateways.get_secret_value() if settings.gateways else "")
        self._callbacks = Callbacks(base_url, secret, settings.ring)
        if secret is None and (unsigned := [each.name for each in self._gateways if each.preset == "exotel"]):
            raise SetupError(f"ABHAY_CHANNELS__VOICE__CALLBACK_SECRET is needed: {unsigned[0]} (exotel) signs nothing.")
        self._tls = {gateway.name: _tls(gateway) for gateway in self._gateways}

    @classmethod
    def from_settings(cls, settings: Settings) -> Self | None:
        """Returns the channel, or None without gateways. Raises `SetupError` if one lacks what its preset needs."""
        return cls(settings.channels.voice, settings.base_url) if settings.channels.voice.gateways else None

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Asks for one call, each gateway within its `timeout`; those that the message avoids come last.

        A gateway that cannot be reached, or refuses every call of ours, gives way to the next one; one that refuses
        this number, or broke off after it was asked, ends the try.
        """
        tries: list[GatewayTry] = []
        for gateway in sorted(self._gateways, key=lambda each: each.name in message.avoid):
            result = await self._ask(gateway, message, tries)
            if isinstance(result, Result) and result.call_id:
                tries.append(GatewayTry(gateway=gateway.name, result=TryResult.SENT))
                return Receipt(provider_id=result.call_id, gateway=gateway.name, reports=True, tries=tuple(tries))
        if any(each.result is TryResult.UNAVAILABLE for each in tries):
            raise ChannelUnavailable(tries[-1].detail, tries)
        raise ChannelRefused(tries[-1].detail, tries)

    async def _ask(self, gateway: VoiceGateway, message: OutgoingMessage, tries: list[GatewayTry]) -> Result | None:
        """Returns the gateway's answer, None if the next one is to be asked. Raises what ends the try."""
        progress = _Progress()
        try:
            async with asyncio.timeout(gateway.timeout):
                status, body = await self._post(gateway, message, progress, self._callbacks)
                if _FORMS[gateway.preset].read(status, body).about_callback:
                    without = replace(self._callbacks, reports=False)
                    status, body = await self._post(gateway, message, progress, without)
        except (httpx.TransportError, TimeoutError) as broken:
            return _broken(gateway, broken, tries, after_body=progress.handed_over)
        result = _FORMS[gateway.preset].read(status, body)
        if status in _RETRYABLE or httpx.codes.is_server_error(status):
            tries.append(_try(gateway, TryResult.UNAVAILABLE, f"it answered {status}"))
            return None
        if result.refused is not None or not httpx.codes.is_success(status):
            refused = _try(gateway, TryResult.REFUSED, result.refused or f"it answered {status}", wide=result.about_us)
            tries.append(refused)
            if result.about_us:
                return None
            raise ChannelRefused(refused.detail, tries)
        if not isinstance(result.call_id, str) or not result.call_id:
            tries.append(_try(gateway, TryResult.UNKNOWN, "its answer names no call"))
            raise DeliveryUnknown(tries[-1].detail, tries)
        return result

    async def _post(
        self, gateway: VoiceGateway, message: OutgoingMessage, progress: "_Progress", callbacks: Callbacks
    ) -> tuple[int, bytes]:
        """Returns status and body; by the bare transport, as httpx's client would log the address."""
        request = _FORMS[gateway.preset].request(gateway, message, callbacks)
        timeout = httpx.Timeout(gateway.timeout)
        request.extensions = {"timeout": timeout.as_dict(), "trace": progress}
        async with httpx.AsyncHTTPTransport(verify=self._tls[gateway.name]) as transport:
            answer = await transport.handle_async_request(request)
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > _MOST_BYTES:
                    break
            await answer.aclose()
            return answer.status_code, body


class _Progress:
    """Follows httpx's trace events, to know whether sending the body has begun."""

    def __init__(self) -> None:
        self.handed_over = False

    async def __call__(self, event: str, _info: Mapping[str, Any]) -> None:
        if event.endswith("send_request_body.started"):
            self.handed_over = True


def _broken(gateway: VoiceGateway, broken: Exception, tries: list[GatewayTry], *, after_body: bool) -> None:
    what = type(broken).__name__
    if after_body:
        tries.append(_try(gateway, TryResult.UNKNOWN, f"it did not answer: {what}"))
        raise DeliveryUnknown(tries[-1].detail, tries) from broken
    tries.append(_try(gateway, TryResult.UNAVAILABLE, f"it cannot be reached: {what}"))


def _try(gateway: VoiceGateway, result: TryResult, detail: str, *, wide: bool = False) -> GatewayTry:
    said = f"The voice gateway {gateway.name}: {detail}."
    return GatewayTry(gateway=gateway.name, result=result, account_wide=wide, detail=said)


def _tls(gateway: VoiceGateway) -> ssl.SSLContext:
    if gateway.ca_file is None:
        return httpx.create_ssl_context(trust_env=False)
    try:
        return ssl.create_default_context(cafile=gateway.ca_file)
    except OSError as unreadable:
        raise SetupError(
            f"ABHAY_CHANNELS__VOICE__GATEWAYS: the ca_file of {gateway.name} cannot be used."
        ) from unreadable
