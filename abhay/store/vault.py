"""Sealing of personal data at rest, and keyed hashes for looking it up without opening it.

Fernet (AES-128-CBC with HMAC-SHA256, from `cryptography`) with key rotation: the first key seals,
every key opens. An index is an HMAC-SHA256 under a key of its own.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from abhay.errors import SetupError


class Vault:
    """Seals and opens values; `keys` newest first. Raises `SetupError` for a key that is none."""

    def __init__(self, keys: Sequence[str], index_key: bytes) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise SetupError(f"ABHAY_KEYS: not a Fernet key ({error}): make one with `abhay key create`") from error
        self._index_key = index_key

    def seal(self, value: bytes) -> bytes:
        """The value, encrypted under the newest key."""
        return self._fernet.encrypt(value)

    def open(self, sealed: bytes) -> bytes:
        """The value again, whichever of the keys sealed it. Raises `SetupError` if none did."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise SetupError("a sealed value cannot be opened: ABHAY_KEYS lacks the key that sealed it") from error

    def reseal(self, sealed: bytes) -> bytes:
        """The same value under the newest key."""
        return self._fernet.rotate(sealed)

    def seal_json(self, value: Mapping[str, Any]) -> bytes:
        """A JSON object, sealed."""
        return self.seal(json.dumps(value, ensure_ascii=False).encode())

    def open_json(self, sealed: bytes) -> dict[str, Any]:
        """A JSON object that `seal_json` sealed."""
        return json.loads(self.open(sealed))

    def digest(self, kind: str, value: str) -> str:
        """The lookup key of one identity; the kind is part of it, so a phone never matches an account."""
        return hmac.new(self._index_key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()
