"""Sealing of personal data at rest, and keyed hashes for looking it up without opening it.

Fernet (AES-128-CBC with HMAC-SHA256, from `cryptography`) with key rotation: the first key seals,
every key opens. An index is an HMAC-SHA256 under a key of its own; while that is being changed, under
the old one too, so that whoever knows only one of them still finds a case.
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

    def __init__(self, keys: Sequence[str], index_key: bytes, old_index_key: bytes | None = None) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise SetupError(f"ABHAY_KEYS: not a Fernet key ({error}): make one with `abhay key create`") from error
        self._newest = Fernet(keys[0])
        old = () if old_index_key is None or old_index_key == index_key else (old_index_key,)
        self._index_keys = (index_key, *old)

    def seal(self, value: bytes) -> bytes:
        """The value, encrypted under the newest key."""
        return self._fernet.encrypt(value)

    def open(self, sealed: bytes) -> bytes:
        """The value again, whichever of the keys sealed it. Raises `SetupError` if none did."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise SetupError("a sealed value cannot be opened: ABHAY_KEYS lacks the key that sealed it") from error

    def reseal(self, sealed: bytes) -> bytes | None:
        """The same value under the newest key; None if that sealed it. Raises `SetupError` if no key opens it."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return self.seal(self.open(sealed))
        return None

    def seal_text(self, text: str | None) -> bytes | None:
        """What somebody typed, sealed; None for nothing."""
        return self.seal(text.encode()) if text else None

    def open_text(self, sealed: bytes | None) -> str | None:
        """What `seal_text` sealed."""
        return self.open(sealed).decode() if sealed is not None else None

    def seal_json(self, value: Mapping[str, Any]) -> bytes:
        """A JSON object, sealed."""
        return self.seal(json.dumps(value, ensure_ascii=False).encode())

    def open_json(self, sealed: bytes) -> dict[str, Any]:
        """A JSON object that `seal_json` sealed."""
        return json.loads(self.open(sealed))

    def digests(self, kind: str, value: str) -> tuple[str, ...]:
        """The lookup keys of one identity, the newest index key's first.

        The kind is part of each, so a phone never matches an account.
        """
        message = f"{kind}\0{value}".encode()
        return tuple(hmac.new(key, message, hashlib.sha256).hexdigest() for key in self._index_keys)
