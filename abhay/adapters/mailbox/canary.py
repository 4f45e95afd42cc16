"""Marks our own test mails by a signed token that nobody else can make."""

import hashlib
import re
from uuid import UUID

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

_SALT = b"abhay.canary"
_WORD = "canary."
_UUID_BYTES = 16
_TOKEN = re.compile(rb"canary\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
_FAR_ENOUGH = 256 * 1024
"""Bytes of a delivery report within which the returned mail must begin."""


def make_canary(canary_id: UUID, key: str) -> str:
    """Returns the token of a test mail: 73 characters that a header can carry."""
    return _WORD + _signer(key).sign(base64_encode(canary_id.bytes)).decode()


def read_canary(token: str, key: str) -> UUID | None:
    """Returns the test mail that a token names, or None if we did not sign the token."""
    word, signed = token[: len(_WORD)], token[len(_WORD) :]
    if word != _WORD:
        return None
    try:
        payload = base64_decode(_signer(key).unsign(signed))
    except (BadData, UnicodeError):
        return None
    if len(payload) != _UUID_BYTES:
        return None
    named = UUID(bytes=payload)
    return named if token == make_canary(named, key) else None  # Base64 has several spellings of the same bytes


def find_canary(raw: bytes, key: str) -> UUID | None:
    """Returns the first test mail named anywhere in a mail, such as in a delivery report."""
    tokens = (found[0].decode("ascii") for found in _TOKEN.finditer(raw[:_FAR_ENOUGH]))
    return next((canary for token in tokens if (canary := read_canary(token, key)) is not None), None)


def _signer(key: str) -> Signer:
    return Signer(key, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
