"""Sends by messengers (Telegram, ntfy, Matrix and the like) through `apprise`: a side way, never the only one.

The library blocks, says only true or false, and logs addresses and words. So each message has a thread of its own, what
the plug-in would log is read here and goes nowhere else, and what cannot be told apart is unknown.
"""

import asyncio
import logging
import re
import threading
from contextlib import suppress
from http import HTTPStatus
from typing import Final, Self

from abhay.adapters.channels.apprise.services import Service, as_one_text, read_services
from abhay.adapters.channels.base import plain_id
from abhay.domain.messages.side_ways import side_address
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown
from abhay.settings import Settings
from abhay.wording.words import DRILL, one_line
from models.enums import TryResult
from models.payloads import GatewayTry, OutgoingMessage, Receipt

_STATUS: Final = re.compile(r"error=([1-5][0-9]{2})(?:[0-9]{2})?\b")
"""The HTTP status of an answer; ntfy puts two digits of its own behind it."""

_NEVER_CONNECTED: Final = ("Max retries exceeded", "Failed to establish a new connection")
_READ: Final = "Read timed out"
_RETRYABLE: Final = frozenset({408, 425, 429})


class AppriseChannel:
    """Sends the subject as title and the body as text to one target of one service."""

    name = "apprise"

    def __init__(self, services: str, timeout: float) -> None:
        self._services = read_services(services)
        self._timeout = timeout
        # The paths of Telegram's addresses hold the bot's token, and urllib3 would write them at this level.
        quiet = logging.getLogger("urllib3.connectionpool")
        quiet.setLevel(max(logging.INFO, quiet.level))

    @classmethod
    def from_settings(cls, settings: Settings) -> Self | None:
        """Returns the channel, or None without services. Raises `SetupError` for an address that may not be used."""
        own = settings.channels.apprise
        return cls(own.services.get_secret_value(), own.timeout) if own.services else None

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Sends the message within `timeout` seconds; what takes longer may still go out, and is unknown.

        A messenger gives no id and reports nothing: the receipt says only that its server took the message.
        """
        address = side_address(message.to)
        service = self._services.get(address.service) if address else None
        if address is None or service is None:
            raise ChannelRefused("The contact's address names no service of ABHAY_CHANNELS__APPRISE__SERVICES.")
        sending = _Sending(service, address.target, message, self._timeout)
        try:
            async with asyncio.timeout(self._timeout):
                problem = await sending.outcome
        except TimeoutError:
            problem = _failure(service, TryResult.UNKNOWN, "no answer in time")
        if problem is not None:
            raise problem
        return Receipt(tries=(GatewayTry(gateway=service.name, result=TryResult.SENT),))


class _Sending:
    """One message in a thread of its own, which ends with its sockets' own limits even if nobody waits any more."""

    def __init__(self, service: Service, target: str, message: OutgoingMessage, seconds: float) -> None:
        self._service, self._target, self._message, self._seconds = service, target, message, seconds
        self._loop = asyncio.get_running_loop()
        self.outcome: asyncio.Future[DeliveryError | None] = self._loop.create_future()
        threading.Thread(target=self._run, name="apprise", daemon=True).start()

    def _run(self) -> None:
        try:
            problem = self._send()
        except Exception as broken:  # noqa: BLE001  a plug-in may raise anything, with the words in it
            problem = _failure(self._service, TryResult.UNKNOWN, type(broken).__name__)
        with suppress(RuntimeError):  # the loop has ended meanwhile, and nobody waits any more
            self._loop.call_soon_threadsafe(self._tell, problem)

    def _tell(self, problem: DeliveryError | None) -> None:
        if not self.outcome.done():
            self.outcome.set_result(problem)

    def _send(self) -> DeliveryError | None:
        plugin = self._service.made(self._target, self._seconds)
        if plugin is None:
            return _failure(self._service, TryResult.REFUSED, "it knows no such target")
        listening = _Listening()
        plugin.logger = listening
        message = self._message
        # A messenger has no field for our id: it stands below the words, so that a repeat and a drill are known.
        mark = f"[{DRILL.both}] " if message.drill else ""
        body = f"{message.body.rstrip()}\n\n{mark}#{plain_id(message)}"
        done = plugin.notify(title=one_line(message.subject), body=body, **as_one_text())
        return None if done is True else self._meaning(listening.said)

    def _meaning(self, said: list[str]) -> DeliveryError:
        """Returns what a failure means by what the plug-in would have logged; any other is unknown."""
        text = "\n".join(said)
        if found := _STATUS.search(text):
            return _by_status(self._service, int(found[1]))
        if any(words in text for words in _NEVER_CONNECTED) and _READ not in text:
            return _failure(self._service, TryResult.UNAVAILABLE, "it cannot be reached")
        return _failure(self._service, TryResult.UNKNOWN, "it broke off")


class _Listening(logging.Logger):
    """Keeps what a plug-in logs, for this message alone: addresses, tokens and words are in it."""

    def __init__(self) -> None:
        super().__init__("apprise.one-message", logging.DEBUG)
        self.propagate = False
        self.said: list[str] = []

    def handle(self, record: logging.LogRecord) -> None:
        """Keeps the record's text."""
        self.said.append(record.getMessage())


def _by_status(service: Service, status: int) -> DeliveryError:
    if status == HTTPStatus.UNAUTHORIZED:
        return _failure(service, TryResult.REFUSED, f"it answered {status}", wide=True)
    if status == HTTPStatus.GATEWAY_TIMEOUT:
        return _failure(service, TryResult.UNKNOWN, f"it answered {status}")
    if status in _RETRYABLE or status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.BAD_REQUEST:
        return _failure(service, TryResult.UNAVAILABLE, f"it answered {status}")
    return _failure(service, TryResult.REFUSED, f"it answered {status}")


def _failure(service: Service, result: TryResult, what: str, *, wide: bool = False) -> DeliveryError:
    kinds: dict[TryResult, type[DeliveryError]] = {
        TryResult.UNKNOWN: DeliveryUnknown,
        TryResult.REFUSED: ChannelRefused,
    }
    said = f"The messenger {service.name}: {what}."
    tried = GatewayTry(gateway=service.name, result=result, account_wide=wide, detail=said)
    return kinds.get(result, ChannelUnavailable)(said, [tried])
