"""Proof that a webhook's body comes from who holds the key. Comparisons take the same time for any input."""

import base64
import hashlib
import hmac
import logging
import re
import time
from collections.abc import Iterator, Mapping

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook, WebhookVerificationError

from abhay.errors import BadSignature
from abhay.settings import Settings

HUB_HEADER = "x-hub-signature-256"
_HUB_PREFIX = "sha256="
_REPLAY_WINDOW = 300  # seconds, the tolerance of the Standard Webhooks libraries
_LONGEST_HEADER = 4_096
_SECONDS = re.compile(r"[0-9]{1,12}")

logger = logging.getLogger(__name__)


def verify_hub(headers: Mapping[str, str], body: bytes, settings: Settings, source: str) -> None:
    """Check `X-Hub-Signature-256: sha256=<hex>` over the exact body (Meta's webhook convention).

    The source's key and, while it is set, the one before are accepted; a source without a key never
    verifies. Raises BadSignature.
    """
    claimed = _header(headers, HUB_HEADER).strip()
    if not claimed.startswith(_HUB_PREFIX):
        raise BadSignature
    given = claimed.removeprefix(_HUB_PREFIX).lower().encode()
    accepted = False
    for key in _keys(settings, source):
        expected = hmac.new(key.encode(), body, hashlib.sha256).hexdigest().encode()
        accepted |= hmac.compare_digest(expected, given)
    if not accepted:
        raise BadSignature


def verify_standard(headers: Mapping[str, str], body: bytes, settings: Settings, source: str) -> None:
    """Check the three `webhook-…` headers of the Standard Webhooks scheme; five minutes of replay window.

    Keys have the form `whsec_<base64>`; rotation as for `verify_hub`. Raises BadSignature.
    """
    wanted = {name: _header(headers, name) for name in ("webhook-id", "webhook-timestamp", "webhook-signature")}
    if not any(_standard_accepts(key, wanted, body, source) for key in _keys(settings, source)):
        raise BadSignature


def message_number(headers: Mapping[str, str]) -> str:
    """The sender's own number of a message under the Standard Webhooks scheme, part of what is signed; may be empty."""
    return _header(headers, "webhook-id").strip()


def _standard_accepts(key: str, headers: dict[str, str], body: bytes, source: str) -> bool:
    try:
        webhook = Webhook(key)
    except (ValueError, EmptyWebhookSecretError):
        logger.exception("the key of source %s is no whsec_ key: nothing it sends can be verified", source)
        return False
    try:
        body.decode()
    except UnicodeDecodeError:
        return _accepts_any_bytes(key, headers, body)
    try:
        webhook.verify(body, headers, json_parse=False)
    except (WebhookVerificationError, ValueError):  # ValueError: a signature that is no base64 or has no version
        return False
    return True


def _accepts_any_bytes(key: str, headers: dict[str, str], body: bytes) -> bool:
    """The same check for a body that is not UTF-8: the library reads it as text first and would refuse it unseen."""
    stamp = headers["webhook-timestamp"]
    if not (headers["webhook-id"] and _SECONDS.fullmatch(stamp) and abs(time.time() - int(stamp)) <= _REPLAY_WINDOW):
        return False
    secret = base64.b64decode(key.removeprefix("whsec_") + "==")
    signed = f"{headers['webhook-id']}.{int(stamp)}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256))
    given = headers["webhook-signature"].encode().split()
    return any(hmac.compare_digest(expected, one) for one in given)


def _keys(settings: Settings, source: str) -> Iterator[str]:
    """The keys that are set, the newest first; an empty one would let anybody sign."""
    known = settings.sources.get(source)
    for secret in (known.secret, known.old_secret) if known else ():
        if secret is not None and (key := secret.get_secret_value()):
            yield key


def _header(headers: Mapping[str, str], name: str) -> str:
    found = next((value for key, value in headers.items() if key.lower() == name), "")
    return found if len(found) <= _LONGEST_HEADER else ""
