"""The embedded PostgreSQL server of one home: its command line, and when it is ready."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from asyncpg import PostgresError  # pyright: ignore[reportMissingTypeStubs]  it brings none
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from abhay.embedded.account import Account, database_account, invoking_user
from abhay.embedded.cluster import clear_leftover, make_cluster, require_same_major, write_private
from abhay.embedded.paths import Home
from abhay.embedded.ports import LOOPBACK, Port, free_port, is_free
from abhay.embedded.programs import programs
from abhay.embedded.urls import OURS, PREFECTS, ROLE, SOCKET_PORT, embedded_url, fits_socket, recorded_port
from abhay.errors import SetupError
from abhay.secretfiles import database_password
from abhay.settings import Settings

CONNECT_TIMEOUT = 2.0

TUNING = {
    "fsync": "on",  # an alert that was answered with 202 is on disk: the promise of the whole system
    "synchronous_commit": "on",
    "shared_buffers": "128MB",
    "max_connections": "200",
    "max_wal_size": "512MB",
    "max_parallel_workers_per_gather": "0",  # containers often have a /dev/shm too small for parallel queries
    "jit": "off",  # short queries only: compiling costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",  # standard error goes to the home's log folder
    "log_line_prefix": "%m [%p] %d ",
    "log_checkpoints": "off",
    "cluster_name": "abhay",
}


@dataclass(frozen=True)
class Postgres:
    """The server of these settings' home."""

    settings: Settings

    @cached_property
    def home(self) -> Home:
        """Where the server lives."""
        return Home.of(self.settings)

    @cached_property
    def account(self) -> Account:
        """Who it runs as; raises SetupError if there is nobody."""
        return database_account(self.home.data)

    def prepare(self) -> None:
        """Make the cluster if there is none and clear what a crash left, so that `command` can start.

        The caller holds the home's lock. Raises SetupError if this home cannot be used.
        """
        folder = programs(self.home, self.account)
        make_cluster(self.home, self.account, folder, lambda: database_password(self.settings))
        require_same_major(self.home.data, folder)
        clear_leftover(self.home.data)
        write_private(self.home.postgres / "hba.conf", self._access_rules(), self.account)
        write_private(self.home.postgres / "ident.conf", f'abhay "{invoking_user().pw_name}" {ROLE}\n', self.account)
        if not fits_socket(self.home):
            self._choose_port()

    def command(self) -> list[str]:
        """The server's command line; it listens on a socket in the home, or on one loopback port, and nowhere else."""
        settings = {
            **TUNING,
            "hba_file": str(self.home.postgres / "hba.conf"),
            "ident_file": str(self.home.postgres / "ident.conf"),
            **self._endpoint(),
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(programs(self.home, self.account) / "postgres"), "-D", str(self.home.data), *options]

    async def ready(self) -> bool:
        """Whether the server answers; if it does, both databases are there."""
        try:
            engine = create_async_engine(
                embedded_url(self.settings, ROLE),
                isolation_level="AUTOCOMMIT",
                poolclass=NullPool,
                connect_args={"timeout": CONNECT_TIMEOUT},
            )
            async with engine.connect() as connection:
                found = set(await connection.scalars(text("SELECT datname FROM pg_database")))
                for name in {OURS, PREFECTS} - found:
                    await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        except (OSError, PostgresError, SQLAlchemyError, TimeoutError):  # a driver's refusal comes as it is
            return False
        return True

    def _endpoint(self) -> dict[str, str]:
        if fits_socket(self.home):
            return {"listen_addresses": "", "unix_socket_directories": str(self.home.sockets), "port": str(SOCKET_PORT)}
        port = str(recorded_port(self.home))
        return {"listen_addresses": LOOPBACK, "unix_socket_directories": "", "port": port}

    def _access_rules(self) -> str:
        """Over the socket: who may pass its folder and is the user who started us. Over TCP: by password."""
        if fits_socket(self.home):
            return f"local all {ROLE} peer map=abhay\n"
        return f"host all {ROLE} {LOOPBACK}/32 scram-sha-256\n"

    def _choose_port(self) -> None:
        """Keep the recorded port while it is free, so that addresses stay; else take another one."""
        with suppress(SetupError):
            if is_free(Port(LOOPBACK, recorded_port(self.home), "")):
                return
        self.home.database_port.touch(mode=0o600)
        self.home.database_port.write_text(str(free_port()), encoding="ascii")
