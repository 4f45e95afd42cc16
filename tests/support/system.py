"""The whole system as its users meet it: `abhay up` as a process, seen through HTTP, files and Prefect's API."""

import hashlib
import hmac
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import psutil

from abhay.adapters.processes.ports import free_port
from tests.support.speed import patience

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
SECRET = "synthetic-test-secret"
RUNGS = ("district", "sp", "dgp")
READY_LIMIT = 150
ENGINE = {"prefect", "worker", "watcher"}
"""What a ready system may still lack, and tests wait for."""
T = TypeVar("T")

PREFECTS_TURN = 90.0
"""Seconds in which Prefect's server answers beside whatever else runs: of all parts it is the last in line."""


def until(what: Callable[[], T], limit: float, otherwise: str, every: float = 0.1) -> T:
    """Polls until `what` is true and returns it; fails saying what did not happen.

    `limit`: seconds on a quick, idle machine. Where it is over, a slower or busier one is given more.
    """
    begun = time.monotonic()
    while True:
        value = what()
        if value:
            return value
        waited = time.monotonic() - begun
        assert waited < limit or waited < patience(limit), f"{otherwise} (waited {waited:.0f} s)"
        time.sleep(every)


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


class System:
    """A running copy with a home and ports of its own; `program` starts it, `abhay up` or one that takes the same.

    `python` is the interpreter of the installation that is started, `folder` where that is done.
    """

    def __init__(
        self,
        home: Path,
        without: Sequence[str] = (),
        program: Sequence[str] = ("abhay.entrypoints.cli", "up"),
        python: str = sys.executable,
        folder: Path = ROOT,
        lacking: Collection[str] = (),
        **env: str,
    ) -> None:
        self.home, self.python, self.folder = home, python, folder
        self.without = {*without, *lacking}
        self.port, self.prefect_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.prefect_url = f"http://127.0.0.1:{self.prefect_port}/api"
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("ABHAY_", "PREFECT_"))}
        clean.pop("PYTHONDONTWRITEBYTECODE", None)
        self.env = {
            **clean,
            "ABHAY_HOME": str(home),
            "ABHAY_PORT": str(self.port),
            "ABHAY_PREFECT_PORT": str(self.prefect_port),
            **env,
        }
        command = [python, "-m", *program, *(word for part in without for word in ("--without", part))]
        self.log_path = home / "up.log"
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=self.env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self.http = httpx.Client(base_url=self.url, timeout=20)
        self._tokens: dict[str, str] = {}

    # Life

    def wait_ready(self) -> None:
        until(self._ready, READY_LIMIT, "the system did not become ready", every=0.3)

    def _ready(self) -> bool:
        assert self.process.poll() is None, self.log_path.read_text()[-3000:]
        try:
            answer = self.http.get("/readyz")
        except httpx.TransportError:
            return False
        return answer.status_code == 200 and not ENGINE & set(answer.json()["degraded"]) - self.without

    def stop(self) -> None:
        self.http.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)

    def processes(self) -> list[psutil.Process]:
        """Every process that carries this home in its environment."""
        found: list[psutil.Process] = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("ABHAY_HOME") == str(self.home):
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
                continue
        return found

    def parts(self) -> dict[str, dict[str, Any]]:
        """Each part's pid, state and number of starts, as the supervisor knows them."""
        return json.loads((self.home / "parts.json").read_text())

    def part(self, name: str) -> psutil.Process:
        """The process of a part, as the supervisor knows it. Raises `NoSuchProcess` while it does not run."""
        if (pid := self.parts()[name]["pid"]) is None:  # of which psutil makes the process that asks
            raise psutil.NoSuchProcess(0, name)
        return psutil.Process(pid)

    def log(self, part: str) -> str:
        return (self.home / "log" / f"{part}.log").read_text(errors="replace")

    # Doors

    def cli(self, *words: str) -> str:
        done = subprocess.run(
            [self.python, "-m", "abhay.entrypoints.cli", *words],
            check=False,
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"abhay {' '.join(words)}: {done.stderr}"
        return done.stdout.strip()

    def auth(self, role: str, unit: str | None = None) -> dict[str, str]:
        key = f"{role} {unit}"
        if key not in self._tokens:
            more = ["--unit", unit] if unit else []
            self._tokens[key] = self.cli("token", "create", "--role", role, "--name", f"test-{role}", *more)
        return {"Authorization": f"Bearer {self._tokens[key]}"}

    def webhook(self, body: bytes) -> httpx.Response:
        signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
        return self.http.post("/v1/sources/meta/alerts", content=body, headers=headers)

    def raise_alert(self, **changes: Any) -> str:
        answer = self.webhook(json.dumps(synthetic(**changes), ensure_ascii=False).encode())
        assert answer.status_code == 202, answer.text
        return answer.json()["ref"]

    def alert(self, ref: str) -> dict[str, Any]:
        answer = self.http.get(f"/v1/alerts/{ref}", headers=self.auth("operator"))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: dict[str, Any], role: str = "operator") -> httpx.Response:
        return self.http.post(path, json=body, headers=self.auth(role))

    def set_policy(self, wait: int = 5, remind: int | None = None, repeat: int = 1, **severity: Any) -> int:
        """Short waits on every rung; answers the new version."""
        policy = self.http.get("/v1/policy", headers=self.auth("admin")).json()["policy"]
        ladder = [{"rung": rung, "wait": wait, "remind": remind or wait} for rung in RUNGS]
        for each in policy["severity"].values():
            each.update({"repeat": repeat, "ladder": ladder, **severity})
        answer = self.http.put("/v1/policy", json=policy, headers=self.auth("admin"))
        assert answer.status_code in (200, 201), answer.text
        return answer.json()["version"]

    def outbox(self, ref: str, **matching: Any) -> list[dict[str, Any]]:
        messages = [json.loads(path.read_text()) for path in sorted((self.home / "outbox").glob("*.json"))]
        return [m for m in messages if m["alert"] == ref and all(m[key] == value for key, value in matching.items())]

    # Prefect

    def prefect(self, method: str, path: str, body: Any = None) -> Any:
        auth = self.env.get("PREFECT_SERVER_API_AUTH_STRING")
        user, _, password = (auth or "").partition(":")
        own = (user, password) if auth else None
        answer = self.http.request(method, self.prefect_url + path, json=body, auth=own, timeout=PREFECTS_TURN)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def runs(self, ref: str) -> list[dict[str, Any]]:
        return self.prefect("POST", "/flow_runs/filter", {"flow_runs": {"name": {"any_": [ref]}}})

    def run_state(self, ref: str) -> str | None:
        runs = self.runs(ref)
        return runs[0]["state"]["name"] if runs and runs[0]["state"] else None

    def task_runs(self, ref: str) -> list[dict[str, Any]]:
        ids = [run["id"] for run in self.runs(ref)]
        return self.prefect("POST", "/task_runs/filter", {"flow_runs": {"id": {"any_": ids}}, "limit": 200})


def synthetic(**changes: Any) -> dict[str, Any]:
    """A synthetic alert of an invented person in Kota, like no other."""
    key = uuid4().hex
    body = json.loads((SAMPLES / "json_01_kota_minor_gps.json").read_text())
    body["alert_id"] = f"e2e-{key[:12]}"
    body["subject"] = {
        **body["subject"],
        "user_id": f"9{int(key[:12], 16)}",
        "username": f"synthetic.{key[:10]}",
        "profile_url": None,
        "phones": [f"+9155555{int(key[:8], 16) % 100000:05d}"],
    }
    body["content"]["content_id"] = f"c{key[:14]}"
    return {**body, **changes}


@contextmanager
def running_system(
    without: Sequence[str] = (),
    program: Sequence[str] = ("abhay.entrypoints.cli", "up"),
    python: str = sys.executable,
    folder: Path = ROOT,
    lacking: Collection[str] = (),
    **env: str,
) -> Iterator[System]:
    """A system that is ready, or lacks no more than these parts; afterwards nothing of it runs and its home is gone."""
    home = Path(tempfile.mkdtemp(prefix="abhay-test-"))
    home.chmod(0o711)
    system = System(home, without, program, python, folder, lacking, **env)
    try:
        system.wait_ready()
        yield system
    finally:
        system.stop()
        left = until(lambda: not system.processes(), 15, "processes were left running", every=0.3)
        assert left
        shutil.rmtree(home, ignore_errors=True)
