"""The PIN of a contact: six digits that the person knows, so that no mail scanner can acknowledge.

A PIN is stored as a salted scrypt hash. Six digits cannot withstand an attacker with the database: the lock
after five wrong PINs protects the link, and the hash keeps PINs out of dumps and logs.
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
_LOG2_N_IN_CLEAR = 4
"""The cost for a PIN that is stored in clear beside its hash: a hundred are made at once, and none is secret."""
_MAX_MEMORY = 2**27
_SALT_BYTES = 16
_DEVANAGARI = str.maketrans("०१२३४५६७८९", "0123456789")


def valid_pin(text: str) -> str | None:
    """Returns a typed PIN as six ASCII digits, or None; Devanagari digits and blanks are accepted."""
    pin = "".join(text.split()).translate(_DEVANAGARI)
    return pin if re.fullmatch(rf"[0-9]{{{_DIGITS}}}", pin) else None


def make_pin() -> str:
    """Returns a random PIN that is not trivial."""
    while is_trivial(pin := f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"):
        pass
    return pin


def is_trivial(pin: str) -> bool:
    """Returns whether six digits repeat a shorter pattern (121212, 123123) or count up or down (123456, 109876)."""
    repeats = any(pin == pin[:length] * (_DIGITS // length) for length in (1, 2, 3))
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return repeats or steps in ({1}, {9})


def hash_pin(pin: str, *, kept_in_clear: bool = False) -> str:
    """Returns the PIN as it is stored: `scrypt$log2 n$r$p$salt$hash`, so that the cost can be raised later.

    Takes about 35 ms, unless the PIN is stored in clear beside its hash (synthetic contacts). Raises
    `BadInput` unless the PIN is six digits.
    """
    digits = valid_pin(pin)
    if digits is None:
        raise BadInput("A PIN is six digits.")
    salt = secrets.token_bytes(_SALT_BYTES)
    log2_n = _LOG2_N_IN_CLEAR if kept_in_clear else _LOG2_N
    hashed = _scrypt(digits, salt, log2_n, _R, _P)
    return "$".join(("scrypt", str(log2_n), str(_R), str(_P), _encode(salt), _encode(hashed)))


def check_pin(pin: str, hashed: str) -> bool:
    """Returns whether this PIN matches the hash, in a time that does not depend on the number of right digits.

    A hash that cannot be read matches nothing and is logged: the page must still answer.
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
