"""Telephones that a SIP call reaches, by the number that is called: `python -m tests.support.sip.telephone FOLDER PLAN`.

PLAN is JSON: each number with what it does, call by call: "rejects" (603), "busy" (486), "answers" (listens and hangs
up), or the key that it presses by RFC 4733 after listening. It prints its address, and records each call it answers to
FOLDER. It ends when standard input does.
"""

import itertools
import json
import re
import sys
import threading
from pathlib import Path

import pjsua2 as pj

from tests.support.sip.endpoint import SipEndpoint, sound_of

LISTENS = 2.5
"""Seconds that a telephone listens before it presses a key or hangs up."""

DECLINE, BUSY, RINGING, OK = 603, 486, 180, 200
_NUMBER = re.compile(r"sip:\+?(\d+)@")


class Telephones(pj.Account):
    """All of them: one account that takes any number."""

    def __init__(self, endpoint: SipEndpoint, folder: Path, plan: dict[str, list[str]]) -> None:
        super().__init__()
        self.endpoint, self.folder, self.plan = endpoint, folder, plan
        self.calls: list[Incoming] = []
        self.names = itertools.count(1)

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:  # noqa: N802  PJSIP's name
        call = Incoming(self, prm.callId)
        self.calls.append(call)
        found = _NUMBER.search(call.getInfo().localUri)
        steps = self.plan.get(found[1] if found else "", ["busy"])
        call.behaves(steps.pop(0) if len(steps) > 1 else steps[0])


class Incoming(pj.Call):
    """One call."""

    def __init__(self, telephones: Telephones, id_: int) -> None:
        super().__init__(telephones, id_)
        self.telephones = telephones
        self.recorder: pj.AudioMediaRecorder | None = None
        self.does = ""

    def behaves(self, does: str) -> None:
        self.does = does
        _answer(self, {"rejects": DECLINE, "busy": BUSY}.get(does, RINGING))
        if does not in ("rejects", "busy"):
            self.telephones.endpoint.later(0.2, lambda: _answer(self, OK))

    def onCallMediaState(self, prm: pj.OnCallMediaStateParam) -> None:  # noqa: N802  PJSIP's name
        sound = sound_of(self)
        if sound is None or self.recorder is not None:
            return
        self.recorder = pj.AudioMediaRecorder()
        self.recorder.createRecorder(str(self.telephones.folder / f"call-{next(self.telephones.names)}.wav"))
        sound.startTransmit(self.recorder)
        self.telephones.endpoint.later(LISTENS, self.acts)

    def acts(self) -> None:
        """Presses its key, or hangs up without."""
        if not self.isActive():
            return
        if self.does == "answers":
            self.hangup(pj.CallOpParam())
            return
        key = pj.CallSendDtmfParam()
        key.digits, key.method = self.does, pj.PJSUA_DTMF_METHOD_RFC2833
        self.sendDtmf(key)

    def onCallState(self, prm: pj.OnCallStateParam) -> None:  # noqa: N802  PJSIP's name
        if self.getInfo().state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.recorder = None  # closes the file


def _answer(call: Incoming, code: int) -> None:
    answer = pj.CallOpParam()
    answer.statusCode = code
    call.answer(answer)


def main() -> None:
    folder, plan = Path(sys.argv[1]), json.loads(sys.argv[2])
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    endpoint = SipEndpoint()
    endpoint.account(Telephones(endpoint, folder, plan))
    print(endpoint.address, flush=True)  # noqa: T201  the test reads it
    while not over.is_set():
        endpoint.turn()
    endpoint.end()


if __name__ == "__main__":
    main()
