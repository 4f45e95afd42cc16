"""The gateways that may call us back, by name: their preset, and how a call is proven to be theirs."""

import hmac
from dataclasses import dataclass
from typing import Any, Final

from abhay.adapters.channels.receipts.request import Request
from abhay.adapters.channels.receipts.signatures import is_signed_by_twilio, is_signed_by_webhook
from abhay.adapters.channels.sms.gateways import gateways_of
from abhay.settings import Settings

SIGNING: Final = ("twilio", "generic")
"""The presets whose gateways sign their calls."""


@dataclass(frozen=True)
class Gateway:
    """One gateway of a channel. `secret` is the last part of its addresses, `key` that of its signatures."""

    name: str
    preset: str
    channel: str
    secret: str | None = None
    key: str | None = None

    def has_secret(self, given: str) -> bool:
        """Returns whether the last part of an address is right; compares in constant time."""
        return hmac.compare_digest(given.encode(), (self.secret or "").encode()) and bool(self.secret)

    def signed(self, request: Request, url: str) -> bool:
        """Returns whether this gateway signed a call to `url`; never without a key, which anybody could use."""
        if not self.key or self.preset not in SIGNING:
            return False
        if self.preset == "twilio":
            return is_signed_by_twilio(request, url, self.key)
        return is_signed_by_webhook(request.headers, request.body, self.key)


def gateways_named(settings: Settings, name: str) -> list[Gateway]:
    """Returns the gateways of this name: a provider may bring texts and calls under one."""
    return [gateway for gateway in _all(settings) if gateway.name == name]


def _all(settings: Settings) -> list[Gateway]:
    found: list[Gateway] = []
    for channel in ("sms", "voice"):
        those: Any = getattr(settings.channels, channel, None)
        secret = _open(getattr(those, "callback_secret", None))
        gateways: Any = gateways_of(settings) if channel == "sms" else getattr(those, "gateways", ())
        for each in gateways:
            key = _open(getattr(each, "password" if each.preset == "twilio" else "secret", None))
            found.append(Gateway(each.name, each.preset, channel, secret, key))
    return found


def _open(secret: Any) -> str | None:
    return secret.get_secret_value() if secret is not None else None
