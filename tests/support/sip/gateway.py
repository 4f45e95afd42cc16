"""A voice gateway: our generic form over HTTP on one side, SIP on the other, Hindi by espeak-ng.

`python -m tests.support.sip.gateway SECRET ADDRESS` calls each number at ADDRESS, a SIP host with its port. It prints
the address at which calls are asked for, and ends when standard input does. Keys come by RFC 4733.
"""

import json
import queue
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pjsua2 as pj

from abhay.testing.voice import Phone, Placed, VoiceStandIn
from tests.support.sip.endpoint import SipEndpoint, player_of, sound_of

RINGS = 30.0
"""Seconds that a call rings."""

ENDS = {603: "rejected", 486: "busy", 600: "busy", 487: "no_answer", 408: "no_answer", 480: "no_answer"}


@dataclass
class SipGateway(VoiceStandIn):
    """Takes calls as the stand-in does, and makes them: `wanted` are those that still have to be made."""

    wanted: "queue.Queue[tuple[Placed, str, Path]]" = field(default_factory=queue.Queue)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="abhay-sip-")))

    def _ring(self, placed: Placed, call_id: str, phone: Phone) -> None:
        """Speaks the text into a file, and hands the call to the thread of SIP."""
        wav = self.folder / f"{call_id}.wav"
        language = json.loads(placed.body)["language"].partition("-")[0]
        command = ["espeak-ng", "-v", language, "-s", "140", "-w", str(wav)]
        subprocess.run(command, input=" ".join(placed.say).encode(), check=True, timeout=30)
        self.wanted.put((placed, call_id, wav))

    def tell(self, placed: Placed, call_id: str, status: str, key: str | None = None) -> bool:
        """Tells one event; returns whether the answer ends the call."""
        self._tell(placed, call_id, status, **({"key": key} if key else {}))
        _, _, answer = self.told[-1]
        return bool(answer) and json.loads(answer).get("hang_up", False)


class Outgoing(pj.Call):
    """One call; what happens in it is told in order, by a thread of its own."""

    def __init__(self, account: pj.Account, endpoint: SipEndpoint, gateway: SipGateway, wanted: tuple) -> None:
        super().__init__(account)
        self.endpoint, self.gateway = endpoint, gateway
        self.placed, self.call_id, self.wav = wanted
        self.events: queue.Queue[tuple[str, str | None] | None] = queue.Queue()
        self.player: pj.AudioMediaPlayer | None = None
        self.answered = self.over = self.to_end = False
        threading.Thread(target=self._tell_all, daemon=True).start()

    def _tell_all(self) -> None:
        while (event := self.events.get()) is not None:
            if self.gateway.tell(self.placed, self.call_id, *event):
                self.to_end = True

    def look(self) -> None:
        """Hangs up once the answer to a key says so."""
        if self.to_end and not self.over and self.isActive():
            self.to_end = False
            self.hangup(pj.CallOpParam())

    def give_up(self) -> None:
        if not self.answered and not self.over:
            self.hangup(pj.CallOpParam())

    def onCallState(self, prm: pj.OnCallStateParam) -> None:  # noqa: N802  PJSIP's name
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_EARLY:
            self.events.put(("ringing", None))
        elif info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            self.answered = True
            self.events.put(("answered", None))
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.over, self.player = True, None
            self.events.put(("completed" if self.answered else ENDS.get(info.lastStatusCode, "failed"), None))
            self.events.put(None)

    def onCallMediaState(self, prm: pj.OnCallMediaStateParam) -> None:  # noqa: N802  PJSIP's name
        sound = sound_of(self)
        if sound is not None and self.player is None:
            self.player = player_of(self.wav)
            self.player.startTransmit(sound)

    def onDtmfDigit(self, prm: pj.OnDtmfDigitParam) -> None:  # noqa: N802  PJSIP's name
        if prm.method == pj.PJSUA_DTMF_METHOD_RFC2833:
            self.events.put(("key", prm.digit))


def main() -> None:
    secret, address = sys.argv[1:]
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    endpoint = SipEndpoint()
    account = endpoint.account(pj.Account())
    calls: list[Outgoing] = []
    with SipGateway(secret) as gateway:
        print(gateway.url, flush=True)  # noqa: T201  the test reads it
        while not over.is_set():
            endpoint.turn()
            while not gateway.wanted.empty():
                call = Outgoing(account, endpoint, gateway, gateway.wanted.get())
                calls.append(call)
                call.makeCall(f"sip:{call.placed.to}@{address}", pj.CallOpParam(True))
                endpoint.later(RINGS, call.give_up)
            for call in calls:
                call.look()
    endpoint.end()


if __name__ == "__main__":
    main()
