"""A real mail server in a process of its own: `smtp_server.py FOLDER CERTIFICATE KEY`.

Prints its ports as JSON, keeps each mail as a file in FOLDER, ends with its standard input. The word
before the first dot of a recipient's address says how it behaves.
"""

import asyncio
import base64
import json
import ssl
import sys
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = b"abhay", b"synthetic-password"
FOR_EVER = 3600
SLOW = 2


class Mailbox:
    """Keeps mails, and misbehaves when the recipient asks for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()
        self.seen: set[str] = set()

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        """Take the token that stands in the file beside the folder; answer any other as Google and Microsoft do."""
        wanted = f"user={USER.decode()}\1auth=Bearer {self.folder.with_name('token').read_text()}\1\1"
        if base64.b64decode(args[1]).decode() == wanted:
            return AuthResult(success=True)
        await server.challenge_auth(b'{"status":"400"}')
        return AuthResult(success=False, handled=False)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]) -> str:  # noqa: N802
        behaviour = to.partition(".")[0]
        if behaviour == "refused":
            return f"550 5.1.1 <{to}>: no such user"
        if behaviour == "busy" and to not in self.seen:
            self.seen.add(to)
            return "451 4.3.0 try again later"
        if behaviour == "drop":
            server.transport.abort()
        if behaviour in {"stall", "slow"}:
            await asyncio.sleep(FOR_EVER if behaviour == "stall" else SLOW)
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        behaviour = envelope.rcpt_tos[0].partition(".")[0]
        if behaviour == "full":
            return "452 4.3.1 insufficient system storage"
        if behaviour == "unwanted":
            return "554 5.7.1 message refused"
        self.keep(session, envelope)
        if behaviour == "break":
            server.transport.abort()
        if behaviour in {"silent", "slow"}:
            await asyncio.sleep(FOR_EVER)
        if behaviour == "gibberish":
            server.transport.write(b"hello there\r\n")
        return "250 2.0.0 queued"

    def keep(self, session: Session, envelope: Envelope) -> None:
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "helo": session.host_name,
            "authenticated": bool(session.authenticated),
            "mail": envelope.content.decode("ascii"),
        }
        name = f"{next(self.numbers):06}"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_text(json.dumps(kept))
        unfinished.rename(self.folder / f"{name}.json")


def authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: LoginPassword
) -> AuthResult:
    return AuthResult(success=(login.login, login.password) == (USER, PASSWORD), handled=False)


async def main(folder: str, certificate: str, key: str) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    mailbox = Mailbox(Path(folder))
    ways = {
        "starttls": ({"tls_context": tls, "require_starttls": True, "auth_required": True}, None),
        "implicit": ({"auth_required": True, "auth_require_tls": False}, tls),
        "none": ({}, None),
    }
    loop = asyncio.get_running_loop()
    ports = {}
    for way, (options, outer) in ways.items():

        def protocol(options: dict[str, object] = options) -> SMTP:
            return SMTP(mailbox, hostname="localhost", authenticator=authenticate, **options)

        server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=outer)
        ports[way] = server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)  # noqa: T201
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
