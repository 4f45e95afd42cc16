"""Creates the database cluster on disk atomically, and cleans up after a crash."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from abhay.adapters.postgres.account import Account
from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.programs import version
from abhay.adapters.postgres.urls import ROLE
from abhay.adapters.processes.reaper import alive
from abhay.errors import SetupError

PROGRAM = "postgres"
"""The name of the program, as Linux shows it for the server and for each of its helpers."""

FAST_SHUTDOWN = signal.SIGINT
"""The fast shutdown: transactions are rolled back, and the next start needs no recovery."""

LEFTOVER_TIMEOUT = 10.0
"""Seconds that a leftover server gets for each way to shut down."""


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


def clear_leftover(data: Path, socket_lock: Path) -> None:
    """Stops a server that outlived its supervisor, and helpers that outlived their server; removes stale lock files.

    The caller holds the home's lock, so no other supervisor runs. PostgreSQL refuses to start over a lock file with
    the id of any process that is there: one that has the id by chance, or a zombie that nobody reaps, as in a
    container whose first process does not. The id of a process that is gone it handles itself.
    """
    pid_file = data / "postmaster.pid"
    pid = _first_number(pid_file)
    if pid is not None and alive(pid) and _serves(pid, data):
        _stop([pid], data, (FAST_SHUTDOWN, signal.SIGQUIT))
    if pid is not None and (helpers := _at_work(data)):
        _stop(helpers, data, (signal.SIGQUIT, signal.SIGKILL))  # as the server itself does after a crash
    if pid is not None and _is_there(pid):
        pid_file.unlink(missing_ok=True)  # by here no process of this cluster is at work any more
    holder = _first_number(socket_lock)
    if holder is not None and _is_there(holder) and not (alive(holder) and _is_postgres(holder)):
        socket_lock.unlink(missing_ok=True)


def write_private(path: Path, text: str, account: Account) -> Path:
    """Writes a file that only this account can read."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    account.own(path)
    return path


def _first_number(pid_file: Path) -> int | None:
    """Returns the id in a lock file; None for the one with a minus of somebody who repairs in single-user mode."""
    try:
        number = int(pid_file.read_text(encoding="utf-8").split(maxsplit=1)[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    return number if number > 0 else None


def _serves(pid: int, data: Path) -> bool:
    """Returns whether the process is a server of this cluster: a server's working folder is its data.

    Without /proc (macOS) any running process counts as one, as in PostgreSQL itself.
    """
    if sys.platform != "linux":
        return True
    try:
        return Path(f"/proc/{pid}/cwd").samefile(data)
    except OSError:  # not ours to see, a zombie, or gone by now
        return False


def _is_there(pid: int) -> bool:
    """Returns whether the kernel knows this id, even as a zombie's."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _at_work(data: Path) -> list[int]:
    """Returns the processes of PostgreSQL that work in this cluster; a zombie does not. None without /proc."""
    pids = [int(process.name) for process in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if _is_postgres(pid) and _serves(pid, data)]


def _is_postgres(pid: int) -> bool:
    """Returns whether the process runs PostgreSQL's server; without /proc none does."""
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip() == PROGRAM
    except OSError:
        return False


def _stop(pids: Sequence[int], data: Path, ways: Sequence[signal.Signals]) -> None:
    """Ends these processes, by each way if the one before did not. Raises `SetupError` if one survives."""
    for way in ways:
        for pid in filter(alive, pids):
            with suppress(ProcessLookupError):
                os.kill(pid, way)
        deadline = time.monotonic() + LEFTOVER_TIMEOUT
        while time.monotonic() < deadline:
            if not any(map(alive, pids)):
                return
            time.sleep(0.05)
    left = ", ".join(str(pid) for pid in filter(alive, pids))
    raise SetupError(f"a PostgreSQL server is left over in {data} and does not stop: end process {left}")
