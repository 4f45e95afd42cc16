"""The database cluster on disk: made whole or not at all, and cleared of what a crash left."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from abhay.embedded.account import Account
from abhay.embedded.paths import Home
from abhay.embedded.programs import version
from abhay.embedded.urls import ROLE
from abhay.embedded.warden import alive
from abhay.errors import SetupError

FAST_SHUTDOWN = signal.SIGINT
"""Transactions are rolled back, what is committed is written, nothing is to be recovered at the next start."""

ORPHAN_PATIENCE = 10.0
"""Seconds that a server left over from a crash gets to shut down fast."""


def make_cluster(home: Home, account: Account, programs: Path, password: Callable[[], str]) -> None:
    """Run initdb beside the final place and rename, if there is no cluster yet; raises SetupError."""
    if home.data.exists():
        return
    draft = home.postgres / "draft"
    if draft.exists():  # an initdb that was killed
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
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
        )
    finally:
        secret.unlink()
    if made.returncode != 0:
        why = (made.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SetupError(f"a database cannot be made in {home.postgres}: {why}")
    draft.rename(home.data)


def _initdb(programs: Path, folder: Path, password: Path) -> list[str]:
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
    ]


def require_same_major(data: Path, programs: Path) -> None:
    """Raise SetupError if another major version of PostgreSQL made the cluster."""
    made_by = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    ours = version(programs).split(".", maxsplit=1)[0]
    if made_by != ours:
        raise SetupError(
            f"the database in {data} was made by PostgreSQL {made_by} and this is PostgreSQL {ours}: "
            "carry it over (docs/howto/run.md), or set another ABHAY_HOME"
        )


def clear_leftover(data: Path) -> None:
    """Stop a server that outlived its supervisor, and forget one whose process id is somebody else's now.

    The caller holds the home's lock, so no other supervisor runs. The id of a process that is gone is
    left to PostgreSQL, which also makes sure that none of its helpers is still at work.
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
    """Write a file that only this account can read."""
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
    """Whether the process is a server of this cluster: a server's working folder is its data.

    Without /proc (macOS) a living process is taken for one, as PostgreSQL itself does.
    """
    if sys.platform != "linux":
        return True
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:  # not ours to see, or gone by now
        return False


def _stop(pid: int, data: Path) -> None:
    """Shut the server down, fast and then at once; raises SetupError if it stays."""
    for way in (FAST_SHUTDOWN, signal.SIGQUIT):
        with suppress(ProcessLookupError):
            os.kill(pid, way)
        deadline = time.monotonic() + ORPHAN_PATIENCE
        while time.monotonic() < deadline:
            if not alive(pid):
                return
            time.sleep(0.05)
    raise SetupError(f"a PostgreSQL server is left over in {data} and does not stop: end process {pid}")
