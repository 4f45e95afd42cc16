"""The environment of the system's processes: Prefect kept inside the home, and nothing of the caller's in its way."""

import os

from abhay.embedded.paths import Home
from abhay.embedded.urls import database_urls
from abhay.embedded.warden import TOKEN_VARIABLE
from abhay.settings import Settings

_UNWANTED = (
    "PG",  # would change where PostgreSQL's clients connect
    "PREFECT_API_DATABASE_",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL",
    "PREFECT_SERVER_API_HOST",
    "PREFECT_SERVER_API_PORT",
    "PREFECT_PROFILE",  # the caller's own profile may point to another server
    "PYTHONDONTWRITEBYTECODE",  # doubles every start
    "PYTHONHOME",
)


_ANOTHER_SERVERS = ("PREFECT_API_KEY", "PREFECT_API_AUTH_STRING")
"""Credentials that the embedded server must not be sent."""


def system_environment(settings: Settings, token: str) -> dict[str, str]:
    """The environment of every part; `token` marks the processes of one supervisor."""
    return {
        **client_environment(settings),
        "ABHAY_HOME": str(Home.of(settings).root),
        TOKEN_VARIABLE: token,
        "PYTHONUNBUFFERED": "1",
    }


def client_environment(settings: Settings) -> dict[str, str]:
    """Our own environment as a client of Prefect needs it, which reads it once: when it is imported.

    The password of the embedded server (`PREFECT_SERVER_API_AUTH_STRING`) is its clients' too.
    """
    embedded = settings.prefect_api_url is None
    unwanted = _UNWANTED + (_ANOTHER_SERVERS if embedded else ())
    values = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
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


def server_environment(settings: Settings) -> dict[str, str]:
    """What the Prefect server alone needs: its database, and silence towards the outside."""
    return {
        "PREFECT_API_DATABASE_CONNECTION_URL": database_urls(settings).prefect,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # Task runs are recorded some at a time, within a second, and not each of their three events in a
        # transaction of its own: a fifth of what a pass costs the server (docs/passes.md).
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "20",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    }
