"""`abhay lmtp`: receives mails from a mail server over LMTP (RFC 2033), or over SMTP.

A mail is accepted once its case is committed. Before that the answer is a temporary failure, after which
every mail server keeps the mail and tries again; the same mail is the same event.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from abhay.adapters.sources.registry import is_source
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.errors import EmptyBody, SetupError, TooManyAlerts
from abhay.repeated import Repeated
from abhay.services.intake.mail import receive
from abhay.services.monitoring.living import telling
from abhay.services.runtime import Runtime
from abhay.settings import LmtpSettings
from models.actors import ActorRole, system

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

# At DEBUG the library writes down what it receives: people's mails.
logging.getLogger("mail.log").setLevel(logging.WARNING)

ACTOR = system("lmtp").in_role(ActorRole.INTEGRATOR)

HEADROOM = 4
"""Factor of the mail limit up to which bytes are read: a longer mail is cut off, not refused."""

LONGEST_ACCEPTANCE = 60.0
"""Seconds within which a mail must have its case; mail servers wait ten minutes (RFC 5321, 4.5.3.2.6)."""

TAKEN = "250 2.0.0 taken in"
EMPTY = "554 5.6.0 there is nothing in this mail"
TOO_MANY = "452 4.3.1 more alerts than anybody could read: try again later"
NOT_NOW = "451 4.3.0 it cannot be taken in now: try again later"

Accept = Callable[..., Awaitable[object]]
"""How a mail is taken in: as `abhay.services.intake.mail.receive` is called."""


class Receiver:
    """Takes in received mails (aiosmtpd's handler)."""

    def __init__(
        self, runtime: Runtime, *, accept: Accept = receive, longest_acceptance: float = LONGEST_ACCEPTANCE
    ) -> None:
        self._runtime = runtime
        self._accept = accept
        self._longest_acceptance = longest_acceptance
        self._settings = runtime.settings.lmtp

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        """Takes the mail in; LMTP has one answer for each recipient."""
        raw = envelope.original_content or b""
        answer = await self._take(raw)
        return "\r\n".join([answer] * (len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1))

    async def handle_exception(self, error: Exception) -> str:
        """Answers an error with a temporary failure, so that the mail does not go back to its sender."""
        _LOG.error("a mail server's connection broke", exc_info=error)
        return NOT_NOW

    async def _take(self, raw: bytes) -> str:
        limit = self._runtime.settings.limits.mail_bytes
        try:
            async with asyncio.timeout(self._longest_acceptance):
                await self._accept(self._runtime, self._settings.source, raw[:limit], ACTOR, whole=len(raw) <= limit)
        except EmptyBody:
            return EMPTY
        except TooManyAlerts:
            return TOO_MANY
        except UNREACHABLE as error:
            _REPEATED.warn("a mail is left to the mail server", type(error).__name__)
            return NOT_NOW
        except Exception:  # noqa: BLE001  the mail server still has the mail
            _LOG.exception("a mail of %d bytes is left to the mail server", len(raw))
            return NOT_NOW
        return TAKEN


class _Listener(SMTP):
    """Accepts lines of any length and mails beyond our limit, which our own reader handles."""

    def __init__(self, receiver: Receiver, limit: int) -> None:
        self.line_length_limit = HEADROOM * limit
        # A name is given because the default asks DNS for this host's, which can take long.
        kind: dict[str, Any] = {"hostname": "abhay", "ident": "Abhay", "enable_SMTPUTF8": True}
        super().__init__(receiver, data_size_limit=HEADROOM * limit, **kind)


class _LmtpListener(_Listener, LMTP):
    """The same listener for LMTP."""


async def start(runtime: Runtime, receiver: Receiver | None = None) -> asyncio.Server:
    """Listens on the address of the settings. Raises `SetupError` in one line if that fails."""
    settings = runtime.settings.lmtp
    port = _usable_port(settings)
    handler, limit = receiver or Receiver(runtime), runtime.settings.limits.mail_bytes
    kind = _LmtpListener if settings.protocol == "lmtp" else _Listener
    try:
        return await asyncio.get_running_loop().create_server(lambda: kind(handler, limit), settings.host, port)
    except OSError as error:
        raise SetupError(f"ABHAY_LMTP__PORT: cannot listen on {settings.host}:{port} ({error.strerror})") from error


def _usable_port(settings: LmtpSettings) -> int:
    if settings.port is None:
        raise SetupError("there is nowhere to listen: set ABHAY_LMTP__PORT")
    if not is_source(settings.source):
        raise SetupError(f"ABHAY_LMTP__SOURCE: there is no source {settings.source}")
    return settings.port


async def listen(runtime: Runtime) -> None:
    """Runs the listener until SIGINT or SIGTERM."""
    stopping = asyncio.Event()
    await runtime.mail_readers.warm()
    server = await start(runtime)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with telling(runtime, "lmtp"):
        await stopping.wait()
    server.close()
