"""The caller's shell harms nothing: one system started under everything that other programs and folders set there."""

import json
import os
import resource
import socket
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.system import System, running_system, until

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("hostile")]

OUTSIDE = "heartbeat.example"
NOWHERE = "/nonexistent/abhay"
OPEN_FILES = 256
FOREIGN_MODULES = ("models", "tasks", "flows", "deployments")

POSTGRESQLS = {
    "PGHOST": "elsewhere.example",
    "PGOPTIONS": "-c search_path=nowhere",
    "PGPASSFILE": NOWHERE,
    "PGSERVICE": "elsewhere",
    "PGSSLMODE": "verify-full",
    "PGSSLROOTCERT": NOWHERE,
    "PGTARGETSESSIONATTRS": "standby",
}
PREFECTS = {
    "PREFECT_API_URL": "http://127.0.0.1:9/api",
    "PREFECT_API_AUTH_STRING": "theirs:theirs",
    "PREFECT_PROFILE": "theirs",
}
SHELLS = {
    "LANG": "xx_XX",
    "LC_ALL": "hi_IN.ISCII-DEV",
    "PYTHONIOENCODING": "ascii",
    "PYTHONOPTIMIZE": "2",
    "PYTHONSTARTUP": NOWHERE,
    "PYTHONUSERBASE": NOWHERE,
    "SSLKEYLOGFILE": f"{NOWHERE}/keys",
    "SSL_CERT_FILE": NOWHERE,
    "TMPDIR": NOWHERE,
    "TZ": "Mars/Phobos",
}
EMPTY = {
    f"ABHAY_{name}": ""
    for name in (
        "DATABASE_URL",
        "PREFECT_DATABASE_URL",
        "PREFECT_API_URL",
        "PUBLIC_URL",
        "HOST",
        "LOG_LEVEL",
        "WORKER__PARALLEL",
        "CHANNELS__WEBHOOK__SECRET",
        "MAIL__PARTNER_DOMAINS",
    )
}
DOTENV = (
    "PREFECT_SERVER_API_AUTH_STRING=theirs:theirs\nPREFECT_API_KEY=theirs\nPREFECT_API_URL=http://127.0.0.1:9/api\n"
)


class RefusingProxy:
    """A proxy that refuses everything and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                self.asked.append(connection.recv(1000).split(b"\r\n", 1)[0].decode("latin-1"))
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def variables(self) -> dict[str, str]:
        http, other = f"http://{self.address}", f"socks5://{self.address}"
        given = {"http_proxy": http, "https_proxy": http, "all_proxy": other, "no_proxy": "[::1], intern.example"}
        return given | {name.upper(): value for name, value in given.items()}


@contextmanager
def careless_shell() -> Iterator[None]:
    """A shell that gives everybody everything, and each process few files."""
    umask, files = os.umask(0), resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, files[1]))
    try:
        yield
    finally:
        os.umask(umask)
        resource.setrlimit(resource.RLIMIT_NOFILE, files)


@pytest.fixture(scope="module")
def proxy() -> Iterator[RefusingProxy]:
    proxy = RefusingProxy()
    yield proxy
    proxy.close()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in which a foreign module notes that it was run."""
    return tmp_path_factory.mktemp("ran") / "modules"


def foreign_folder(folder: Path, ran: Path) -> Path:
    for name in FOREIGN_MODULES:
        (folder / f"{name}.py").write_text(
            f"open({str(ran)!r}, 'a').write(__file__ + chr(10))\nraise RuntimeError('a foreign module')\n"
        )
    (folder / ".env").write_text(DOTENV)
    return folder


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, proxy: RefusingProxy, ran: Path) -> Iterator[System]:
    here = foreign_folder(tmp_path_factory.mktemp("here"), ran)
    modules = foreign_folder(tmp_path_factory.mktemp("modules"), ran)
    heartbeat = {"ABHAY_WATCHER__HEARTBEAT_URL": f"http://{OUTSIDE}/abhay", "ABHAY_WATCHER__HEARTBEAT_EVERY": "1"}
    hostile = {**POSTGRESQLS, **PREFECTS, **SHELLS, **EMPTY, **proxy.variables(), "PYTHONPATH": str(modules)}
    with careless_shell(), running_system(folder=here, **hostile, **heartbeat) as system:
        yield system


def test_an_alert_goes_to_its_page_and_its_run_parks(system: System) -> None:
    ref = system.raise_alert()
    page = until(lambda: system.outbox(ref, kind="page"), 20, "nobody was paged")[0]
    assert (page["rung"], page["unit"]) == ("district", "kota-city")
    until(lambda: system.run_state(ref) == "AwaitingDistrict", 20, "no flow run carries the case")


def test_the_doctor_finds_everything_well(system: System) -> None:
    checks = {check["name"]: check for check in json.loads(system.cli("doctor", "--json"))["checks"]}
    assert [name for name, check in checks.items() if check["verdict"] == "fail"] == []
    assert "ALL_PROXY" in checks["environment"]["says"]


def test_no_foreign_module_was_run(system: System, ran: Path) -> None:
    system.cli("db", "check")
    assert not ran.exists(), ran.read_text()


def test_the_proxy_is_asked_for_what_is_outside_alone(system: System, proxy: RefusingProxy) -> None:
    until(lambda: proxy.asked, 20, "the heartbeat did not go through the proxy")
    assert {line.split()[1] for line in proxy.asked} == {f"http://{OUTSIDE}/abhay"}


def test_nothing_in_the_home_is_open_to_others(system: System) -> None:
    others = {"up.log", "postgres", "run", "programs"}  # of the test itself; of PostgreSQL's account
    opened = [
        path
        for entry in system.home.iterdir()
        if entry.name not in others
        for path in (entry, *entry.rglob("*"))
        if stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]
    assert opened == []
