"""The PIN of a contact: six digits that the person knows, so that no mail scanner can acknowledge.

Kept as a salted scrypt hash. Six digits cannot withstand somebody who holds the database and the
time: the lock after five wrong PINs guards the door, the hash keeps PINs out of dumps and eyes.
"""

import base64
import hashlib
import hmac
import logging
import re
import secrets
from itertools import pairwise

from abhay.errors import BadInput

_LOG = logging.getLogger(__name__)

_DIGITS = 6
_LOG2_N, _R, _P = 14, 8, 1
"""16 MiB and about 35 ms on one core: run it in a thread where an event loop must not wait."""
_MAX_MEMORY = 2**27
_SALT_BYTES = 16
_DEVANAGARI = str.maketrans("०१२३४५६७८९", "0123456789")


def valid_pin(text: str) -> str | None:
    """The PIN that somebody typed as six ASCII digits, or None; Devanagari digits and space around it are fine."""
    pin = text.strip().translate(_DEVANAGARI)
    return pin if re.fullmatch(rf"[0-9]{{{_DIGITS}}}", pin) else None


def make_pin() -> str:
    """A random PIN that is not one of those which everybody tries first."""
    while is_trivial(pin := f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"):
        pass
    return pin


def is_trivial(pin: str) -> bool:
    """Whether six digits repeat a shorter pattern (000000, 121212, 123123) or count up or down (123456, 109876)."""
    repeats = any(pin == pin[:length] * (_DIGITS // length) for length in (1, 2, 3))
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return repeats or steps in ({1}, {9})


def hash_pin(pin: str) -> str:
    """The PIN as it is kept: `scrypt$log2 n$r$p$salt$hash`, so that the cost can be raised later.

    Raises `BadInput` unless the PIN is six digits. Takes about 35 ms.
    """
    digits = valid_pin(pin)
    if digits is None:
        raise BadInput("A PIN is six digits.")
    salt = secrets.token_bytes(_SALT_BYTES)
    return "$".join(
        ("scrypt", str(_LOG2_N), str(_R), str(_P), _encode(salt), _encode(_scrypt(digits, salt, _LOG2_N, _R, _P)))
    )


def check_pin(pin: str, hashed: str) -> bool:
    """Whether this is the PIN behind the hash, in a time that does not depend on how much of it is right.

    A hash that cannot be read matches nothing and is logged: the case must still answer, not fail.
    """
    digits = valid_pin(pin)
    if digits is None:
        return False
    try:
        log2_n, r, p, salt, expected = hashed.removeprefix("scrypt$").split("$")
        found = _scrypt(digits, base64.b64decode(salt, validate=True), int(log2_n), int(r), int(p))
        return hmac.compare_digest(found, base64.b64decode(expected, validate=True))
    except ValueError:
        _LOG.exception("a PIN hash in the database cannot be read: set the contact's PIN again")
        return False


def _scrypt(pin: str, salt: bytes, log2_n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**log2_n, r=r, p=p, maxmem=_MAX_MEMORY, dklen=32)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()
