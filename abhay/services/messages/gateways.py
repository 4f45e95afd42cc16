"""The gateways that may call us back, by name: their preset, and how a call is proven to be theirs."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from pydantic import SecretStr

from abhay.adapters.channels.receipts.request import Request
from abhay.adapters.channels.receipts.signatures import is_signed_by_meta, is_signed_by_twilio, is_signed_by_webhook
from abhay.settings import Settings

WHATSAPP: Final = "whatsapp"
"""The channel, its one gateway, and the preset of Meta's webhook."""

SIGNING: Final = ("twilio", "generic", WHATSAPP)
"""The presets whose gateways sign their calls."""


@dataclass(frozen=True)
class Gateway:
    """One gateway of a channel. `secret` is the last part of its addresses, `key` that of its signatures.

    `handshake` is the word that it repeats before it calls an address of ours for the first time.
    """

    name: str
    preset: str
    channel: str
    secret: str | None = None
    key: str | None = None
    handshake: str | None = None

    def has_secret(self, given: str) -> bool:
        """Returns whether the last part of an address is right; compares in constant time."""
        return hmac.compare_digest(given.encode(), (self.secret or "").encode()) and bool(self.secret)

    def shakes_hands(self, given: str) -> bool:
        """Returns whether the word of the first call is right; compares in constant time."""
        return hmac.compare_digest(given.encode(), (self.handshake or "").encode()) and bool(self.handshake)

    def signed(self, request: Request, url: str) -> bool:
        """Returns whether this gateway signed a call to `url`; never without a key, which anybody could use."""
        if not self.key or self.preset not in SIGNING:
            return False
        if self.preset == "twilio":
            return is_signed_by_twilio(request, url, self.key)
        if self.preset == WHATSAPP:
            return is_signed_by_meta(request, self.key)
        return is_signed_by_webhook(request.headers, request.body, self.key)


def gateways_named(settings: Settings, name: str) -> list[Gateway]:
    """Returns the gateways of this name: a provider may bring texts and calls under one."""
    return [gateway for gateway in all_gateways(settings) if gateway.name == name]


def all_gateways(settings: Settings) -> list[Gateway]:
    """Returns the gateways of texts and calls, as the settings name them."""
    found: list[Gateway] = []
    for channel in ("sms", "voice"):
        those: Any = getattr(settings.channels, channel, None)
        secret = _open(getattr(those, "callback_secret", None))
        found += [_gateway(row, channel, secret) for row in _rows(getattr(those, "gateways", None))]
    named = [gateway for gateway in found if gateway.name and gateway.preset]
    return [*named, *_whatsapp(settings)]


def _whatsapp(settings: Settings) -> list[Gateway]:
    """Returns Meta's webhook, if the channel is set up."""
    own = settings.channels.whatsapp
    if own.phone_number_id is None:
        return []
    key, handshake = _open(own.app_secret), _open(own.verify_token)
    return [Gateway(WHATSAPP, WHATSAPP, WHATSAPP, key=key, handshake=handshake)]


def _rows(gateways: SecretStr | None) -> list[Mapping[str, Any]]:
    """Returns the gateways as they are written in a setting; what cannot be read is told when its channel is built."""
    try:
        rows: Any = json.loads(gateways.get_secret_value()) if gateways is not None else []
    except ValueError:
        return []
    return [cast("dict[str, Any]", row) for row in cast("list[Any]", rows) if isinstance(row, dict)]


def _gateway(row: Mapping[str, Any], channel: str, secret: str | None) -> Gateway:
    preset = str(row.get("preset", ""))
    key = row.get("password" if preset == "twilio" else "secret")
    return Gateway(str(row.get("name", "")), preset, channel, secret, str(key) if key else None)


def _open(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None
