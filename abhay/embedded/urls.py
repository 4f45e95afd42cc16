"""Where the two databases are: settings first, else the embedded one, found from the home alone."""

import sys
from dataclasses import dataclass, field

from sqlalchemy.engine import URL

from abhay.embedded.paths import Home
from abhay.errors import SetupError
from abhay.secretfiles import database_password
from abhay.settings import Settings

OURS = "abhay"
PREFECTS = "prefect"
ROLE = "postgres"
SOCKET_PORT = 5432
"""Only part of the socket's file name: nothing listens on this port."""

SOCKET_PATH_LIMIT = 107 if sys.platform == "linux" else 103
"""Bytes of `sun_path` (unix(7): 108 with the closing NUL; 104 on the BSDs and macOS)."""


@dataclass(frozen=True)
class DatabaseUrls:
    """`postgresql+asyncpg://` addresses of our database and of Prefect's; kept out of the repr for their passwords."""

    abhay: str = field(repr=False)
    prefect: str = field(repr=False)


def database_urls(settings: Settings) -> DatabaseUrls:
    """Where both databases are; raises SetupError if the embedded one is needed and was never started."""
    return DatabaseUrls(
        abhay=settings.database_url or embedded_url(settings, OURS),
        prefect=settings.prefect_database_url or embedded_url(settings, PREFECTS),
    )


def needs_embedded(settings: Settings) -> bool:
    """Whether either database is the embedded one; a Prefect elsewhere brings its own."""
    prefect_elsewhere = settings.prefect_database_url or settings.prefect_api_url
    return not (settings.database_url and prefect_elsewhere)


def embedded_url(settings: Settings, database: str) -> str:
    """The address of one embedded database: over its socket, or loopback where the socket's path is too long."""
    home = Home.of(settings)
    if fits_socket(home):
        query = {"host": str(home.sockets), "port": str(SOCKET_PORT)}  # said here, else PGPORT would decide
        url = URL.create("postgresql+asyncpg", username=ROLE, database=database, query=query)
    else:
        url = URL.create(
            "postgresql+asyncpg",
            username=ROLE,
            password=database_password(settings),
            host="127.0.0.1",
            port=recorded_port(home),
            database=database,
        )
    return url.render_as_string(hide_password=False)


def fits_socket(home: Home) -> bool:
    """Whether a socket in this home has a path that the system can take."""
    return len(bytes(home.sockets / f".s.PGSQL.{SOCKET_PORT}")) <= SOCKET_PATH_LIMIT


def recorded_port(home: Home) -> int:
    """The port of a database that is reached over TCP; raises SetupError if none was recorded."""
    try:
        return int(home.database_port.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise SetupError(f"no database runs in {home.root}: start the system with `abhay up`") from error
