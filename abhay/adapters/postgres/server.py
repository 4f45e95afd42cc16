"""The embedded PostgreSQL server of one home: its command line and its readiness."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from abhay.adapters.postgres.account import Account, database_account, invoking_user
from abhay.adapters.postgres.cluster import clear_leftover, make_cluster, require_same_major, write_private
from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.programs import programs
from abhay.adapters.postgres.urls import OURS, PREFECTS, ROLE, SOCKET_PORT, embedded_url, fits_socket, recorded_port
from abhay.adapters.processes.ports import LOOPBACK, Port, free_port, is_free
from abhay.adapters.store.db.plain import FAILED, Connection, plain_connection
from abhay.errors import SetupError
from abhay.security.secretfiles import database_password
from abhay.settings import Settings

TUNING = {
    "fsync": "on",  # an alert that was answered with 202 must be on disk
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
    "log_error_verbosity": "terse",  # DETAIL and CONTEXT repeat values, which no log may hold
    "log_checkpoints": "off",
    "cluster_name": "abhay",
}

IDLE_LIMIT = "idle_in_transaction_session_timeout", "10s"
"""The setting of our own database: a transaction that somebody forgot holds up no case for longer.

Not of the whole server: under load Prefect's own transactions wait longer than that between two statements.
"""


@dataclass(frozen=True)
class Postgres:
    """The server of these settings' home."""

    settings: Settings

    @cached_property
    def home(self) -> Home:
        """The home of the server."""
        return Home.of(self.settings)

    @cached_property
    def account(self) -> Account:
        """The account it runs as. Raises `SetupError` if there is none."""
        return database_account(self.home.data)

    def prepare(self) -> None:
        """Makes the cluster if there is none, and cleans up after a crash, so that `command` can start.

        The caller holds the home's lock. Raises `SetupError` if this home cannot be used.
        """
        folder = programs(self.home, self.account)
        make_cluster(self.home, self.account, folder, lambda: database_password(self.settings))
        require_same_major(self.home.data, folder)
        clear_leftover(self.home.data, self.home.sockets / f".s.PGSQL.{SOCKET_PORT}.lock")
        write_private(self.home.postgres / "hba.conf", self._access_rules(), self.account)
        write_private(self.home.postgres / "ident.conf", f'abhay "{invoking_user().pw_name}" {ROLE}\n', self.account)
        if not fits_socket(self.home):
            self._choose_port()

    def command(self) -> list[str]:
        """Returns the server's command line: it listens only on a socket in the home, or on one loopback port."""
        settings = {
            **TUNING,
            "hba_file": str(self.home.postgres / "hba.conf"),
            "ident_file": str(self.home.postgres / "ident.conf"),
            **self._endpoint(),
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(programs(self.home, self.account) / "postgres"), "-D", str(self.home.data), *options]

    async def ready(self) -> bool:
        """Returns whether the server answers; creates both databases and sets up ours if needed."""
        try:
            async with plain_connection(embedded_url(self.settings, ROLE)) as connection:
                found = {name for (name,) in await connection.fetch("SELECT datname FROM pg_database")}
                for name in {OURS, PREFECTS} - found:
                    await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
                await _limit_idle(connection)
        except FAILED:
            return False
        return True

    def _endpoint(self) -> dict[str, str]:
        if fits_socket(self.home):
            return {"listen_addresses": "", "unix_socket_directories": str(self.home.sockets), "port": str(SOCKET_PORT)}
        port = str(recorded_port(self.home))
        return {"listen_addresses": LOOPBACK, "unix_socket_directories": "", "port": port}

    def _access_rules(self) -> str:
        """Returns the access rules: over the socket only our own user, over TCP by password."""
        if fits_socket(self.home):
            return f"local all {ROLE} peer map=abhay\n"
        return f"host all {ROLE} {LOOPBACK}/32 scram-sha-256\n"

    def _choose_port(self) -> None:
        """Returns the recorded port while it is free, so that addresses stay the same; else another one."""
        with suppress(SetupError):
            if is_free(Port(LOOPBACK, recorded_port(self.home), "")):
                return
        self.home.database_port.touch(mode=0o600)
        self.home.database_port.write_text(str(free_port()), encoding="ascii")


async def _limit_idle(connection: Connection) -> None:
    """Sets the limit for our database, unless somebody set one there; that one stays, and `abhay doctor` judges it."""
    name, value = IDLE_LIMIT
    found = await connection.fetch(
        "SELECT FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase, unnest(setconfig) AS line "
        "WHERE d.datname = $1 AND setrole = 0 AND split_part(line, '=', 1) = $2",
        OURS,
        name,
    )
    if not found:
        await connection.execute(f"ALTER DATABASE {OURS} SET {name} = '{value}'")
