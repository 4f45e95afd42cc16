"""The key by which push services know us (VAPID, RFC 8292): P-256, its private half as 32 bytes in base64url.

A browser's subscription is bound to the public half: a new key ends every subscription.
"""

import base64
from datetime import datetime, timedelta
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from abhay.errors import SetupError

_BYTES: Final = 32
_LIFETIME: Final = timedelta(hours=12)
"""Push services refuse a token that lives longer than a day (RFC 8292, 2)."""


def make_vapid_key() -> str:
    """Returns a new private key."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64url(number.to_bytes(_BYTES))


class VapidKey:
    """A private key; neither it nor what it signs shows in a repr."""

    def __init__(self, text: str) -> None:
        """Reads the key. Raises `SetupError` for anything but 32 bytes in base64url that are a key."""
        try:
            self._key = ec.derive_private_key(int.from_bytes(_thirty_two(text)), ec.SECP256R1())
        except ValueError as wrong:
            raise SetupError("the VAPID key is not 32 bytes in base64url (ABHAY_CHANNELS__WEBPUSH__KEY)") from wrong

    @property
    def public(self) -> str:
        """The public half as browsers take it: an uncompressed point in base64url."""
        return base64url(self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def authorization(self, origin: str, contact: str, at: datetime) -> str:
        """Returns the `Authorization` header for a push service: its origin, whom it may write to, the time now."""
        claims = {"aud": origin, "sub": contact, "exp": int((at + _LIFETIME).timestamp())}
        return f"vapid t={jwt.encode(claims, self._key, algorithm='ES256')},k={self.public}"


def _thirty_two(text: str) -> bytes:
    raw = from_base64url(text)
    if len(raw) != _BYTES:
        raise ValueError
    return raw


def base64url(data: bytes) -> str:
    """Returns bytes in base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Returns the bytes of base64url, padded or not. Raises `ValueError` for anything else."""
    plain = text.strip().rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
