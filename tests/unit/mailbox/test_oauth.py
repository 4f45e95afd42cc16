"""Tokens for the mailbox, and how the server is given them."""

import base64
import json
import socket
import threading
from collections.abc import Iterator

import httpx
import pytest
from pydantic import SecretStr

from abhay.adapters.mailbox import imap
from abhay.adapters.mailbox.oauth import access_token
from abhay.errors import MailboxRefused, MailboxUnavailable
from abhay.security.oauth import TokenSource, forget_all
from abhay.settings import MailboxSettings, OAuthSettings

TOKEN_URL = "https://login.provider.example/token"


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """No token of another test."""
    forget_all()


def settings(**changed: object) -> MailboxSettings:
    oauth = OAuthSettings(token_url=TOKEN_URL, client_id="synthetic", client_secret=SecretStr("s"))
    return MailboxSettings(
        host="127.0.0.1", username="desk@police.example", oauth=oauth, tls="none", timeout=5, **changed
    )


def answering(status: int, body: object, asked: list[str] | None = None) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        if asked is not None:
            asked.append(request.content.decode())
        return httpx.Response(status, json=body)

    return httpx.MockTransport(answer)


def test_a_token_is_asked_for_by_the_client_or_by_a_refresh_token() -> None:
    asked: list[str] = []
    transport = answering(200, {"access_token": "t-1"}, asked)
    mailbox = settings()
    assert access_token(mailbox, transport) == "t-1"
    oauth = mailbox.oauth.model_copy(update={"refresh_token": SecretStr("r")})
    assert access_token(mailbox.model_copy(update={"oauth": oauth}), transport) == "t-1"
    assert "grant_type=client_credentials" in asked[0]
    assert "grant_type=refresh_token" in asked[1]
    assert "refresh_token=r" in asked[1]


def test_a_token_is_kept_until_shortly_before_its_end() -> None:
    asked: list[str] = []
    transport = answering(200, {"access_token": "t-1", "expires_in": "3600"}, asked)
    assert {access_token(settings(), transport) for _ in range(3)} == {"t-1"}
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("told", "kept_for"), [(3600, 3540), ("3600", 3540), (100, 90), (None, 300), ("soon", 300), (0, 0), (-5, 0)]
)
def test_how_long_a_token_is_kept(told: object, kept_for: float) -> None:
    at = [0.0]
    source = TokenSource(settings().oauth, lambda: at[0])
    source.read(200, json.dumps({"access_token": "t", "expires_in": told}).encode())
    at[0] = max(0.0, kept_for - 0.1)
    assert source.kept() == ("t" if kept_for else None)
    at[0] = kept_for
    assert source.kept() is None


def test_a_renewed_refresh_token_is_used_from_then_on() -> None:
    source = TokenSource(settings().oauth.model_copy(update={"refresh_token": SecretStr("old")}))
    assert source.form()["refresh_token"] == "old"
    source.read(200, b'{"access_token": "t", "refresh_token": "new"}')
    assert source.form()["refresh_token"] == "new"


def test_only_a_token_that_was_good_before_is_worth_a_new_one() -> None:
    source = TokenSource(settings().oauth)
    source.read(200, b'{"access_token": "t"}')
    assert source.forget() is False
    source.read(200, b'{"access_token": "t"}')
    assert source.kept() == "t"
    assert source.forget() is True
    assert source.kept() is None


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"error": "invalid_client"}, MailboxRefused),
        (401, {}, MailboxRefused),
        (503, {}, MailboxUnavailable),
        (400, {"error": "temporarily_unavailable"}, MailboxUnavailable),
        (200, {"token": "x"}, MailboxUnavailable),
        (200, ["x"], MailboxUnavailable),
    ],
)
def test_a_token_that_is_not_given_is_named(status: int, body: object, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        access_token(settings(), answering(status, body))
    assert type(raised.value) is error
    assert str(raised.value) != "s"


@pytest.fixture
def server() -> Iterator[tuple[int, list[bytes]]]:
    """A mail server that knows no more than XOAUTH2; gives its port and what it was told."""
    listener = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []

    def serve() -> None:
        connection, _ = listener.accept()
        listener.close()
        with connection, connection.makefile("rwb") as stream:
            stream.write(b"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n")
            stream.flush()
            for line in stream:
                heard.append(line)
                tag, command = line.split(maxsplit=2)[:2]
                if command.upper() == b"AUTHENTICATE":
                    stream.write(b"+ \r\n")
                    stream.flush()
                    heard.append(stream.readline())
                stream.write(tag + b" OK done\r\n")
                stream.flush()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1], heard
    thread.join(5)


def test_the_server_gets_the_token_by_xoauth2(server: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    port, heard = server
    monkeypatch.setattr(imap, "access_token", lambda _: "t-1")
    imap.Inbox.open(settings(port=port)).close()
    asked = next(at for at, line in enumerate(heard) if b"AUTHENTICATE XOAUTH2" in line)
    assert base64.b64decode(heard[asked + 1]) == b"user=desk@police.example\1auth=Bearer t-1\1\1"
