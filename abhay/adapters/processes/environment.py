"""Builds the processes' environment: Prefect's files stay in the home, the caller's own variables stay out."""

import os
from pathlib import Path

from pydantic import BaseModel

from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.processes.caller import cleaned, hosts_of
from abhay.adapters.processes.reaper import TOKEN_VARIABLE
from abhay.settings import Settings

_UNWANTED = (
    "PREFECT_API_DATABASE_",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL",
    "PREFECT_SERVER_API_HOST",
    "PREFECT_SERVER_API_PORT",
    "PREFECT_PROFILE",  # the caller's own profile may point to another server
)


_ANOTHER_SERVERS = ("PREFECT_API_KEY", "PREFECT_API_AUTH_STRING")
"""Variables with credentials that must not reach the embedded server."""


def system_environment(settings: Settings, token: str) -> dict[str, str]:
    """Returns the environment of every part; `token` marks the processes of one supervisor."""
    return {
        **client_environment(settings),
        **_absolute(settings, "ABHAY_"),
        "ABHAY_HOME": str(Home.of(settings).root),
        TOKEN_VARIABLE: token,
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",  # whatever encoding LC_ALL names
    }


def client_environment(settings: Settings) -> dict[str, str]:
    """Returns the variables of a Prefect client, which Prefect reads once, at import.

    The password of the embedded server (`PREFECT_SERVER_API_AUTH_STRING`) is also the clients' password.
    """
    embedded = settings.prefect_api_url is None
    unwanted = _UNWANTED + (_ANOTHER_SERVERS if embedded else ())
    callers = cleaned(os.environ, hosts_of(settings.host, settings.prefect_url))
    values = {name: value for name, value in callers.items() if not name.startswith(unwanted)}
    values |= {
        "DO_NOT_TRACK": "1",
        "PREFECT_API_URL": settings.prefect_url,
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_HOME": str(Home.of(settings).prefect),
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    }
    if embedded and (password := os.environ.get("PREFECT_SERVER_API_AUTH_STRING")):
        values["PREFECT_API_AUTH_STRING"] = password
    return values


def become_client(settings: Settings) -> None:
    """Makes the environment of this process that of a Prefect client; must be called before Prefect is imported."""
    meant = client_environment(settings)
    for name in os.environ.keys() - meant.keys():
        del os.environ[name]
    os.environ.update(meant)


def _absolute(settings: BaseModel, prefix: str) -> dict[str, str]:
    """Returns the variables of the files and folders that are set: a part may run in another folder than the caller."""
    found: dict[str, str] = {}
    for name in settings.model_fields_set:
        value, variable = getattr(settings, name), prefix + name.upper()
        if isinstance(value, BaseModel):
            found |= _absolute(value, f"{variable}__")
        elif isinstance(value, Path):
            found[variable] = str(value.absolute())
    return found


def has_prefect_password() -> bool:
    """Returns whether Prefect's API asks for a password, or for the key of a server elsewhere."""
    return any(os.environ.get(name) for name in ("PREFECT_SERVER_API_AUTH_STRING", *_ANOTHER_SERVERS))


_KEPT = {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "7776000",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P7D",
}
"""How long Prefect keeps ended runs (90 days, in seconds) and events (7 days): else its database grows for ever."""


def server_environment(settings: Settings) -> dict[str, str]:
    """Returns the variables of the Prefect server alone: its database, its own UI as the only origin, no telemetry.

    The second version of the UI asks a host of its maker on each page, analytics or not: the first is shown.
    """
    return {
        **{name: os.environ.get(name) or value for name, value in _KEPT.items()},
        "PREFECT_API_DATABASE_CONNECTION_URL": database_urls(settings).prefect,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # Task runs are recorded some at a time, within a second, and not each of their three events in a
        # transaction of its own: a fifth of what a pass costs the server (docs/passes.md).
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "20",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": _own_origins(settings),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
    }


def _own_origins(settings: Settings) -> str:
    """Returns the origins from which Prefect's UI is opened on this machine; what the admin names goes before."""
    own = ",".join(f"http://{host}:{settings.prefect_port}" for host in ("127.0.0.1", "localhost"))
    return os.environ.get("PREFECT_SERVER_CORS_ALLOWED_ORIGINS") or own
