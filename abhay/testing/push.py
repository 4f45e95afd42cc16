"""A stand-in for a push service: it subscribes browsers with keys of their own, and decrypts what comes for them.

It checks what a real one checks (the VAPID token of RFC 8292, the headers of RFC 8030, sizes) and opens each push as
the browser would (RFC 8291), which no real service can. `knobs` and `next_knobs` of `HttpStandIn` make it misbehave; a
browser in `gone` is answered 410.
"""

import base64
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from abhay.testing.http import HttpStandIn, Received, Reply

_DAY: Final = 86400
_MOST_BYTES: Final = 4096
_POINT: Final = 65


@dataclass
class BrowserStandIn:
    """One subscription with the browser's secrets, and the pushes that it opened: each as the JSON that was in it."""

    endpoint: str
    application_key: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))
    opened: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    @property
    def p256dh(self) -> str:
        """The browser's public key, as its `PushSubscription` tells it."""
        return _text(self._point)

    @property
    def auth(self) -> str:
        """The browser's secret, as its `PushSubscription` tells it."""
        return _text(self.secret)

    @property
    def _point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def open(self, body: bytes) -> bytes:
        """Returns what a push says. Raises `ValueError` for one that this browser cannot open."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        if length != _POINT or size < len(sealed):
            raise ValueError("not one record behind one key")
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        mixed = _mac(self.secret, self.key.exchange(ec.ECDH(), peer))
        ikm = _mac(mixed, b"WebPush: info\x00" + self._point + sender + b"\x01")
        prk = _mac(salt, ikm)
        cek = _mac(prk, b"Content-Encoding: aes128gcm\x00\x01")[:16]
        nonce = _mac(prk, b"Content-Encoding: nonce\x00\x01")[:12]
        try:
            padded = AESGCM(cek).decrypt(nonce, sealed, None).rstrip(b"\x00")
        except InvalidTag:
            raise ValueError("sealed for another browser") from None
        if not padded.endswith(b"\x02"):
            raise ValueError("not the last record")
        return padded[:-1]


class PushStandIn(HttpStandIn):
    """A push service on loopback. `pushed` are all requests that it took, with the browser of each."""

    def __init__(self) -> None:
        super().__init__()
        self.browsers: dict[str, BrowserStandIn] = {}
        self.gone: set[str] = set()
        self.pushed: list[tuple[BrowserStandIn, Received]] = []

    def subscribe(self, application_key: str) -> BrowserStandIn:
        """Returns a new browser that takes pushes signed by this public key."""
        path = f"/send/{_text(os.urandom(12))}"
        self.browsers[path] = BrowserStandIn(f"{self.url}{path}", application_key)
        return self.browsers[path]

    def reply(self, request: Received) -> Reply:
        """Returns what a push service answers; a push that is in order is opened and kept."""
        browser = self.browsers.get(request.path)
        if browser is None:
            return Reply("no such subscription", 404)
        if browser.endpoint in self.gone:
            return Reply("the subscription has ended", 410)
        if (wrong := self._wrong(request, browser)) is not None:
            return wrong
        try:
            browser.opened.append(json.loads(browser.open(request.body)))
        except ValueError as error:
            return Reply(str(error), 400)
        self.pushed.append((browser, request))
        return Reply(status=201, headers={"Location": f"{self.url}/message/{len(self.pushed)}"})

    def _wrong(self, request: Received, browser: BrowserStandIn) -> Reply | None:
        headers = request.headers
        if len(request.body) > _MOST_BYTES:
            return Reply("too long", 413)
        if not headers.get("ttl", "").isdecimal():
            return Reply("no TTL", 400)
        if headers.get("content-encoding") != "aes128gcm" or len(headers.get("topic", "")) > 32:
            return Reply("a wrong header", 400)
        return self._unproven(headers.get("authorization", ""), browser)

    def _unproven(self, authorization: str, browser: BrowserStandIn) -> Reply | None:
        said = _token(authorization)
        if said is None:
            return Reply("no VAPID token that verifies", 401)
        claims, key = said
        left = claims.get("exp", 0) - time.time()
        if claims.get("aud") != self.url or not 0 < left <= _DAY:
            return Reply("the token is for another service or another day", 403)
        if not str(claims.get("sub", "")).startswith(("mailto:", "https://")):
            return Reply("nobody to write to", 403)
        return None if key == browser.application_key else Reply("another key", 403)


def _token(header: str) -> tuple[dict[str, Any], str] | None:
    """Returns the claims of a VAPID header and its public key; None if the signature is not by that key."""
    scheme, _, rest = header.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    signed, _, signature = parts.get("t", "").rpartition(".")
    if scheme.lower() != "vapid" or not signed:
        return None
    try:
        raw = _bytes(signature)
        pair = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(parts["k"]))
        key.verify(encode_dss_signature(*pair), signed.encode(), ec.ECDSA(hashes.SHA256()))
        return json.loads(_bytes(signed.split(".")[1])), parts["k"]
    except (ValueError, KeyError, IndexError, InvalidSignature):
        return None


def _mac(key: bytes, message: bytes) -> bytes:
    made = hmac.HMAC(key, hashes.SHA256())
    made.update(message)
    return made.finalize()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
