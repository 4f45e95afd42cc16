"""The sources that post signed JSON: they differ in their signature alone, which is checked here.

Comparisons of signatures take the same time for any input.
"""

import base64
import hashlib
import hmac
import logging
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook, WebhookVerificationError

from abhay.adapters.sources.base import JSON
from abhay.adapters.sources.reading.alert import Envelope, alert_objects, compose, read_alert
from abhay.adapters.sources.reading.document import Problems, canonical
from abhay.adapters.sources.reading.files import inline_files
from abhay.adapters.sources.reading.identity import delivery_key
from abhay.adapters.sources.reading.mojibake import MOJIBAKE, repaired_document
from abhay.adapters.sources.reading.values import media_type_of
from abhay.adapters.sources.unpacking import read_packed
from abhay.errors import BadSignature, EmptyBody
from models.enums import IntakeChannel, RefusalReason, Trust
from models.payloads import AlertPayload

HUB_HEADER = "x-hub-signature-256"
_HUB_PREFIX = "sha256="
_REPLAY_WINDOW = 300  # seconds, the tolerance of the Standard Webhooks libraries
_LONGEST_HEADER = 4_096
_SECONDS = re.compile(r"[0-9]{1,12}")

logger = logging.getLogger(__name__)
Verifier = Callable[[Mapping[str, str], bytes, Collection[str]], None]


def verify_hub(headers: Mapping[str, str], body: bytes, keys: Iterable[str]) -> None:
    """Checks `X-Hub-Signature-256: sha256=<hex>` over the exact body (Meta's webhook convention).

    Any of the keys is accepted, the current one or the one before; without a key nothing verifies.
    Raises BadSignature.
    """
    claimed = _header(headers, HUB_HEADER).strip()
    if not claimed.startswith(_HUB_PREFIX):
        raise BadSignature(RefusalReason.MISSING_HEADERS)
    given = claimed.removeprefix(_HUB_PREFIX).lower().encode()
    accepted, keys = False, list(keys)
    for key in keys:
        expected = hmac.new(key.encode(), body, hashlib.sha256).hexdigest().encode()
        accepted |= hmac.compare_digest(expected, given)
    if not accepted:
        raise BadSignature(RefusalReason.WRONG_SIGNATURE if keys else RefusalReason.NO_KEY)


def verify_standard(headers: Mapping[str, str], body: bytes, keys: Collection[str], *, source: str) -> None:
    """Checks the three `webhook-…` headers of the Standard Webhooks scheme; five minutes of replay window.

    Keys have the form `whsec_<base64>`; rotation as for `verify_hub`; `source` is named in the log where a key has
    another form. Raises BadSignature.
    """
    wanted = {name: _header(headers, name) for name in ("webhook-id", "webhook-timestamp", "webhook-signature")}
    if not any(_standard_accepts(key, wanted, body, source) for key in keys):
        raise BadSignature(_why_refused(wanted, keys))


def message_number(headers: Mapping[str, str]) -> str:
    """Returns the sender's number of a message under the Standard Webhooks scheme, which is signed; may be empty."""
    return _header(headers, "webhook-id").strip()


def _why_refused(headers: Mapping[str, str], keys: Collection[str]) -> RefusalReason:
    """Returns what is wrong with a delivery that no key accepts, for our own people."""
    stamp = headers["webhook-timestamp"].strip()
    if not all(headers.values()) or not _SECONDS.fullmatch(stamp):
        return RefusalReason.MISSING_HEADERS
    if not keys:
        return RefusalReason.NO_KEY
    if not any(map(_is_usable, keys)):
        return RefusalReason.UNUSABLE_KEY
    if abs(time.time() - int(stamp)) > _REPLAY_WINDOW:
        return RefusalReason.OUTSIDE_WINDOW
    return RefusalReason.WRONG_SIGNATURE


def _is_usable(key: str) -> bool:
    try:
        Webhook(key)
    except (ValueError, EmptyWebhookSecretError):
        return False
    return True


def _standard_accepts(key: str, headers: dict[str, str], body: bytes, source: str) -> bool:
    try:
        webhook = Webhook(key)
    except (ValueError, EmptyWebhookSecretError):
        logger.exception("a key of source %s is no whsec_ key: nothing that is signed with it can be verified", source)
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
    """Whether the signature holds for a body that is not UTF-8, which the library would refuse unseen."""
    stamp = headers["webhook-timestamp"]
    if not (headers["webhook-id"] and _SECONDS.fullmatch(stamp) and abs(time.time() - int(stamp)) <= _REPLAY_WINDOW):
        return False
    secret = base64.b64decode(key.removeprefix("whsec_") + "==")
    signed = f"{headers['webhook-id']}.{int(stamp)}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256))
    given = headers["webhook-signature"].encode().split()
    return any(hmac.compare_digest(expected, one) for one in given)


def _header(headers: Mapping[str, str], name: str) -> str:
    found = next((value for key, value in headers.items() if key.lower() == name), "")
    return found if len(found) <= _LONGEST_HEADER else ""


@dataclass(frozen=True)
class WebhookSource:
    """A partner's webhook: its name and the scheme it signs with."""

    name: str
    verifier: Verifier

    def verify(self, headers: Mapping[str, str], body: bytes, keys: Collection[str]) -> None:
        """Checks the signature over the exact body. Raises BadSignature."""
        self.verifier(headers, body, keys)

    def parse(self, body: bytes, media_type: str = JSON) -> AlertPayload:
        """Reads the JSON body. Raises EmptyBody for no bytes.

        What is no JSON, no alert, or several alerts at once comes out unreadable: the most urgent
        severity, its exact bytes, nothing else, for a person to read.
        """
        if not body:
            raise EmptyBody
        problems = Problems()
        document = read_packed(body, media_type, problems)
        mended, changed = repaired_document(document)
        if changed:
            problems.add(MOJIBAKE)
        facts = read_alert(alert_objects(mended), problems)
        envelope = Envelope(self.name, IntakeChannel.WEBHOOK, Trust.VERIFIED, body, media_type_of(media_type))
        payload = compose(envelope, facts, canonical(document, body), problems)
        return payload.model_copy(update={"attachments": inline_files(document)})


@dataclass(frozen=True)
class StandardSource(WebhookSource):
    """One whose scheme numbers each message, and signs the number: `webhook-id` stays when it is sent again."""

    def delivery_key(self, headers: Mapping[str, str], payload: AlertPayload) -> str | None:
        """Returns a key of that number and of what the message says."""
        number = message_number(headers)
        return delivery_key(number, payload) if number else None


def meta() -> WebhookSource:
    """Facebook and Instagram: Meta's webhook convention."""
    return WebhookSource("meta", verify_hub)


def standard(name: str) -> StandardSource:
    """Returns a partner that signs by the Standard Webhooks scheme."""
    return StandardSource(name, partial(verify_standard, source=name))
