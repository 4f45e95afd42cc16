"""Signed webhooks in numbers: bodies made and signed beforehand, connections kept alive, the answer's moment noted."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Self

from tests.support.system import SECRET, synthetic

ANSWER_LIMIT = 60
LONGEST_IDLE = 3.0
"""Seconds after which a connection is made anew: a server closes one that is idle for 5 s."""

PATH = "/v1/sources/meta/alerts"


@dataclass(frozen=True)
class Accepted:
    """An alert's ref and the moment (Unix time) its 202 was read."""

    ref: str
    at: float


class Line:
    """A connection that is kept open; a thread's own."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_LIMIT)
        self._used = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def post(self, path: str, body: bytes, **headers: str) -> tuple[int, bytes]:
        if time.monotonic() - self._used > LONGEST_IDLE:
            self._connection.close()  # the next request opens it
        self._connection.request("POST", path, body, {name.replace("_", "-"): text for name, text in headers.items()})
        answer = self._connection.getresponse()
        content = answer.read()
        self._used = time.monotonic()
        return answer.status, content

    def post_json(self, path: str, body: Any) -> Any:
        """For calls that must not fail."""
        status, answer = self.post(path, json.dumps(body).encode(), Content_Type="application/json")
        assert status in (200, 201), f"{path}: {status} {answer[:300]!r}"
        return json.loads(answer)

    def raise_alert(self, signed: tuple[bytes, str]) -> Accepted:
        body, signature = signed
        status, answer = self.post(PATH, body, X_Hub_Signature_256=signature, Content_Type="application/json")
        at = time.time()
        assert status == 202, f"{status} {answer[:300]!r}"
        return Accepted(json.loads(answer)["ref"], at)


def alerts(count: int) -> list[tuple[bytes, str]]:
    """Bodies of so many people, none of them like another, each with its signature."""
    return [_signed(synthetic()) for _ in range(count)]


def _signed(document: dict[str, Any]) -> tuple[bytes, str]:
    document["subject"]["phones"] = []  # of random numbers two would soon be the same person's
    body = json.dumps(document, ensure_ascii=False).encode()
    return body, f"sha256={hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}"


def raise_at_once(port: int, bodies: Sequence[tuple[bytes, str]], connections: int) -> list[Accepted]:
    """All of them as fast as they are taken, over so many connections."""

    def share(number: int) -> list[Accepted]:
        with Line(port) as line:
            return [line.raise_alert(signed) for signed in bodies[number::connections]]

    with ThreadPoolExecutor(connections) as pool:
        return [accepted for each in pool.map(share, range(connections)) for accepted in each]
