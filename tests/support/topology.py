"""Many of each on one machine: `python -m tests.support.topology` starts what compose.yaml describes, as processes.

PostgreSQL, Redis, two API servers of Prefect and its background services apart, three workers, two gateways, two
watchers; a balancer in front of the gateways (ABHAY_PORT) and one in front of the API servers (ABHAY_PREFECT_PORT).
Commands and settings are those of deployments/compose, less what is about containers. What dies is started again,
as Docker and systemd do it.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace

from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.processes.part import Part
from abhay.adapters.processes.ports import LOOPBACK, free_port
from abhay.adapters.processes.probes import answers
from abhay.entrypoints.foreground import foreground
from abhay.entrypoints.parts import system_parts
from abhay.settings import Settings
from tests.support import compose
from tests.support.balancer import Balancer

PROGRAM = ("tests.support.topology",)

APIS = ("prefect-api-1", "prefect-api-2")
GATEWAYS = ("gateway-1", "gateway-2")
WORKERS = ("worker-1", "worker-2", "worker-3")
WATCHERS = ("watcher-1", "watcher-2")

REDIS_SERVER = shutil.which("redis-server")

NICE = 5
"""So many processes would hold up the tests beside them, which are held to seconds; this one is not."""

MODULES = {"abhay": "abhay.entrypoints.cli", "prefect": "prefect", "uvicorn": "uvicorn"}
"""The programs of compose.yaml, as modules of this interpreter."""


class Plan:
    """The parts, on free ports."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ports = {name: free_port() for name in (*APIS, *GATEWAYS, "redis")}

    def parts(self) -> list[Part]:
        own = {part.name: part for part in system_parts(self.settings)}
        prefect_is_there = ("prefect-schema", "redis")
        return [
            own["postgres"],
            own["schema"],
            self._redis(),
            self._prefect("prefect-schema", after=("postgres",), once=True),
            *(self._prefect(name, after=prefect_is_there, ready="/api/health") for name in APIS),
            self._prefect("prefect-services", after=prefect_is_there),
            replace(own["deployments"], after=APIS),
            *(self._worker(name) for name in WORKERS),
            *(Part(name, self._words("watcher", name), after=("schema",), beats=True) for name in WATCHERS),
            *(self._gateway(name) for name in GATEWAYS),
        ]

    def _words(self, service: str, name: str) -> list[str]:
        """The service's command with an address of this machine's own."""
        program, *words = compose.command(service)
        changed = {"--host": LOOPBACK, "--port": str(self.ports.get(name))}
        words = [changed.get(before, word) for before, word in zip(("", *words), words, strict=False)]
        return [sys.executable, "-m", MODULES[program], *words]

    def _redis(self) -> Part:
        program, *words = compose.command("redis")
        folder = Home.of(self.settings).root / "redis"
        here = ["--bind", LOOPBACK, "--port", str(self.ports["redis"]), "--dir", str(folder)]
        return Part(
            "redis",
            [REDIS_SERVER or program, *words, *here],
            prepare=lambda: folder.mkdir(exist_ok=True),
            ready=self._redis_answers,
        )

    async def _redis_answers(self) -> bool:
        try:
            reader, writer = await asyncio.open_connection(LOOPBACK, self.ports["redis"])
        except OSError:
            return False
        writer.write(b"PING\r\n")
        answer = await reader.readline()
        writer.close()
        return answer.startswith(b"+PONG")

    def _prefect(self, name: str, after: tuple[str, ...], *, once: bool = False, ready: str = "") -> Part:
        service = "prefect-api" if name in APIS else name
        return Part(
            name,
            self._words(service, name),
            after=after,
            once=once,
            env=lambda: self._prefect_environment(service),
            ready=answers(LOOPBACK, self.ports[name], ready) if ready else None,
        )

    def _prefect_environment(self, service: str) -> Mapping[str, str]:
        redis = f"{LOOPBACK}:{self.ports['redis']}"
        values = {k: v.replace("redis:6379", redis) for k, v in compose.environment(service).items()}
        del values["PGSSLROOTCERT"]
        return {
            **values,
            "PREFECT_API_DATABASE_CONNECTION_URL": database_urls(self.settings).prefect,
            "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # seconds of each start, for blocks that nobody uses here
        }

    def _worker(self, name: str) -> Part:
        env = {k: v for k, v in compose.environment("worker").items() if k.startswith("PREFECT_WORKER_")}
        return Part(
            name, [*self._words("worker", name), "--name", name], after=("schema", "deployments"), env=env, beats=True
        )

    def _gateway(self, name: str) -> Part:
        ready = answers(LOOPBACK, self.ports[name], "/healthz")
        return Part(name, self._words("gateway", name), after=("schema",), ready=ready, beats=True)


async def serve() -> int:
    os.nice(NICE)
    own = Settings()
    os.environ["ABHAY_PREFECT_API_URL"] = own.prefect_url
    settings = Settings()
    plan = Plan(settings)
    async with (
        Balancer(settings.port, [plan.ports[name] for name in GATEWAYS]),
        Balancer(settings.prefect_port, [plan.ports[name] for name in APIS]),
    ):
        return await foreground(settings, plan.parts())


if __name__ == "__main__":
    sys.exit(asyncio.run(serve()))
