"""One call to be made, and the form in which a gateway is asked for it."""

from dataclasses import dataclass
from typing import Protocol

import httpx

from abhay.adapters.channels.voice.gateways import VoiceGateway
from models.payloads import OutgoingMessage


@dataclass(frozen=True)
class Callbacks:
    """Where a gateway tells what became of a call (`receipts`), and which key was pressed (`replies`).

    `reports` False: the address of receipts is left out, as the gateway refuses it.
    """

    base_url: str
    secret: str | None
    ring: int
    reports: bool = True

    def receipts(self, gateway: VoiceGateway, *, signed: bool) -> str:
        """Returns the address of receipts; the secret is part of it where the gateway signs nothing."""
        return self._address("receipts", gateway, signed=signed)

    def replies(self, gateway: VoiceGateway, *, signed: bool) -> str:
        """Returns the address of keys."""
        return self._address("replies", gateway, signed=signed)

    def _address(self, what: str, gateway: VoiceGateway, *, signed: bool) -> str:
        address = f"{self.base_url}/v1/{what}/{gateway.name}"
        return address if signed or self.secret is None else f"{address}/{self.secret}"


@dataclass(frozen=True)
class Result:
    """What a gateway answered: its id of the call, or why it makes none.

    `about_us`: it refuses every call of ours, whatever the number. `about_callback`: it refuses the address of receipts
    alone, which it cannot reach.
    """

    call_id: str | None = None
    refused: str | None = None
    about_us: bool = False
    about_callback: bool = False


class Form(Protocol):
    """How one kind of gateway is asked for a call, and how its answer is read."""

    def request(self, gateway: VoiceGateway, message: OutgoingMessage, callbacks: Callbacks) -> httpx.Request:
        """Returns the request for one call."""
        ...

    def read(self, status: int, body: bytes) -> Result:
        """Returns what an answer of 2xx or 4xx means."""
        ...
