"""A real Kannel on free ports: bearerbox, smsbox, and an operator that is Debian's fakesmsc or ours over SMPP (smsc.py).

Debian's packages `kannel` and `kannel-extras` bring the programs; their services are not used.
"""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from abhay.adapters.processes.ports import free_port
from tests.integration.channels.smsc import Operator
from tests.support.system import until as until_or

FAKESMSC = "/usr/lib/kannel/test/fakesmsc"
USER, PASSWORD = "abhay", "synthetic-password"

CONFIG = """
group = core
admin-port = {admin}
admin-password = synthetic-admin-password
smsbox-port = {box}
box-allow-ip = 127.0.0.1
dlr-storage = internal
log-level = 1

{smsc}
group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {send}
global-sender = ABHAYP
mo-recode = true
http-request-retry = 3
http-queue-delay = 1
log-level = 1

group = sendsms-user
username = {user}
password = {password}
max-messages = 4
concatenation = true

group = sms-service
keyword = default
catch-all = yes
max-messages = 0
get-url = "{replies}"
"""

FAKE = """
group = smsc
smsc = fake
smsc-id = operator
port = {operator}
connect-allow-ip = 127.0.0.1
"""

SMPP = """
group = smsc
smsc = smpp
smsc-id = operator
host = 127.0.0.1
port = {operator}
transceiver-mode = true
smsc-username = abhay
smsc-password = secret
system-type = ""
address-range = ""
reconnect-delay = 1

group = smpp-tlv
name = PE_ID
tag = 0x1400
type = octetstring
length = 30

group = smpp-tlv
name = TEMPLATE_ID
tag = 0x1401
type = octetstring
length = 30
"""

_GOT = re.compile(r"Got message \d+: <(.*)>$")


@dataclass(frozen=True)
class Arrived:
    """One message as the operator got it: parts that belong together are joined."""

    sender: str
    to: str
    kind: str
    text: str


@dataclass
class Kannel:
    """The running Kannel."""

    home: Path
    ports: dict[str, int]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['send']}"

    def gateway(self, **changed: Any) -> dict[str, Any]:
        usual = {
            "name": "kannel",
            "preset": "kannel",
            "url": self.url,
            "username": USER,
            "password": PASSWORD,
            "sender": "ABHAYP",
        }
        return usual | changed

    def arrived(self) -> list[Arrived]:
        """What the operator printed, oldest first."""
        lines = (self.home / "fakesmsc.log").read_text(errors="replace").splitlines()
        return list(_joined(found[1] for line in lines if (found := _GOT.search(line))))

    def type_in(self, line: str) -> None:
        """A message from a phone: `<from> <to> text <words>` or `<from> <to> ucs2 <percent-encoded UTF-16BE>`."""
        operator = self.processes["fakesmsc"]
        assert operator.stdin is not None
        operator.stdin.write(f"{line}\n".encode())
        operator.stdin.flush()

    def lose_operator(self) -> None:
        self.processes["fakesmsc"].kill()
        self.processes["fakesmsc"].wait()

    def log(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text(errors="replace")


def _joined(lines: Iterator[str]) -> Iterator[Arrived]:
    """Parses `<from> <to> <kind> <payload>`; a part begins with `udh`, which ends in their count and its number."""
    parts: list[str] = []
    for line in lines:
        sender, to, kind, payload = line.split(" ", 3)
        if kind != "udh":
            yield Arrived(sender, to, kind, _decoded(kind, payload))
            continue
        udh, kind, payload = payload.split(" ", 2)
        head = unquote_to_bytes(udh)
        is_ucs2 = kind == "ucs-2" or b"\x09" in unquote_to_bytes(payload) or b"\x00" in unquote_to_bytes(payload)
        parts.append(_decoded("ucs-2" if is_ucs2 else kind, payload))
        if head[-1] == head[-2]:
            yield Arrived(sender, to, "ucs-2", "".join(parts))
            parts = []


def _decoded(kind: str, payload: str) -> str:
    raw = unquote_to_bytes(payload.replace("+", " "))
    return raw.decode("utf-16-be") if kind == "ucs-2" else raw.decode()


def free_ports() -> dict[str, int]:
    return {name: free_port() for name in ("admin", "box", "operator", "send")}


@contextmanager
def kannel(home: Path, replies: str, ports: dict[str, int] | None = None) -> Iterator[Kannel]:
    """A Kannel whose operator prints what it gets; `replies` is called for each message from a phone."""
    with _boxes(home, FAKE, replies, ports or free_ports()) as running, ExitStack() as stack:
        command = [FAKESMSC, "-H", "127.0.0.1", "-r", str(running.ports["operator"]), "-m", "1000000"]
        _start(stack, running, "fakesmsc", command, "interactive mode")
        until_or(lambda: "Fakesmsc client connected" in running.log("bearerbox"), 20, "no operator")
        yield running


@contextmanager
def kannel_over_smpp(
    home: Path, replies: str, network: Operator, ports: dict[str, int] | None = None
) -> Iterator[Kannel]:
    """A Kannel that is bound to an operator."""
    with _boxes(home, SMPP, replies, {**(ports or free_ports()), "operator": network.port}) as running:
        until_or(lambda: network.is_bound, 20, "no operator")
        yield running


@contextmanager
def _boxes(home: Path, smsc: str, replies: str, ports: dict[str, int]) -> Iterator[Kannel]:
    config = home / "kannel.conf"
    written = CONFIG.format(**ports, user=USER, password=PASSWORD, replies=replies, smsc=smsc.format(**ports))
    config.write_text(written)
    running = Kannel(home, ports)
    with ExitStack() as stack:
        _start(stack, running, "bearerbox", ["/usr/sbin/bearerbox", "-v", "1", str(config)], "entering mainloop")
        _start(stack, running, "smsbox", ["/usr/sbin/smsbox", "-v", "1", str(config)], "Connected to bearerbox")
        yield running


def _start(stack: ExitStack, running: Kannel, name: str, command: list[str], ready: str) -> None:
    log = stack.enter_context((running.home / f"{name}.log").open("wb"))
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, cwd=running.home)
    running.processes[name] = process
    stack.callback(_end, process)
    until_or(lambda: ready in running.log(name), 20, f"{name} does not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.stdin:
        process.stdin.close()


def is_installed() -> bool:
    return os.access("/usr/sbin/bearerbox", os.X_OK) and os.access(FAKESMSC, os.X_OK)
