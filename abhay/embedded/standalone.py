"""The embedded database alone, without the rest of the system: for tests and one-off tools."""

import asyncio
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager

from abhay.embedded.cluster import FAST_SHUTDOWN
from abhay.embedded.logs import last_line, open_log
from abhay.embedded.postgres import Postgres
from abhay.embedded.urls import DatabaseUrls, database_urls
from abhay.errors import SetupError
from abhay.secretfiles import make_secrets
from abhay.settings import Settings

START_LIMIT = 60.0
STOP_LIMIT = 20.0


@contextmanager
def embedded_database(settings: Settings, **tuning: str) -> Generator[DatabaseUrls]:
    """Run the home's database while the block runs; both databases are there, and empty if the home is new.

    `tuning` are settings of PostgreSQL; a test that does not crash may say `fsync="off"`. Raises
    SetupError if the home cannot be used.
    """
    server = Postgres(settings)
    server.home.create(server.account)
    lock = server.home.lock()
    try:
        make_secrets(settings)
        server.prepare()
        log = server.home.log / "postgres.log"
        options = [word for name, value in tuning.items() for word in ("-c", f"{name}={value}")]
        with open_log(log) as output:
            process = subprocess.Popen(
                [*server.command(), *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **server.account.popen(),
            )
        try:
            _wait_ready(server, process)
            yield database_urls(settings)
        finally:
            process.send_signal(FAST_SHUTDOWN)
            process.wait(STOP_LIMIT)
    finally:
        lock.release()


def _wait_ready(server: Postgres, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_LIMIT
    while not asyncio.run(server.ready()):
        if process.poll() is not None or time.monotonic() > deadline:
            log = server.home.log / "postgres.log"
            raise SetupError(f"the embedded database does not start: {last_line(log)} (more in {log})")
        time.sleep(0.05)
