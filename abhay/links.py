"""Acknowledgement links: a signed token that names one notification, and through it alert, rung, post and contact.

The token carries no person, no ref and no expiry: the notification's row says what it still opens.
"""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from abhay.errors import BadLink

_SALT = b"abhay.acknowledge"
_UUID_BYTES = 16


def make_token(notification_id: UUID, key: str) -> str:
    """The token of a notification: 66 URL-safe characters, the same at every call."""
    return _signer(key).sign(base64_encode(notification_id.bytes)).decode()


def read_token(token: str, key: str, old_keys: Sequence[str] = ()) -> UUID:
    """The notification that a token names; tokens signed by one of `old_keys` are still good.

    Raises `BadLink` for anything we did not sign.
    """
    try:
        payload = base64_decode(_signer(key, old_keys).unsign(token))
    except (BadData, UnicodeError) as wrong:
        raise BadLink from wrong
    if len(payload) != _UUID_BYTES:
        raise BadLink
    return UUID(bytes=payload)


def ack_url(base_url: str, token: str) -> str:
    """The address that stands in a message."""
    return f"{base_url.rstrip('/')}/a/{token}"


def _signer(key: str, old_keys: Sequence[str] = ()) -> Signer:
    """A signer that signs by `key`; itsdangerous wants the newest key last."""
    return Signer([*reversed(old_keys), key], salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
