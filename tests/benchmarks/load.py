"""Signed webhooks in numbers: bodies made and signed beforehand, connections kept alive, the answer's moment noted."""

import hashlib
import hmac
import http.client
import json
import re
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
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


class _Caller:
    """A connection that raises alerts one after another: the next one goes out when the answer to the last is read."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_LIMIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._requests = requests
        self._came = b""

    def call(self) -> None:
        """Raise the next one, if there is any left."""
        if (request := next(self._requests, None)) is not None:
            self.socket.sendall(request)

    def answer(self) -> Accepted | None:
        """The answer, once all of it has come."""
        part = self.socket.recv(64 * 1024)
        assert part, f"closed after {self._came!r}"
        self._came += part
        head, _, body = self._came.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if length is None or len(body) < int(length[1]):
            return None
        at, self._came = time.time(), b""
        assert head.startswith(b"HTTP/1.1 202 "), (head + body)[:300]
        return Accepted(json.loads(body)["ref"], at)


def alerts(count: int) -> list[tuple[bytes, str]]:
    """Bodies of so many people, none of them like another, each with its signature."""
    return [_signed(synthetic()) for _ in range(count)]


def _signed(document: dict[str, Any]) -> tuple[bytes, str]:
    document["subject"]["phones"] = []  # of random numbers two would soon be the same person's
    body = json.dumps(document, ensure_ascii=False).encode()
    return body, f"sha256={hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}"


def raise_at_once(port: int, bodies: Sequence[tuple[bytes, str]], connections: int) -> list[Accepted]:
    """All of them as fast as they are taken, over so many connections.

    One thread and requests made beforehand: who calls must not take the processor from who is called.
    """
    requests = iter([_request(body, signature) for body, signature in bodies])
    accepted: list[Accepted] = []
    with selectors.DefaultSelector() as ready, ExitStack() as stack:
        for _ in range(min(connections, len(bodies))):
            caller = _Caller(port, requests)
            stack.callback(caller.socket.close)
            ready.register(caller.socket, selectors.EVENT_READ, caller)
            caller.call()
        while len(accepted) < len(bodies):
            events = ready.select(ANSWER_LIMIT)
            assert events, f"no answer within {ANSWER_LIMIT} s"
            for key, _ in events:
                if (answer := key.data.answer()) is not None:
                    accepted.append(answer)
                    key.data.call()
    return accepted


def _request(body: bytes, signature: str) -> bytes:
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
