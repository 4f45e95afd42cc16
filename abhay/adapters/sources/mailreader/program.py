"""The reading process: `python -m abhay.adapters.sources.mailreader.program MEMORY SECONDS`.

It answers one question after the other until its standard input ends, which it does with its parent. It knows no
settings, keys or database. Every question has its own alarm, so that a process without a parent ends too.
"""

import logging
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from abhay.adapters.sources.by_hand import words_of
from abhay.adapters.sources.mail.message import RFC822, read_mail
from abhay.adapters.sources.mailreader.frames import HEAD, Frame, pack, pack_payload, unpack
from abhay.faultpoints import VARIABLE, fault_point, follow_orders

_LOG = logging.getLogger(__name__)

GRACE = 5
"""Seconds that the parent has beyond the time limit to end this process itself."""


def main(memory: int, seconds: float) -> None:
    """Answers until standard input ends; `memory` is in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the parent, which ends this process
    asked, answers = _own_pipes()
    _limit(memory)
    if os.environ.get(VARIABLE):
        from abhay.settings import Settings  # noqa: PLC0415  a process outside tests reads no settings

        follow_orders(Settings())
    _send(answers, pack({"ready": True}))
    while (frame := _next(asked)) is not None:
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
        answer = _answer(frame)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, answer)


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Takes standard output for the answers alone: what a library prints goes to the log."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS refuses it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _next(asked: BinaryIO) -> Frame | None:
    sizes = asked.read(HEAD.size)
    if len(sizes) < HEAD.size:
        return None
    head, rest = HEAD.unpack(sizes)
    return unpack(asked.read(head), asked.read(rest))


def _send(answers: BinaryIO, answer: bytes) -> None:
    with suppress(BrokenPipeError):  # the parent has ended, and so will standard input
        answers.write(answer)
        answers.flush()


def _answer(frame: Frame) -> bytes:
    words, (raw,) = frame
    try:
        fault_point("mail-read")
        return _read(words, raw)
    except Exception as error:  # noqa: BLE001  a fault of our reader must not lose a mail
        _LOG.exception("a mail of %d bytes could not be read", len(raw))
        return pack({"fault": type(error).__name__})


def _read(words: dict[str, Any], raw: bytes) -> bytes:
    if words["what"] == "words":
        return pack({"words": words_of(raw, RFC822)})
    payload, facts = read_mail(
        raw,
        words["source"],
        words["authserv_id"],
        partner_domains=words["partner_domains"],
        own_domains=words["own_domains"],
    )
    return pack_payload(payload, facts)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
