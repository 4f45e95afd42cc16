"""A real mail server of the test's own: Debian's Dovecot as an unprivileged process, with IMAP and LMTP on free ports."""

import grp
import imaplib
import os
import pwd
import re
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
import trustme

from abhay.adapters.processes.ports import free_port

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
NEEDED = pytest.mark.skipif(PROGRAM is None, reason="no mail server: apt-get install dovecot-imapd dovecot-lmtpd")
USER, PASSWORD = "abhay-desk", "synthetic-password"
HOME_OF = f"mail/{USER}"

CONFIG = """\
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
postmaster_address = postmaster@kota-police.example
passdb {{
  driver = static
  args = password={password}
}}
{tokens}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
mail_location = {location}
mail_plugins = quota acl
maildir_stat_dirs = yes
plugin {{
  quota = maildir:User quota
  quota_rule = *:storage={quota}
  acl = vfile
}}
protocol imap {{
  mail_plugins = quota acl imap_quota
  imap_capability = {capability}
}}
mbox_read_locks = dotlock
mbox_write_locks = dotlock
mbox_lock_timeout = 1s
mbox_dotlock_change_timeout = 1h
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
"""


TOKENS = """\
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth2.conf
}}
"""
INTROSPECTION = """\
introspection_mode = post
introspection_url = {url}
username_attribute = username
active_attribute = active
active_value = true
"""


@dataclass
class Dovecot:
    """The server; `stop` and `start` it as often as wanted, its mails stay."""

    home: Path
    location: str = "maildir:~/Maildir"
    quota: str = "100M"
    capability: str = ""
    introspection: str = ""
    """Where it asks whether an access token is in force; then it takes those, too (XOAUTH2)."""
    plain: int = field(default_factory=free_port)
    tls: int = field(default_factory=free_port)
    lmtp: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def ca_file(self) -> Path:
        return self.home / "ca.pem"

    @property
    def maildir(self) -> Path:
        return self.home / HOME_OF / "Maildir"

    def start(self) -> None:
        account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        config = self.home / "dovecot.conf"
        (self.home / "oauth2.conf").write_text(INTROSPECTION.format(url=self.introspection))
        config.write_text(
            CONFIG.format(
                home=self.home,
                user=account.pw_name,
                group=grp.getgrgid(account.pw_gid).gr_name,
                uid=account.pw_uid,
                gid=account.pw_gid,
                password=PASSWORD,
                location=self.location,
                quota=self.quota,
                capability=self.capability,
                tokens=TOKENS.format(home=self.home) if self.introspection else "",
                plain=self.plain,
                tls=self.tls,
                lmtp=self.lmtp,
            )
        )
        as_whom = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        if os.geteuid() == 0:
            for path in (self.home, *self.home.iterdir()):
                os.chown(path, account.pw_uid, account.pw_gid)
        assert PROGRAM is not None
        self.process = subprocess.Popen(
            [PROGRAM, "-F", "-c", str(config)], cwd=self.home, start_new_session=True, **as_whom
        )
        self._wait_for(self.plain, self.tls, self.lmtp)

    def _wait_for(self, *ports: int) -> None:
        end = time.monotonic() + 20
        for port in ports:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    assert self.process is not None
                    assert self.process.poll() is None, self.log()
                    assert time.monotonic() < end, self.log()
                    time.sleep(0.05)

    def stop(self) -> None:
        """End the server, and the connections that it has: those outlive it otherwise."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)
            self.process = None

    def log(self) -> str:
        path = self.home / "log"
        return path.read_text(errors="replace")[-3000:] if path.exists() else "no log"

    # What people and other mail servers do

    def deliver(self, mail: bytes) -> None:
        """Hand a mail over by LMTP, as a mail server does. Raises smtplib's errors when it is refused."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as client:
            client.sendmail("sender@meta-partner.example", [USER], mail)

    def person(self) -> "Person":
        return Person(self)

    def read_only(self) -> None:
        """Take everybody's right to change flags."""
        self._write(self.maildir / "dovecot-acl", f"user={USER} lr\nowner lr\n")

    def writable(self) -> None:
        """Give it back."""
        (self.maildir / "dovecot-acl").unlink()

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text)
        os.chown(path, path.parent.stat().st_uid, path.parent.stat().st_gid)

    def renumber(self) -> None:
        """Make the server number its mails anew, as after a restore; the mails and their flags stay."""
        uidlist = self.maildir / "dovecot-uidlist"
        found = re.match(r"3 V(\d+)", uidlist.read_text())
        assert found is not None
        for path in self.maildir.glob("dovecot*"):
            path.unlink()
        self._write(uidlist, f"3 V{int(found[1]) + 1} N1\n")


class Person:
    """Somebody at the mailbox, with a mail program of their own."""

    def __init__(self, server: Dovecot) -> None:
        context = ssl.create_default_context(cafile=server.ca_file)
        self.imap = imaplib.IMAP4_SSL("localhost", server.tls, ssl_context=context)
        self.imap.login(USER, PASSWORD)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.imap.logout()

    def _uids(self, *criteria: str) -> list[int]:
        self.imap.select("INBOX", readonly=True)
        _, found = self.imap.uid("search", *criteria)
        return [int(uid) for uid in found[0].split()]

    def all(self) -> list[int]:
        return self._uids("ALL")

    def unseen(self) -> list[int]:
        return self._uids("UNSEEN")

    def flag(self, uid: int, flag: str) -> None:
        self.imap.select("INBOX")
        self.imap.uid("store", str(uid), "+FLAGS", f"({flag})")

    def unflag(self, uid: int, flag: str) -> None:
        self.imap.select("INBOX")
        self.imap.uid("store", str(uid), "-FLAGS", f"({flag})")

    def put(self, mail: bytes, flags: str = "") -> None:
        self.imap.append("INBOX", flags, None, mail)

    def delete_all(self) -> None:
        for uid in self.all():
            self.flag(uid, "\\Deleted")
        self.imap.expunge()


@contextmanager
def running(**settings: str) -> Iterator[Dovecot]:
    home = Path(tempfile.mkdtemp(prefix="abhay-imap-"))
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    authority.cert_pem.write_to_path(home / "ca.pem")
    certificate.private_key_pem.write_to_path(home / "key.pem")
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(home / "cert.pem", append=True)
    (home / "mail").mkdir()
    server = Dovecot(home, **settings)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home)
