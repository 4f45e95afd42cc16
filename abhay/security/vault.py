"""Seals personal data at rest, and makes keyed hashes that find it without opening it.

Sealing is Fernet (AES-128-CBC with HMAC-SHA256, from `cryptography`) with key rotation: the first key
seals, every key opens. An index is an HMAC-SHA256 under a key of its own; while that key is being changed,
values are indexed under both, so that a process that knows only one of them still finds a case. Hashes of
messages are kept under that key too, each in one form that names its key.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from abhay.errors import KeyMissing, SetupError

_SALT_BYTES = 32


class Hashed(StrEnum):
    """What a hash is of: an event's key, the key of a delivery, or the bytes that came in."""

    EVENT = "event-key"
    DELIVERY = "delivery-key"
    BYTES = "bytes"


def fingerprint(key: bytes) -> str:
    """Returns 48 bits of a hash in hex: enough to tell keys apart, and nothing about a random key."""
    return hashlib.sha256(b"abhay key\0" + key).hexdigest()[:12]


@dataclass(frozen=True)
class Committed:
    """A sealed text, and a commitment to it that may be stored in clear and never changes.

    The commitment is the HMAC-SHA256 of the text, in hex, under a random salt that is sealed too. Without the salt
    it tells nothing about the text, not even whether two texts are equal; with salt and text, no other text fits.
    It stays valid when text and salt are sealed under new keys.
    """

    commitment: str
    sealed: bytes
    sealed_salt: bytes


class Vault:
    """Seals and opens values; `keys` are newest first. Raises `SetupError` for a malformed key."""

    def __init__(self, keys: Sequence[str], index_key: bytes, old_index_key: bytes | None = None) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise SetupError(f"ABHAY_KEYS: not a Fernet key ({error}): make one with `abhay key create`") from error
        self._newest = Fernet(keys[0])
        old = () if old_index_key is None or old_index_key == index_key else (old_index_key,)
        self._index_keys = (index_key, *old)

    def seal(self, value: bytes) -> bytes:
        """Returns the value encrypted under the newest key."""
        return self._fernet.encrypt(value)

    def open(self, sealed: bytes) -> bytes:
        """Returns the decrypted value, whichever key sealed it. Raises `KeyMissing` if no key fits."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise KeyMissing from error

    def reseal(self, sealed: bytes) -> bytes | None:
        """Returns the value sealed under the newest key; None if it already is. Raises `SetupError` without a key."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return self.seal(self.open(sealed))
        return None

    def seal_text(self, text: str | None) -> bytes | None:
        """Returns a typed text, sealed; None for no text."""
        return self.seal(text.encode()) if text else None

    def open_text(self, sealed: bytes | None) -> str | None:
        """Returns the text that `seal_text` sealed."""
        return self.open(sealed).decode() if sealed is not None else None

    def commit(self, text: str) -> Committed:
        """Seals a typed text, with a commitment to it."""
        salt = secrets.token_bytes(_SALT_BYTES)
        return Committed(_commitment(text, salt), self.seal(text.encode()), self.seal(salt))

    def is_committed(self, commitment: str, text: str, sealed_salt: bytes) -> bool:
        """Returns whether the commitment was made for this text. Raises `SetupError` if no key opens the salt."""
        return hmac.compare_digest(commitment, _commitment(text, self.open(sealed_salt)))

    def seal_json(self, value: Mapping[str, Any]) -> bytes:
        """Returns a JSON object, sealed."""
        return self.seal(json.dumps(value, ensure_ascii=False).encode())

    def open_json(self, sealed: bytes) -> dict[str, Any]:
        """Returns the JSON object that `seal_json` sealed."""
        return json.loads(self.open(sealed))

    def digests(self, kind: str, value: str) -> tuple[str, ...]:
        """Returns the lookup digests of one identity, the newest index key's first.

        The kind is part of each digest, so a phone never matches an account.
        """
        message = f"{kind}\0{value}".encode()
        return tuple(hmac.new(key, message, hashlib.sha256).hexdigest() for key in self._index_keys)

    def keyed(self, kind: Hashed, plain: str) -> tuple[str, ...]:
        """Returns every form in which a row may hold this SHA-256 of a message, the one to be stored first.

        They are `LABEL:HMAC` under each index key, newest first, with the key's fingerprint as label, and last the
        plain hash, as older versions stored it: what is short can be found from that by trying every message.
        """
        keyed = self.digests(f"hash of {kind}", plain)
        forms = (f"{fingerprint(key)}:{digest}" for key, digest in zip(self._index_keys, keyed, strict=True))
        return (*forms, plain)

    def is_newest(self, form: str) -> bool:
        """Returns whether this form of a hash names the newest index key."""
        return form.startswith(f"{fingerprint(self._index_keys[0])}:")


def _commitment(text: str, salt: bytes) -> str:
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()
