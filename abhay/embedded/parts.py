"""The parts of a system on one machine, in data: what runs, after what, and when it counts as ready."""

import asyncio
import http.client
import sys
from collections.abc import Awaitable, Callable, Collection

from abhay.embedded.cluster import FAST_SHUTDOWN
from abhay.embedded.environment import server_environment
from abhay.embedded.part import Part, leave_out
from abhay.embedded.paths import Home
from abhay.embedded.ports import LOOPBACK, Port
from abhay.embedded.postgres import Postgres
from abhay.embedded.urls import needs_embedded
from abhay.errors import SetupError
from abhay.settings import Settings

PREFETCH = "1"
"""Seconds that a worker looks ahead: a run fetched early sleeps in the worker, and may be woken twice."""

WATCHER_NICE, WORKER_NICE, PREFECT_NICE = 1, 3, 8
"""When the processors are not enough, taking alerts in goes first, then paging, and Prefect's paperwork waits.

PostgreSQL, the gateway and the roads of the mails are at 0; what is in docs/howto/production.md for machines
without our supervisor says the same.
"""

_ANY_ADDRESS = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104  compared with, not bound


def system_parts(settings: Settings, without: Collection[str] = ()) -> list[Part]:
    """Every part that these settings call for, less those left out by name; raises SetupError for an unknown name."""
    parts = [
        _postgres(settings),
        Part("schema", _python("deployments.prepare"), after=("postgres",), once=True),
        _prefect(settings),
        _worker(settings),
        Part("deployments", _python("deployments.apply"), after=("prefect",), once=True),
        Part("watcher", _python("abhay.cli", "watch"), after=("schema",), nice=WATCHER_NICE),
        Part("collector", _python("abhay.cli", "collect"), after=("schema",)),
        Part("lmtp", _python("abhay.cli", "lmtp"), after=("schema",)),
        _gateway(settings),
    ]
    names = [part.name for part in parts]
    if unknown := set(without) - set(names):
        raise SetupError(f"no such part: {', '.join(sorted(unknown))} (there are {', '.join(names)})")
    uncalled_for = {
        *(() if needs_embedded(settings) else ("postgres",)),
        *(() if settings.prefect_api_url is None else ("prefect",)),
        *(() if settings.mailbox.host else ("collector",)),
        *(() if settings.lmtp.port else ("lmtp",)),
    }
    return leave_out(parts, {*without, *uncalled_for})


def system_ports(settings: Settings, without: Collection[str] = ()) -> list[Port]:
    """The ports that these parts will listen on."""
    ports = {
        "gateway": Port(settings.host, settings.port, "ABHAY_PORT"),
        "prefect": Port(LOOPBACK, settings.prefect_port, "ABHAY_PREFECT_PORT"),
        "lmtp": Port(settings.lmtp.host, settings.lmtp.port or 0, "ABHAY_LMTP__PORT"),
    }
    names = {part.name for part in system_parts(settings, without)}
    return [port for name, port in ports.items() if name in names]


def addresses(settings: Settings, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """Where a person looks, for the terminal."""
    names = {part.name for part in system_parts(settings, without)}
    return [
        *([("gateway", settings.base_url)] if "gateway" in names else []),
        *([("Prefect UI", settings.prefect_url.removesuffix("/api"))] if "prefect" in names else []),
        ("logs", str(Home.of(settings).log)),
    ]


def answers(host: str, port: int, path: str) -> Callable[[], Awaitable[bool]]:
    """For `Part.ready`: asks whether this address answers 200."""

    def ask() -> bool:
        connection = http.client.HTTPConnection(_ANY_ADDRESS.get(host, host), port, timeout=2)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return lambda: asyncio.to_thread(ask)


def _python(module: str, *words: str) -> list[str]:
    return [sys.executable, "-m", module, *words]


def _postgres(settings: Settings) -> Part:
    server = Postgres(settings)
    return Part(
        "postgres",
        server.command,
        prepare=server.prepare,
        ready=server.ready,
        account=server.account if needs_embedded(settings) else None,
        stop_signal=FAST_SHUTDOWN,
        grace=6.0,
    )


def _prefect(settings: Settings) -> Part:
    port = str(settings.prefect_port)
    return Part(
        "prefect",
        _python("prefect", "server", "start", "--host", LOOPBACK, "--port", port),
        after=("postgres",),
        env=lambda: server_environment(settings),
        ready=answers(LOOPBACK, settings.prefect_port, "/api/health"),
        nice=PREFECT_NICE,
    )


def _worker(settings: Settings) -> Part:
    words = ["worker", "start", "--pool", "abhay", "--type", settings.worker_type, "--name", "abhay"]
    if settings.worker_type == "process":
        words += ["--limit", str(settings.worker.parallel)]
    return Part(
        "worker",
        _python("prefect", *words),
        after=("schema", "deployments"),
        env={
            "PREFECT_WORKER_QUERY_SECONDS": str(settings.worker.poll),
            "PREFECT_WORKER_PREFETCH_SECONDS": PREFETCH,
        },
        nice=WORKER_NICE,
    )


def _gateway(settings: Settings) -> Part:
    where = ["--host", settings.host, "--port", str(settings.port)]
    # No access log: the path of an acknowledgement page is a key.
    manners = ["--no-access-log", "--timeout-graceful-shutdown", "3"]
    return Part(
        "gateway",
        _python("uvicorn", "abhay.gateway.main:app", *where, *manners),
        after=("schema",),
        ready=answers(settings.host, settings.port, "/readyz"),
    )
