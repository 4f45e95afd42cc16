"""The parts of a system on one machine, as data: their commands, order and readiness."""

import sys
from collections.abc import Collection
from urllib.parse import quote

from abhay.adapters.postgres.cluster import FAST_SHUTDOWN
from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.server import Postgres
from abhay.adapters.postgres.urls import database_urls, needs_embedded
from abhay.adapters.processes.environment import has_prefect_password, server_environment
from abhay.adapters.processes.part import Part, leave_out
from abhay.adapters.processes.ports import LOOPBACK, Port
from abhay.adapters.processes.probes import answers
from abhay.adapters.store.db.preparation import filled_from
from abhay.errors import SetupError
from abhay.services.admin.source import source
from abhay.settings import Settings

PREFETCH = "1"
"""Seconds that a stock worker looks ahead: a run fetched early sleeps in the worker, and may be woken twice."""

PREFECT_SILENT_FOR = 60.0
"""Seconds without an answer after which Prefect's server hangs: under load it is slow, and pages do not wait for it."""

WATCHER_NICE, WORKER_NICE, PREFECT_NICE = 1, 3, 8
"""Nice levels: when the processors are busy, intake goes first, then paging, and Prefect's bookkeeping last.

PostgreSQL, the gateway and the two mail intakes have 0. docs/howto/production.md gives the same levels for
machines without our supervisor.
"""

POSTGRES_TRIES = 6
"""Tries within about 5 s, and the time that each takes: after a crash, what is left of the old server still ends."""


def system_parts(settings: Settings, without: Collection[str] = ()) -> list[Part]:
    """Returns the parts for these settings, except those left out. Raises `SetupError` for an unknown name."""
    parts = [
        _postgres(settings),
        _schema(settings),
        _prefect(settings),
        _worker(settings),
        Part("deployments", _abhay("deploy"), after=("prefect",), once=True, essential=False),
        Part("watcher", _abhay("watch"), after=("schema",), preload=True, nice=WATCHER_NICE, beats=True),
        Part("collector", _abhay("collect"), after=("schema",), essential=False, beats=True),
        Part("lmtp", _abhay("lmtp"), after=("schema",), essential=False, beats=True),
        _gateway(settings),
        _stand_in(settings),
    ]
    if settings.stand_in.port is not None and settings.database_url is not None:
        raise SetupError("ABHAY_STAND_IN__PORT is for the embedded database alone: nobody hears a stand-in")
    names = [part.name for part in parts]
    if unknown := set(without) - set(names):
        raise SetupError(f"no such part: {', '.join(sorted(unknown))} (there are {', '.join(names)})")
    uncalled_for = {
        *(() if needs_embedded(settings) else ("postgres",)),
        *(() if settings.prefect_api_url is None else ("prefect",)),
        *(() if settings.mailbox.host else ("collector",)),
        *(() if settings.lmtp.port else ("lmtp",)),
        *(() if settings.stand_in.port else ("stand-in",)),
    }
    return leave_out(parts, {*without, *uncalled_for})


def system_ports(settings: Settings, without: Collection[str] = ()) -> list[Port]:
    """Returns the ports that these parts will listen on."""
    ports = {
        "gateway": Port(settings.host, settings.port, "ABHAY_PORT"),
        "prefect": Port(LOOPBACK, settings.prefect_port, "ABHAY_PREFECT_PORT"),
        "lmtp": Port(settings.lmtp.host, settings.lmtp.port or 0, "ABHAY_LMTP__PORT"),
        "stand-in": Port(LOOPBACK, settings.stand_in.port or 0, "ABHAY_STAND_IN__PORT"),
    }
    names = {part.name for part in system_parts(settings, without)}
    return [port for name, port in ports.items() if name in names]


def addresses(settings: Settings, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """Returns the addresses for people, for the terminal."""
    names = {part.name for part in system_parts(settings, without)}
    return [
        *([("gateway", settings.base_url)] if "gateway" in names else []),
        *([("Prefect UI", settings.prefect_url.removesuffix("/api"))] if "prefect" in names else []),
        *([("telephones", "stand-ins: abhay stand-in phones")] if "stand-in" in names else []),
        ("logs", str(Home.of(settings).log)),
    ]


def _python(module: str, *words: str) -> list[str]:
    """Returns the command of a module; -P keeps modules in the caller's folder from replacing ours."""
    return [sys.executable, "-P", "-m", module, *words]


def _abhay(*words: str) -> list[str]:
    return _python("abhay.entrypoints.cli", *words)


def _postgres(settings: Settings) -> Part:
    server = Postgres(settings)
    return Part(
        "postgres",
        server.command,
        prepare=server.prepare,
        ready=server.ready,
        ask_every=0.02,
        account=server.account if needs_embedded(settings) else None,
        withheld=("ABHAY_", "PREFECT_"),
        stop_signal=FAST_SHUTDOWN,
        grace=6.0,
        tries=POSTGRES_TRIES,
    )


def _schema(settings: Settings) -> Part:
    """Returns the part that makes and fills the tables; a database filled from the same source does not need it."""

    async def needed() -> bool:
        wanted = source(synthetic_contacts=settings.wants_synthetic_contacts)
        return await filled_from(database_urls(settings).abhay) != wanted

    return Part("schema", _abhay("db", "upgrade"), after=("postgres",), once=True, needed=needed)


def _prefect(settings: Settings) -> Part:
    """Returns Prefect's server. Where it runs, it reads `.env` and imports modules: in a folder of ours."""
    port = str(settings.prefect_port)
    return Part(
        "prefect",
        _python("prefect", "server", "start", "--host", LOOPBACK, "--port", port),
        after=("postgres",),
        env=lambda: server_environment(settings),
        withheld=("ABHAY_",),
        ready=answers(LOOPBACK, settings.prefect_port, "/api/health"),
        nice=PREFECT_NICE,
        folder=Home.of(settings).prefect,
        essential=False,
        silent_for=PREFECT_SILENT_FOR,
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
        prepare=lambda: require_password(settings),
        nice=WORKER_NICE,
        folder=Home.of(settings).prefect,
        essential=False,
        beats=settings.worker_type != "process",
    )


def require_password(settings: Settings) -> None:
    """Raises `SetupError` if stock workers would run whatever anybody who reaches Prefect's port names."""
    if settings.worker_type == "process" and not has_prefect_password():
        raise SetupError(
            "stock workers (ABHAY_WORKER_TYPE=process) run any code that Prefect's API names: "
            "set PREFECT_SERVER_API_AUTH_STRING=user:password"
        )


def _gateway(settings: Settings) -> Part:
    return Part(
        "gateway",
        _python("abhay.entrypoints.gateway.serve"),
        after=("schema",),
        preload=True,
        ready=answers(settings.host, settings.port, "/readyz"),
        beats=True,
    )


def _stand_in(settings: Settings) -> Part:
    """Returns the telephones that nobody has; the secret goes through the environment, which others cannot read."""
    secret, port = settings.stand_in.secret.get_secret_value(), settings.stand_in.port or 0
    replies = f"{settings.base_url}/v1/replies/stand-in/{quote(_callback_secret(settings), safe='')}"
    return Part(
        "stand-in",
        _python("abhay.testing.phones", "--port", str(port)),
        env={"STAND_IN_SECRET": secret, "STAND_IN_REPLIES": replies},
        ready=answers(LOOPBACK, port, "/healthz"),
        essential=False,
    )


def _callback_secret(settings: Settings) -> str:
    """Returns the last part of the address for replies by text, empty without one."""
    found = settings.channels.sms.callback_secret
    return found.get_secret_value() if found else ""
