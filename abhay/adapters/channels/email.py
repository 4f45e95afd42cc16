"""Sends mail over SMTP: one connection per message, plain UTF-8 text, Hindi first, then English."""

import asyncio
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import Final, Self

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from abhay.adapters.channels.base import plain_id
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown, SetupError
from abhay.settings import EmailSettings, Settings
from abhay.wording.words import marked, one_line
from models.enums import Severity
from models.payloads import OutgoingMessage, Receipt

_TEMPORARY: Final = range(400, 500)
_PERMANENT: Final = range(500, 600)
_GOODBYE_SECONDS: Final = 1
_LONGEST_SUBJECT: Final = 250


class EmailChannel:
    """Sends each message through the SMTP server of the settings to the contact's mail address."""

    name = "email"

    def __init__(self, settings: EmailSettings) -> None:
        self._settings = settings
        try:
            self._sender = _address(settings.sender)
            self._tls = ssl.create_default_context(cafile=settings.ca_file) if settings.tls != "none" else None
        except ValueError as wrong:
            raise SetupError("ABHAY_CHANNELS__EMAIL__SENDER is not a mail address.") from wrong
        except OSError as unreadable:
            raise SetupError("ABHAY_CHANNELS__EMAIL__CA_FILE cannot be used.") from unreadable

    @classmethod
    def from_settings(cls, settings: Settings) -> Self | None:
        """Returns the channel, or None without a host."""
        return cls(settings.channels.email) if settings.channels.email.host else None

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Sends the mail within `timeout` seconds; the receipt holds its Message-ID.

        4xx answers and broken connections are `ChannelUnavailable`, 5xx answers `ChannelRefused`. A
        break after DATA is `DeliveryUnknown`: the server may have accepted the mail.
        """
        mail = compose(message, self._sender)
        deadline = asyncio.get_running_loop().time() + self._settings.timeout
        client = self._client()
        try:
            await self._open_envelope(client, message.to, deadline)
            await self._hand_over(client, mail, deadline)
            # The server has the mail already: a failed QUIT changes nothing.
            with suppress(SMTPException, OSError):
                await client.quit(timeout=_GOODBYE_SECONDS)
        finally:
            client.close()
        return Receipt(provider_id=str(mail["Message-ID"]))

    def _client(self) -> "_Connection":
        wanted = self._settings
        return _Connection(
            hostname=wanted.host,
            port=wanted.port,
            username=wanted.username,
            password=wanted.password.get_secret_value() if wanted.password else None,
            # Given, because the default asks DNS for this host's name, which can take long.
            local_hostname=self._sender.domain,
            timeout=wanted.timeout,
            use_tls=wanted.tls == "implicit",
            start_tls=wanted.tls == "starttls",
            tls_context=self._tls,
        )

    async def _open_envelope(self, client: SMTP, to: str, deadline: float) -> None:
        try:
            async with asyncio.timeout_at(deadline):
                await client.connect()
                await client.mail(self._sender.addr_spec)
                await client.rcpt(to)
        except SMTPResponseException as answer:
            raise _meaning(answer, ChannelUnavailable) from None
        except (SMTPException, OSError) as broken:
            raise ChannelUnavailable(f"The mail server cannot be used: {_said(broken)}.") from broken

    async def _hand_over(self, client: SMTP, mail: EmailMessage, deadline: float) -> None:
        try:
            async with asyncio.timeout_at(deadline):
                await client.data(mail.as_bytes())
        except SMTPResponseException as answer:
            raise _meaning(answer, DeliveryUnknown) from None
        except (SMTPException, OSError) as broken:
            raise DeliveryUnknown(f"The mail server broke off after DATA: {_said(broken)}.") from broken


class _Connection(SMTP):
    """A connection that closes without waiting for a TLS close_notify, which not all servers send."""

    def close(self) -> None:
        transport = self.transport
        super().close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


def compose(message: OutgoingMessage, sender: Address) -> EmailMessage:
    """Returns the mail of a message, with a Message-ID that is the same at every try.

    Raises `ChannelRefused` if the contact's address is no mail address.
    """
    mail = EmailMessage(policy=SMTP_POLICY)
    try:
        mail["To"] = _address(message.to)
    except ValueError as wrong:
        raise ChannelRefused("The contact's address is not a mail address.") from wrong
    mail["From"] = sender
    mail["Subject"] = _undecoded(one_line(marked(message.subject, drill=message.drill), _LONGEST_SUBJECT))
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{plain_id(message)}@{sender.domain}>"
    # Some relays write another Message-ID: then these tell whose mail it is, and an answer still names it.
    mail["References"] = f"<{plain_id(message)}@{sender.domain}>"
    mail["X-Abhay-Message"] = plain_id(message)
    mail["X-Abhay-Ref"] = one_line(message.alert)
    # Keeps out-of-office answers from coming back (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    if message.severity is Severity.IMMINENT:
        mail["Importance"] = "high"
    # base64, because no server on the way may need to know 8BITMIME.
    mail.set_content(message.body, charset="utf-8", cte="base64")
    return mail


def _undecoded(text: str) -> str:
    """Returns the text without beginnings of encoded words (RFC 2047).

    `EmailMessage` decodes them: `=?utf-8?q?a=0d=0ab?=` in a name would end the header, on Python before 3.11.10
    within the mail that goes out, since then by an error that keeps it from going out (CVE-2024-6923).
    """
    return text.replace("=?", "= ?")


def _address(text: str) -> Address:
    """Returns a plain ASCII mail address. Raises `ValueError` for anything else, line breaks included."""
    try:
        address = Address(addr_spec=text)
    except (MessageError, IndexError) as wrong:
        raise ValueError("not a mail address") from wrong
    if not (address.username and address.domain and text.isascii() and text.isprintable()):
        raise ValueError("not a mail address")
    return address


def _meaning(answer: SMTPResponseException, otherwise: type[DeliveryError]) -> DeliveryError:
    """Maps a server's answer to an error; `otherwise` for a code that SMTP does not define.

    The answer's text may repeat the address, and tracebacks reach Prefect's logs: the error holds only the code.
    """
    kind = (
        ChannelRefused if answer.code in _PERMANENT else ChannelUnavailable if answer.code in _TEMPORARY else otherwise
    )
    return kind(f"The mail server answered {answer.code}.")


def _said(broken: Exception) -> str:
    """Returns the library's or the system's words for a failure; they hold no address."""
    return str(broken).rstrip(".") or type(broken).__name__
