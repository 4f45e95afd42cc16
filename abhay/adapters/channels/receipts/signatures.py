"""Signatures of gateways: Twilio's of address and form, Meta's of the body, Standard Webhooks for generic voice."""

import base64
import hashlib
import hmac
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from abhay.adapters.channels.receipts.request import Request

_SHA1: Final = "x-twilio-signature"
_SETTINGS: Final = "x-twilio-webhooks-signature-settings"
_BODY_HASH: Final = "bodySHA256"
_HUB: Final = "x-hub-signature-256"
_PORTS: Final = {"https": 443, "http": 80}


def is_signed_by_twilio(request: Request, url: str, token: str) -> bool:
    """Returns whether Twilio signed this call to `url` (as it knows the address, with the query) with our token.

    SHA-1 is its usual algorithm; `X-Twilio-Webhooks-Signature-Settings` asks for SHA-256. A body other than a form is
    signed by its hash in the query. Both are compared in constant time, with and without the port in the address.
    """
    given = request.headers.get(_SHA1, "")
    algorithm = "sha256" if "hmac_sha256" in request.headers.get(_SETTINGS, "").casefold() else "sha1"
    if not given or not _is_whole(request):
        return False
    fields = "".join(f"{name}{value}" for name, value in sorted(set(_form(request))))
    signed = (_signature(each + fields, token, algorithm) for each in _spellings(url))
    return any(hmac.compare_digest(given.encode(), each) for each in signed)


def _form(request: Request) -> list[tuple[str, str]]:
    if request.media_type != "application/x-www-form-urlencoded":
        return []
    try:
        return parse_qsl(request.text, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return []


def _is_whole(request: Request) -> bool:
    """Returns whether a body that is no form is the one whose hash the query holds."""
    told = dict(parse_qsl(request.query)).get(_BODY_HASH)
    if request.media_type == "application/x-www-form-urlencoded" or not request.body:
        return True
    return told is not None and hmac.compare_digest(told, hashlib.sha256(request.body).hexdigest())


def _signature(text: str, token: str, algorithm: str) -> bytes:
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), algorithm))


def _spellings(url: str) -> Iterator[str]:
    """Returns the address as it is, with its port, and without: proxies and libraries differ."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 80)
    for netloc in dict.fromkeys((parts.netloc, host, f"{host}:{port}")):
        yield urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))


def is_signed_by_meta(request: Request, app_secret: str) -> bool:
    """Returns whether Meta signed these very bytes: it escapes what is not ASCII, so JSON written anew would differ."""
    given = request.headers.get(_HUB, "").strip().lower()
    made = f"sha256={hmac.new(app_secret.encode(), request.body, hashlib.sha256).hexdigest()}"
    return hmac.compare_digest(given.encode(), made.encode())


def is_signed_by_webhook(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Returns whether the Standard Webhooks signature of this body is right, and not older than five minutes."""
    try:
        Webhook(secret).verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError, TypeError):
        return False
    return True
