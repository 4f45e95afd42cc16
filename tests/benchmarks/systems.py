"""The system under measurement: as `make up` starts it, with a hand on its parts and on both databases."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import asyncpg
import psutil

from abhay.adapters.postgres.urls import embedded_url
from abhay.adapters.processes.priority import lower_priority
from abhay.adapters.store.db.locks import LISTENING
from abhay.entrypoints.parts import WATCHER_NICE
from abhay.security.secretfiles import load_secrets
from abhay.settings import Settings
from tests.benchmarks.clones import Waiting, multiply
from tests.benchmarks.load import Accepted, alerts, raise_at_once
from tests.benchmarks.outbox import Outbox
from tests.benchmarks.sql import Sql
from tests.support.movers import suspended
from tests.support.system import ROOT, System, until

NO_DEADLINE = 3600
"""Seconds on each rung, unless a measurement is about deadlines: nothing else becomes due meanwhile."""

LOGS = ROOT / "var" / "bench-logs"
"""Where the logs go of a system whose measurement broke off."""

KILL_EVERY = 0.05
"""Seconds between two looks whether a part that must stay dead was started again."""

PARKED = (
    "SELECT count(*) FROM flow_run WHERE name = ANY($1) AND state_type = 'SCHEDULED' AND state_name LIKE 'Awaiting%'"
)

MOVERS = (
    "SELECT mover, count(*) FROM (SELECT DISTINCT ON (t.alert_id) t.detail->>'mover' AS mover"
    " FROM timeline t JOIN alert a ON a.id = t.alert_id WHERE a.ref = ANY($1) AND t.event = 'rung_entered'"
    " ORDER BY t.alert_id, t.id DESC) entries GROUP BY mover ORDER BY mover"
)

LOCK = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND (classid::bigint << 32) + objid::bigint = $1)"
)


AT_REST = 15
"""Percent of a core that a watcher with nothing to do stays below: while it loads its maps it takes a whole one."""


class BenchSystem(System):
    """A running copy; it starts without a watcher, which measurements put beside it."""

    def __init__(self, home: Path, worker_type: str, **env: str) -> None:
        password = {"PREFECT_SERVER_API_AUTH_STRING": "bench:synthetic"} if worker_type == "process" else {}
        super().__init__(
            home, ("watcher",), ABHAY_WORKER_TYPE=worker_type, ABHAY_LIMITS__NEW_CASES="1000000", **password, **env
        )
        self.outbox_files = Outbox(home / "outbox")
        self.settings = Settings(home=home)

    def connect(self) -> None:
        """Once it is ready."""
        self.ours = Sql(embedded_url(self.settings, "abhay"))
        self.prefects = Sql(embedded_url(self.settings, "prefect"))
        self.secrets = load_secrets(self.settings)
        self.set_policy(wait=NO_DEADLINE)

    # Cases

    def waiting(self) -> str:
        """A new case whose run is parked."""
        (case,) = raise_at_once(self.port, alerts(1), 1)
        self.until_parked([case], 60)
        return case.ref

    def copies(self, ref: str, count: int, first: float, apart: float = 0) -> list[Waiting]:
        """Copies of a waiting case: the first is due in `first` seconds, each other one `apart` later."""
        return multiply(self.ours, self.prefects, ref, count, lambda n: timedelta(seconds=first + n * apart))

    def parked(self, cases: list[Accepted]) -> int:
        """How many of these cases' runs wait, by Prefect's own database: its server is not asked, it is measured."""
        return self.prefects.value(PARKED, [case.ref for case in cases])

    def until_parked(self, cases: list[Accepted], limit: float) -> None:
        try:
            until(lambda: self.parked(cases) == len(cases), limit, "not all runs were parked")
        except AssertionError as late:
            refs = [case.ref for case in cases]
            rows = self.prefects.rows("SELECT name, state_name FROM flow_run WHERE name = ANY($1) ORDER BY 1", refs)
            raise AssertionError(f"{late}: {len(refs)} cases, runs {[tuple(row) for row in rows]}") from late

    def movers(self, refs: list[str]) -> str:
        """Who made these cases enter the rung they are on, in words."""
        rows = self.ours.rows(MOVERS, refs)
        return ", ".join(f"{row['count']} by the {row['mover']}" for row in rows)

    def holds(self, key: int) -> bool:
        """Whether anybody holds this advisory lock."""
        return self.ours.value(LOCK, key)

    def clear(self) -> None:
        """Forget every case and its run, so that each measurement begins with an empty system."""
        until(self._emptied, 20, "a mover is always in the way of emptying the tables")
        busy = "SELECT count(*) FROM flow_run WHERE state_type IN ('RUNNING', 'PENDING') AND name LIKE 'RJ-%'"
        with suppress(AssertionError):  # runs of a worker that was killed stay so for ever
            until(lambda: not self.prefects.value(busy), 10, "passes are still under way")
        self.prefects.rows("DELETE FROM flow_run WHERE name LIKE 'RJ-%' OR name LIKE 'floor-%'")

    def _emptied(self) -> bool:
        try:
            self.ours.rows("TRUNCATE alert CASCADE")
        except asyncpg.DeadlockDetectedError:  # a mover had one table and wanted the next
            return False
        return True

    # Parts

    def pid(self, part: str) -> int | None:
        """The process of a part, by the supervisor's own record; None while it does not run."""
        return json.loads((self.home / "parts.json").read_text())[part]["pid"]

    def running(self, part: str) -> psutil.Process:
        pid = until(lambda: self.pid(part), 20, f"{part} does not run")
        return psutil.Process(pid)

    def kill(self, part: str) -> None:
        """kill -9, the part's whole process group."""
        if (pid := self.pid(part)) is not None:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    @contextmanager
    def dead(self, part: str) -> Iterator[None]:
        """Kept dead: the supervisor starts it again and again, and each time it is killed before it can do anything."""
        over = threading.Event()

        def keep_killing() -> None:
            while not over.wait(KILL_EVERY):
                self.kill(part)

        self.kill(part)
        killer = threading.Thread(target=keep_killing, daemon=True)
        killer.start()
        try:
            yield
        finally:
            over.set()
            killer.join()

    @contextmanager
    def paused(self, part: str) -> Iterator[None]:
        """Stopped in its tracks, keeping its connections and locks; the supervisor too, which would end it."""
        with suspended(self, part):
            yield

    def worker_listens(self) -> bool:
        return self.holds(LISTENING)

    @contextmanager
    def watcher(self) -> Iterator[psutil.Process]:
        """A watcher beside the rest, once it has asked our database for work and loaded its maps; yields its process."""
        connections = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'abhay'"
        before = self.ours.value(connections)
        command = [sys.executable, "-m", "abhay.entrypoints.cli", "watch"]
        with (self.home / "log" / "watcher.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        asyncio.run(lower_priority(process.pid, WATCHER_NICE))  # as the supervisor would have it
        try:
            until(lambda: self.ours.value(connections) > before, 20, "the watcher does not look for work")
            watcher = psutil.Process(process.pid)
            until(lambda: watcher.cpu_percent(interval=1) < AT_REST, 60, "the watcher does not come to rest")
            yield watcher
        finally:
            process.terminate()
            process.wait(20)

    def stop(self) -> None:
        for name in ("ours", "prefects"):
            if connection := getattr(self, name, None):
                connection.close()
        super().stop()


@contextmanager
def measured_system(worker_type: str, **env: str) -> Iterator[BenchSystem]:
    """A system that is ready; afterwards nothing of it runs and its home is gone."""
    home = Path(tempfile.mkdtemp(prefix="abhay-bench-"))
    home.chmod(0o711)
    system = BenchSystem(home, worker_type, **env)
    try:
        system.wait_ready()
        system.connect()
        yield system
    except BaseException:
        shutil.copytree(home / "log", LOGS, dirs_exist_ok=True)
        raise
    finally:
        system.stop()
        shutil.rmtree(home, ignore_errors=True)
