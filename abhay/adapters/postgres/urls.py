"""The addresses of the two databases: from the settings, else of the embedded one, found from the home alone."""

import sys
from dataclasses import dataclass, field
from urllib.parse import quote

from abhay.adapters.postgres.paths import Home
from abhay.adapters.processes.ports import LOOPBACK
from abhay.errors import SetupError
from abhay.security.secretfiles import database_password
from abhay.settings import Settings

OURS = "abhay"
PREFECTS = "prefect"
ROLE = "postgres"
SOCKET_PORT = 5432
"""The port in the socket's file name; nothing listens on it."""

SOCKET_PATH_LIMIT = 107 if sys.platform == "linux" else 103
"""Bytes of `sun_path` (unix(7): 108 with the closing NUL; 104 on the BSDs and macOS)."""


@dataclass(frozen=True)
class DatabaseUrls:
    """The `postgresql+asyncpg://` addresses of our database and of Prefect's; the repr hides their passwords."""

    abhay: str = field(repr=False)
    prefect: str = field(repr=False)


def database_urls(settings: Settings) -> DatabaseUrls:
    """Returns both addresses. Raises `SetupError` if the embedded database is needed and was never started."""
    return DatabaseUrls(
        abhay=settings.database_url or embedded_url(settings, OURS),
        prefect=settings.prefect_database_url or embedded_url(settings, PREFECTS),
    )


def needs_embedded(settings: Settings) -> bool:
    """Returns whether either database is the embedded one; a Prefect elsewhere has its own."""
    prefect_elsewhere = settings.prefect_database_url or settings.prefect_api_url
    return not (settings.database_url and prefect_elsewhere)


def embedded_url(settings: Settings, database: str) -> str:
    """Returns the address of an embedded database: over its socket, or by loopback if the path is too long."""
    home = Home.of(settings)
    if fits_socket(home):  # an explicit port, so that PGPORT does not apply
        return f"postgresql+asyncpg://{ROLE}@/{database}?host={quote(str(home.sockets), safe='')}&port={SOCKET_PORT}"
    password = quote(database_password(settings), safe="")
    return f"postgresql+asyncpg://{ROLE}:{password}@{LOOPBACK}:{recorded_port(home)}/{database}"


def fits_socket(home: Home) -> bool:
    """Returns whether a socket in this home has a path short enough for the system."""
    return len(bytes(home.sockets / f".s.PGSQL.{SOCKET_PORT}")) <= SOCKET_PATH_LIMIT


def recorded_port(home: Home) -> int:
    """Returns the port of a database that is reached over TCP. Raises `SetupError` if none was recorded."""
    try:
        return int(home.database_port.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise SetupError(f"no database runs in {home.root}: start the system with `abhay up`") from error
