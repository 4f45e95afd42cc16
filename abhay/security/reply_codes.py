"""Makes the code by which a message is answered on a telephone: six digits from its id and the link key.

Six digits prove nothing by themselves: a code counts only from an address that its message went to, and wrong ones are
limited as PINs are. Nothing is stored: the code of each candidate message is derived again and compared.
"""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Final
from uuid import UUID

_PURPOSE: Final = b"abhay.reply:"
_DIGITS: Final = 6
_LOWEST: Final = 10 ** (_DIGITS - 1)
_CODES: Final = 9 * _LOWEST


def reply_code(message_id: UUID, key: str) -> str:
    """Returns the code of a message: six ASCII digits that never begin with 0, the same at every call."""
    digest = hmac.digest(key.encode(), _PURPOSE + message_id.bytes, hashlib.sha256)
    return str(_LOWEST + int.from_bytes(digest) % _CODES)


def is_reply_code(code: str, message_id: UUID, key: str, old_keys: Sequence[str] = ()) -> bool:
    """Returns whether this is the code of a message, by the key or one before it; compares in constant time."""
    made = (reply_code(message_id, each) for each in (key, *old_keys))
    return any(hmac.compare_digest(code.encode(), each.encode()) for each in made)
