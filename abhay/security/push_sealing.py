"""Encrypts a push for one browser (RFC 8291 over the aes128gcm of RFC 8188): the push service cannot read it."""

import os
from dataclasses import dataclass, field
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from abhay.security.vapid import from_base64url

_SALT_BYTES: Final = 16
_SECRET_BYTES: Final = 16
_RECORD: Final = 4096
"""The record's size, which every push service takes; a push is one record."""
MOST_BYTES: Final = _RECORD - 16 - 1 - 86
"""Bytes of text that fit beside the tag, the delimiter and the header."""
_LAST_RECORD: Final = b"\x02"


@dataclass(frozen=True)
class Recipient:
    """A browser's public key (`p256dh`) and the secret that it shares with us (`auth`)."""

    key: ec.EllipticCurvePublicKey
    secret: bytes = field(repr=False)

    @classmethod
    def read(cls, p256dh: str, auth: str) -> Self:
        """Returns both from base64url. Raises `ValueError` unless they are a point of P-256 and 16 bytes."""
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(p256dh))
        secret = from_base64url(auth)
        if len(secret) != _SECRET_BYTES:
            raise ValueError("the secret does not have 16 bytes")
        return cls(key, secret)


def encrypt(
    plain: bytes,
    to: Recipient,
    *,
    salt: bytes = b"",
    key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Returns the body of a push: salt, record size, our public key of this one push, and the sealed text.

    Salt and key are random unless given.
    """
    salt = salt or os.urandom(_SALT_BYTES)
    key = key or ec.generate_private_key(ec.SECP256R1())
    ours, theirs = _point(key.public_key()), _point(to.key)
    shared = _derive(to.secret, key.exchange(ec.ECDH(), to.key), b"WebPush: info\0" + theirs + ours, 32)
    sealing = _derive(salt, shared, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(salt, shared, b"Content-Encoding: nonce\0", 12)
    header = salt + _RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return header + AESGCM(sealing).encrypt(nonce, plain + _LAST_RECORD, None)


def _derive(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
