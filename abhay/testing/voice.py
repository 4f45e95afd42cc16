"""A stand-in for the generic voice gateway: it takes signed calls, and each telephone behaves as planned.

It checks what a real one checks (signature, form, a callback) and answers as one does, or as a broken one does. It runs
in threads of its own; `python -m abhay.testing.voice --secret whsec_… --port 8099` runs it alone.
"""

import argparse
import json
import queue
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self
from uuid import uuid4

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class Phone(StrEnum):
    """What a telephone, or the gateway for it, does with one call."""

    PRESSES_1 = "1"
    PRESSES_2 = "2"
    PRESSES_5 = "5"
    ANSWERS_ONLY = "answers_only"
    IS_BUSY = "busy"
    RINGS_OUT = "no_answer"
    REJECTS = "rejected"
    IS_DEAD = "failed"
    IS_NEVER_HEARD_OF = "silent"
    IS_IN_A_HAND = "by_hand"
    IS_UNKNOWN = "unknown_number"
    MAKES_IT_BUSY = "unavailable"
    MAKES_IT_BREAK = "break"
    MAKES_IT_HANG = "hang"
    MAKES_IT_ERR = "error_inside"
    MAKES_IT_REFUSE_US = "refuse_us"


_PRESSED: Final = (Phone.PRESSES_1, Phone.PRESSES_2, Phone.PRESSES_5)
_NEVER_PLACED: Final = {
    Phone.IS_UNKNOWN: (422, {"error": "no such number"}),
    Phone.MAKES_IT_BUSY: (503, {"error": "all lines are busy"}),
    Phone.MAKES_IT_REFUSE_US: (402, {"error": "no credit"}),
    Phone.MAKES_IT_ERR: (200, {"error": "something went wrong"}),
}
_LIMIT: Final = 10.0
"""Seconds for one callback; a gateway waits no longer either."""

_HANGS: Final = 60.0


@dataclass(frozen=True)
class Placed:
    """One call as it was asked for, byte for byte, with the moment of arrival (seconds since 1970)."""

    id: str
    to: str
    say: tuple[str, ...]
    keys: Mapping[str, str]
    callback: str
    body: str
    at: float


@dataclass
class VoiceStandIn:
    """The server. `plan` says how the telephones of a number behave, call by call; the last plan goes on.

    One in a hand rings for `ring` seconds, until somebody presses a key on it by `press`.
    """

    secret: str
    usual: Phone = Phone.PRESSES_1
    pause: float = 0.0
    ring: float = 30.0
    callback_first: bool = False
    host: str = "127.0.0.1"
    calls: list[Placed] = field(default_factory=list["Placed"])
    told: list[tuple[str, int, str]] = field(default_factory=list[tuple[str, int, str]])
    refused: list[str] = field(default_factory=list[str])
    _plans: dict[str, list[Phone]] = field(default_factory=dict[str, list[Phone]])
    _ringing: dict[str, queue.Queue[str]] = field(default_factory=dict[str, "queue.Queue[str]"])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)
    _server: ThreadingHTTPServer | None = None

    def start(self, port: int = 0) -> Self:
        """Listens, on a free port unless one is given."""
        stand_in = self

        class Handler(_Handler):
            owner = stand_in

        self._server = _Server((self.host, port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def close(self) -> None:
        """Stops listening."""
        self._closing.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        """Where calls are asked for."""
        if self._server is None:
            raise RuntimeError("start the stand-in first")
        return f"http://{self.host}:{self._server.server_address[1]}/calls"

    def plan(self, to: str, *phones: Phone) -> None:
        """Plans how a number behaves in its next calls, in order; the last goes on."""
        with self._lock:
            self._plans[to] = list(phones)

    def placed_to(self, to: str) -> list[Placed]:
        """Returns the calls to a number, in order."""
        with self._lock:
            return [call for call in self.calls if call.to == to]

    def press(self, to: str, key: str) -> bool:
        """Picks up a telephone that is in a hand and presses a key; returns whether it rings."""
        with self._lock:
            ringing = self._ringing.pop(to, None)
        if ringing is not None:
            ringing.put(key)
        return ringing is not None

    def take(self, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, Any]] | None:
        """Takes one request. Returns status and answer, None to break off without one."""
        problem, asked = self._read(headers, body)
        if problem:
            with self._lock:
                self.refused.append(problem)
            return 400, {"error": problem}
        phone = self._next(str(asked["to"]))
        if phone in _NEVER_PLACED:
            return _NEVER_PLACED[phone]
        placed = _placed(asked, body)
        with self._lock:
            self.calls.append(placed)
        call_id = uuid4().hex
        if phone is Phone.MAKES_IT_BREAK:
            return None
        if phone is Phone.MAKES_IT_HANG:
            self._closing.wait(_HANGS)
            return None
        if self.callback_first:
            self._ring(placed, call_id, phone)
        else:
            threading.Thread(target=self._ring, args=(placed, call_id, phone), daemon=True).start()
        return 202, {"call_id": call_id}

    def _read(self, headers: Mapping[str, str], body: bytes) -> tuple[str, dict[str, Any]]:
        try:
            Webhook(self.secret).verify(body, dict(headers), json_parse=False)
        except WebhookVerificationError as wrong:
            return f"signature: {wrong}", {}
        try:
            asked = json.loads(body)
        except ValueError:
            return "not JSON", {}
        missing = [name for name in ("id", "to", "language", "say", "keys", "callback") if name not in asked]
        if missing or not all(isinstance(each, str) for each in asked["say"]):
            return f"missing or wrong: {missing}", {}
        return "", asked

    def _next(self, to: str) -> Phone:
        with self._lock:
            plan = self._plans.get(to)
            if not plan:
                return self.usual
            return plan.pop(0) if len(plan) > 1 else plan[0]

    def _ring(self, placed: Placed, call_id: str, phone: Phone) -> None:
        if phone is Phone.IS_NEVER_HEARD_OF:
            return
        self._tell(placed, call_id, "ringing")
        if phone in (Phone.IS_BUSY, Phone.RINGS_OUT, Phone.REJECTS, Phone.IS_DEAD):
            self._tell(placed, call_id, phone.value)
            return
        key = self._pressed(placed.to) if phone is Phone.IS_IN_A_HAND else phone.value
        if key is None:
            self._tell(placed, call_id, Phone.RINGS_OUT.value)
            return
        self._tell(placed, call_id, "answered")
        if phone in (*_PRESSED, Phone.IS_IN_A_HAND):
            self._tell(placed, call_id, "key", key=key)
        self._tell(placed, call_id, "completed")

    def _pressed(self, to: str) -> str | None:
        """Returns the key that somebody presses while the telephone rings, None if nobody does."""
        with self._lock:
            ringing = self._ringing[to] = queue.Queue()
        try:
            return ringing.get(timeout=self.ring)
        except queue.Empty:
            with self._lock:
                if self._ringing.get(to) is ringing:
                    del self._ringing[to]
            return None

    def _tell(self, placed: Placed, call_id: str, status: str, **more: str) -> None:
        """Tells the caller of one event, signed, and keeps its answer."""
        time.sleep(self.pause)
        body = json.dumps({"id": placed.id, "call_id": call_id, "status": status, **more})
        answered = post_signed(placed.callback, self.secret, body)
        with self._lock:
            self.told.append((status, *answered))


def post_signed(url: str, secret: str, body: str) -> tuple[int, str]:
    """Posts a body signed by the Standard Webhooks scheme. Returns status and answer, 0 where nobody listens."""
    now, id_ = datetime.now(UTC), uuid4().hex
    headers = {
        "Content-Type": "application/json",
        "webhook-id": id_,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, now, body),
    }
    request = urllib.request.Request(url, body.encode(), headers)  # noqa: S310  the address is the caller's
    try:
        with urllib.request.urlopen(request, timeout=_LIMIT) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError as unreachable:
        return 0, type(unreachable).__name__


def _placed(asked: Mapping[str, Any], body: bytes) -> Placed:
    return Placed(
        id=str(asked["id"]),
        to=str(asked["to"]),
        say=tuple(asked["say"]),
        keys=dict(asked["keys"]),
        callback=str(asked["callback"]),
        body=body.decode(),
        at=time.time(),
    )


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    """Calls that wait to be taken: a burst must not be turned away."""


class _Handler(BaseHTTPRequestHandler):
    owner: VoiceStandIn
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Takes one call."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        answer = self.owner.take({name.lower(): value for name, value in self.headers.items()}, body)
        if answer is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        status, found = answer
        written = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Logs nothing: the requests hold numbers."""


def main() -> None:
    """Runs the stand-in until it is interrupted."""
    parser = argparse.ArgumentParser(description="A stand-in for the generic voice gateway.")
    parser.add_argument("--secret", required=True, help="key of both signatures (whsec_…)")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--phone", type=Phone, default=Phone.PRESSES_1, choices=list(Phone))
    chosen = parser.parse_args()
    stand_in = VoiceStandIn(chosen.secret, chosen.phone).start(chosen.port)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        stand_in.close()


if __name__ == "__main__":
    main()
