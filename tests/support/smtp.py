"""A mail server process for whole systems; the word before the first dot of an address says how it behaves."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string
from pathlib import Path

import trustme

from tests.support.system import ROOT

SCRIPT = ROOT / "tests" / "integration" / "channels" / "smtp_server.py"


@dataclass(frozen=True)
class MailServer:
    """Where it listens without TLS, and the folder in which it keeps a file per mail."""

    port: int
    folder: Path

    def times(self, to: str, ref: str) -> list[float]:
        """When mails about this case arrived for this address, as seconds since the epoch."""
        kept = [(path.stat().st_mtime, json.loads(path.read_text())) for path in sorted(self.folder.glob("*.json"))]
        return [at for at, mail in kept if mail["to"] == [to] and _ref(mail["mail"]) == ref]


def _ref(mail: str) -> str | None:
    return message_from_string(mail)["X-Abhay-Ref"]


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    with tempfile.TemporaryDirectory(prefix="abhay-smtp-") as name:
        home = Path(name)
        (home / "mails").mkdir()
        certificate = trustme.CA().issue_cert("localhost")
        certificate.private_key_pem.write_to_path(home / "key.pem")
        certificate.cert_chain_pems[0].write_to_path(home / "cert.pem")
        command = [sys.executable, str(SCRIPT), *(str(home / each) for each in ("mails", "cert.pem", "key.pem"))]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                yield MailServer(json.loads(process.stdout.readline())["none"], home / "mails")
            finally:
                process.stdin.close()
                process.wait(10)
