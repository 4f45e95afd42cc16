"""The door for a mail server that hands its mails over, `abhay lmtp`: LMTP (RFC 2033), or SMTP if it must be.

A mail is accepted when its case is committed. Until then the answer is a temporary failure, for which
every mail server keeps the mail and tries again; the same mail again is the same event.
"""

import asyncio
import logging
import signal
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from abhay.errors import EmptyBody, SetupError, TooManyAlerts
from abhay.services.afterwards import Afterwards
from abhay.services.mail_arrivals import receive
from abhay.services.runtime import Runtime
from abhay.settings import LmtpSettings
from abhay.sources.registry import find_source
from abhay.store.database import UNREACHABLE

_LOG = logging.getLogger(__name__)

# At DEBUG the library writes down what it receives: people's mails.
logging.getLogger("mail.log").setLevel(logging.WARNING)

ACTOR = "lmtp"

HEADROOM = 4
"""Times the limit of a mail that are taken off the line: what is above the limit is cut off, not refused."""

LONGEST_ACCEPTANCE = 60.0
"""Seconds in which a mail must have its case; mail servers wait ten minutes (RFC 5321, 4.5.3.2.6)."""

TAKEN = "250 2.0.0 taken in"
EMPTY = "554 5.6.0 there is nothing in this mail"
TOO_MANY = "452 4.3.1 more alerts than anybody could read: try again later"
NOT_NOW = "451 4.3.0 it cannot be taken in now: try again later"


class Receiver:
    """What is done with a mail that came over the line (aiosmtpd's handler)."""

    def __init__(self, runtime: Runtime, later: Afterwards) -> None:
        self._runtime = runtime
        self._later = later
        self._settings = runtime.settings.lmtp

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        """Take the mail in; LMTP has one answer for each recipient."""
        raw = envelope.original_content or b""
        answer = await self._take(raw)
        return "\r\n".join([answer] * (len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1))

    async def handle_exception(self, error: Exception) -> str:
        """What went wrong between us and the mail server is no reason to give the mail back to its sender."""
        _LOG.error("a mail server's connection broke", exc_info=error)
        return NOT_NOW

    async def _take(self, raw: bytes) -> str:
        limit = self._runtime.settings.limits.mail_bytes
        try:
            async with asyncio.timeout(LONGEST_ACCEPTANCE):
                await receive(
                    self._runtime,
                    self._later,
                    self._settings.source,
                    raw[:limit],
                    actor=ACTOR,
                    whole=len(raw) <= limit,
                )
        except EmptyBody:
            return EMPTY
        except TooManyAlerts:
            return TOO_MANY
        except UNREACHABLE as error:
            _LOG.warning("a mail is left to the mail server (%s)", type(error).__name__)
            return NOT_NOW
        except Exception:  # noqa: BLE001  whatever it was, the mail server still has the mail
            _LOG.exception("a mail of %d bytes is left to the mail server", len(raw))
            return NOT_NOW
        return TAKEN


class _Listener(SMTP):
    """Takes lines of any length and mails beyond our limit: both are for us to cope with."""

    def __init__(self, receiver: Receiver, limit: int) -> None:
        self.line_length_limit = HEADROOM * limit
        # A name is given because the default asks DNS for this host's, which can take long.
        kind: dict[str, Any] = {"hostname": "abhay", "ident": "Abhay", "enable_SMTPUTF8": True}
        super().__init__(receiver, data_size_limit=HEADROOM * limit, **kind)


class _LmtpListener(_Listener, LMTP):
    """The same for LMTP."""


async def start(runtime: Runtime, later: Afterwards) -> asyncio.Server:
    """Listen where the settings say. Raises `SetupError` in one line if that cannot be."""
    settings = runtime.settings.lmtp
    port = _usable_port(settings)
    receiver, limit = Receiver(runtime, later), runtime.settings.limits.mail_bytes
    kind = _LmtpListener if settings.protocol == "lmtp" else _Listener
    try:
        return await asyncio.get_running_loop().create_server(lambda: kind(receiver, limit), settings.host, port)
    except OSError as error:
        raise SetupError(f"ABHAY_LMTP__PORT: cannot listen on {settings.host}:{port} ({error.strerror})") from error


def _usable_port(settings: LmtpSettings) -> int:
    if settings.port is None:
        raise SetupError("there is nowhere to listen: set ABHAY_LMTP__PORT")
    if find_source(settings.source) is None:
        raise SetupError(f"ABHAY_LMTP__SOURCE: there is no source {settings.source}")
    return settings.port


async def listen(runtime: Runtime) -> None:
    """Run the listener until SIGINT or SIGTERM."""
    stopping = asyncio.Event()
    async with Afterwards() as later:
        server = await start(runtime, later)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        await stopping.wait()
        server.close()
