"""Creates the database cluster on disk atomically, and cleans up after a crash."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from abhay.adapters.postgres.account import Account
from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.programs import version
from abhay.adapters.postgres.urls import ROLE
from abhay.adapters.processes.reaper import alive
from abhay.errors import SetupError

FAST_SHUTDOWN = signal.SIGINT
"""The fast shutdown: transactions are rolled back, and the next start needs no recovery."""

LEFTOVER_TIMEOUT = 10.0
"""Seconds that a leftover server gets to shut down fast."""


def make_cluster(home: Home, account: Account, programs: Path, password: Callable[[], str]) -> None:
    """Makes a cluster if there is none: runs initdb beside the final place, then renames. Raises `SetupError`."""
    if home.data.exists():
        return
    draft = home.postgres / "draft"
    if draft.exists():  # left by an initdb that was killed
        shutil.rmtree(draft)
    secret = write_private(home.postgres / "password", password(), account)
    try:
        made = subprocess.run(
            _initdb(programs, draft, secret),
            **account.popen(),
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={
                name: value for name, value in os.environ.items() if not name.startswith(("PG", "ABHAY_", "PREFECT_"))
            },
        )
    finally:
        secret.unlink()
    if made.returncode != 0:
        why = (made.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SetupError(f"a database cannot be made in {home.postgres}: {why}")
    draft.rename(home.data)


def _initdb(programs: Path, folder: Path, password: Path) -> list[str]:
    """Returns the command; on Linux one syncfs replaces a thousand fsyncs, which take seconds."""
    return [
        str(programs / "initdb"),
        f"--pgdata={folder}",
        f"--username={ROLE}",
        f"--pwfile={password}",
        "--auth-local=peer",
        "--auth-host=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",  # the same order of words on every machine
        "--builtin-locale=C.UTF-8",
        *(["--sync-method=syncfs"] if sys.platform == "linux" else []),
    ]


def require_same_major(data: Path, programs: Path) -> None:
    """Raises `SetupError` if another major version of PostgreSQL made the cluster."""
    made_by = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    ours = version(programs).split(".", maxsplit=1)[0]
    if made_by != ours:
        raise SetupError(
            f"the database in {data} was made by PostgreSQL {made_by} and this is PostgreSQL {ours}: "
            "carry it over (docs/howto/run.md), or set another ABHAY_HOME"
        )


def clear_leftover(data: Path) -> None:
    """Stops a server that outlived its supervisor, and removes a stale pid file whose id was reused.

    The caller holds the home's lock, so no other supervisor runs. PostgreSQL itself handles the id of a dead
    process, and makes sure that no helper of it is still at work.
    """
    pid_file = data / "postmaster.pid"
    pid = _first_number(pid_file)
    if pid is None or not alive(pid):
        return
    if _serves(pid, data):
        _stop(pid, data)
    else:
        pid_file.unlink(missing_ok=True)


def write_private(path: Path, text: str, account: Account) -> Path:
    """Writes a file that only this account can read."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    account.own(path)
    return path


def _first_number(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text(encoding="utf-8").split(maxsplit=1)[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def _serves(pid: int, data: Path) -> bool:
    """Returns whether the process is a server of this cluster: a server's working folder is its data.

    Without /proc (macOS) any running process counts as one, as in PostgreSQL itself.
    """
    if sys.platform != "linux":
        return True
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:  # not ours to see, or gone by now
        return False


def _stop(pid: int, data: Path) -> None:
    """Shuts the server down, first fast, then immediately. Raises `SetupError` if it survives."""
    for way in (FAST_SHUTDOWN, signal.SIGQUIT):
        with suppress(ProcessLookupError):
            os.kill(pid, way)
        deadline = time.monotonic() + LEFTOVER_TIMEOUT
        while time.monotonic() < deadline:
            if not alive(pid):
                return
            time.sleep(0.05)
    raise SetupError(f"a PostgreSQL server is left over in {data} and does not stop: end process {pid}")
