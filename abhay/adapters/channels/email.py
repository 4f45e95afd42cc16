"""Sends mail over SMTP: one connection per message, UTF-8 text and the same as HTML, Hindi first, then English.

A process keeps an access token beside its sends (`abhay.security.oauth`); everything else begins anew with each mail.
"""

import asyncio
import re
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import Final, Self

import httpx
from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException

from abhay.adapters.channels.base import plain_id
from abhay.adapters.channels.guarded import trusting
from abhay.adapters.channels.mail_html import as_html
from abhay.errors import (
    ChannelRefused,
    ChannelUnavailable,
    DeliveryError,
    DeliveryUnknown,
    SetupError,
    TokenRefused,
    TokenUnavailable,
)
from abhay.security.oauth import token_source
from abhay.settings import EmailSettings, Settings
from abhay.wording.words import marked, one_line
from models.enums import Severity, TryResult
from models.payloads import GatewayTry, OutgoingMessage, Receipt

_TEMPORARY: Final = range(400, 500)
_PERMANENT: Final = range(500, 600)
_GOODBYE_SECONDS: Final = 1
_LONGEST_SUBJECT: Final = 250
_NOT_IN_IDS: Final = re.compile(r"[^A-Za-z0-9-]")


class EmailChannel:
    """Sends each message through the SMTP server of the settings to the contact's mail address."""

    name = "email"

    def __init__(self, settings: EmailSettings) -> None:
        self._settings = settings
        self._tokens = token_source(settings.oauth) if settings.oauth.token_url else None
        if self._tokens and not settings.username:
            raise SetupError("ABHAY_CHANNELS__EMAIL__USERNAME must name the mailbox that the tokens are for.")
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
        try:
            return await self._try(mail, message.to, deadline)
        except ChannelRefused as refused:
            # A token that was good before may have been revoked: a new one is tried at once.
            if not (self._tokens and _is_about_us(refused) and self._tokens.forget()):
                raise
        return await self._try(mail, message.to, deadline)

    async def _try(self, mail: EmailMessage, to: str, deadline: float) -> Receipt:
        client = self._client(await self._token(deadline))
        try:
            await self._open_envelope(client, to, deadline)
            await self._hand_over(client, mail, deadline)
            # The server has the mail already: a failed QUIT changes nothing.
            with suppress(SMTPException, OSError):
                await client.quit(timeout=_GOODBYE_SECONDS)
        finally:
            client.close()
        return Receipt(provider_id=str(mail["Message-ID"]), tries=(self._server(TryResult.SENT),))

    async def _token(self, deadline: float) -> str | None:
        """Returns the access token in force, or a new one; None where the password is used."""
        if self._tokens is None:
            return None
        if (kept := self._tokens.kept()) is not None:
            return kept
        try:
            async with asyncio.timeout_at(deadline), httpx.AsyncClient(verify=self._to_provider()) as client:
                answer = await client.post(self._tokens.url, data=self._tokens.form())
            return self._tokens.read(answer.status_code, answer.content)
        except TokenRefused as refused:
            raise self._refusal("The mail provider gives us no token.") from refused
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TokenUnavailable) as broken:
            raise ChannelUnavailable(f"No token can be fetched for the mail server: {type(broken).__name__}.") from None

    def _to_provider(self) -> ssl.SSLContext:
        return self._tls or trusting(None, "")

    def _client(self, token: str | None) -> "_Connection":
        wanted = self._settings

        async def give() -> str:
            return token or ""

        return _Connection(
            hostname=wanted.host,
            port=wanted.port,
            username=wanted.username,
            password=wanted.password.get_secret_value() if wanted.password and token is None else None,
            oauth_token_generator=give if token is not None else None,
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
        except SMTPAuthenticationError as answer:
            if answer.code in _TEMPORARY:
                raise _meaning(answer, ChannelUnavailable) from None
            raise self._refusal(f"The mail server does not let us in: it answered {answer.code}.") from None
        except SMTPResponseException as answer:
            raise _meaning(answer, ChannelUnavailable) from None
        except (SMTPException, OSError) as broken:
            raise ChannelUnavailable(f"The mail server cannot be used: {_said(broken)}.") from broken

    def _refusal(self, said: str) -> ChannelRefused:
        """Returns a refusal of all our mails."""
        return ChannelRefused(said, [self._server(TryResult.REFUSED, said)])

    def _server(self, result: TryResult, said: str = "") -> GatewayTry:
        about_us = result is TryResult.REFUSED
        return GatewayTry(gateway=self._settings.host or "", result=result, account_wide=about_us, detail=said)

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
    # Mails of one case stand in one thread, under an id that no mail has. Some relays write another Message-ID: then
    # the second of these tells whose mail it is, and an answer still names it.
    thread = f"<{_NOT_IN_IDS.sub('_', message.alert)}.case@{sender.domain}>"
    mail["In-Reply-To"] = thread
    mail["References"] = f"{thread} <{plain_id(message)}@{sender.domain}>"
    mail["X-Abhay-Message"] = plain_id(message)
    mail["X-Abhay-Ref"] = one_line(message.alert)
    # Keeps out-of-office answers from coming back (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    if message.severity is Severity.IMMINENT:
        mail["Importance"] = "high"
    # base64, because no server on the way may need to know 8BITMIME.
    mail.set_content(message.body, charset="utf-8", cte="base64")
    page = as_html(str(mail["Subject"]), message.body, message.ack_url)
    mail.add_alternative(page, subtype="html", charset="utf-8", cte="base64")
    return mail


def _is_about_us(refused: ChannelRefused) -> bool:
    return any(each.account_wide for each in refused.tries)


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
