"""One connection to the mailbox over IMAP (RFC 9051): lists mails, reads their bytes, sets flags, deletes test mails.

Every method blocks for at most the settings' `timeout` per answer and belongs in a thread, one at a
time; only `abort` may be called from any thread.
"""

import logging
import socket
import ssl
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, Self, cast

from imapclient import IMAPClient  # pyright: ignore[reportMissingTypeStubs]  see _Client
from imapclient.exceptions import (  # pyright: ignore[reportMissingTypeStubs]
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)

from abhay.adapters.mailbox.oauth import access_token, is_worth_another
from abhay.errors import MailboxRefused, MailboxUnavailable, MailboxUnwritable, MailUnreadable, SetupError
from abhay.settings import MailboxSettings

# At DEBUG the library writes down what it reads: people's mails.
logging.getLogger("imapclient").setLevel(logging.WARNING)

_SLICE = 0.5
"""Seconds between two checks whether to go on waiting."""

_SEEN, _DELETED = b"\\Seen", b"\\Deleted"
_ZONES = timedelta(days=1)
"""Margin of the SINCE search, which compares dates in the server's own zone."""


@dataclass(frozen=True)
class Folder:
    """The folder's present state: `uidnext` is the UID of the next mail; flags can be set if `writable`."""

    uidvalidity: int
    uidnext: int
    writable: bool


@dataclass(frozen=True)
class FetchedMail:
    """A mail's exact bytes, or only the first of them if it is not `whole`."""

    raw: bytes
    whole: bool


class _Client(Protocol):
    """The used part of IMAPClient, which has no types of its own."""

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> object: ...
    def login(self, username: str, password: str) -> object: ...
    def oauth2_login(self, user: str, access_token: str) -> object: ...
    def has_capability(self, capability: str) -> bool: ...
    def select_folder(self, folder: str, readonly: bool = False) -> Mapping[bytes, object]: ...  # noqa: FBT001, FBT002
    def search(self, criteria: Sequence[str | date]) -> list[int]: ...
    def fetch(self, messages: Sequence[int], data: Sequence[str]) -> Mapping[int, Mapping[bytes, object]]: ...
    def add_flags(self, messages: Sequence[int], flags: Sequence[bytes]) -> object: ...
    def uid_expunge(self, messages: Sequence[int]) -> object: ...
    def get_quota(self, mailbox: str) -> "list[_Quota]": ...
    def idle(self) -> None: ...
    def idle_check(self, timeout: float) -> list[object]: ...
    def idle_done(self) -> object: ...
    def socket(self) -> socket.socket: ...
    def logout(self) -> object: ...
    def shutdown(self) -> None: ...


class _Quota(Protocol):
    usage: int
    limit: int


class Inbox:
    """The folder of the settings on its server, logged in."""

    def __init__(self, client: _Client, settings: MailboxSettings) -> None:
        self._client = client
        self._settings = settings

    @classmethod
    def open(cls, settings: MailboxSettings) -> Self:
        """Connects and logs in. Raises `MailboxUnavailable`, `MailboxRefused`, `SetupError`.

        A token that was good before may have been revoked: then a new one is tried at once.
        """
        try:
            return cls._signed_in(settings)
        except MailboxRefused:
            if not is_worth_another(settings):
                raise
            return cls._signed_in(settings)

    @classmethod
    def _signed_in(cls, settings: MailboxSettings) -> Self:
        context = _tls(settings)
        token = access_token(settings) if settings.oauth.token_url else ""
        host, implicit = settings.host or "", settings.tls == "implicit"
        with _reaching("connecting"):
            made = IMAPClient(host, settings.port, ssl=implicit, ssl_context=context, timeout=settings.timeout)
            client = cast("_Client", made)
        try:
            with _reaching("logging in"):
                if settings.tls == "starttls":
                    client.starttls(context)
                if settings.oauth.token_url:
                    client.oauth2_login(settings.username, token)
                else:
                    client.login(settings.username, settings.password.get_secret_value())
        except MailboxUnavailable:
            _hang_up(client)
            raise
        return cls(client, settings)

    def look(self) -> Folder:
        """Selects the folder again, so that the following calls see its current state. Raises `MailboxUnavailable`."""
        with _reaching("opening the folder"):
            try:
                answer, writable = self._client.select_folder(self._settings.folder), True
            except IMAPClientReadOnlyError:
                answer, writable = self._client.select_folder(self._settings.folder, readonly=True), False
            uidvalidity, uidnext = answer.get(b"UIDVALIDITY"), answer.get(b"UIDNEXT")
            if not isinstance(uidvalidity, int):
                raise MailboxUnavailable("The mail server does not number the mails of the folder.")
            if not isinstance(uidnext, int):
                uidnext = max(self._client.search(["ALL"]), default=0) + 1
            return Folder(uidvalidity, uidnext, writable)

    def newer_than(self, uid: int) -> list[int]:
        """Returns the UIDs above this one, rising."""
        with _reaching("looking for new mails"):
            # `n:*` always names the last mail too, even if its UID is below n.
            return sorted(found for found in self._client.search(["UID", f"{uid + 1}:*"]) if found > uid)

    def backlog(self, uidnext: int, since: datetime | None) -> list[int]:
        """Returns the UIDs below `uidnext`, rising, of unopened mails and of all that arrived after `since`."""
        if uidnext <= 1:
            return []
        unopened: list[str | date] = ["UNSEEN"]
        if since is not None:
            unopened = ["OR", "UNSEEN", "SINCE", (since - _ZONES).date()]
        with _reaching("looking for old mails"):
            return sorted(self._client.search(["UID", f"1:{uidnext - 1}", *unopened]))

    def fetch(self, uid: int, limit: int) -> FetchedMail | None:
        """Returns a mail's first `limit` bytes without setting a flag; None if the mail no longer exists.

        Raises `MailUnreadable` if the server cannot hand it out, `MailboxUnavailable`.
        """
        with _reaching("reading a mail", refusal=MailUnreadable):
            size = self._fetch(uid, "RFC822.SIZE").get(b"RFC822.SIZE")
            if size is None:
                return None
            whole = isinstance(size, int) and size <= limit
            found = self._fetch(uid, "BODY.PEEK[]" if whole else f"BODY.PEEK[]<0.{limit}>")
            raw = next((value for key, value in found.items() if key.startswith(b"BODY[]")), None)
        if raw is None or isinstance(raw, bytes):
            return None if raw is None else FetchedMail(raw, whole)
        raise MailUnreadable

    def _fetch(self, uid: int, item: str) -> Mapping[bytes, object]:
        return self._client.fetch([uid], [item]).get(uid, {})

    def flag_seen(self, uids: Sequence[int]) -> None:
        """Flags these mails as seen. Raises `MailboxUnwritable`, `MailboxUnavailable`."""
        if uids:
            with _reaching("flagging mails", refusal=MailboxUnwritable):
                self._client.add_flags(uids, [_SEEN])

    def delete(self, uids: Sequence[int]) -> None:
        """Deletes these mails and no others. Raises `MailboxUnwritable`, `MailboxUnavailable`.

        A server without UIDPLUS can only remove every mail marked as deleted, by anybody: there they stay marked.
        """
        if uids:
            with _reaching("deleting mails", refusal=MailboxUnwritable):
                self._client.add_flags(uids, [_SEEN, _DELETED])
                if self._client.has_capability("UIDPLUS"):
                    self._client.uid_expunge(uids)

    def used_percent(self) -> int | None:
        """Returns how full the mailbox is, in percent; None if the server does not report it."""
        with _reaching("asking for the quota"):
            if not self._client.has_capability("QUOTA"):
                return None
            try:
                quotas = self._client.get_quota(self._settings.folder)
            except IMAPClientError as error:
                if isinstance(error, IMAPClientAbortError):
                    raise
                return None  # it may not tell us
        return max((100 * quota.usage // quota.limit for quota in quotas if quota.limit > 0), default=None)

    def wait(self, seconds: float, unwanted: Callable[[], bool]) -> None:
        """Waits until the server reports anything, at most this long, or until `unwanted` returns True."""
        end = time.monotonic() + seconds
        with _reaching("waiting for mails"):
            idles = self._settings.idle and self._client.has_capability("IDLE")
            if idles:
                self._client.idle()
            while (left := end - time.monotonic()) > 0 and not unwanted():
                if not idles:
                    time.sleep(min(left, _SLICE))
                elif self._heard(min(left, _SLICE)):
                    break
            if idles:
                self._client.idle_done()

    def _heard(self, seconds: float) -> bool:
        """Returns whether the server sent anything; a broken connection counts too, and the next command raises."""
        began = time.monotonic()
        return bool(self._client.idle_check(seconds)) or time.monotonic() - began < seconds / 2

    def close(self) -> None:
        """Logs out and closes the connection."""
        with suppress(IMAPClientError, OSError):
            self._client.logout()
        _hang_up(self._client)

    def abort(self) -> None:
        """Breaks the connection, so that a waiting call fails; callable from any thread."""
        with suppress(OSError, ValueError):
            self._client.socket().shutdown(socket.SHUT_RDWR)


def _hang_up(client: _Client) -> None:
    with suppress(IMAPClientError, OSError):
        client.shutdown()


def _tls(settings: MailboxSettings) -> ssl.SSLContext | None:
    if settings.tls == "none":
        return None
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise SetupError("ABHAY_MAILBOX__CA_FILE cannot be used.") from error


@contextmanager
def _reaching(
    what: str, refusal: type[MailboxUnavailable | MailUnreadable] = MailboxUnavailable
) -> Generator[None, None, None]:
    """Translates errors of the library and the network into ours; `refusal` for refused commands."""
    try:
        yield
    except LoginError as error:
        raise MailboxRefused from error
    except (IMAPClientAbortError, OSError) as error:
        raise MailboxUnavailable(f"The mail server is gone while {what} ({type(error).__name__}).") from error
    except IMAPClientError as error:
        # What the server says may repeat what was asked for, a folder's or a user's name, and is for the log.
        raise refusal(f"The mail server refuses {what}: {error}") from error
