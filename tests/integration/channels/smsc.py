"""An operator's centre for short messages over SMPP 3.4 that does what a test says: it refuses, it reports late or never.

Kannel binds to it as it would to an operator. It runs in a thread with a loop of its own.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from smpp34 import ESME_RINVDSTADR, Esme, Server, SubmitSmEvent, Tlv, Unbound

from abhay.adapters.processes.ports import free_port
from abhay.testing.http import InThread

NO_SUCH_NUMBER = ESME_RINVDSTADR
RECEIPT = 0x04
"""`esm_class` of a message that is a delivery receipt (SMPP 3.4, 5.2.12)."""

UCS2 = 8
UDHI = 0x40
ERRORS = {"DELIVRD": "000"}


@dataclass(frozen=True)
class Report:
    """One receipt: its word (SMPP 3.4, appendix B), so many seconds after the message was taken.

    Kannel drops a receipt that overtakes what it still has to note of the message, so that none goes out at once.
    """

    stat: str
    after: float = 0.5


@dataclass(frozen=True)
class Script:
    """What becomes of each message from now on: refused with a status, or taken and then reported."""

    refuse: int | None = None
    reports: tuple[Report, ...] = (Report("DELIVRD"),)


@dataclass(frozen=True)
class Submitted:
    """One part of a message as Kannel handed it over; parts come in any order, `number` is that within the message."""

    number: int
    to: str
    sender: str
    text: str
    tlvs: dict[int, bytes]
    wants_receipt: bool


@dataclass
class Operator:
    """The running centre; `submitted` is all that came, refused or not, `told` each receipt that Kannel took."""

    port: int
    script: Script = Script()
    submitted: list[Submitted] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    _sessions: dict[str, Esme] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _ids: Iterator[int] = field(default_factory=lambda: count(4242))

    @property
    def is_bound(self) -> bool:
        """Whether a gateway is there that can be told of receipts."""
        return any(each.can_receive for each in list(self._sessions.values()))

    async def serve(self) -> None:
        server = Server("127.0.0.1", self.port, system_id="OPERATOR")
        await server.start()
        try:
            while True:
                self._take(await server.next())
        finally:
            for task in self._tasks:
                task.cancel()
            await server.stop()

    def _take(self, event: Esme | SubmitSmEvent | Unbound) -> None:
        match event:
            case Esme():
                self._sessions[event.session_id] = event
            case Unbound():
                self._sessions.pop(event.session_id, None)
            case SubmitSmEvent():
                self._answer(event)

    def _answer(self, event: SubmitSmEvent) -> None:
        self.submitted.append(_read(event))
        if self.script.refuse is not None:
            event.reject(self.script.refuse)
            return
        id_ = f"op{next(self._ids)}"
        event.accept(id_)
        if event.registered_delivery & 1:
            for report in self.script.reports:
                task = asyncio.ensure_future(self._report(event, id_, report))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _report(self, event: SubmitSmEvent, id_: str, report: Report) -> None:
        await asyncio.sleep(report.after)
        receiver = next(each for each in self._sessions.values() if each.can_receive)
        await receiver.deliver_sm(
            event.source_addr,
            _receipt(id_, report.stat).encode(),
            source_addr=event.destination_addr,
            esm_class=RECEIPT,
            source_addr_ton=event.dest_addr_ton,
            source_addr_npi=event.dest_addr_npi,
        )
        self.told.append(report.stat)


def _receipt(id_: str, stat: str) -> str:
    """Returns the text of a receipt, as operators write it."""
    at = f"{datetime.now(UTC):%y%m%d%H%M}"
    delivered, error = int(stat == "DELIVRD"), ERRORS.get(stat, "011")
    return f"id:{id_} sub:001 dlvrd:{delivered:03} submit date:{at} done date:{at} stat:{stat} err:{error} text:"


def _read(event: SubmitSmEvent) -> Submitted:
    content, number = bytes(event.short_message), 1
    if event.esm_class & UDHI:
        head, content = content[: 1 + content[0]], content[1 + content[0] :]
        number = head[-1]
    return Submitted(
        number=number,
        to=event.destination_addr,
        sender=event.source_addr,
        text=content.decode("utf-16-be") if event.data_coding == UCS2 else content.decode("latin-1"),
        tlvs={tlv.tag: _value(tlv) for tlv in event.tlvs},
        wants_receipt=bool(event.registered_delivery & 1),
    )


def _value(tlv: Tlv) -> bytes:
    return bytes(tlv.value)


@contextmanager
def operator() -> Iterator[Operator]:
    """A centre on a free port for as long as the block lasts."""
    running, thread = Operator(free_port()), InThread()

    async def begin() -> asyncio.Task[None]:
        return asyncio.ensure_future(running.serve())

    async def end(task: asyncio.Task[None]) -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    task = thread.run(begin)
    try:
        yield running
    finally:
        thread.run(lambda: end(task))
        thread.close()
