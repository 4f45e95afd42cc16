"""Makes and reads acknowledgement links: a signed token names one notification, and so its alert, post and contact.

The token carries no person, no ref and no expiry: the notification's row decides what it still opens.
A page gets a form token after the right PIN: for a while its forms need no PIN.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from itsdangerous import BadData, Signer, TimestampSigner
from itsdangerous.encoding import base64_decode, base64_encode

from abhay.errors import BadLink

_SALT = b"abhay.acknowledge"
_TEST_SALT = b"abhay.contact-test"
_SHOWING_SALT = b"abhay.push-shown"
_FORM = b"form"
_UUID_BYTES = 16
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}")
"""The shape of every token: sixteen bytes and an HMAC-SHA256 in base64."""

_SHORT = b"abhay.short:"
_SHORT_TEST = b"abhay.short-test:"
_SHORT_BYTES = 12
_SHORT_TOKEN = re.compile(r"([A-Z]{2}[0-9]{10,16})\.([A-Za-z0-9_-]{16})")
"""A ref without its hyphens, and twelve bytes of an HMAC-SHA256 in base64."""

_SHORT_TEST_TOKEN = re.compile(r"T([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{16})")
"""The id of a contact test in base64, and twelve bytes of an HMAC-SHA256."""


def make_token(notification_id: UUID, key: str) -> str:
    """Returns the token of a notification: 66 URL-safe characters, the same at every call."""
    return _signer(key).sign(base64_encode(notification_id.bytes)).decode()


def read_token(token: str, key: str, old_keys: Sequence[str] = ()) -> UUID:
    """Returns the notification that a token names; tokens signed by one of `old_keys` stay valid.

    Raises `BadLink` for anything that `make_token` did not write letter by letter: base64 has several spellings.
    """
    try:
        payload = base64_decode(_signer(key, old_keys).unsign(token))
    except (BadData, UnicodeError) as wrong:
        raise BadLink from wrong
    if len(payload) != _UUID_BYTES:
        raise BadLink
    notification_id = UUID(bytes=payload)
    spellings = (make_token(notification_id, each).encode() for each in (key, *old_keys))
    if not any(hmac.compare_digest(token.encode(), spelling) for spelling in spellings):
        raise BadLink
    return notification_id


def without_punctuation(token: str) -> str:
    """Returns the token without the punctuation, marks and blanks that were copied along behind it (docs/contract.md).

    A letter, a digit or base64's padding behind it stays: a token has one spelling, and that is another text.
    """
    found = _SHORT_TEST_TOKEN.match(token) or _TOKEN.match(token) or _SHORT_TOKEN.match(token)
    if found is None or any(character.isalnum() or character == "=" for character in token[found.end() :]):
        return token
    return found[0]


def ack_url(base_url: str, token: str) -> str:
    """Returns the address for a message."""
    return f"{base_url.rstrip('/')}/a/{token}"


@dataclass(frozen=True)
class ShortToken:
    """The two parts of a short token: the compact ref of the case, and what proves the message."""

    ref: str
    proof: str


def make_short_token(ref: str, notification_id: UUID, key: str) -> str:
    """Returns the token for a text message, such as `RJ2026000042.` and 16 characters, from the compact ref.

    The proof has 96 bits. The ref is readable, because it is what an officer and the desk speak of.
    """
    return f"{ref}.{_short_proof(notification_id, key)}"


def read_short_token(token: str) -> ShortToken | None:
    """Returns the parts of a text that has the shape of a short token, proven by `names_message` alone; else None."""
    found = _SHORT_TOKEN.fullmatch(token)
    return ShortToken(found[1], found[2]) if found else None


def names_message(token: ShortToken, notification_id: UUID, key: str, old_keys: Sequence[str] = ()) -> bool:
    """Returns whether a short token was made for this message, by the key or one before it; in constant time."""
    made = (_short_proof(notification_id, each) for each in (key, *old_keys))
    return sum(hmac.compare_digest(token.proof.encode(), proof.encode()) for proof in made) > 0


def short_url(base_url: str, token: str) -> str:
    """Returns the address for a text message: registered with the operators is all up to its question mark."""
    return f"{base_url.rstrip('/')}/a?{token}"


def _short_proof(named: UUID, key: str, purpose: bytes = _SHORT) -> str:
    digest = hmac.digest(key.encode(), purpose + named.bytes, hashlib.sha256)
    return base64_encode(digest[:_SHORT_BYTES]).decode()


@dataclass(frozen=True)
class FormOwner:
    """The owner of forms: one message, one contact and its present PIN; a new PIN ends them."""

    notification_id: UUID
    contact_id: UUID
    pin_hash: str

    @property
    def salt(self) -> bytes:
        """The salt from which the signing key of these forms is derived, so that the token itself names nobody."""
        return "|".join(("abhay.form", str(self.notification_id), str(self.contact_id), self.pin_hash)).encode()


class _FormSigner(TimestampSigner):
    """Signs for one owner with the database's time, which all gateways share."""

    def __init__(self, owner: FormOwner, key: str, at: datetime) -> None:
        super().__init__(key, salt=owner.salt, key_derivation="hmac", digest_method=hashlib.sha256)
        self._at = int(at.timestamp())

    def get_timestamp(self) -> int:
        """Returns the time to sign (Unix seconds), from which the age is counted."""
        return self._at


def make_form_token(owner: FormOwner, at: datetime, key: str) -> str:
    """Returns the hidden token for the forms of a page whose PIN was right at that time."""
    return _FormSigner(owner, key, at).sign(_FORM).decode()


def is_form_token(token: str, owner: FormOwner, at: datetime, key: str, *, seconds: int) -> bool:
    """Returns whether we made this token for this owner less than `seconds` ago; compares in constant time."""
    try:
        return _FormSigner(owner, key, at).unsign(token, max_age=seconds - 1) == _FORM
    except (BadData, UnicodeError):
        return False


def _signer(key: str, old_keys: Sequence[str] = ()) -> Signer:
    """Returns a signer that signs with `key`; itsdangerous wants the newest key last."""
    return Signer([*reversed(old_keys), key], salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)


def make_test_token(test_id: UUID, key: str) -> str:
    """Returns the token of a contact test: of the same shape as a notification's, and never one."""
    return _test_signer(key).sign(base64_encode(test_id.bytes)).decode()


def read_test_token(token: str, key: str, old_keys: Sequence[str] = ()) -> UUID:
    """Returns the contact test that a token names. Raises `BadLink` for anything that we did not write."""
    try:
        payload = base64_decode(_test_signer(key, old_keys).unsign(token))
        return UUID(bytes=payload)
    except (BadData, UnicodeError, ValueError) as wrong:
        raise BadLink from wrong


def make_short_test_token(test_id: UUID, key: str) -> str:
    """Returns the token of a contact test for a text message: 40 characters."""
    return f"T{base64_encode(test_id.bytes).decode()}.{_short_proof(test_id, key, _SHORT_TEST)}"


def read_short_test_token(token: str, key: str, old_keys: Sequence[str] = ()) -> UUID | None:
    """Returns the contact test that a short token names, None for any other text; compares in constant time."""
    if _SHORT_TEST_TOKEN.fullmatch(token) is None:
        return None
    test_id = UUID(bytes=base64_decode(token[1:].partition(".")[0]))
    made = (make_short_test_token(test_id, each) for each in (key, *old_keys))
    proven = sum(hmac.compare_digest(token.encode(), each.encode()) for each in made) > 0
    return test_id if proven else None


def url_of_test(base_url: str, token: str) -> str:
    """Returns the address at which a contact test is answered."""
    return f"{base_url.rstrip('/')}/a/test/{token}"


def make_showing_proof(notification_id: UUID, browser_id: UUID, key: str) -> str:
    """Returns what a push carries, and a browser sends back once it has shown it: of no use for anything else."""
    return _showing_signer(key).sign(base64_encode(notification_id.bytes + browser_id.bytes)).decode()


def read_showing_proof(proof: str, key: str, old_keys: Sequence[str] = ()) -> tuple[UUID, UUID]:
    """Returns the notification and the browser that a proof names. Raises `BadLink` for any other text."""
    try:
        payload = base64_decode(_showing_signer(key, old_keys).unsign(proof))
        return UUID(bytes=payload[:_UUID_BYTES]), UUID(bytes=payload[_UUID_BYTES:])
    except (BadData, UnicodeError, ValueError) as wrong:
        raise BadLink from wrong


def _showing_signer(key: str, old_keys: Sequence[str] = ()) -> Signer:
    return Signer([*reversed(old_keys), key], salt=_SHOWING_SALT, key_derivation="hmac", digest_method=hashlib.sha256)


def _test_signer(key: str, old_keys: Sequence[str] = ()) -> Signer:
    return Signer([*reversed(old_keys), key], salt=_TEST_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
