"""Telephones for people without a provider: a gateway of texts and one of calls, and a door to look and to answer.

One server on loopback: `/cgi-bin/sendsms` takes texts as Kannel does, `/calls` takes calls as the generic voice gateway
does, and `/phones` is for whoever holds the telephones (`abhay stand-in`). `python -m abhay.testing.phones` runs it;
the environment gives the secret of both sides, `STAND_IN_SECRET`, and where texts go, `STAND_IN_REPLIES`. Nothing is
written down: it ends with the process.
"""

import argparse
import asyncio
import hmac
import json
import os
import signal
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import httpx

from abhay.testing.http import Received, Reply
from abhay.testing.sms.base import Account, Call, Outcome, Reports, Taken, send, ten_digits
from abhay.testing.sms.kannel import KannelStandIn
from abhay.testing.voice import Phone, VoiceStandIn

MOST_KEPT: Final = 500
"""Texts and calls that are remembered; the oldest are forgotten first."""

_JSON: Final = "application/json"


@dataclass(frozen=True)
class Seen:
    """What a telephone got, sent or pressed: `kind` is text, call, sent, key, told or lost."""

    at: datetime
    number: str
    kind: str
    words: str

    def as_json(self) -> dict[str, str]:
        """Returns it as the door shows it."""
        return {"at": self.at.isoformat(), "number": self.number, "kind": self.kind, "words": self.words}


class PhonesStandIn(KannelStandIn):
    """The server. Texts are reported as delivered at once; `replies` is the address that texts of telephones go to."""

    def __init__(self, secret: str, replies: str, port: int = 0) -> None:
        super().__init__(Account(password=secret), port=port)
        self.reports = Reports((Outcome.DELIVERED,))
        self.calls = VoiceStandIn(secret, Phone.IS_IN_A_HAND)
        self.seen: list[Seen] = []
        self._secret = secret
        self._replies = replies
        self._answering: set[asyncio.Task[None]] = set()

    def reply(self, request: Received) -> Reply:
        """Takes a text or a call, or shows the telephones and acts on them."""
        self._forget()
        match request.path:
            case "/calls":
                return self._place(request)
            case "/phones":
                return self._door(request)
            case "/cgi-bin/sendsms":
                return super().reply(request)
            case "/healthz":
                return Reply("ok")
            case _:
                return Reply("Not found", 404)

    def read(self, request: Received) -> Taken | Reply:
        """Returns the text of a request, which only one to `/cgi-bin/sendsms` has."""
        return super().read(request) if request.path == "/cgi-bin/sendsms" else Reply("Not found", 404)

    def accepted(self, taken: Taken) -> Reply:
        """Shows the text on its telephone."""
        self._note(taken.number, "text", taken.text)
        return super().accepted(taken)

    def _place(self, request: Received) -> Reply:
        before = len(self.calls.calls)
        answer = self.calls.take(request.headers, request.body)
        for call in self.calls.calls[before:]:
            self._note(call.to, "call", " ".join(call.say))
        status, said = answer or (503, {})
        return Reply(json.dumps(said), status, _JSON)

    def _door(self, request: Received) -> Reply:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Reply("Not yours", 401)
        if request.method == "POST":
            return self._act(json.loads(request.body))
        return Reply(json.dumps([each.as_json() for each in self.seen], ensure_ascii=False), 200, _JSON)

    def _act(self, wanted: dict[str, Any]) -> Reply:
        number = str(wanted.get("number", ""))
        if key := wanted.get("key"):
            to = next((call.to for call in self.calls.calls if ten_digits(call.to) == ten_digits(number)), number)
            if not self.calls.press(to, str(key)):
                return Reply("It does not ring.", 409)
            self._note(number, "key", str(key))
            return Reply("pressed")
        task = asyncio.ensure_future(self._text(number, str(wanted.get("text", ""))))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        return Reply("sent")

    async def _text(self, number: str, words: str) -> None:
        """Sends a text to the desk's number; the answer to the gateway comes back to the telephone."""
        self._note(number, "sent", words)
        sender = f"91{ten_digits(number)}"
        fields = {"from": sender, "text": words, "charset": "UTF-8", "coding": "0"}
        try:
            told = await send(Call.query(self._replies, fields))
        except httpx.TransportError:
            self._note(number, "lost", "The desk does not answer.")
            return
        if told:
            self._note(number, "told", told.decode("utf-8", "replace"))

    def _note(self, number: str, kind: str, words: str) -> None:
        self.seen.append(Seen(datetime.now(UTC), f"+91{ten_digits(number)}", kind, words))

    def _forget(self) -> None:
        for kept in (self.seen, self.received, self.taken, self.answers, self.calls.calls, self.calls.told):
            del kept[:-MOST_KEPT]


async def _run(standin: PhonesStandIn) -> None:
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    async with standin:
        await over.wait()
    standin.calls.close()


def main() -> None:
    """Runs the server until it is asked to end."""
    parser = argparse.ArgumentParser(description="Stand-ins for a gateway of texts and one of calls.")
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    asyncio.run(_run(PhonesStandIn(os.environ["STAND_IN_SECRET"], os.environ["STAND_IN_REPLIES"], port)))


if __name__ == "__main__":
    main()
