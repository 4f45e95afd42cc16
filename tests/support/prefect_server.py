"""A real Prefect server for tests that speak to one: as guarded as an operator may make it, with our deployments."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

from abhay.adapters.engine.base import DEPLOYMENTS, ESCALATION, WORK_POOL
from abhay.adapters.engine.prefect import PAGE, PrefectEngine
from abhay.adapters.engine.prefect_api import PrefectAccess, PrefectApi
from abhay.adapters.processes.ports import free_port

PASSWORD = "desk:synthetic-password"
READY_LIMIT = 120.0
WORKER = "process"
"""The type of the pool's workers."""


class PrefectServer:
    """A running server, seen as its administrator sees it."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api"
        user, password = PASSWORD.split(":")
        self.http = httpx.Client(base_url=self.url, auth=(user, password), timeout=20)

    def engine(self, *, password: str = PASSWORD, page: int = PAGE) -> PrefectEngine:
        """An engine that has remembered nothing of this server yet."""
        return PrefectEngine(PrefectApi(self.url, PrefectAccess(url=self.url, auth_string=password)), page=page)

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self.http.request(method, path, json=body, headers=self._token())
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def deploy(self) -> None:
        """Make the work pool and our deployments, in place of those that are there."""
        if not self.ask("POST", "/work_pools/filter", {}):
            self.ask("POST", "/work_pools/", {"name": WORK_POOL, "type": WORKER})
        for old in self.ask("POST", "/deployments/filter", {}):
            self.ask("DELETE", f"/deployments/{old['id']}")
        for each in DEPLOYMENTS:
            flow, name = each.split("/")
            flow_id = self.ask("POST", "/flows/", {"name": flow})["id"]
            self.ask("POST", "/deployments/", {"name": name, "flow_id": flow_id, "work_pool_name": WORK_POOL})

    def deployment(self, name: str = ESCALATION) -> str:
        """The id of a deployment."""
        return self.ask("GET", f"/deployments/name/{name}")["id"]

    @contextmanager
    def as_prefects_own(self) -> Iterator[None]:
        """Prefect's own clients ask this server within the block."""
        with temporary_settings({PREFECT_API_URL: self.url, PREFECT_API_AUTH_STRING: PASSWORD}):
            yield

    def _token(self) -> dict[str, str]:
        client = str(uuid4())
        token = self.http.get("/csrf-token", params={"client": client}).raise_for_status().json()["token"]
        return {"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": client}


@contextmanager
def running_prefect(database_url: str) -> Iterator[PrefectServer]:
    """A server with a password and protection against forged requests, over this database; its services rest."""
    port = free_port()
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("ABHAY_", "PREFECT_"))}
    with tempfile.TemporaryDirectory(prefix="abhay-prefect-") as home:
        env = {
            **clean,
            "DO_NOT_TRACK": "1",
            "PREFECT_HOME": home,
            "PREFECT_API_DATABASE_CONNECTION_URL": database_url,
            "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_API_AUTH_STRING": PASSWORD,
            "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        }
        command = [sys.executable, "-m", "prefect", "server", "start", "--no-services", "--no-ui"]
        log_path = Path(home) / "server.log"
        with (
            log_path.open("wb") as log,
            subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--port", str(port)], env=env, stdout=log, stderr=subprocess.STDOUT
            ) as process,
        ):
            server = PrefectServer(port)
            try:
                _await_ready(server, process, log_path)
                server.deploy()
                yield server
            finally:
                server.http.close()
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()


def _await_ready(server: PrefectServer, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + READY_LIMIT
    while True:
        assert process.poll() is None, log.read_text()[-2000:]
        try:
            if server.http.get("/health").is_success:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < end, f"Prefect's server did not start: {log.read_text()[-2000:]}"
        time.sleep(0.2)
