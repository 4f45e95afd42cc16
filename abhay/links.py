"""Acknowledgement links: a signed token that names one notification, and through it alert, rung, post and contact.

The token carries no person, no ref and no expiry: the notification's row says what it still opens.
A form token is what the page behind a link gets after the right PIN: for a while its forms ask for none.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from abhay.errors import BadLink

_SALT = b"abhay.acknowledge"
_FORM_SALT = b"abhay.form"
_FORM_TOKEN = re.compile(r"(?P<until>[0-9]{1,12})\.(?P<signature>[A-Za-z0-9_-]{43})")
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


@dataclass(frozen=True)
class FormOwner:
    """Whose forms they are: one message to one contact, with the PIN that he has now; another PIN ends them."""

    notification_id: UUID
    contact_id: UUID
    pin_hash: str

    def until(self, moment: int) -> bytes:
        """What is signed: the owner, and the second (Unix time) at which the forms end."""
        return "|".join((str(self.notification_id), str(self.contact_id), self.pin_hash, str(moment))).encode()


def make_form_token(owner: FormOwner, until: datetime, key: str) -> str:
    """What stands hidden in the forms of a page whose PIN was right, good until that moment."""
    moment = int(until.timestamp())
    return f"{moment}.{_signer(key, salt=_FORM_SALT).get_signature(owner.until(moment)).decode()}"


def is_form_token(token: str, owner: FormOwner, at: datetime, key: str) -> bool:
    """Whether we made this token for this owner and it has not ended; compared in constant time."""
    found = _FORM_TOKEN.fullmatch(token)
    if found is None or int(found["until"]) <= at.timestamp():
        return False
    signed = owner.until(int(found["until"]))
    return _signer(key, salt=_FORM_SALT).verify_signature(signed, found["signature"])


def _signer(key: str, old_keys: Sequence[str] = (), salt: bytes = _SALT) -> Signer:
    """A signer that signs by `key`; itsdangerous wants the newest key last."""
    return Signer([*reversed(old_keys), key], salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)
